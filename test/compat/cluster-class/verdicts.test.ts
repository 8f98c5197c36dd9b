import { describe, expect, test } from 'vitest';
import { CLUSTER_CLASS } from '../../../src/compat/rules/cluster-class/index.ts';
import { checkBuilt } from '../../support/check-built.ts';
import { CLASS, type Replacement, replaceAll } from '../../support/cluster-class.ts';

const PATCH = 'path: /spec/template/spec/customImage, valueFrom: {variable: image}';
const SCHEMA = '{type: string, default: "", example: "kindest/node:v1.32.5"}';
const ENABLED = `      enabledIf: '{{ ne .image "" }}'\n`;
const ALWAYS: Replacement = [ENABLED, ''];
const VARIABLE = '    - name: image\n      required: false\n';
/** A second class of workers, with templates of its own. */
const SECOND: readonly Replacement[] = [
  [
    '    machineDeployments:\n',
    `    machineDeployments:
      - class: other
        template:
          bootstrap:
            ref: {apiVersion: bootstrap.cluster.x-k8s.io/v1beta1, kind: KubeadmConfigTemplate, name: worker}
          infrastructure:
            ref: {apiVersion: infrastructure.cluster.x-k8s.io/v1beta1, kind: DockerMachineTemplate, name: machine}
`,
  ],
];
const CONTROL_PLANE = `
          - selector: {apiVersion: controlplane.cluster.x-k8s.io/v1beta1, kind: KubeadmControlPlaneTemplate, matchResources: {controlPlane: true}}
            jsonPatches:
              - `;

/** The refusals and warnings for the class with changes, and by which rule. */
async function judge(changes: readonly Replacement[], codes: readonly string[]): Promise<readonly string[]> {
  const text = replaceAll(CLASS, changes);
  const findings = await checkBuilt(CLUSTER_CLASS, { 'cluster-class/templates/cluster-class.yaml': text });
  return findings
    .filter(({ code, verdict }) => codes.includes(code) && verdict !== 'ok')
    .map(({ code, verdict, subject, message }) => `${verdict} ${code} ${subject}: ${message}`);
}

interface Case {
  readonly name: string;
  readonly changes: readonly Replacement[];
  readonly found: readonly string[];
}

const WAYS = 'give it a default, or guard the patch with an enabledIf that asks for it';

