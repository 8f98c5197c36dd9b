import { describe, expect, test } from 'vitest';
import { CLUSTER_CLASS } from '../../../src/compat/rules/cluster-class/index.ts';
import { MANAGEMENT_CLUSTER } from '../../../src/compat/rules/cluster-class/management-cluster.ts';
import type { Finding } from '../../../src/finding.ts';
import { checkBuilt } from '../../support/check-built.ts';
import { CLASS, type Replacement, replaceAll } from '../../support/cluster-class.ts';

const FILE = 'stacks/docker/demo/cluster-class/templates/cluster-class.yaml';

type Found = Pick<Finding, 'verdict' | 'subject' | 'message' | 'line'> & { readonly file?: string };

interface Case {
  readonly name: string;
  readonly change: readonly Replacement[];
  /** All that the rule finds, but for what it finds in order. In the class's template unless said. */
  readonly found: readonly Found[];
}

const REFUSED = 'Cluster API refuses its declaration: ';
const UNSURE = 'its schema was not compared in full: ';
const FIRST = 'x-kubernetes-validations[0]';

/** Rules in CEL of a variable that is an object with a name and a size. */
const RULES: readonly (readonly [name: string, rules: string, verdict: 'refuse' | 'unknown', message: string])[] = [
  [
    'a rule with a syntax error',
    'x-kubernetes-validations: [{rule: "self.size >"}]',
    'refuse',
    `${REFUSED}${FIRST}.rule does not compile: it ends where more must follow`,
  ],
  [
    'a rule with an unknown function',
    'x-kubernetes-validations: [{rule: "self.name.isEven()"}]',
    'refuse',
    `${REFUSED}${FIRST}.rule does not compile: Kubernetes' CEL has no function isEven()`,
  ],
  [
    'a rule with an undeclared variable',
    'x-kubernetes-validations: [{rule: "size > 1"}]',
    'refuse',
    `${REFUSED}${FIRST}.rule does not compile: there is no variable size; a rule sees self and oldSelf`,
  ],
  [
    'a rule with a field that the schema lacks',
    'x-kubernetes-validations: [{rule: "has(self.sise)"}]',
    'refuse',
    `${REFUSED}${FIRST}.rule does not compile: the schema has no field sise; there are name, size`,
  ],
  [
    'a rule that yields no boolean',
    'x-kubernetes-validations: [{rule: "self.size + 1"}]',
    'refuse',
    `${REFUSED}${FIRST}.rule yields int, not bool`,
  ],
  [
    'a rule with types that do not go together',
    'x-kubernetes-validations: [{rule: "self.size == \'1\'"}]',
    'refuse',
    `${REFUSED}${FIRST}.rule does not compile: no such overload: int == string`,
  ],
  [
    'a rule with a look-ahead',
    'x-kubernetes-validations: [{rule: "self.name.matches(\'^(?=a)\')"}]',
    'refuse',
    `${REFUSED}${FIRST}.rule does not compile: "^(?=a)" is not a Go regular expression: invalid or unsupported Perl syntax: \`(?=\``,
  ],
  [
    'a message that is not a string',
    'x-kubernetes-validations: [{rule: "true", messageExpression: "self.size"}]',
    'refuse',
    `${REFUSED}${FIRST}.messageExpression yields int, not string`,
  ],
  [
    'a reason and a field that there are not',
    'x-kubernetes-validations: [{rule: "true", reason: Wrong}, {rule: "true", fieldPath: .nam}]',
    'refuse',
    `${REFUSED}${FIRST}.reason is not one of FieldValueRequired, FieldValueForbidden, FieldValueInvalid, FieldValueDuplicate; x-kubernetes-validations[1].fieldPath: the schema has no field .nam`,
  ],
  [
    'a default that breaks its rule',
    'default: {size: 3}, x-kubernetes-validations: [{rule: "self.size < 3"}]',
    'refuse',
    `${REFUSED}default breaks the rule self.size < 3`,
  ],
  [
    'an example that breaks its rule',
    'example: {name: a-b}, x-kubernetes-validations: [{rule: "self.name.matches(\'^[a-z]+$\')"}]',
    'refuse',
    `${REFUSED}example breaks the rule self.name.matches('^[a-z]+$')`,
  ],
  [
    'a function of Kubernetes that is not evaluated here',
    'x-kubernetes-validations: [{rule: "isIP(self.name)"}]',
    'unknown',
    `${UNSURE}${FIRST}.rule: isIP is a part of CEL that is not checked here`,
  ],
  [
    'a default that divides by nothing',
    'default: {size: 0}, x-kubernetes-validations: [{rule: "1 / self.size > 0"}]',
    'unknown',
    `${UNSURE}default: the rule 1 / self.size > 0 was not evaluated`,
  ],
  [
    'a default that is not a UUID of its version',
    'default: {name: 0d2a7f06-9c61-1d33-a5e4-3c8f1f6a3f11}, allOf: [{properties: {name: {format: uuid4}}}]',
    'refuse',
    `${REFUSED}default: name: "0d2a7f06-9c61-1d33-a5e4-3c8f1f6a3f11" is not of the format uuid4`,
  ],
  [
    'a format that is not compared',
    'default: {name: a}, allOf: [{properties: {name: {format: hostname}}}]',
    'unknown',
    `${UNSURE}name: the format hostname is not compared`,
  ],
];
/** A patch of the machines that is always on. */
function formatPatch(name: string, op: string, field: string, value: string): string {
  return `    - name: ${name}
      definitions:
        - selector:
            apiVersion: infrastructure.cluster.x-k8s.io/v1beta1
            kind: DockerMachineTemplate
            matchResources: {controlPlane: true}
          jsonPatches:
            - {op: ${op}, path: /spec/template/spec/${field}, value: ${value}}
`;
}

