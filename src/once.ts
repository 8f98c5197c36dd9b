/** Computes a value when it is first asked for, and keeps it. */
export function once<T>(compute: () => T): () => T {
  let kept: { readonly value: T } | undefined;
  return () => {
    kept ??= { value: compute() };
    return kept.value;
  };
}

/**
 * Computes a value once for each object that it is asked for, and keeps it as long as that object. Only for data that never
 * changes: a tree or a chart has many uses and many makers (`filter`, `map`, …), none of which should have to know them.
 */
export function oncePer<Key extends object, Value extends object>(compute: (key: Key) => Value): (key: Key) => Value {
  const kept = new WeakMap<Key, Value>();
  return (key) => {
    const known = kept.get(key) ?? compute(key);
    kept.set(key, known);
    return known;
  };
}
