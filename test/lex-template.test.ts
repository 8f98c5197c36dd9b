import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lexTemplate } from '../src/lex-template.ts';

const lex = (source: string) => [...lexTemplate(source)].map(({ kind, text }) => `${kind} ${text}`);

describe('lexTemplate', () => {
  test.each<[string, string, readonly string[]]>([
    ['nothing', '', []],
    ['no action', 'a } b', ['text a } b']],
    [
      'fields, a variable and a function',
      '{{ $x.a|f .b.c }}',
      [...['open {{', 'space  ', 'variable $x', 'field .a', 'pipe |', 'word f', 'space  ', 'field .b', 'field .c', 'space  ', 'close }}']],
    ],
    ['a declaration', '{{$a,$b:=.}}', ['open {{', 'variable $a', 'comma ,', 'variable $b', 'declare :=', 'dot .', 'close }}']],
    [
      'texts and numbers',
      '{{("}}" `}}` \'}\' -1.5e3 .5)=}}',
      [
        ...['open {{', 'left (', 'string "}}"', 'space  ', 'raw-string `}}`', 'space  ', "character '}'", 'space  '],
        ...['number -1.5e3', 'space  ', 'number .5', 'right )', 'assign =', 'close }}'],
      ],
    ],
    ['trimming', 'a \n{{- "b" -}}\n c', ['text a', 'open {{- ', 'string "b"', 'close  -}}', 'text c']],
    ['trimming by a comment', 'a {{- /* {{ b }} */ -}} c', ['text a', 'comment {{- /* {{ b }} */ -}}', 'text c']],
    ['a comment that never ends', 'a{{/*/ b }}', ['text a', 'unclosed-comment {{/*/ b }}']],
    ['a comment in a longer action', '{{/* a */ b }}{{c}}', ['stray-comment {{/* a */', 'text  b }}', 'open {{', 'word c', 'close }}']],
    ['an action that never ends', '{{ a', ['open {{', 'space  ', 'word a']],
    ['what fits nowhere', '{{"a\n-?}', ['open {{', 'stray "', 'word a', 'space \n', 'stray -', 'stray ?', 'stray }']],
    ['a name of every object', '{{constructor}}', ['open {{', 'word constructor', 'close }}']],
  ])('%s', (_, source, expected) => {
    expect(lex(source)).toEqual(expected);
  });

  test('loses nothing but what is trimmed, whatever it reads', () => {
    const piece = fc.constantFrom(
      '{{',
      '}}',
      '{{/*',
      '*/',
      '"',
      '`',
      "'",
      '\\',
      ' ',
      '\n',
      '$',
      '.',
      'a',
      '|',
      '(',
      ':=',
      '1',
      '-',
      'é',
      '\u{1f600}',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const source = pieces.join('');
        for (const { kind, text, offset } of lexTemplate(source)) {
          expect(kind === 'text' ? source.slice(offset).includes(text) : source.startsWith(text, offset)).toBe(true);
        }
      }),
    );
  });

  test.each([
    ['a text that is not closed', `{{ "${'\\"'.repeat(100_000)}\n"a"}}`, 'string "a"'],
    ['a character that is not closed', `{{ '${"\\'".repeat(100_000)}\n'a'}}`, "character 'a'"],
    ['a quote that closes another', `{{ '''a'}}`, "character 'a'"],
  ])('goes on behind %s', (_, source, found) => {
    const started = performance.now();
    expect(lex(source).slice(-2)).toEqual([found, 'close }}']);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