const CASES: Readonly<Record<string, readonly Case[]>> = {
  'class-name': [
    {
      name: 'another name',
      change: [['{{ .Release.Name }}-{{ .Chart.Version }}', 'demo']],
      found: [
        {
          verdict: 'refuse',
          subject: 'ClusterClass/demo',
          message: 'is not named as the release; name it {{ .Release.Name }}-{{ .Chart.Version }}, which gives docker-demo-1-32-v1',
        },
      ],
    },
    {
      name: 'no class',
      change: [['kind: ClusterClass', 'kind: ConfigMap']],
      found: [
        {
          verdict: 'refuse',
          subject: 'docker-demo-1-32-cluster-class',
          message:
            'no template renders to a ClusterClass of cluster.x-k8s.io; the release needs one: name it {{ .Release.Name }}-{{ .Chart.Version }}, which gives docker-demo-1-32-v1',
          file: 'stacks/docker/demo/cluster-class',
        },
      ],
    },
    {
      name: 'a document that cannot be read',
      change: [['  infrastructure:\n', '  infrastructure: [\n']],
      found: [
        {
          verdict: 'unknown',
          subject: 'docker-demo-1-32-cluster-class',
          message:
            'whether a template renders to a ClusterClass is not known: what stacks/docker/demo/cluster-class/templates/cluster-class.yaml renders could not be read, and may have it; see render-invalid',
          file: 'stacks/docker/demo/cluster-class',
        },
      ],
    },
  ],
  'class-structure': [
    {
      name: 'nothing in it',
      change: [[CLASS.slice(CLASS.indexOf('spec:\n')), 'spec: {}\n']],
      found: [
        {
          verdict: 'warn',
          subject: 'ClusterClass/docker-demo-1-32-v1',
          message: 'is empty, a placeholder: Cluster API takes no class without infrastructure and control plane',
        },
      ],
    },
    {
      name: 'a ref to no template',
      change: [['kind: DockerClusterTemplate, name: cluster', 'kind: DockerCluster, name: cluster']],
      found: [
        {
          verdict: 'refuse',
          subject: 'ClusterClass/docker-demo-1-32-v1',
          message: 'spec.infrastructure.ref is of kind DockerCluster, which does not end in Template',
        },
      ],
    },
    {
      name: 'a duration that Go cannot read',
      change: [
        [
          '  controlPlane:\n',
          '  controlPlane:\n    nodeDrainTimeout: 1h30m\n    machineHealthCheck: {nodeStartupTimeout: 10min, unhealthyConditions: [{type: Ready, status: Unknown, timeout: "300"}]}\n',
        ],
      ],
      found: [
        {
          verdict: 'refuse',
          subject: 'ClusterClass/docker-demo-1-32-v1',
          message:
            'spec.controlPlane.machineHealthCheck.nodeStartupTimeout is "10min", and takes a duration of Go like 1h30m, with the units h, m and s; spec.controlPlane.machineHealthCheck.unhealthyConditions[0].timeout is "300", and takes a duration of Go like 1h30m, with the units h, m and s',
        },
      ],
    },
    {
      name: 'no machine infrastructure',
      change: [
        [
          '      ref: {apiVersion: infrastructure.cluster.x-k8s.io/v1beta1, kind: DockerMachineTemplate, name: machine}\n  workers',
          '      reff: {}\n  workers',
        ],
      ],
      found: [
        { verdict: 'refuse', subject: 'ClusterClass/docker-demo-1-32-v1', message: 'spec.controlPlane.machineInfrastructure has no ref' },
      ],
    },
  ],
  'class-ref': [
    {
      name: 'a document that cannot be read',
      change: [['metadata: {name: worker}', 'metadata: {name: worker']],
      found: [
        {
          verdict: 'unknown',
          subject: 'KubeadmConfigTemplate/worker',
          message:
            'whether the chart renders what spec.workers.machineDeployments[0].template.bootstrap.ref names is not known: what stacks/docker/demo/cluster-class/templates/cluster-class.yaml renders could not be read, and may have it; see render-invalid',
        },
      ],
    },
    {
      name: 'no such template',
      change: [['kind: KubeadmConfigTemplate, name: worker', 'kind: KubeadmConfigTemplate, name: wroker']],
      found: [
        {
          verdict: 'refuse',
          subject: 'KubeadmConfigTemplate/wroker',
          message:
            'spec.workers.machineDeployments[0].template.bootstrap.ref names it at bootstrap.cluster.x-k8s.io/v1beta1, and the chart renders no such object; of this kind there is worker (bootstrap.cluster.x-k8s.io/v1beta1)',
        },
      ],
    },
    {
      name: 'a template of another version',
      change: [
        ['kind: DockerMachineTemplate\nmetadata: {name: machine}', 'kind: DockerMachineTemplate\nmetadata: {name: machine}'],
        [
          'infrastructure.cluster.x-k8s.io/v1beta1\nkind: DockerMachineTemplate',
          'infrastructure.cluster.x-k8s.io/v1beta2\nkind: DockerMachineTemplate',
        ],
      ],
      found: [
        {
          verdict: 'warn',
          subject: 'DockerMachineTemplate/machine',
          message:
            "spec.controlPlane.machineInfrastructure.ref names it at infrastructure.cluster.x-k8s.io/v1beta1, and it is rendered at infrastructure.cluster.x-k8s.io/v1beta2: only the provider's conversion makes them meet, and patches are not checked; write one version",
        },
        {
          verdict: 'warn',
          subject: 'DockerMachineTemplate/machine',
          message:
            "spec.workers.machineDeployments[0].template.infrastructure.ref names it at infrastructure.cluster.x-k8s.io/v1beta1, and it is rendered at infrastructure.cluster.x-k8s.io/v1beta2: only the provider's conversion makes them meet, and patches are not checked; write one version",
        },
      ],
    },
    {
      name: 'a template of a version that no release serves beside the other',
      change: [
        [
          'infrastructure.cluster.x-k8s.io/v1beta1\nkind: DockerMachineTemplate',
          'infrastructure.cluster.x-k8s.io/v1alpha3\nkind: DockerMachineTemplate',
        ],
      ],
      found: [
        {
          verdict: 'refuse',
          subject: 'DockerMachineTemplate/machine',
          message:
            'spec.controlPlane.machineInfrastructure.ref names it at infrastructure.cluster.x-k8s.io/v1beta1, and it is rendered at infrastructure.cluster.x-k8s.io/v1alpha3: no release of the provider serves both; write one version',
        },
        {
          verdict: 'refuse',
          subject: 'DockerMachineTemplate/machine',
          message:
            'spec.workers.machineDeployments[0].template.infrastructure.ref names it at infrastructure.cluster.x-k8s.io/v1beta1, and it is rendered at infrastructure.cluster.x-k8s.io/v1alpha3: no release of the provider serves both; write one version',
        },
      ],
    },
  ],
  'class-template': [
    {
      name: 'a template without a ref',
      change: [
        [
          'kind: DockerClusterTemplate\nmetadata: {name: cluster}',
          'kind: DockerClusterTemplate\nmetadata: {name: cluster}\n---\napiVersion: infrastructure.cluster.x-k8s.io/v1beta1\nkind: DockerMachineTemplate\nmetadata: {name: forgotten}\nspec: {template: {spec: {}}}\n---\napiVersion: infrastructure.cluster.x-k8s.io/v1beta1\nkind: DockerClusterTemplate\nmetadata: {name: cluster}',
        ],
      ],
      found: [
        {
          verdict: 'warn',
          subject: 'DockerMachineTemplate/forgotten',
          message: 'no ref of the ClusterClass names this template, so it has no effect; name it or delete it',
        },
      ],
    },
  ],
  'class-api': [
    {
      name: 'a version that no release serves',
      change: [
        [
          'infrastructure.cluster.x-k8s.io/v1beta1\nkind: DockerMachineTemplate',
          'infrastructure.cluster.x-k8s.io/v1alpha2\nkind: DockerMachineTemplate',
        ],
      ],
      found: [
        {
          verdict: 'refuse',
          subject: 'DockerMachineTemplate of infrastructure.cluster.x-k8s.io/v1alpha2',
          message:
            'no known release serves this version, so it cannot be applied; served are v1alpha4 (CAPI 1.5); v1beta1 (CAPI 1.5 to 1.14); v1beta2 (CAPI 1.11 to 1.14); the nearest is v1alpha4',
        },
      ],
    },
    {
      name: 'a version that old releases of the provider serve',
      change: [
        [
          'infrastructure.cluster.x-k8s.io/v1beta1\nkind: DockerMachineTemplate',
          'infrastructure.cluster.x-k8s.io/v1alpha7\nkind: OpenStackMachineTemplate',
        ],
      ],
      found: [
        {
          verdict: 'warn',
          subject: 'OpenStackMachineTemplate of infrastructure.cluster.x-k8s.io/v1alpha7',
          message: 'only CAPO 0.8 to 0.11 serve it, and they are unmaintained; CAPO 0.15 serves v1beta1, v1beta2',
        },
      ],
    },
    {
      name: 'a version of Cluster API for older Kubernetes',
      change: [['cluster.x-k8s.io/v1beta1\nkind: ClusterClass', 'cluster.x-k8s.io/v1alpha4\nkind: ClusterClass']],
      found: [
        {
          verdict: 'warn',
          subject: 'Cluster API',
          message:
            'CAPI 1.5 serve cluster.x-k8s.io/v1alpha4, infrastructure.cluster.x-k8s.io/v1beta1, controlplane.cluster.x-k8s.io/v1beta1, bootstrap.cluster.x-k8s.io/v1beta1, and none of them supports Kubernetes v1.32.5, which CAPI 1.9 to 1.14 would',
        },
      ],
    },
  ],
  'class-rights': [
    {
      name: 'a kind that the operator may not create',
      change: [
        [
          '---\napiVersion: bootstrap',
          '---\napiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: {name: a}\n---\napiVersion: bootstrap',
        ],
      ],
      found: [
        {
          verdict: 'warn',
          subject: 'CiliumNetworkPolicy of cilium.io/v2',
          message:
            'CSO 0.2.0-alpha.1 has no right to create it, so the class would never be applied as a whole; add to controllerManager.rbac.additionalRules of CSO\'s chart: - {apiGroups: ["cilium.io"], resources: [ciliumnetworkpolicies], verbs: [create, delete, get, list, patch, update, watch]}',
        },
      ],
    },
    {
      name: 'kinds whose resources are not spelled as most are',
      change: [
        [
          '---\napiVersion: bootstrap',
          '---\napiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: {name: a}\n---\napiVersion: v1\nkind: Endpoints\nmetadata: {name: a}\n---\napiVersion: bootstrap',
        ],
      ],
      found: [
        { verdict: 'warn', subject: 'Endpoints of v1', message: expect.stringContaining('resources: [endpoints]') },
        {
          verdict: 'warn',
          subject: 'Gateway of gateway.networking.k8s.io/v1',
          message: expect.stringContaining('resources: [gateways]'),
        },
      ],
    },
  ],
  'class-field': [
    {
      name: 'an unknown field',
      change: [['{customImage: ', '{image: ']],
      found: [
        {
          verdict: 'refuse',
          subject: 'DockerMachineTemplate/machine',
          message:
            'spec.template.spec.image is not a field; there are bootstrapTimeout, bootstrapped, customImage, extraMounts, preLoadImages, providerID (infrastructure.cluster.x-k8s.io/v1beta1)',
        },
      ],
    },
    {
      name: 'a value of another type',
      change: [['certSANs: [localhost]', 'extraArgs: {profiling: false}']],
      found: [
        {
          verdict: 'refuse',
          subject: 'KubeadmControlPlaneTemplate/control-plane',
          message:
            'spec.template.spec.kubeadmConfigSpec.clusterConfiguration.apiServer.extraArgs.profiling is the boolean false, and takes a string (controlplane.cluster.x-k8s.io/v1beta1)',
        },
      ],
    },
    {
      name: 'a field of v1beta2',
      change: [['ref: {apiVersion: controlplane', 'templateRef: {apiVersion: controlplane']],
      found: [
        {
          verdict: 'warn',
          subject: 'ClusterClass/docker-demo-1-32-v1',
          message: 'spec.controlPlane has no ref, which is required, unless a webhook of the release in use fills it in; write it out',
        },
        {
          verdict: 'refuse',
          subject: 'ClusterClass/docker-demo-1-32-v1',
          message:
            'spec.controlPlane.templateRef is not a field; there are machineHealthCheck, machineInfrastructure, metadata, namingStrategy, nodeDeletionTimeout, nodeDrainTimeout, nodeVolumeDetachTimeout, readinessGates, ref, taints (cluster.x-k8s.io/v1beta1); v1beta1 writes ref, v1beta2 templateRef, and one object is of one version',
        },
      ],
    },
    {
      name: 'a missing field',
      change: [['      required: false\n', '']],
      found: [
        {
          verdict: 'warn',
          subject: 'ClusterClass/docker-demo-1-32-v1',
          message: 'spec.variables[0] has no required, which is required, unless a webhook of the release in use fills it in; write it out',
        },
      ],
    },
    {
      name: 'a field of some releases',
      change: [['{customImage: ', '{bootstrapped: true, customImage: ']],
      found: [
        {
          verdict: 'warn',
          subject: 'DockerMachineTemplate/machine',
          message: 'spec.template.spec.bootstrapped is a field in CAPI 1.9 to 1.13, and not in CAPI 1.14',
        },
      ],
    },
    {
      name: 'a text that is too long for newer releases',
      change: [
        [
          'enabledIf: \'{{ ne .image "" }}\'',
          'enabledIf: \'{{ ne .image "" }}{{/* */}}{{/* */}}{{/* */}}{{/* */}}{{/* */}}{{/* */}}{{/* */}}{{/* */}}{{/* */}}{{/* */}}{{/* */}}{{/* */}}{{/* */}}{{/* */}}{{/* */}}{{/* */}}{{/* */}}{{/* */}}{{/* */}}{{/* */}}{{/* */}}{{/* */}}{{/* */}}{{/* */}}{{/* */}}{{/* */}}{{/* */}}{{/* */}}{{/* */}}{{/* */}}\'',
        ],
      ],
      found: [
        {
          verdict: 'warn',
          subject: 'ClusterClass/docker-demo-1-32-v1',
          message: 'spec.patches[0].enabledIf has 288 characters, and takes 256 in some releases',
        },
      ],
    },
    {
      name: 'a wrong indentation',
      change: [['spec: {template: {spec: {}}}\n---\napiVersion: infrastructure', 'template: {spec: {}}\n---\napiVersion: infrastructure']],
      found: [
        {
          verdict: 'refuse',
          subject: 'DockerClusterTemplate/cluster',
          message: 'template is not a field of an object; is its indentation right? (infrastructure.cluster.x-k8s.io/v1beta1)',
        },
      ],
    },
    {
      name: 'an unknown kind',
      change: [['kind: KubeadmControlPlaneTemplate\n', 'kind: KamajiControlPlaneTemplate\n']],
      found: [
        {
          verdict: 'unknown',
          subject: 'KamajiControlPlaneTemplate/control-plane',
          message:
            'no rule knows the fields of KamajiControlPlaneTemplate of controlplane.cluster.x-k8s.io/v1beta1: neither the object nor the patches for it are checked against them',
        },
      ],
    },
  ],
  'class-variable': [
    {
      name: 'an undeclared variable',
      change: [['- name: image\n      required', '- name: nodeImage\n      required']],
      found: [
        {
          verdict: 'warn',
          subject: 'variable nodeImage',
          message: 'is declared, and neither a patch nor the values of an addon use it, so setting it has no effect',
          line: 21,
        },
        {
          verdict: 'refuse',
          subject: 'patch image',
          message: 'enabledIf uses image, and no variable image is declared; there are nodeImage',
          line: 26,
        },
      ],
    },
    {
      name: 'an undeclared variable in a template',
      change: [['{{ ne .image "" }}', '{{ and .proxy (ne .image "") }}']],
      found: [
        {
          verdict: 'refuse',
          subject: 'patch image',
          message: 'enabledIf uses proxy, and no variable proxy is declared; there are image',
          line: 26,
        },
      ],
    },
    {
      name: 'an unknown builtin',
      change: [['valueFrom: {variable: image}', 'valueFrom: {variable: builtin.cluster.nmae}']],
      found: [
        {
          verdict: 'refuse',
          subject: 'patch image',
          message: 'valueFrom.variable uses builtin.cluster.nmae, and Cluster API has no such builtin variable',
          line: 26,
        },
      ],
    },
    {
      name: 'a key that the schema does not have',
      change: [
        ['{type: string, default: "", example: "kindest/node:v1.32.5"}', '{type: object, default: {}, properties: {name: {type: string}}}'],
        ['{{ ne .image "" }}', '{{ if .image.nmae }}true{{ end }}'],
        ['variable: image}', 'variable: image.name}'],
      ],
      found: [
        {
          verdict: 'refuse',
          subject: 'patch image',
          message: 'enabledIf uses image.nmae, and the schema of the variable image has no such key, so nobody can set it',
          line: 26,
        },
      ],
    },
    {
      name: 'an unknown builtin in a template',
      change: [['valueFrom: {variable: image}', "valueFrom: {template: '{{ .builtin.cluster.topology.versoin }}'}"]],
      found: [
        {
          verdict: 'refuse',
          subject: 'patch image',
          message: 'valueFrom.template uses builtin.cluster.topology.versoin, and Cluster API has no such builtin variable',
          line: 26,
        },
      ],
    },
  ],
  'class-variable-schema': [
    {
      name: 'a default that does not fit',
      change: [['type: string, default: ""', 'type: integer, default: ""']],
      found: [
        {
          verdict: 'refuse',
          subject: 'variable image',
          message:
            'Cluster API refuses its declaration: default: "" is string, not integer; example: "kindest/node:v1.32.5" is string, not integer',
          line: 21,
        },
      ],
    },
    {
      name: 'a variable twice',
      change: [['  variables:\n', '  variables:\n    - {name: image, required: false, schema: {openAPIV3Schema: {type: string}}}\n']],
      found: [
        { verdict: 'refuse', subject: 'variable image', message: 'Cluster API refuses its declaration: it is declared twice', line: 21 },
      ],
    },
    ...RULES.map(
      ([name, rules, verdict, message]): Case => ({
        name,
        change: [
          [
            '{type: string, default: "", example: "kindest/node:v1.32.5"}',
            `{type: object, properties: {name: {type: string, maxLength: 63}, size: {type: integer}}, ${rules}}`,
          ],
        ],
        found: [{ verdict, subject: 'variable image', message, line: 21 }],
      }),
    ),
    {
      name: 'a key that schemas do not have',
      change: [['{type: string, default: "", example: "kindest/node:v1.32.5"}', '{type: array, items: {type: string, patern: a}}']],
      found: [
        {
          verdict: 'warn',
          subject: 'variable image',
          message: 'Cluster API does not know items.patern in a schema, so it has no effect',
          line: 21,
        },
      ],
    },
  ],
  'class-patch-form': [
    {
      name: 'the whole spec',
      change: [['path: /spec/template/spec/customImage, valueFrom: {variable: image}', 'path: /spec, value: {template: {spec: {}}}']],
      found: [
        {
          verdict: 'warn',
          subject: 'patch image',
          message:
            'add /spec is for the whole spec; Cluster API takes the path /spec since 1.11.5, 1.12.2 and 1.13.0, and older releases refuse the class: write /spec/template and below',
          line: 26,
        },
      ],
    },
    {
      name: 'a word that switches nothing on',
      change: [['\'{{ ne .image "" }}\'', "'True'"]],
      found: [
        {
          verdict: 'warn',
          subject: 'patch image',
          message: 'its enabledIf is "True", and true alone switches a patch on: it is never applied',
          line: 26,
        },
      ],
    },
    {
      name: 'a path outside the spec',
      change: [['/spec/template/spec/customImage', '/metadata/name']],
      found: [{ verdict: 'refuse', subject: 'patch image', message: 'add /metadata/name: the path must begin with /spec/', line: 26 }],
    },
    {
      name: 'a function of Helm',
      change: [['valueFrom: {variable: image}', "valueFrom: {template: '{{ .image | toYaml }}'}"]],
      found: [
        {
          verdict: 'refuse',
          subject: 'patch image',
          message: 'add /spec/template/spec/customImage: valueFrom.template is not a valid template: there is no function toYaml',
          line: 26,
        },
      ],
    },
    {
      name: 'an extension',
      change: [['enabledIf: \'{{ ne .image "" }}\'\n      definitions:', 'external: {generateExtension: a.b}\n      other:']],
      found: [
        {
          verdict: 'unknown',
          subject: 'patch image',
          message:
            'is made by an extension of Cluster API when clusters are made: what it does, and whether later patches meet it, is not checked',
          line: 26,
        },
      ],
    },
  ],
  'class-selector': [
    {
      name: 'an unknown worker class',
      change: [['names: [default-worker]', 'names: [worker]']],
      found: [
        {
          verdict: 'refuse',
          subject: 'patch image',
          message:
            'a selector for DockerMachineTemplate of infrastructure.cluster.x-k8s.io/v1beta1 asks for the machineDeployment class worker; there is default-worker',
          line: 26,
        },
      ],
    },
    {
      name: 'a selector of nothing',
      change: [['controlPlane: true\n              machineDeploymentClass: {names: [default-worker]}', 'controlPlane: false']],
      found: [
        {
          verdict: 'refuse',
          subject: 'patch image',
          message:
            'a selector for DockerMachineTemplate of infrastructure.cluster.x-k8s.io/v1beta1 selects nothing; set controlPlane, infrastructureCluster or machineDeploymentClass.names',
          line: 26,
        },
      ],
    },
  ],
  'class-patch-field': [
    {
      name: 'no such field, in a patch that is off by default',
      change: [['/spec/template/spec/customImage', '/spec/template/spec/image']],
      found: [
        {
          verdict: 'warn',
          subject: 'patch image',
          message:
            '/spec/template/spec/image is for DockerMachineTemplate of infrastructure.cluster.x-k8s.io/v1beta1, where spec.template.spec.image is not a field; there are bootstrapTimeout, bootstrapped, customImage, extraMounts, preLoadImages, providerID; the patch is off by default, and breaks the clusters that switch it on',
          line: 26,
        },
      ],
    },
    {
      name: 'no such field, in a patch for every cluster',
      change: [
        ['/spec/template/spec/customImage', '/spec/template/spec/image'],
        ['      enabledIf: \'{{ ne .image "" }}\'\n', ''],
      ],
      found: [
        {
          verdict: 'refuse',
          subject: 'patch image',
          message:
            '/spec/template/spec/image is for DockerMachineTemplate of infrastructure.cluster.x-k8s.io/v1beta1, where spec.template.spec.image is not a field; there are bootstrapTimeout, bootstrapped, customImage, extraMounts, preLoadImages, providerID',
          line: 26,
        },
      ],
    },
    {
      name: 'a field of some releases',
      change: [['/spec/template/spec/customImage', '/spec/template/spec/bootstrapped']],
      found: [
        {
          verdict: 'warn',
          subject: 'patch image',
          message:
            '/spec/template/spec/bootstrapped is for DockerMachineTemplate of infrastructure.cluster.x-k8s.io/v1beta1, where spec.template.spec.bootstrapped is a field in CAPI 1.9 to 1.13, and not in CAPI 1.14',
          line: 26,
        },
      ],
    },
    {
      name: 'a value of another type',
      change: [['valueFrom: {variable: image}', 'value: 5']],
      found: [
        {
          verdict: 'warn',
          subject: 'patch image',
          message:
            '/spec/template/spec/customImage is for DockerMachineTemplate of infrastructure.cluster.x-k8s.io/v1beta1, where spec.template.spec.customImage is the number 5, and takes a string; the patch is off by default, and breaks the clusters that switch it on',
          line: 26,
        },
      ],
    },
  ],
  'class-patch': [
    {
      name: 'fails by default',
      change: [
        ['enabledIf: \'{{ ne .image "" }}\'', 'description: always'],
        ['spec/customImage', 'spec/bootstrap/image'],
      ],
      found: [
        {
          verdict: 'refuse',
          subject: 'patch image',
          message:
            'fails in every cluster: in DockerMachineTemplate/machine at /spec/template/spec/bootstrap/image: /spec/template/spec/bootstrap does not exist; have it in the template, or let an earlier patch add it',
          line: 26,
        },
      ],
    },
    {
      name: 'fails once a variable is set',
      change: [
        ['op: add', 'op: replace'],
        ['spec/customImage', 'spec/preLoadImages'],
      ],
      found: [
        {
          verdict: 'warn',
          subject: 'patch image',
          message:
            'fails once the variable image is set, to "kindest/node:v1.32.5" for instance: in DockerMachineTemplate/machine /spec/template/spec/preLoadImages does not exist; have it in the template, or let an earlier patch add it',
          line: 26,
        },
      ],
    },
    {
      name: 'fails with one value of a required variable',
      change: [
        ['required: false', 'required: true'],
        ['{type: string, default: "", example: "kindest/node:v1.32.5"}', '{type: string, enum: [a, b]}'],
        ['ne .image ""', 'eq .image "a"'],
        ['op: add', 'op: replace'],
        ['spec/customImage', 'spec/preLoadImages'],
      ],
      found: [
        {
          verdict: 'warn',
          subject: 'patch image',
          message:
            'fails with some values of image: in DockerMachineTemplate/machine /spec/template/spec/preLoadImages does not exist; have it in the template, or let an earlier patch add it',
          line: 26,
        },
      ],
    },
    {
      name: 'a builtin of the other place',
      change: [
        ['enabledIf: \'{{ ne .image "" }}\'', 'description: always'],
        ['valueFrom: {variable: image}', "valueFrom: {template: 'kindest/node:{{ .builtin.controlPlane.version }}'}"],
      ],
      found: [
        {
          verdict: 'warn',
          subject: 'patch image',
          message:
            'with the defaults, in DockerMachineTemplate/machine at /spec/template/spec/customImage: the template writes <no value>, for something there has no value',
          line: 26,
        },
      ],
    },
    {
      name: 'a function that is not evaluated',
      change: [['ne .image ""', 'ne (sha256sum .image) ""']],
      found: [
        {
          verdict: 'unknown',
          subject: 'patch image',
          message: 'has a template or follows a patch that only Cluster API can evaluate: whether it applies is not known',
          line: 26,
        },
      ],
    },
  ],
  'class-patch-overwrites': [
    {
      name: 'a list that an earlier patch has filled',
      change: [
        [
          '  patches:\n',
          `  patches:\n${formatPatch('first', 'add', 'preLoadImages', '[a, b]')}${formatPatch('second', 'add', 'preLoadImages', '[b, c]')}`,
        ],
      ],
      found: [
        {
          verdict: 'warn',
          subject: 'patch second',
          message:
            'writes /spec/template/spec/preLoadImages of DockerMachineTemplate/machine whole, where the patch first has just put "a": that is gone; add to it instead, or let one patch write all of it',
          line: 34,
        },
      ],
    },
    {
      name: 'all of what was there is in the new list',
      change: [
        [
          '  patches:\n',
          `  patches:\n${formatPatch('first', 'add', 'preLoadImages', '[a]')}${formatPatch('second', 'add', 'preLoadImages', '[a, c]')}`,
        ],
      ],
      found: [],
    },
    {
      name: 'what the template itself had',
      change: [
        ['customImage: "kindest/node:v1.32.5"', 'preLoadImages: [a]'],
        [
          '  patches:\n',
          `  patches:\n${formatPatch('first', 'add', 'customImage', 'b')}${formatPatch('second', 'add', 'preLoadImages', '[c]')}`,
        ],
      ],
      found: [],
    },
    {
      name: 'one item added to a list',
      change: [
        [
          '  patches:\n',
          `  patches:\n${formatPatch('first', 'add', 'preLoadImages', '[a]')}${formatPatch('second', 'add', 'preLoadImages/-', 'b')}`,
        ],
      ],
      found: [],
    },
  ],
  'class-named-object': [
    {
      name: 'a template that is not there',
      change: [
        [
          'metadata: {name: cluster}\nspec: {template: {spec: {}}}',
          'metadata: {name: cluster}\nspec: {template: {spec: {loadBalancer: {customHAProxyConfigTemplateRef: {name: haproxy}}}}}',
        ],
      ],
      found: [
        {
          verdict: 'unknown',
          subject: 'ConfigMap/haproxy',
          message:
            'is named by DockerClusterTemplate/cluster in spec.template.spec.loadBalancer.customHAProxyConfigTemplateRef.name, and does not come with the release: clusters wait for it unless somebody brings it',
        },
      ],
    },
  ],
  'class-patch-value': [
    {
      name: 'a number for a text by default',
      change: [
        ['enabledIf: \'{{ ne .image "" }}\'', 'description: always'],
        ['type: string, default: "", example: "kindest/node:v1.32.5"', 'type: integer, default: 1'],
      ],
      found: [
        {
          verdict: 'refuse',
          subject: 'DockerMachineTemplate/machine',
          message: 'after the patches spec.template.spec.customImage is the number 1, and takes a string, in every cluster',
        },
      ],
    },
    {
      name: 'a number for a text once a variable is set',
      change: [
        ['\'{{ ne .image "" }}\'', "'{{ if .image }}true{{ end }}'"],
        ['type: string, default: "", example: "kindest/node:v1.32.5"', 'type: integer'],
      ],
      found: [
        {
          verdict: 'warn',
          subject: 'DockerMachineTemplate/machine',
          message:
            'after the patches spec.template.spec.customImage is the number 1000, and takes a string, once the variable image is set',
        },
      ],
    },
  ],
};

