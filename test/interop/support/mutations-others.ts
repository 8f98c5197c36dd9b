import { cut, type Mistake, replace, replaceAll, write } from './mutation.ts';

const OPENSTACK = 'cluster-class/templates/openstack-templates.yaml';
const VALUES = 'cluster-class/values.yaml';
const DIGEST = 'sha256:3489c7674813ba5d8b1a9977baea8a6e553784dab7b84759d1014dbd78f7ebd5';

/** A waiver for a finding of the docker stack. */
function waive(subject: string, expires: string): string {
  return `waivers:\n  - code: node-image-digest\n    subject: ${subject}\n    reason: the lab has no other\n    expires: ${expires}\n`;
}

/** Node images and waivers. */
export const OTHER_MISTAKES: readonly Mistake[] = [
  {
    name: 'the image of kind is of another patch',
    stack: 'docker-1-36',
    edits: [replaceAll(VALUES, 'kindest/node:v1.36.1', 'kindest/node:v1.36.0')],
    expected: [{ verdict: 'refuse', code: 'node-image-version' }],
  },
  {
    name: 'only the image of workers moved on',
    stack: 'docker-1-36',
    edits: [replace(VALUES, 'worker:\n    name: kindest/node:v1.36.1', `worker:\n    name: kindest/node:v1.36.2@${DIGEST}`)],
    expected: [{ verdict: 'refuse', code: 'node-image-version' }],
  },
  {
    name: 'the image of kind has no digest',
    stack: 'docker-1-36',
    edits: [cut(VALUES, `  kindest/node:v1.36.1: ${DIGEST}\n`)],
    expected: [{ verdict: 'warn', code: 'node-image-digest' }],
  },
  {
    name: 'Kubernetes moved on and the images did not',
    stack: 'docker-1-36',
    edits: [replace('csctl.yaml', 'v1.36.1', 'v1.36.2')],
    expected: [{ verdict: 'refuse', code: 'node-image-version' }],
    consequences: ['warn kubernetes-patch'],
  },
  {
    name: 'a template sets the image of another patch',
    stack: 'openstack-1-36',
    edits: [replace(OPENSTACK, '{{ .Values.images.worker.name | quote }}', 'ubuntu-capi-image-v1.36.5')],
    expected: [{ verdict: 'refuse', code: 'node-image-version' }],
  },
  {
    name: 'a template sets the image of another Ubuntu',
    stack: 'openstack-1-36',
    edits: [replace(OPENSTACK, '{{ .Values.images.worker.name | quote }}', 'ubuntu-2204-kube-v1.36.6')],
    expected: [{ verdict: 'warn', code: 'node-image-ubuntu' }],
  },
  {
    name: 'the list of node images is for another patch',
    stack: 'openstack-1-36',
    edits: [
      write(
        'node-images.yaml',
        'apiVersion: openstack.csctl.clusterstack.x-k8s.io/v1alpha1\nopenStackNodeImages:\n  - createOpts:\n      name: ubuntu-capi-image-v1.36.5\n      disk_format: qcow2\n      container_format: bare\n      visibility: private\n    url: https://images.example.com/ubuntu-2404-kube-v1.36/ubuntu-2404-kube-v1.36.5.qcow2\n',
      ),
    ],
    expected: [{ verdict: 'refuse', code: 'node-image-version', file: 'node-images.yaml' }],
    consequences: ['warn node-image-version'],
  },
  {
    name: 'an image by URL is of another patch',
    stack: 'metal3-1-36',
    edits: [
      replace(
        'cluster-class/templates/metal3-templates.yaml',
        '{{- toYaml .Values.images.worker | nindent 8 }}',
        'url: https://images.example.com/UBUNTU_24.04_NODE_IMAGE_K8S_v1.36.2.qcow2\n        checksum: https://images.example.com/UBUNTU_24.04_NODE_IMAGE_K8S_v1.36.2.qcow2.sha256sum\n        checksumType: sha256\n        format: qcow2',
      ),
    ],
    expected: [{ verdict: 'refuse', code: 'node-image-version' }],
  },
  {
    name: 'a waiver has expired',
    stack: 'openstack-1-36',
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
    stack: 'docker-1-36',
    edits: [write('compatibility.yaml', waive('kindest/node', '2027-01-31'))],
    expected: [{ verdict: 'warn', code: 'waiver-unused', file: 'compatibility.yaml' }],
  },
  {
    name: 'a waiver gives no reason',
    stack: 'docker-1-36',
    edits: [write('compatibility.yaml', 'waivers:\n  - code: stage-action\n    subject: cni\n    expires: 2027-01-31\n')],
    expected: [{ verdict: 'warn', code: 'waiver-reason', file: 'compatibility.yaml' }],
  },
];
