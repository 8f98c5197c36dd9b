import { readFile, writeFile } from 'node:fs/promises';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { join } from 'node:path';
import { createFolder, removeFolder } from './folders.ts';
import { run } from './run.ts';
import { findFreePort, startServer } from './server.ts';

export interface Registry {
  /** `127.0.0.1:41234` */
  readonly host: string;
  /** What Node and Go processes need to trust the registry, and to log in. */
  readonly env: Readonly<Record<string, string>>;
  /** `http` needs to be told to skopeo. */
  readonly protocol: 'http' | 'https';
  close(): Promise<void>;
}

export type RegistryKind = 'docker-registry' | 'registry' | 'crane';

/** bcrypt of the password, as htpasswd writes it. */
const LOGIN = { username: 'interop', password: 'interop-password', hash: '$2b$04$abcdefghijklmnopqrstuuayZ4lPLcjnIxNuxSuFi03D45.Flb4qW' };

/** The name that certificates carry beside the loopback addresses; only a proxy knows where it is. */
export const PROXIED_NAME = 'registry.interop.test';

/** Starts a registry on a free loopback port: crane's over plain HTTP, the other two over TLS. */
export async function startRegistry(kind: RegistryKind, { login = false } = {}): Promise<Registry> {
  const folder = await createFolder();
  const host = `127.0.0.1:${await findFreePort()}`;
  try {
    const server = kind === 'crane' ? await startCrane(host) : await startDistribution(kind, host, folder, login);
    const close = async () => {
      await server.close();
      await removeFolder(folder);
    };
    return {
      host,
      close,
      protocol: kind === 'crane' ? 'http' : 'https',
      env: await writeClientFiles(folder, host, kind !== 'crane', login),
    };
  } catch (error) {
    await removeFolder(folder);
    throw error;
  }
}

function startCrane(host: string) {
  return startServer('crane', ['registry', 'serve', '--address', host], {}, () => answers('http', host));
}

/** Distribution 2 and 3 read the same configuration. */
async function startDistribution(command: string, host: string, folder: string, login: boolean) {
  const files = {
    data: join(folder, 'data'),
    cert: join(folder, 'cert.pem'),
    key: join(folder, 'key.pem'),
    htpasswd: join(folder, 'htpasswd'),
  };
  await createCertificate(files.cert, files.key);
  await writeFile(files.htpasswd, `${LOGIN.username}:${LOGIN.hash}\n`);
  const config = {
    version: 0.1,
    log: { level: 'error' },
    storage: { filesystem: { rootdirectory: files.data } },
    http: { addr: host, secret: 'interop', tls: { certificate: files.cert, key: files.key } },
    ...(login && { auth: { htpasswd: { realm: 'interop', path: files.htpasswd } } }),
  };
  const configFile = join(folder, 'config.yml');
  await writeFile(configFile, JSON.stringify(config)); // JSON is YAML
  const ca = await readFile(files.cert);
  return startServer(command, ['serve', configFile], { OTEL_TRACES_EXPORTER: 'none' }, () => answers('https', host, ca));
}

/** Self-signed, and so its own authority. */
async function createCertificate(cert: string, key: string): Promise<void> {
  const names = `subjectAltName=IP:127.0.0.1,DNS:localhost,DNS:${PROXIED_NAME}`;
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  await run('openssl', ['req', '-x509', ...curve, '-days', '2', '-subj', '/CN=interop', '-addext', names, '-keyout', key, '-out', cert]);
}

async function writeClientFiles(folder: string, host: string, tls: boolean, login: boolean): Promise<Record<string, string>> {
  const auth = Buffer.from(`${LOGIN.username}:${LOGIN.password}`).toString('base64');
  const hosts = [host, `${PROXIED_NAME}:${host.split(':')[1]}`];
  const auths = login ? Object.fromEntries(hosts.map((name) => [name, { auth }])) : {};
  const configFile = join(folder, 'config.json');
  await writeFile(configFile, JSON.stringify({ auths }));
  const cert = join(folder, 'cert.pem');
  return {
    HOME: folder,
    DOCKER_CONFIG: folder,
    REGISTRY_AUTH_FILE: configFile,
    ...(tls && { NODE_EXTRA_CA_CERTS: cert, SSL_CERT_FILE: cert }),
  };
}

/** True once the registry answers at all; 401 is an answer. */
function answers(protocol: Registry['protocol'], host: string, ca?: Buffer): Promise<boolean> {
  const request = protocol === 'https' ? requestHttps : requestHttp;
  return new Promise((resolve) => {
    const sent = request(`${protocol}://${host}/v2/`, { ...(ca && { ca }), timeout: 2000 }, (response) => {
      response.resume();
      resolve(response.statusCode === 200 || response.statusCode === 401);
    });
    sent.on('timeout', () => sent.destroy());
    sent.on('error', () => resolve(false));
    sent.end();
  });
}