describe('a patch that fails with the defaults', () => {
  const cases: readonly Case[] = [
    {
      name: 'an optional variable without a value',
      changes: [ALWAYS, [SCHEMA, '{type: string}']],
      found: [
        `warn class-patch patch image: fails unless image is set: in DockerMachineTemplate/machine at /spec/template/spec/customImage: the variable image has no value; ${WAYS}`,
      ],
    },
    {
      name: 'keys of a variable, each of them optional',
      changes: [
        ALWAYS,
        [SCHEMA, '{type: object, properties: {name: {type: string}, tag: {type: string}}}'],
        [
          PATCH,
          'path: /spec/template/spec/customImage, valueFrom: {variable: image.name}}\n            - {op: add, path: /spec/template/spec/providerID, valueFrom: {variable: image.tag}',
        ],
      ],
      found: [
        `warn class-patch patch image: fails unless image is set: in DockerMachineTemplate/machine at /spec/template/spec/customImage: the variable image.name has no value; ${WAYS}`,
      ],
    },
    {
      name: 'a key that the default of its variable lacks',
      changes: [
        ALWAYS,
        [SCHEMA, '{type: object, default: {name: a}, properties: {name: {type: string}, tag: {type: string}}}'],
        [PATCH, 'path: /spec/template/spec/customImage, valueFrom: {variable: image.tag}'],
      ],
      found: [
        `warn class-patch patch image: fails unless image is given what its default lacks: in DockerMachineTemplate/machine at /spec/template/spec/customImage: the variable image.tag has no value; ${WAYS}`,
      ],
    },
    {
      name: 'the length of nothing in enabledIf',
      changes: [
        [ENABLED, `      enabledIf: '{{ gt (len .image) 0 }}'\n`],
        [SCHEMA, '{type: string}'],
      ],
      found: [
        `warn class-patch patch image: fails unless image is set: in DockerMachineTemplate/machine enabledIf: len of nothing; ${WAYS}`,
      ],
    },
    {
      name: 'two optional variables that must both be set',
      changes: [
        ALWAYS,
        [SCHEMA, '{type: string}'],
        [VARIABLE, `    - {name: other, required: false, schema: {openAPIV3Schema: {type: string}}}\n${VARIABLE}`],
        [PATCH, `${PATCH}}\n            - {op: add, path: /spec/template/spec/providerID, valueFrom: {variable: other}`],
      ],
      found: [
        `warn class-patch patch image: fails unless other, image are set: in DockerMachineTemplate/machine at /spec/template/spec/customImage: the variable image has no value; ${WAYS}`,
      ],
    },
    {
      name: 'a path that is not there, whatever an optional variable is',
      changes: [ALWAYS, [SCHEMA, '{type: string}'], ['spec/customImage', 'spec/bootstrap/image']],
      found: [
        'refuse class-patch patch image: fails in every cluster: in DockerMachineTemplate/machine at /spec/template/spec/bootstrap/image: the variable image has no value',
      ],
    },
    {
      name: 'a path that is not there, beside a required variable without a default',
      changes: [
        ALWAYS,
        ['spec/customImage', 'spec/bootstrap/image'],
        [VARIABLE, `    - {name: other, required: true, schema: {openAPIV3Schema: {type: string}}}\n${VARIABLE}`],
      ],
      found: [
        'refuse class-patch patch image: fails in every cluster: in DockerMachineTemplate/machine at /spec/template/spec/bootstrap/image: /spec/template/spec/bootstrap does not exist; have it in the template, or let an earlier patch add it',
      ],
    },
    {
      name: 'only with a word that the class asks for',
      changes: [
        [ENABLED, `      enabledIf: '{{ ne .image "none" }}'\n`],
        ['required: false', 'required: true'],
        [SCHEMA, '{type: string}'],
        ['spec/customImage', 'spec/bootstrap/image'],
      ],
      found: [
        'warn class-patch patch image: fails with some values of image: in DockerMachineTemplate/machine at /spec/template/spec/bootstrap/image: /spec/template/spec/bootstrap does not exist; have it in the template, or let an earlier patch add it',
      ],
    },
    {
      name: 'one class of workers of two',
      changes: [...SECOND, ALWAYS, ['              controlPlane: true\n', ''], ['spec/customImage', 'spec/bootstrap/image']],
      found: [
        'warn class-patch patch image: fails in every cluster with workers of the class default-worker: in DockerMachineTemplate/machine at /spec/template/spec/bootstrap/image: /spec/template/spec/bootstrap does not exist; have it in the template, or let an earlier patch add it',
      ],
    },
    {
      name: 'all classes of workers',
      changes: [
        ...SECOND,
        ALWAYS,
        ['              controlPlane: true\n', ''],
        ['names: [default-worker]', 'names: ["*"]'],
        ['spec/customImage', 'spec/bootstrap/image'],
      ],
      found: [
        'refuse class-patch patch image: fails in every cluster: in DockerMachineTemplate/machine at /spec/template/spec/bootstrap/image: /spec/template/spec/bootstrap does not exist; have it in the template, or let an earlier patch add it',
      ],
    },
    {
      name: 'below a default of the webhook',
      changes: [
        [
          `            - {op: add, ${PATCH}}\n`,
          `            - {op: add, ${PATCH}}${CONTROL_PLANE.replace('          - selector', '        - selector').replaceAll('            jsonPatches', '          jsonPatches').replace('              - ', '            - ')}{op: add, path: /spec/template/spec/kubeadmConfigSpec/clusterConfiguration/scheduler/extraArgs, value: {v: "2"}}\n`,
        ],
      ],
      found: [],
    },
    {
      name: 'below a default of the CRD',
      changes: [
        [
          `            - {op: add, ${PATCH}}\n`,
          `            - {op: add, ${PATCH}}${CONTROL_PLANE.replace('          - selector', '        - selector').replaceAll('            jsonPatches', '          jsonPatches').replace('              - ', '            - ')}{op: replace, path: /spec/template/spec/rolloutStrategy/rollingUpdate/maxSurge, value: 0}\n`,
        ],
      ],
      found: [],
    },
    {
      name: 'below what only a webhook that nobody knows could fill in',
      changes: [
        ALWAYS,
        ['DockerMachineTemplate\nmetadata', 'FooMachineTemplate\nmetadata'],
        ['kind: DockerMachineTemplate\n            matchResources', 'kind: FooMachineTemplate\n            matchResources'],
        ['kind: DockerMachineTemplate, name: machine}\n  workers', 'kind: FooMachineTemplate, name: machine}\n  workers'],
        ['kind: DockerMachineTemplate, name: machine}\n  variables', 'kind: FooMachineTemplate, name: machine}\n  variables'],
        ['spec/customImage', 'spec/bootstrap/image'],
      ],
      found: [
        'warn class-patch patch image: fails unless a webhook fills it in, and what those of FooMachineTemplate of infrastructure.cluster.x-k8s.io/v1beta1 fill in is not known: in FooMachineTemplate/machine at /spec/template/spec/bootstrap/image: /spec/template/spec/bootstrap does not exist; have it in the template, or let an earlier patch add it',
      ],
    },
  ];
  test.each(cases)('$name', async ({ changes, found }) => {
    expect(await judge(changes, ['class-patch'])).toEqual(found);
  });
});

