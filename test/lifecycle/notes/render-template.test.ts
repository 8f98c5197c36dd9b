import { describe, expect, test } from 'vitest';
import { formatUrl, renderTemplate } from '../../../src/lifecycle/notes/render-template.ts';

const DATA = {
  release: 'docker-demo-1-32-v4',
  count: 3,
  hostile: '<b>@team</b> [x](http://y) `c` | {{release}} {{#list}}',
  list: [
    { name: 'a', link: 'https://example.com/a_(b)' },
    { name: 'b', link: 'javascript:alert(1)' },
  ],
  words: ['x', 'y'],
  empty: [],
  nested: { deep: { name: 'inner' } },
  sections: { effects: '**ready**' },
};
const render = (template: string) => renderTemplate(template, DATA, 'FILE');

test.each([
  ['plain', 'plain'],
  ['{{release}}, {{ count }}', 'docker-demo-1-32-v4, 3'],
  ['{{code release}}', '`docker-demo-1-32-v4`'],
  ['{{nested.deep.name}}', 'inner'],
  ['{{nothing}}{{nested}}{{list}}', ''],
  ['{{! a note }}x', 'x'],
  ['{{#list}}{{name}} of {{release}};{{/list}}', 'a of docker-demo-1-32-v4;b of docker-demo-1-32-v4;'],
  ['{{#words}}{{.}},{{/words}}', 'x,y,'],
  ['{{#empty}}x{{/empty}}{{^empty}}none{{/empty}}', 'none'],
  ['{{#nested}}{{#deep}}{{name}}{{/deep}}{{/nested}}', 'inner'],
  ['{{#release}}yes{{/release}}{{^release}}no{{/release}}', 'yes'],
  ['# list\n{{#words}}\n- {{.}}\n{{/words}}\nend\n', '# list\n- x\n- y\nend\n'],
  ['{{#list}}[{{name}}]({{url link}})\n{{/list}}', '[a](https://example.com/a%5F%28b%29)\n[b]()\n'],
  ['{{{sections.effects}}}', '**ready**'],
  ['{{sections.effects}}', '\\*\\*ready\\*\\*'],
  // What a value holds is never a template.
  ['{{hostile}}', '\\<b\\><!-- -->@team\\</b\\> \\[x\\](http:<!-- -->//y) \\`c\\` \\| {{release}} {{\\#list}}'],
  ['{{constructor}}{{__proto__}}{{list.length}}{{release.length}}', ''],
])('%s', (template, expected) => {
  expect(render(template)).toBe(expected);
});

test.each([
  ['{{#list}}', 'FILE:1: {{#list}} is not closed'],
  ['a\n{{/list}}', 'FILE:2: {{/list}} closes nothing'],
  ['{{#list}}{{#words}}{{/list}}{{/words}}', 'FILE:1: {{/list}} closes nothing'],
  ['x\ny {{{release}}}', 'FILE:2: {{{release}}} is not made here'],
  ['{{> partial}}', 'FILE:1: a {{ that begins no tag'],
  ['{{release', 'FILE:1: a {{ that begins no tag'],
  ['{{#list}}'.repeat(20), 'nested deeper'],
])('%s: refused', (template, message) => {
  expect(() => render(template)).toThrow(expect.objectContaining({ code: 'usage', message: expect.stringContaining(message) }));
});

test('a template that multiplies ends', () => {
  const data = { list: Array.from({ length: 100 }, (_, index) => index) };
  const template = `${'{{#list}}'.repeat(10)}x${'{{/list}}'.repeat(10)}`;
  expect(() => renderTemplate(template, data, 'FILE')).toThrow('too many steps');
});

describe('links', () => {
  test.each([
    ['https://example.com/a', 'https://example.com/a'],
    ['https://example.com/a b)(<x>"', 'https://example.com/a%20b%29%28%3Cx%3E%22'],
    ['http://example.com', 'http://example.com/'],
    ['javascript:alert(1)', ''],
    ['data:text/html,x', ''],
    ['//example.com', ''],
    ['', ''],
  ])('%s', (url, expected) => {
    expect(formatUrl(url)).toBe(expected);
  });
});
