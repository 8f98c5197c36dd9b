import { append, type Mistake, replace } from './mutation.ts';

const PATCHES = 'cluster-class/files/patches.yaml';
const VARIABLES = 'cluster-class/files/variables.yaml';

/** Variables of the class, and who uses them. */
export const VARIABLE_MISTAKES: readonly Mistake[] = [
  {
    name: 'a patch uses a variable that is not declared',
    stack: 'docker-1-36',
    edits: [replace(PATCHES, 'variable: preloadImages', 'variable: preLoadImages')],
    expected: [{ verdict: 'refuse', code: 'class-variable', subject: 'patch preloadImages' }],
    consequences: ['warn class-patch'],
  },
  {
    name: 'a template of a patch uses a variable that is not declared',
    stack: 'openstack-1-36',
    edits: [replace(PATCHES, '{{- with .dnsNameservers }}', '{{- with .nameservers }}')],
    expected: [{ verdict: 'refuse', code: 'class-variable', subject: 'patch newNetwork' }],
    consequences: ['warn class-variable'],
  },
  {
    name: 'a patch uses a key that the schema of its variable does not have',
    stack: 'docker-1-36',
    edits: [replace(PATCHES, 'variable: oidc.issuerURL', 'variable: oidc.issuerUrl')],
    expected: [{ verdict: 'refuse', code: 'class-variable', subject: 'patch oidc' }],
    consequences: ['warn class-patch'],
  },
  {
    name: 'a variable that nothing uses',
    stack: 'docker-1-36',
    edits: [
      append(VARIABLES, '- name: proxy\n  required: false\n  schema:\n    openAPIV3Schema:\n      type: string\n      default: ""\n'),
    ],
    expected: [{ verdict: 'warn', code: 'class-variable', subject: 'variable proxy' }],
  },
  {
    name: 'a default is of another type',
    stack: 'docker-1-36',
    edits: [replace(VARIABLES, 'default: 110', 'default: "110"')],
    expected: [{ verdict: 'refuse', code: 'class-variable-schema', subject: 'variable kubeletMaxPods' }],
  },
  {
    name: 'a default is not among the values',
    stack: 'openstack-1-36',
    edits: [replace(VARIABLES, 'default: baseline', 'default: base')],
    expected: [{ verdict: 'refuse', code: 'class-variable-schema', subject: 'variable podSecurityStandard' }],
  },
  {
    name: 'a default is above the maximum',
    stack: 'docker-1-36',
    edits: [replace(VARIABLES, 'maximum: 250', 'maximum: 100')],
    expected: [{ verdict: 'refuse', code: 'class-variable-schema', subject: 'variable kubeletMaxPods' }],
  },
  {
    name: 'a default does not match its pattern',
    stack: 'openstack-1-36',
    edits: [replace(VARIABLES, 'default: 10.8.0.0/20', 'default: 10.8.0.0')],
    expected: [{ verdict: 'refuse', code: 'class-variable-schema', subject: 'variable nodeCIDR' }],
  },
  {
    name: 'a pattern that Go cannot read',
    stack: 'docker-1-36',
    edits: [replace(VARIABLES, 'pattern: ^\\S+$', 'pattern: ^(?!-)\\S+$')],
    expected: [{ verdict: 'refuse', code: 'class-variable-schema', subject: 'variable preloadImages' }],
  },
  {
    name: 'a schema of a type that there is none of',
    stack: 'metal3-1-36',
    edits: [replace(VARIABLES, 'type: boolean', 'type: bool')],
    expected: [{ verdict: 'refuse', code: 'class-variable-schema' }],
  },
  {
    name: 'a schema has a key that Cluster API does not know',
    stack: 'docker-1-36',
    edits: [replace(VARIABLES, '      maxItems: 64\n', '      maxItem: 64\n')],
    expected: [{ verdict: 'refuse', code: 'class-field' }],
    consequences: ['refuse class-variable-schema', 'warn class-variable-schema'],
  },
  {
    name: 'two variables of one name',
    stack: 'docker-1-36',
    edits: [
      append(VARIABLES, '- name: nodeImage\n  required: false\n  schema:\n    openAPIV3Schema:\n      type: string\n      default: ""\n'),
    ],
    expected: [{ verdict: 'refuse', code: 'class-variable-schema' }],
    consequences: ['refuse duplicate-entry'],
  },
];