async function check(code: string, change: readonly Replacement[]): Promise<Finding[]> {
  const rules = CLUSTER_CLASS.filter((rule) => rule.code === code);
  return checkBuilt(rules, { 'cluster-class/templates/cluster-class.yaml': replaceAll(CLASS, change) });
}

describe.each(CLUSTER_CLASS)('$code', ({ code, source, verdicts }) => {
  test('finds nothing wrong in a class without mistakes', async () => {
    const findings = await check(code, []);
    expect(findings.filter(({ verdict }) => verdict !== 'ok')).toEqual([]);
    expect(findings.length > 0).toBe(verdicts.includes('ok'));
  });

  test.each(CASES[code] ?? [])('$name', async ({ change, found }) => {
    const findings = (await check(code, change)).filter(({ verdict }) => verdict !== 'ok');
    const expected = found.map((finding) => ({ code, waived: false, file: FILE, ...(source && { source }), ...finding }));
    expect(findings.map((finding) => (source === undefined ? { ...finding, source: undefined } : finding))).toEqual(
      source === undefined ? expected.map((finding) => ({ ...finding, source: undefined })) : expected,
    );
  });

  test('has a case for each verdict that it can give', () => {
    const given = new Set((CASES[code] ?? []).flatMap(({ found }) => found.map(({ verdict }) => verdict)));
    const elsewhere = ['class-api unknown', ...MANAGEMENT_CLUSTER.verdicts.map((verdict) => `${MANAGEMENT_CLUSTER.code} ${verdict}`)];
    expect(verdicts.filter((verdict) => verdict !== 'ok' && !given.has(verdict) && !elsewhere.includes(`${code} ${verdict}`))).toEqual([]);
  });
});

