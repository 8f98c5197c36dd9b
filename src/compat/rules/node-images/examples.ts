/** A template of machines in Docker. */
export function formatDockerTemplate(image: string): string {
  return [
    'apiVersion: infrastructure.cluster.x-k8s.io/v1beta1',
    'kind: DockerMachineTemplate',
    'metadata: {name: machines}',
    'spec:',
    '  template:',
    '    spec:',
    `      customImage: ${image}`,
    '',
  ].join('\n');
}

/** A node-images.yaml of one image. */
export function formatNodeImages(name: string, url: string): string {
  return [
    'apiVersion: openstack.infrastructure.clusterstack.x-k8s.io/v1alpha1',
    'openStackNodeImages:',
    `  - url: ${url}`,
    '    createOpts:',
    `      name: ${name}`,
    '',
  ].join('\n');
}

/** The URL of an image as the SCS project names its files. */
export function formatImageUrl(ubuntu: string, version: string): string {
  return `https://images.example.com/ubuntu-${ubuntu}-kube-${version.replace(/\.\d+$/, '')}/ubuntu-${ubuntu}-kube-${version}.qcow2`;
}
