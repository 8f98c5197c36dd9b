import { describe, expect, test } from 'vitest';
import { CLUSTER_CLASS } from '../../../src/compat/rules/cluster-class/index.ts';
import { checkBuilt } from '../../support/check-built.ts';
import { CLASS, type Replacement, replaceAll } from '../../support/cluster-class.ts';

const ALWAYS: Replacement = [`      enabledIf: '{{ ne .image "" }}'\n`, ''];
const VALUE = 'valueFrom: {variable: image}';
const POINTER = '/spec/template/spec/customImage';

/** Which rules find fault with the class when it is changed. */
async function listCodes(...changes: readonly Replacement[]): Promise<readonly string[]> {
  const findings = await checkBuilt(CLUSTER_CLASS, { 'cluster-class/templates/cluster-class.yaml': replaceAll(CLASS, changes) });
  return findings.filter(({ verdict }) => verdict !== 'ok').map(({ code, verdict, subject }) => `${verdict} ${code} ${subject}`);
}

describe('one cause is told once', () => {
  test.each<[string, readonly Replacement[], readonly string[]]>([
    ['a path that does not begin with /spec', [ALWAYS, [POINTER, '/template/spec/customImage']], ['refuse class-patch-form patch image']],
    ['an enabledIf that is not a template', [['{{ ne .image "" }}', '{{ ne .image "" }']], ['refuse class-patch-form patch image']],
    [
      'a value that is not a template',
      [ALWAYS, [VALUE, 'valueFrom: {template: "{{ if }}"}']],
      ['warn class-variable variable image', 'refuse class-patch-form patch image'],
    ],
    [
      'a variable that is not declared',
      [ALWAYS, [VALUE, 'valueFrom: {variable: imgae}']],
      ['warn class-variable variable image', 'refuse class-variable patch image'],
    ],
    [
      'a template with a variable that is not declared',
      [ALWAYS, [VALUE, "valueFrom: {template: '{{ .imgae }}'}"]],
      ['warn class-variable variable image', 'refuse class-variable patch image'],
    ],
    ['a field that is misspelt', [ALWAYS, [POINTER, '/spec/template/spec/custmImage']], ['refuse class-patch-field patch image']],
    [
      'a field that is misspelt, of a patch that is off',
      [[POINTER, '/spec/template/spec/custmImage']],
      ['warn class-patch-field patch image'],
    ],
    [
      'a field that is misspelt in what a patch writes out',
      [ALWAYS, [POINTER, '/spec/template/spec/extraMounts'], [VALUE, 'value: [{hostPth: /a}]']],
      ['warn class-variable variable image', 'refuse class-patch-field patch image'],
    ],
  ])('%s', async (_, changes, found) => {
    expect(await listCodes(...changes)).toEqual(found);
  });

  test.each<[string, readonly Replacement[], readonly string[]]>([
    [
      'a place that is not there, for a variable that is not declared',
      [
        ALWAYS,
        ['op: add', 'op: replace'],
        [POINTER, '/spec/template/spec/bootstrapTimeout'],
        [VALUE, "valueFrom: {template: 'a{{ .imgae }}'}"],
      ],
      ['warn class-variable variable image', 'refuse class-patch patch image', 'refuse class-variable patch image'],
    ],
    [
      'the same misspelt field of a patch that is off, and of a template of one that is on',
      [
        [POINTER, '/spec/template/spec/custmImage'],
        [
          '    - name: image\n      enabledIf',
          `    - name: always
      definitions:
        - selector:
            apiVersion: infrastructure.cluster.x-k8s.io/v1beta1
            kind: DockerMachineTemplate
            matchResources: {controlPlane: true}
          jsonPatches:
            - {op: add, path: /spec/template/spec, valueFrom: {template: '{custmImage: a}'}}
    - name: image
      enabledIf`,
        ],
      ],
      ['refuse class-patch-value DockerMachineTemplate/machine', 'warn class-patch-field patch image'],
    ],
    [
      'a misspelt field of a patch, and a wrong value that another template gives',
      [
        ALWAYS,
        [
          '- {op: add, path',
          "- {op: add, path: /spec/template/spec/extraMounts, valueFrom: {template: '[{hostPth: {{ .image }}}]'}}\n            - {op: add, path",
        ],
        [POINTER, '/spec/template/spec/custmImage'],
      ],
      ['refuse class-patch-value DockerMachineTemplate/machine', 'refuse class-patch-field patch image'],
    ],
  ])('two causes are told twice: %s', async (_, changes, found) => {
    expect(await listCodes(...changes)).toEqual(found);
  });
});
