import { append, cut, type HarmlessEdit, replace, replaceAll } from './mutation.ts';

const PATCHES = 'cluster-class/files/patches.yaml';
const VARIABLES = 'cluster-class/files/variables.yaml';
const STAGES = 'clusteraddon.yaml';

/** The same in cluster classes. */
export const HARMLESS_CLASS_EDITS: readonly HarmlessEdit[] = [
  {
    name: 'a further optional variable with its patch',
    stack: 'docker-1-36',
    edits: [
      append(
        VARIABLES,
        '- name: bootstrapTimeout\n  required: false\n  schema:\n    openAPIV3Schema:\n      type: string\n      default: ""\n',
      ),
      append(
        PATCHES,
        "- name: clusterName\n  enabledIf: '{{ if .bootstrapTimeout }}true{{ end }}'\n  definitions:\n    - selector: *controlPlane\n      jsonPatches:\n        - op: add\n          path: /spec/template/spec/kubeadmConfigSpec/clusterConfiguration/apiServer/timeoutForControlPlane\n          valueFrom:\n            variable: bootstrapTimeout\n",
      ),
    ],
  },
  {
    name: 'a patch with builtin variables',
    stack: 'openstack-1-36',
    edits: [
      replace(
        PATCHES,
        "template: '{id: {{ .routerID | quote }}}'",
        'template: \'{id: {{ printf "%s" .routerID | quote }}} # of {{ .builtin.cluster.name }}\'',
      ),
    ],
  },
  { name: 'another default that fits its schema', stack: 'docker-1-36', edits: [replace(VARIABLES, 'default: 110', 'default: 200')] },
  {
    name: 'a pattern with what Go can read',
    stack: 'docker-1-36',
    edits: [replace(VARIABLES, 'pattern: ^\\S+$', 'pattern: (?i)^[\\w./:@-]+$')],
  },
  {
    name: 'patches that do not depend on each other in another order',
    stack: 'openstack-1-36',
    edits: [
      {
        kind: 'text',
        file: PATCHES,
        change: (text) => {
          const parts = text.split(/^(?=- name: )/m);
          const from = parts.findIndex((part) => part.startsWith('- name: sshKey'));
          const [moved = ''] = parts.splice(from, 1);
          return [...parts, moved].join('');
        },
      },
    ],
  },
  { name: 'another flavor', stack: 'openstack-1-36', edits: [replaceAll(VARIABLES, 'default: SCS-4V-8', 'default: SCS-8V-16')] },
  {
    name: 'a node image of one’s own build, of the same Kubernetes',
    stack: 'metal3-1-36',
    edits: [replaceAll('cluster-class/values.yaml', 'https://images.example.com/', 'https://mirror.example.com/nodes/')],
  },
  {
    name: 'the tab at the end of a line, and a missing last newline',
    stack: 'metal3-1-36',
    edits: [{ kind: 'text', file: STAGES, change: (text) => text.trimEnd() }],
  },
  {
    name: 'a health check that is left out',
    stack: 'docker-1-36',
    edits: [cut('cluster-class/templates/cluster-class.yaml', '        machineHealthCheck: *healthCheck\n')],
  },
];