test('Kubernetes newer than any release of Cluster API that is known', async () => {
  const rules = CLUSTER_CLASS.filter((rule) => rule.code === 'class-api');
  const findings = await checkBuilt(
    rules,
    { 'cluster-class/templates/cluster-class.yaml': CLASS },
    { facts: { kubernetes: { major: 1, minor: 40, patch: 0 } } },
  );
  expect(findings.map(({ verdict, subject }) => [verdict, subject])).toEqual([['unknown', 'Cluster API']]);
});

test.each([
  ['2027-03-31', []],
  [
    '2027-04-01',
    ['v1beta1 is deprecated since CAPI 1.11, and CAPI 1.16, due 2027-04-01, no longer serves it; move to the version after it'],
  ],
])('v1beta1 on %s', async (today, messages) => {
  const rules = CLUSTER_CLASS.filter((rule) => rule.code === 'class-api');
  const findings = await checkBuilt(rules, { 'cluster-class/templates/cluster-class.yaml': CLASS }, { facts: { today } });
  expect(findings.filter(({ verdict }) => verdict === 'warn').map(({ message }) => message)).toEqual(messages);
});

test.each([
  ['a multi-stage addon', { 'cluster-addon/cni/overwrite.yaml': 'values: {{ .Cluster.spec.topology.variables.proxy }}' }, []],
  ['an addon without a Chart.yaml', { 'cluster-addon/csi/overwrite.yaml': 'values: {{ .Cluster.spec.topology.variables.proxy }}' }, []],
  ['no addon', {}, ['variable proxy']],
])('a variable that %s reads', async (_, files, subjects) => {
  const rules = CLUSTER_CLASS.filter((rule) => rule.code === 'class-variable');
  const text = replaceAll(CLASS, [
    ['  variables:\n', '  variables:\n    - {name: proxy, required: false, schema: {openAPIV3Schema: {type: string}}}\n'],
  ]);
  const findings = await checkBuilt(rules, { 'cluster-class/templates/cluster-class.yaml': text, ...files });
  expect(findings.filter(({ verdict }) => verdict === 'warn').map(({ subject }) => subject)).toEqual(subjects);
});

