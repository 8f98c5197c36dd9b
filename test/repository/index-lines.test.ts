import { describe, expect, test } from 'vitest';
import { readListed } from '../../src/repository/index-lines.ts';

const read = (text: string, name = 'cni') => readListed(text, name, 10, 1000);
const ITEM = 'version: 1.0.0\n';

/** An index that is not laid out as Helm does it is parsed as a whole, with the same answer: only here it shows that nothing had to be. */
describe('a chart is cut out of an index', () => {
  test.each([
    ['indented by two', 'entries:\n  cni:\n  - version: 1.0.0\n', [`    ${ITEM}`]],
    ['indented by one', 'entries:\n cni:\n - version: 1.0.0\n', [`   ${ITEM}`]],
    ['below blank lines and comments', 'entries: \n\n# charts\n  # more\n  cni:\n    - version: 1.0.0\n', [`      ${ITEM}`]],
    ['in quotes', 'entries:\n  "cni":\n  - version: 1.0.0\n', [`    ${ITEM}`]],
    ['with line ends of Windows', 'entries:\r\n  cni:\r\n  - version: 1.0.0\r\n', [`    ${ITEM}`]],
    ['with the wanted keys alone', 'entries:\n  cni:\n  - name: cni\n    version: 1.0.0\n    icon: x\n', [`    ${ITEM}`]],
    ['that does not list it', 'entries:\n  csi:\n  - version: 1.0.0\n', []],
  ])('%s', (_, text, expected) => expect(read(text)).toEqual(expected));

  test.each([
    ['the key in flow style', 'entries:\n  cni: [{version: 1.0.0}]\n'],
    ['no indentation', 'entries:\ncni:\n- version: 1.0.0\n'],
    ['the key in another part of the file', 'entries:\n  csi:\n  - version: 1.0.0\nother:\n  cni:\n  - version: 1.0.0\n'],
  ])('not with %s', (_, text) => expect(read(text)).toBeUndefined());
});
