/** Blanks out what must never be shown, since a server may quote what it was sent. */
export interface Secrets {
  readonly add: (...texts: readonly string[]) => void;
  readonly redact: (text: string) => string;
}

export function createSecrets(): Secrets {
  const known = new Set<string>();
  return {
    add: (...texts) => {
      for (const text of texts) for (const form of [text, encodeURIComponent(text)]) if (form.length > 2) known.add(form);
    },
    redact: (text) => {
      // The longest first, since one may be a part of another.
      const hidden = [...known].sort((a, b) => b.length - a.length).reduce((rest, secret) => rest.replaceAll(secret, '***'), text);
      return hidden
        .replace(/\b(bearer|basic)\s+[\w.~+/=-]{8,}/gi, '$1 ***')
        .replace(/(\w:\/\/)[^\s/?#@"']+@/g, '$1***@')
        .replace(/(\w:\/\/[^\s?"']*)\?[^\s"']*/g, '$1?***');
    },
  };
}
