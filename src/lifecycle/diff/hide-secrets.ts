import { createHash, X509Certificate } from 'node:crypto';
import { isObject } from '../../data.ts';

/**
 * Data to be compared and shown: contents of Secrets and private keys as sizes and hashes, certificates by what they say. Equal
 * data stays equal, and other data other.
 */
export function hideSecrets(data: unknown): unknown {
  if (typeof data === 'string') return hideKeys(data);
  if (Array.isArray(data)) return data.map(hideSecrets);
  if (!isObject(data)) return data;
  const isSecret = data['kind'] === 'Secret';
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => {
      if (isSecret && key === 'data') return [key, hideAll(value, decode)];
      if (isSecret && key === 'stringData') return [key, hideAll(value, (text) => Buffer.from(text))];
      // What kubectl keeps of an object has its secrets too.
      if (isSecret && key === 'metadata') return [key, hideAnnotations(value)];
      return [key, hideSecrets(value)];
    }),
  );
}

const APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

function hideAnnotations(metadata: unknown): unknown {
  const hidden = hideSecrets(metadata);
  if (!isObject(hidden) || !isObject(hidden['annotations']) || !(APPLIED in hidden['annotations'])) return hidden;
  const { annotations } = hidden;
  return { ...hidden, annotations: { ...annotations, [APPLIED]: describe(Buffer.from(String(annotations[APPLIED])), 'secret') } };
}

function hideAll(value: unknown, read: (text: string) => Buffer): unknown {
  if (!isObject(value)) return value === null || value === undefined ? value : describe(read(textOf(value)), 'secret');
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, item === null ? null : hideOne(read(textOf(item)))]));
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function hideOne(bytes: Buffer): string {
  const certificate = readCertificate(bytes.toString('latin1'));
  return certificate ?? describe(bytes, 'secret');
}

/** Data that is no base64, which no API server takes, is as secret. */
function decode(text: string): Buffer {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text.replaceAll(/\s/g, '') ? bytes : Buffer.from(text);
}

const ENCODED = /^LS0tLS1CRUdJTi[\w+/=\s]*$/;
const CERTIFICATE = /-----BEGIN CERTIFICATE-----[\w+/=\s]*-----END CERTIFICATE-----/g;
const KEY = /-----BEGIN [A-Z ]*PRIVATE KEY-----[^-]*(?:-----END [A-Z ]*PRIVATE KEY-----)?/g;

/** A manifest of a Secret, in YAML or JSON. */
const MANIFEST = /^[ \t-]*kind:[ \t]*["']?Secret["']?[ \t]*$|"kind"\s*:\s*"Secret"/m;

/** A text without private keys and Secrets, and with certificates in words. */
export function hideKeys(text: string): string {
  if (MANIFEST.test(text)) {
    const documents = text.split(/^(?=---)/m);
    return documents.map((one) => (MANIFEST.test(one) ? `${describe(Buffer.from(one), 'secret')}\n` : hideKeys(one))).join('');
  }
  if (ENCODED.test(text)) {
    const inner = Buffer.from(text, 'base64');
    return readCertificate(inner.toString('latin1')) ?? describe(inner, 'PEM');
  }
  if (!text.includes('-----BEGIN ')) return text;
  return text
    .replaceAll(KEY, (key) => describe(Buffer.from(key), 'private key'))
    .replaceAll(CERTIFICATE, (pem) => describeCertificate(pem) ?? pem);
}

/** Of a text that is certificates and nothing else, each by what it says. */
function readCertificate(text: string): string | undefined {
  const found = text.match(CERTIFICATE) ?? [];
  if (found.length === 0 || text.replaceAll(CERTIFICATE, '').trim() !== '') return undefined;
  const described = found.map(describeCertificate);
  return described.every((one) => one !== undefined) ? described.join(', ') : undefined;
}

function describeCertificate(pem: string): string | undefined {
  try {
    const { subject, validTo, fingerprint256 } = new X509Certificate(pem);
    const until = new Date(validTo).toISOString().slice(0, 10);
    const print = fingerprint256.replaceAll(':', '').slice(0, 12).toLowerCase();
    return `certificate ${(subject ?? 'of nobody').replaceAll('\n', ', ')} until ${until} (sha256 ${print})`;
  } catch {
    return undefined;
  }
}

function describe(bytes: Buffer, what: string): string {
  return `${what} of ${bytes.length} bytes (sha256 ${createHash('sha256').update(bytes).digest('hex').slice(0, 12)})`;
}
