/** Names that cel-go already gives to types. */
const TYPE_NAMES: ReadonlySet<string> = new Set('bool bytes double int list map null_type string type uint'.split(' '));
/** Source: https://github.com/google/cel-spec/blob/master/doc/langdef.md#syntax */
const RESERVED: ReadonlySet<string> = new Set(
  'false in null true as break const continue else for function if import let loop package namespace return var void while'.split(' '),
);

/** Why an object cannot be called that, or undefined where it can. */
export function checkKey(key: string): 'type' | 'reserved' | 'form' | undefined {
  if (TYPE_NAMES.has(key)) return 'type';
  const parts = key.split('.');
  if (parts.some((part) => RESERVED.has(part))) return 'reserved';
  return parts.every((part) => /^[A-Za-z_][A-Za-z0-9_]*$/.test(part)) ? undefined : 'form';
}
