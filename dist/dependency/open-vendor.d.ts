import type { CheckOptions, Runtime } from '../request.js';
import { type Vendor } from './create-vendor.js';
/** Opens the sources of charts for a run: repositories unless `offline`, the cache, log-ins. */
export declare function openVendor({ vendor, mirrors, offline }: CheckOptions, runtime: Runtime): Vendor;
