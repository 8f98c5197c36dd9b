import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { askCluster } from '../../src/management/doctor/ask-cluster.ts';
import { describeCluster } from '../../src/management/doctor/doctor-management.ts';
import { openKubectl } from '../../src/management/doctor/open-kubectl.ts';
import { findProgram } from '../../src/process/index.ts';
import { TABLES } from '../management/solver/wanted.ts';
import { answerPath, DEPLOYMENTS, GOOD, PATHS } from '../management/support/recorded-cluster.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const programs = process.env['PATH'] ?? '';

interface Server {
  readonly kubeconfig: string;
  /** Method and path of each request. */
  readonly asked: readonly string[];
  readonly close: () => void;
}

/** An API server that has the record, and denies some of it. */
async function serve(denied: readonly string[] = []): Promise<Server> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    asked.push(`${request.method} ${path}`);
    const isDenied = denied.includes(path.split('?')[0] ?? '');
    const forbidden = {
      kind: 'Status',
      apiVersion: 'v1',
      status: 'Failure',
      reason: 'Forbidden',
      code: 403,
      message: 'User "jo" cannot list resource',
    };
    const { status, body } = isDenied ? { status: 403, body: forbidden } : answerPath(GOOD, 'v1.34.3', path);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  onTestFinished(close);
  const { port } = server.address() as AddressInfo;
  return { kubeconfig: writeConfig(`http://127.0.0.1:${port}`), asked, close };
}

function writeConfig(server: string): string {
  const path = join(temporaryDirectory(), 'config');
  const named = { name: 'm', context: { cluster: 'm', user: 'm' } };
  writeFileSync(
    path,
    JSON.stringify({
      apiVersion: 'v1',
      kind: 'Config',
      'current-context': 'm',
      contexts: [named],
      clusters: [{ name: 'm', cluster: { server } }],
      users: [{ name: 'm', user: {} }],
    }),
  );
  return path;
}

const open = (kubeconfig: string | undefined, variables = {}) =>
  openKubectl(kubeconfig, { programs, variables: { HOME: '/nonexistent', ...variables } });

describe.skipIf(findProgram('kubectl', programs) === undefined)('a management cluster, asked by kubectl', () => {
  test('tells all that it has, and is only read', async () => {
    const { kubeconfig, asked } = await serve();
    const report = describeCluster(await askCluster(open(kubeconfig)), undefined, TABLES);
    expect(report.kubernetes).toBe('v1.34.3');
    expect(report.installed.map(({ name }) => name)).toContain('cso');
    expect(report.classes.map(({ name }) => name)).toEqual(['openstack-scs-1-32-v1', 'openstack-scs-1-32-v2']);
    expect(report.findings.filter(({ verdict }) => verdict === 'refuse' || verdict === 'unknown')).toEqual([]);
    expect(asked.filter((line) => !line.startsWith('GET '))).toEqual([]);
  });

  test('is found by KUBECONFIG, too', async () => {
    const { kubeconfig } = await serve();
    expect((await askCluster(open(undefined, { KUBECONFIG: kubeconfig }))).kubernetes).toBe('v1.34.3');
  });

  test('what it denies is not known', async () => {
    const { kubeconfig } = await serve([DEPLOYMENTS, PATHS.API]);
    const state = await askCluster(open(kubeconfig));
    expect(state.deployments).toMatchObject({ kind: 'unseen', items: [], why: expect.stringMatching(/^the user may not: .*Forbidden/) });
    expect(state.clusters.kind).toBe('unseen');
    expect(state.clusterStacks).toMatchObject({ kind: 'seen' });
  });

  test('one that is gone is told', async () => {
    const { kubeconfig, close } = await serve();
    close();
    const report = describeCluster(await askCluster(open(kubeconfig)), undefined, TABLES);
    expect(report.findings).toMatchObject([{ verdict: 'refuse', code: 'cluster-unseen', message: expect.stringMatching(/refused/) }]);
  });

  test('a kubeconfig that is not there is told', async () => {
    expect((await askCluster(open('/nonexistent/config'))).gone).toMatch(/nonexistent|config/);
  });
});
