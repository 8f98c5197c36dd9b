/** Numbers from 0 up to, not including, `below`. The same seed gives the same ones: Park and Miller's generator. */
export type Random = (below: number) => number;

export function createRandom(seed: number): Random {
  let state = (seed % 2147483646) + 1;
  return (below) => {
    state = (state * 48271) % 2147483647;
    return Math.floor((state / 2147483647) * below);
  };
}

/** Texts that readers of YAML, JSON, templates, HTTP and archives look at. */
const TOKENS = [
  ...[
    '{',
    '}',
    '[',
    ']',
    '"',
    "'",
    ':',
    '- ',
    '? ',
    ', ',
    '#',
    '&a ',
    '*a',
    '<<: *a',
    '!!int ',
    '!!binary ',
    '|',
    '>-',
    '%YAML 1.2\n',
    '---\n',
    '...\n',
  ],
  ...['{{', '}}', '{{- range . }}', '{{ end }}', '{{ if ', '(', ')', '|', ':=', '$', '.', '`', '/*', '*/'],
  ...[
    '\n',
    '\r',
    '\r\n',
    '\t',
    ' ',
    '\u0000',
    '\u0007',
    '\u001b[31m',
    '\u0085',
    '\u2028',
    '\u202e',
    '\ufeff',
    '\ufffd',
    '\\',
    '\\u0000',
    '\\ud800',
  ],
  ...['null', 'true', '~', '0', '-1', '0x7fffffffffffffff', '1e999', '9007199254740993', '.inf', '1_000', '2026-01-01', 'NaN'],
  ...['__proto__', 'constructor', 'toString', '../', '/etc/passwd', 'file:///', 'http://', '@a', '::error::', '##[group]', '%0A'],
  ...['>=1.0.0 || <2', '^', '~', '*', 'x', '1.2.3-rc.1+build.5', 'v1', 'sha256:', '@sha256:'],
];

/** A text with one to eight changes: bytes flipped, parts cut, doubled, moved, repeated many times, replaced by what readers look at. */
export function mutate(bytes: Buffer, others: readonly Buffer[], random: Random): Buffer {
  let result = bytes;
  for (let changes = 1 + random(8); changes > 0; changes--) result = change(result, others, random).subarray(0, 256 * 1024);
  return result;
}

function change(bytes: Buffer, others: readonly Buffer[], random: Random): Buffer {
  const start = random(bytes.length + 1);
  const end = Math.min(bytes.length, start + 1 + random(random(4) === 0 ? 400 : 12));
  const [before, part, after] = [bytes.subarray(0, start), bytes.subarray(start, end), bytes.subarray(end)];
  const token = () => Buffer.from(TOKENS[random(TOKENS.length)] ?? '');
  switch (random(9)) {
    case 0:
      return Buffer.concat([before, after]);
    case 1:
      return Buffer.concat([before, part, part, after]);
    case 2:
      return Buffer.concat([before, token(), after]);
    case 3:
      return Buffer.concat([before, token(), part, token(), after]);
    case 4:
      return Buffer.concat([before, Buffer.from([random(256)]), after]);
    case 5:
      return bytes.subarray(0, start);
    case 6: {
      const other = others[random(others.length)] ?? bytes;
      const from = random(other.length + 1);
      return Buffer.concat([before, other.subarray(from, from + random(200)), after]);
    }
    case 7:
      return Buffer.concat([before, ...Array<Buffer>(random(50) === 0 ? 5000 : random(40)).fill(random(2) === 0 ? part : token()), after]);
    default: {
      // A line at another indentation.
      const line = bytes.indexOf('\n', start) + 1;
      return Buffer.concat([bytes.subarray(0, line), Buffer.from(' '.repeat(random(6))), bytes.subarray(line + random(4))]);
    }
  }
}
