import type { Dice } from './oracle.ts';

/** What the templates below see. */
export const VALUES: readonly Readonly<Record<string, unknown>>[] = [
  { s: 'abc', e: '', n: 3, f: 1.5, b: true, z: 0, l: ['a', 'b'], o: { s: 'x', n: 2, l: [] }, v: '1.30.2', u: 'Ä€' },
  { s: 'a,b', e: '', n: -1, f: 1e21, b: false, z: 0, l: [], o: {}, v: 'v1.9', u: null, m: [{ s: 'p' }, { s: 'q' }] },
];

const TERMS = [
  '.s .e .n .f .b .z .l .o .o.s .o.n .o.l .v .u .m .missing .missing.more . $ $.s $x nil true false 1 0 3 -2 1.5 "a" "b" "" "%s" "%d-%v" "%q" `r`',
  '"^a" "[" "(a|b)+$" "\\n" "\\t" "\\/" ">= 1.30.0" "~1.30" "," "é" 9223372036854775807 100000000000000000 "\\u00e9"',
]
  .join(' ')
  .split(' ');
const FUNCTIONS =
  'not eq ne lt le gt ge len index print printf default empty coalesce ternary quote squote toString trim trimAll trimSuffix trimPrefix upper lower replace contains hasPrefix hasSuffix indent nindent trunc b64enc b64dec join splitList split regexMatch semverCompare list first last rest has append prepend concat dict hasKey get int int64 add add1 sub mul div mod max min toJson toRawJson and or fail nothing'.split(
    ' ',
  );

function rollTerm(dice: Dice, depth: number): string {
  return depth > 0 && dice.oneIn(3) ? `(${rollPipe(dice, depth - 1)})` : dice.pick(TERMS);
}

function rollCall(dice: Dice, depth: number): string {
  if (dice.oneIn(4)) return rollTerm(dice, depth);
  return [dice.pick(FUNCTIONS), ...Array.from({ length: dice.number(4) }, () => rollTerm(dice, depth))].join(' ');
}

function rollPipe(dice: Dice, depth: number): string {
  return Array.from({ length: dice.oneIn(3) ? 2 : 1 }, () => rollCall(dice, depth)).join(' | ');
}

/** A template over the functions that are evaluated here: some fail, and some are none. */
export function rollTemplate(dice: Dice, depth = 2): string {
  return Array.from({ length: 1 + dice.number(3) }, () => {
    const pipe = rollPipe(dice, 2);
    const [open, close] = [dice.oneIn(8) ? '{{- ' : '{{', dice.oneIn(8) ? ' -}}' : '}}'];
    const body = () => (depth > 0 ? rollTemplate(dice, depth - 1) : ' text ');
    switch (dice.number(depth > 0 ? 9 : 4)) {
      case 4:
        return `${open}if ${pipe}${close}${body()}{{else if ${rollPipe(dice, 1)}}}${body()}{{else}}${body()}{{end}}`;
      case 5:
        return `${open}with ${pipe}${close}${body()}{{end}}`;
      case 6:
        return `${open}range ${dice.pick(['', '$x := ', '$k, $x := '])}${pipe}${close}${body()}{{else}}none{{end}}`;
      case 7:
        return `${open}$x := ${pipe}${close}${body()}`;
      case 8:
        return dice.pick([
          '{{/* a */}}',
          '{{/* a */ b */}}',
          '{{- /* a */ -}} ',
          ' \n text\n ',
          '{{end}}',
          '{{',
          '}}',
          '{{ }}',
          '{{ "a }}',
        ]);
      default:
        return `${open}${pipe}${close}`;
    }
  }).join(dice.pick(['', ' ', '\n']));
}
