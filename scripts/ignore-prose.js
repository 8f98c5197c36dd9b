// Leaves out of the mutants of scripts/mutants.js what no test asserts on purpose: texts for people, since tests hold
// codes and values, and a rule's examples, which are tests themselves.
import { declareValuePlugin, PluginKind } from '@stryker-mutator/api/plugin';

const EXAMPLES = ['passes', 'fails'];
/** Two words; what machines read has no blank between letters. */
const PROSE = /\p{L},? \p{L}/u;

function textOf({ type, value, quasis }) {
  if (type === 'StringLiteral') return value;
  return type === 'TemplateLiteral' ? quasis.map((part) => part.value.raw).join('') : '';
}

const isExample = ({ node, parent }) => parent?.type === 'ObjectProperty' && parent.value === node && EXAMPLES.includes(parent.key.name);

export const strykerPlugins = [
  declareValuePlugin(PluginKind.Ignore, 'prose', {
    shouldIgnore(path) {
      if (isExample(path)) return 'an example';
      return PROSE.test(textOf(path.node)) ? 'a text for people' : undefined;
    },
  }),
];
