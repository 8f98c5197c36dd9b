import { createNetwork } from '../http/index.ts';
import type { CheckOptions, Runtime } from '../request.ts';
import { createVendor, type Vendor } from './create-vendor.ts';

/** Opens the sources of charts for a run: repositories unless `offline`, the cache, log-ins. */
export function openVendor({ vendor, mirrors, offline }: CheckOptions, runtime: Runtime): Vendor {
  return createVendor({
    vendor,
    mirrors,
    offline,
    network: createNetwork(runtime),
    cache: runtime.cache,
    helmRepositories: runtime.helmRepositories,
  });
}
