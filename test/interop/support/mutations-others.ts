import { type Mistake, replace, replaceAll, write } from './mutation.ts';

const OPENSTACK = 'cluster-class/templates/openstack-templates.yaml';
const VALUES = 'cluster-class/values.yaml';
const DIGEST = '@sha256:5fc52d52a7b9574015299724bd68f183702956aa4a2116ae75a63cb574b35af8';

/** A waiver for a finding of the docker stack. */
function waive(subject: string, expires: string): string {
  return `waivers:\n  - code: node-image-digest\n    subject: ${subject}\n    reason: the lab has no other\n    expires: ${expires}\n`;
}

/** Node images and waivers. */
export const OTHER_MISTAKES: readonly Mistake[] = [
  {
    name: 'the image of kind is of another patch',
    stack: 'docker-1-32',
    edits: [replaceAll(VALUES, `kindest/node:v1.32.11${DIGEST}`, `kindest/node:v1.32.8${DIGEST}`)],
    expected: [{ verdict: 'refuse', code: 'node-image-version' }],
  },
  {
    name: 'only the image of workers moved on',
    stack: 'docker-1-32',
    edits: [{ kind: 'text', file: VALUES, change: (text) => text.replace(/(worker:\n {4}name: kindest\/node:v1\.32)\.11/, '$1.12') }],
    expected: [{ verdict: 'refuse', code: 'node-image-version' }],
  },
  {
    name: 'the image of kind has no digest',
    stack: 'docker-1-32',
    edits: [replaceAll(VALUES, DIGEST, '')],
    expected: [{ verdict: 'warn', code: 'node-image-digest' }],
  },
  {
    name: 'Kubernetes moved on and the images did not',
    stack: 'docker-1-32',
    edits: [replace('csctl.yaml', 'v1.32.11', 'v1.32.12')],
    expected: [{ verdict: 'refuse', code: 'node-image-version' }],
    consequences: ['warn kubernetes-patch'],
  },
  {
    name: 'a template sets the image of another patch',
    stack: 'openstack-1-32',
    edits: [replace(OPENSTACK, '{{ .Values.images.worker.name | quote }}', 'ubuntu-capi-image-v1.32.5')],
    expected: [{ verdict: 'refuse', code: 'node-image-version' }],
  },
  {
    name: 'a template sets the image of another Ubuntu',
    stack: 'openstack-1-32',
    edits: [replace(OPENSTACK, '{{ .Values.images.worker.name | quote }}', 'ubuntu-2404-kube-v1.32.13')],
    expected: [{ verdict: 'warn', code: 'node-image-ubuntu' }],
  },
  {
    name: 'the list of node images is for another patch',
    stack: 'openstack-1-32',
    edits: [
      write(
        'node-images.yaml',
        'apiVersion: openstack.csctl.clusterstack.x-k8s.io/v1alpha1\nopenStackNodeImages:\n  - createOpts:\n      name: ubuntu-capi-image-v1.32.5\n      disk_format: qcow2\n      container_format: bare\n      visibility: private\n    url: https://images.example.com/ubuntu-2204-kube-v1.32/ubuntu-2204-kube-v1.32.5.qcow2\n',
      ),
    ],
    expected: [{ verdict: 'refuse', code: 'node-image-version', file: 'node-images.yaml' }],
    consequences: ['warn node-image-version'],
  },
  {
    name: 'an image by URL is of another patch',
    stack: 'metal3-1-32',
    edits: [
      replace(
        'cluster-class/templates/metal3-templates.yaml',
        '{{- toYaml .Values.images.worker | nindent 8 }}',
        'url: https://images.example.com/UBUNTU_24.04_NODE_IMAGE_K8S_v1.32.2.qcow2\n        checksum: https://images.example.com/UBUNTU_24.04_NODE_IMAGE_K8S_v1.32.2.qcow2.sha256sum\n        checksumType: sha256\n        format: qcow2',
      ),
    ],
    expected: [{ verdict: 'refuse', code: 'node-image-version' }],
  },
  {
    name: 'a waiver has expired',
    stack: 'openstack-1-32',
    edits: [
      replace('clusteraddon.yaml', 'name: csi\n      action: apply', 'name: csi\n      action: Apply'),
      write(
        'compatibility.yaml',
        'waivers:\n  - code: stage-action\n    subject: csi\n    reason: we delete it on purpose\n    expires: 2026-10-31\n',
      ),
    ],
    expected: [
      { verdict: 'refuse', code: 'stage-action', subject: 'csi', file: 'clusteraddon.yaml', at: 'Apply' },
      { verdict: 'warn', code: 'waiver-expired', file: 'compatibility.yaml' },
    ],
    consequences: ['warn stage-unused'],
  },
  {
    name: 'a waiver that no longer has a use',
    stack: 'docker-1-32',
    edits: [write('compatibility.yaml', waive('kindest/node', '2027-01-31'))],
    expected: [{ verdict: 'warn', code: 'waiver-unused', file: 'compatibility.yaml' }],
  },
  {
    name: 'a waiver gives no reason',
    stack: 'docker-1-32',
    edits: [write('compatibility.yaml', 'waivers:\n  - code: stage-action\n    subject: cni\n    expires: 2027-01-31\n')],
    expected: [{ verdict: 'warn', code: 'waiver-reason', file: 'compatibility.yaml' }],
  },
];