test.each([
  ['self.size < 4 && self.name.matches(r"^[a-z]+$")', 'default: {name: abc, size: 3}'],
  ['!has(self.size) || self.size != oldSelf.size + 1', 'default: {size: 3}'],
  ['self.name in ["a", "b"]', 'example: {name: a}'],
])('a rule that its default keeps: %s', async (rule, sample) => {
  const rules = CLUSTER_CLASS.filter(({ code }) => code === 'class-variable-schema');
  const text = replaceAll(CLASS, [
    [
      '{type: string, default: "", example: "kindest/node:v1.32.5"}',
      `{type: object, properties: {name: {type: string}, size: {type: integer}}, ${sample}, x-kubernetes-validations: [{rule: '${rule}'}]}`,
    ],
  ]);
  const findings = await checkBuilt(rules, { 'cluster-class/templates/cluster-class.yaml': text });
  expect(findings.map(({ verdict, message }) => [verdict, message])).toEqual([
    ['ok', 'has a valid schema, and its default and examples fit it'],
  ]);
});

test('a class that Helm does not render is left to the rule that says so', async () => {
  const rendering = { kind: 'skipped', reason: 'no-helm', message: 'no helm' } as const;
  expect(await checkBuilt(CLUSTER_CLASS, {}, { renderings: { 'cluster-class': rendering } })).toEqual([]);
});
