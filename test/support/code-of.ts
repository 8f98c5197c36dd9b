/** The code that something fails with; undefined when it does not. A function may also throw at once. */
export async function codeOf(work: Promise<unknown> | (() => unknown)): Promise<unknown> {
  try {
    await (typeof work === 'function' ? work() : work);
    return undefined;
  } catch (error) {
    return (error as { readonly code: unknown }).code;
  }
}
