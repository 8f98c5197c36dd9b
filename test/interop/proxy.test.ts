import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clusterstack } from './support/clusterstack.ts';
import { createTestFolder } from './support/folders.ts';
import { describeWith, PROJECT } from './support/needs.ts';
import { type ConnectProxy, startProxy } from './support/proxy.ts';
import { PROXIED_NAME, type Registry, startRegistry } from './support/registries.ts';

/** Node 20's fetch knows no proxies, Node 24's does of its own when it is told to. */
const nodes = [
  ['the Node of the tests', process.execPath],
  ['Node 24', 'node24'],
] as const;

for (const [name, node] of nodes) {
  describeWith(['registry', 'openssl', ...(node === 'node24' ? ['node24'] : [])], `proxies, ${name}`, () => {
    let registry: Registry;
    let proxy: ConnectProxy;
    let byName: string;

    beforeAll(async () => {
      registry = await startRegistry('registry', { login: true });
      proxy = await startProxy();
      byName = `${PROXIED_NAME}:${registry.host.split(':')[1]}`;
    });
    afterAll(async () => {
      await proxy?.close();
      await registry?.close();
    });

    const release = async (host: string, variables: Readonly<Record<string, string>>) => {
      proxy.connections.length = 0;
      const args = [
        'release',
        join(PROJECT, 'stacks/docker/scs'),
        '--kubernetes',
        '1.36',
        '--output',
        join(await createTestFolder(), 'out'),
        '--target',
        `oci://${host}/proxied`,
      ];
      return (await clusterstack(args, { node, env: { ...registry.env, ...variables } })).line;
    };

    test('HTTPS_PROXY: the registry is reached through the proxy, which sees a name and no content', async () => {
      expect(await release(byName, { HTTPS_PROXY: proxy.url })).toMatchObject({ action: 'released' });
      expect(new Set(proxy.connections)).toEqual(new Set([byName]));
    });

    test('without it the name is not known', async () => {
      expect(await release(byName, {})).toMatchObject({ action: 'failed' });
      expect(proxy.connections).toEqual([]);
    });

    test('NO_PROXY: the proxy is not asked', async () => {
      expect(await release(byName, { HTTPS_PROXY: proxy.url, NO_PROXY: `example.test,${PROXIED_NAME}` })).toMatchObject({
        action: 'failed',
      });
      expect(proxy.connections).toEqual([]);
    });

    test('the loopback interface is never looked for behind a proxy', async () => {
      expect(await release(registry.host, { HTTPS_PROXY: proxy.url })).toMatchObject({ action: 'unchanged' });
      expect(proxy.connections).toEqual([]);
    });

    test('a proxy that does not answer: an error, not a detour', async () => {
      expect(await release(byName, { HTTPS_PROXY: 'http://127.0.0.1:9' })).toMatchObject({ action: 'failed' });
    });
  });
}