describe('a value that does not fit', () => {
  const required = `    - {name: other, required: true, schema: {openAPIV3Schema: {type: string}}}\n${VARIABLE}`;
  const cases: readonly Case[] = [
    {
      name: 'of another type, beside a required variable without a default',
      changes: [ALWAYS, [SCHEMA, '{type: integer, default: 1}'], [VARIABLE, required]],
      found: [
        'refuse class-patch-value DockerMachineTemplate/machine: after the patches spec.template.spec.customImage is the number 1, and takes a string, in every cluster',
      ],
    },
    {
      name: 'of another type, of a required variable itself',
      changes: [ALWAYS, ['required: false', 'required: true'], [SCHEMA, '{type: integer}']],
      found: [
        'refuse class-patch-value DockerMachineTemplate/machine: after the patches spec.template.spec.customImage is the number 1000, and takes a string, in every cluster',
      ],
    },
    {
      name: 'a list from a template that an optional variable fills',
      changes: [
        ALWAYS,
        [SCHEMA, '{type: array, items: {type: string}}'],
        [PATCH, "path: /spec/template/spec/preLoadImages, valueFrom: {template: '{{ .image | toJson }}'}"],
        ['spec: {template: {spec: {customImage: "kindest/node:v1.32.5"}}}', 'spec: {template: {spec: {customImage: ""}}}'],
      ],
      found: [],
    },
  ];
  test.each(cases)('$name', async ({ changes, found }) => {
    expect(await judge(changes, ['class-patch-value'])).toEqual(found);
  });
});

describe('bounds of v1beta2', () => {
  const cases: readonly Case[] = [
    {
      name: 'an empty list',
      changes: [
        [
          'bootstrap.cluster.x-k8s.io/v1beta1\nkind: KubeadmConfigTemplate\nmetadata: {name: worker}\nspec: {template: {spec: {}}}',
          'bootstrap.cluster.x-k8s.io/v1beta2\nkind: KubeadmConfigTemplate\nmetadata: {name: worker}\nspec: {template: {spec: {files: [], format: cloud-config}}}',
        ],
      ],
      found: [
        'refuse class-field KubeadmConfigTemplate/worker: spec.template.spec.files is an empty list, which is refused; leave it out (bootstrap.cluster.x-k8s.io/v1beta2)',
      ],
    },
    {
      name: 'an empty object, an empty text and a number that is too small',
      changes: [
        [
          'bootstrap.cluster.x-k8s.io/v1beta1\nkind: KubeadmConfigTemplate\nmetadata: {name: worker}\nspec: {template: {spec: {}}}',
          'bootstrap.cluster.x-k8s.io/v1beta2\nkind: KubeadmConfigTemplate\nmetadata: {name: worker}\nspec: {template: {spec: {joinConfiguration: {nodeRegistration: {}}, files: [{path: ""}], initConfiguration: {localAPIEndpoint: {bindPort: 0}}}}}',
        ],
      ],
      found: [
        'refuse class-field KubeadmConfigTemplate/worker: spec.template.spec.files[0].path is empty, and must not be; leave it out (bootstrap.cluster.x-k8s.io/v1beta2)',
        'refuse class-field KubeadmConfigTemplate/worker: spec.template.spec.initConfiguration.localAPIEndpoint.bindPort is 0, and takes 1 or more (bootstrap.cluster.x-k8s.io/v1beta2)',
        'refuse class-field KubeadmConfigTemplate/worker: spec.template.spec.joinConfiguration.nodeRegistration is an empty object, which is refused; leave it out (bootstrap.cluster.x-k8s.io/v1beta2)',
      ],
    },
    {
      name: 'no spec at all',
      changes: [['metadata: {name: worker}\nspec: {template: {spec: {}}}', 'metadata: {name: worker}']],
      found: [],
    },
  ];
  test.each(cases)('$name', async ({ changes, found }) => {
    expect(await judge(changes, ['class-field'])).toEqual(found);
  });
});

