/** Decimal numbers with a point or an exponent. Source: `yamlStyleFloat` of both modules */
export const YAML_FLOAT = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/;

const INTEGER = /^([-+]?)(?:0[xX]([\da-fA-F]+)|0[bB]([01]+)|0[oO]?([0-7]+)|([1-9]\d*|0))$/;

/** The sign behind the prefix, which Go's own prefixes allow by chance. */
const INNER_SIGN: Readonly<Record<'binary' | 'octal', RegExp>> = { binary: /^0b([-+])([01]+)$/, octal: /^0o([-+])([0-7]+)$/ };

const SMALLEST = -(2n ** 63n);
const GREATEST = 2n ** 63n - 1n;
const GREATEST_UNSIGNED = 2n ** 64n - 1n;

/**
 * An integer as Go reads it: a leading 0 makes it octal, and what needs more than 64 bits is not an integer.
 * A bigint where a number would lose digits.
 */
export function parseInteger(text: string, signedOctal: boolean): number | bigint | undefined {
  const match = INTEGER.exec(text);
  if (match === null) return parseInnerSign(text, signedOctal);
  const [, sign = '', hexadecimal, binary, octal, decimal] = match;
  const positive =
    decimal !== undefined
      ? parseDigits(decimal, '', 10)
      : hexadecimal !== undefined
        ? parseDigits(hexadecimal, '0x', 16)
        : binary !== undefined
          ? parseDigits(binary, '0b', 2)
          : parseDigits(octal ?? '0', '0o', 8);
  return withSign(positive, sign);
}

function parseInnerSign(text: string, signedOctal: boolean): number | bigint | undefined {
  const [, sign = '', digits] = INNER_SIGN.binary.exec(text) ?? [];
  if (digits !== undefined) return withSign(parseDigits(digits, '0b', 2), sign);
  const [, octalSign = '', octal] = (signedOctal && INNER_SIGN.octal.exec(text)) || [];
  return octal === undefined ? undefined : withSign(parseDigits(octal, '0o', 8), octalSign);
}

function parseDigits(digits: string, prefix: string, base: number): number | bigint {
  const small = Number.parseInt(digits, base);
  return Number.isSafeInteger(small) ? small : BigInt(`${prefix}${digits}`);
}

/** A sign leaves 63 bits, and none of them allows one more. */
function withSign(positive: number | bigint, sign: string): number | bigint | undefined {
  if (typeof positive === 'number') return sign === '-' && positive !== 0 ? -positive : positive;
  const value = sign === '-' ? -positive : positive;
  return value >= SMALLEST && value <= (sign === '' ? GREATEST_UNSIGNED : GREATEST) ? value : undefined;
}

/** A number as Go prints it by `%g` with the fewest digits that tell it: 1e+06 from seven digits before the point on. */
export function formatGo(value: number, single: boolean): string {
  if (Number.isNaN(value)) return 'NaN';
  const rounded = single ? Math.fround(value) : value;
  if (!Number.isFinite(rounded)) return rounded > 0 ? '+Inf' : '-Inf';
  const [mantissa = '', exponent = '0'] = (single ? shortestSingle(rounded) : rounded.toExponential()).split('e');
  const power = Number(exponent);
  const digits = mantissa.replace(/^-|\./g, '');
  const sign = rounded < 0 || Object.is(rounded, -0) ? '-' : '';
  if (power < -4 || power >= GENERAL_DIGITS) {
    const point = digits.length > 1 ? `${digits[0]}.${digits.slice(1)}` : digits;
    return `${sign}${point}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
  }
  if (power < 0) return `${sign}0.${'0'.repeat(-power - 1)}${digits}`;
  const whole = digits.slice(0, power + 1).padEnd(power + 1, '0');
  return digits.length > power + 1 ? `${sign}${whole}.${digits.slice(power + 1)}` : `${sign}${whole}`;
}

/** Up to which power `%g` prints no exponent. */
const GENERAL_DIGITS = 6;

function shortestSingle(value: number): string {
  for (let digits = 0; digits < 9; digits++) {
    const text = value.toExponential(digits);
    if (Math.fround(Number(text)) === value) return text;
  }
  return value.toExponential(9);
}
