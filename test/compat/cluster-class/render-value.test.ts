import { expect, test } from 'vitest';
import { createRenderer } from '../../../src/compat/cluster-class/simulation/render-value.ts';
import { readTemplate } from '../../../src/compat/cluster-class/template/index.ts';

test.each<[text: string, value: unknown]>([
  ['a: 1\na: 2', { a: 2 }],
  ['', null],
  ['yes', true],
  ['"{{ .image }}"', 'kindest/node'],
])('%j is what Cluster API reads of it', (template, value) => {
  expect(createRenderer()(readTemplate(template), { image: 'kindest/node' })).toEqual({ kind: 'value', value });
});