describe('what the webhooks of the kubeadm providers refuse', () => {
  const config = 'metadata: {name: worker}\nspec: {template: {spec: {}}}';
  const kubeadm = '{kubeadmConfigSpec: {clusterConfiguration: {apiServer: {certSANs: [localhost]}}}}';
  const withFile = kubeadm.replace('{kubeadmConfigSpec: {', '{kubeadmConfigSpec: {files: [{path: /etc/a, content: x}], ');
  const withUnset = kubeadm.replace('}}}}', '}}}, machineNamingStrategy: {template: ""}, rolloutStrategy: null}');
  const withSurge = (surge: string) => kubeadm.replace('}}}}', `}}}, rolloutStrategy: {rollingUpdate: {maxSurge: ${surge}}}}`);
  const withNaming = (template: string) => kubeadm.replace('}}}}', `}}}, machineNamingStrategy: {template: '${template}'}}`);
  const patch = (path: string): Replacement => [
    '      definitions:\n',
    `      definitions:${CONTROL_PLANE.replaceAll('\n          ', '\n        ')}{op: add, path: /spec/template/spec/kubeadmConfigSpec/files/-, value: {path: ${path}, content: z}}\n`,
  ];
  const cases: readonly Case[] = [
    {
      name: 'a file and a user with two sources, and a path that stands twice',
      changes: [
        [
          config,
          config.replace(
            '{}}}',
            '{files: [{path: /etc/a, content: x}, {path: /etc/b, content: x, contentFrom: {secret: {name: s, key: k}}}, {path: /etc/a}], users: [{name: u, passwd: p, passwdFrom: {secret: {name: s, key: k}}}]}}}',
          ),
        ],
      ],
      found: [
        'refuse class-field KubeadmConfigTemplate/worker: spec.template.spec.files[1] has both content and contentFrom; leave out one of them (bootstrap.cluster.x-k8s.io/v1beta1)',
        'refuse class-field KubeadmConfigTemplate/worker: spec.template.spec.files[2].path is "/etc/a", as that of files[0]; a file may stand there once (bootstrap.cluster.x-k8s.io/v1beta1)',
        'refuse class-field KubeadmConfigTemplate/worker: spec.template.spec.users[0] has both passwd and passwdFrom; leave out one of them (bootstrap.cluster.x-k8s.io/v1beta1)',
      ],
    },
    {
      name: 'a file that a patch adds again',
      changes: [[kubeadm, withFile], ALWAYS, patch('/etc/a')],
      found: [
        'refuse class-patch-value KubeadmControlPlaneTemplate/control-plane: after the patches spec.template.spec.kubeadmConfigSpec.files[1].path is "/etc/a", as that of files[0]; a file may stand there once, in every cluster',
      ],
    },
    { name: 'another file that a patch adds', changes: [[kubeadm, withFile], ALWAYS, patch('/etc/b')], found: [] },
    {
      name: 'more than one machine beyond the wanted',
      changes: [[kubeadm, withSurge('3')]],
      found: [
        'refuse class-field KubeadmControlPlaneTemplate/control-plane: spec.template.spec.rolloutStrategy.rollingUpdate.maxSurge is 3, and takes 0 or 1 (controlplane.cluster.x-k8s.io/v1beta1)',
      ],
    },
    { name: 'one machine beyond the wanted, as a text', changes: [[kubeadm, withSurge('"1"')]], found: [] },
    { name: 'no machine beyond the wanted', changes: [[kubeadm, withSurge('0')]], found: [] },
    { name: 'what is there and empty', changes: [[kubeadm, withUnset]], found: [] },
    {
      name: 'names of machines that are all the same',
      changes: [[kubeadm, withNaming('{{ .cluster.name }}-cp')]],
      found: [
        'refuse class-field KubeadmControlPlaneTemplate/control-plane: spec.template.spec.machineNamingStrategy.template must have {{ .random }} in it, written so, for machines have different names (controlplane.cluster.x-k8s.io/v1beta1)',
      ],
    },
    {
      name: 'names of machines with a variable that there is not',
      changes: [[kubeadm, withNaming('{{ .controlPlane.name }}-{{ .random }}')]],
      found: [
        'refuse class-field KubeadmControlPlaneTemplate/control-plane: spec.template.spec.machineNamingStrategy.template uses .controlPlane.name, and there is .random, .cluster.name, .kubeadmControlPlane.name (controlplane.cluster.x-k8s.io/v1beta1)',
      ],
    },
    { name: 'names of machines', changes: [[kubeadm, withNaming('{{ .kubeadmControlPlane.name }}-{{ .random }}')]], found: [] },
  ];
  test.each(cases)('$name', async ({ changes, found }) => {
    const judged = await judge(changes, ['class-field', 'class-patch-value']);
    expect(judged.filter((text) => !text.includes('is a field in'))).toEqual(found);
  });
});

describe('what the webhook refuses of a class', () => {
  const worker = '      - class: default-worker\n';
  const cases: readonly Case[] = [
    {
      name: 'a malformed name template',
      changes: [[worker, `${worker}        namingStrategy: {template: '{{ .cluster.name }}-{{ .machineDeployment.topologyNam }}'}\n`]],
      found: [
        'refuse class-structure ClusterClass/docker-demo-1-32-v1: spec.workers.machineDeployments[0].namingStrategy.template uses .machineDeployment.topologyNam, and there is .random, .cluster.name, .machineDeployment.topologyName',
      ],
    },
    {
      name: 'a name template with a function of sprig',
      changes: [['  controlPlane:\n', "  controlPlane:\n    namingStrategy: {template: '{{ .cluster.name | upper }}'}\n"]],
      found: [
        "refuse class-structure ClusterClass/docker-demo-1-32-v1: spec.controlPlane.namingStrategy.template calls upper, and name templates have Go's own functions only",
      ],
    },
    {
      name: 'a name template that gives no name',
      changes: [['  controlPlane:\n', "  controlPlane:\n    namingStrategy: {template: '{{ .cluster.name }}_{{ .random }}'}\n"]],
      found: [
        'refuse class-structure ClusterClass/docker-demo-1-32-v1: spec.controlPlane.namingStrategy.template gives "cluster_x1x1x", which cannot name an object',
      ],
    },
    {
      name: 'a name template as Cluster API has it',
      changes: [['  controlPlane:\n', "  controlPlane:\n    namingStrategy: {template: '{{ .cluster.name }}-{{ .random }}'}\n"]],
      found: [],
    },
    {
      name: 'a share that is not a percentage, a timeout that is too short, a malformed range',
      changes: [
        [
          worker,
          `${worker}        machineHealthCheck: {maxUnhealthy: "40", nodeStartupTimeout: 10s, unhealthyRange: "3-5"}\n        strategy: {rollingUpdate: {maxSurge: 0, maxUnavailable: 0}}\n`,
        ],
      ],
      found: [
        'refuse class-structure ClusterClass/docker-demo-1-32-v1: spec.workers.machineDeployments[0].machineHealthCheck.maxUnhealthy is "40", and takes a number or a percentage; spec.workers.machineDeployments[0].machineHealthCheck.unhealthyRange is "3-5", and takes a range like [3-5]; spec.workers.machineDeployments[0].machineHealthCheck.nodeStartupTimeout is below 30 seconds; spec.workers.machineDeployments[0].strategy.rollingUpdate: maxSurge and maxUnavailable cannot both be 0',
      ],
    },
    {
      name: 'malformed labels',
      changes: [['  controlPlane:\n', '  controlPlane:\n    metadata: {labels: {"a b": c, d: "e f"}, annotations: {"g/h/i": j}}\n']],
      found: [
        'refuse class-structure ClusterClass/docker-demo-1-32-v1: spec.controlPlane.metadata.labels: a b is not a label key; spec.controlPlane.metadata.labels: "e f" is not a label value; spec.controlPlane.metadata.annotations: g/h/i is not an annotation key',
      ],
    },
    {
      name: 'an external patch without an extension',
      changes: [['  patches:\n', '  patches:\n    - {name: outside, external: {}}\n']],
      found: ['refuse class-patch-form patch outside: its external names no extension'],
    },
    {
      name: 'a star in a name that Kubernetes does not take',
      changes: [['names: [default-worker]', 'names: ["default worker*"]']],
      found: ['refuse class-selector patch image: the name default worker* is not one that Kubernetes takes'],
    },
  ];
  test.each(cases)('$name', async ({ changes, found }) => {
    expect(await judge(changes, ['class-structure', 'class-patch-form', 'class-selector'])).toEqual(found);
  });
});

test('a variable of v1beta2 says whether it is required, since nothing fills that in', async () => {
  const v1beta2: readonly Replacement[] = [
    ['cluster.x-k8s.io/v1beta1\nkind: ClusterClass', 'cluster.x-k8s.io/v1beta2\nkind: ClusterClass'],
    ['      required: false\n', ''],
  ];
  const missing = (findings: readonly string[]) => findings.filter((text) => text.includes('variables[0]'));
  expect(missing(await judge(v1beta2, ['class-field']))).toEqual([
    'refuse class-field ClusterClass/docker-demo-1-32-v1: spec.variables[0] has no required, which is required (cluster.x-k8s.io/v1beta2)',
  ]);
  expect(missing(await judge(v1beta2.slice(1), ['class-field']))).toEqual([
    'warn class-field ClusterClass/docker-demo-1-32-v1: spec.variables[0] has no required, which is required, unless a webhook of the release in use fills it in; write it out',
  ]);
});

test('an API of a known group that no release serves is refused, with the nearest', async () => {
  const worker = (apiVersion: string, kind: string): Replacement => [
    'bootstrap.cluster.x-k8s.io/v1beta1\nkind: KubeadmConfigTemplate',
    `${apiVersion}\nkind: ${kind}`,
  ];
  const found = async (apiVersion: string, kind: string) =>
    (await judge([worker(apiVersion, kind)], ['class-api', 'class-field'])).filter((text) => text.includes(apiVersion));
  expect(await found('cluster.x-k8s.io/v1beta3', 'MachineDeployment')).toEqual([
    'refuse class-api MachineDeployment of cluster.x-k8s.io/v1beta3: no known release serves this version, so it cannot be applied; served are v1alpha4; v1beta1; v1beta2; the nearest is v1beta2',
  ]);
  expect(await found('infrastructure.cluster.x-k8s.io/v1beta7', 'OpenStackCluster')).toEqual([
    'refuse class-api OpenStackCluster of infrastructure.cluster.x-k8s.io/v1beta7: no known release serves this version, so it cannot be applied; served are v1alpha5 (CAPO 0.8 to 0.9); v1alpha6 (CAPO 0.8 to 0.10); v1alpha7 (CAPO 0.8 to 0.11); v1beta1 (CAPO 0.10 to 0.15); v1beta2 (CAPO 0.15); the nearest is v1beta2',
  ]);
  expect(await found('cluster.x-k8s.io/v1beta1', 'MachineDeploymnt')).toEqual([
    'refuse class-api MachineDeploymnt of cluster.x-k8s.io/v1beta1: no known release has this kind in its group, so it cannot be applied; did you mean MachineDeployment?',
  ]);
  expect(await found('cluster.example.com/v1beta3', 'MachineDeployment')).toEqual([]);
  expect(await found('infrastructure.cluster.x-k8s.io/v1beta7', 'FooCluster')).toEqual([
    'unknown class-field FooCluster/worker: no rule knows the fields of FooCluster of infrastructure.cluster.x-k8s.io/v1beta7: neither the object nor the patches for it are checked against them',
  ]);
});
