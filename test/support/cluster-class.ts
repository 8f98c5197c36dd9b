export type Replacement = readonly [from: string, to: string];

/** Replaces each text once; one that is not there is a mistake of the test. */
export function replaceAll(text: string, replacements: readonly Replacement[]): string {
  return replacements.reduce((result, [from, to]) => {
    if (!result.includes(from)) throw new Error(`not in the class: ${from}`);
    return result.replace(from, () => to);
  }, text);
}

/** A small ClusterClass for Docker with its templates, as a template of the small stack's chart. */
export const CLASS = `apiVersion: cluster.x-k8s.io/v1beta1
kind: ClusterClass
metadata:
  name: {{ .Release.Name }}-{{ .Chart.Version }}
spec:
  infrastructure:
    ref: {apiVersion: infrastructure.cluster.x-k8s.io/v1beta1, kind: DockerClusterTemplate, name: cluster}
  controlPlane:
    ref: {apiVersion: controlplane.cluster.x-k8s.io/v1beta1, kind: KubeadmControlPlaneTemplate, name: control-plane}
    machineInfrastructure:
      ref: {apiVersion: infrastructure.cluster.x-k8s.io/v1beta1, kind: DockerMachineTemplate, name: machine}
  workers:
    machineDeployments:
      - class: default-worker
        template:
          bootstrap:
            ref: {apiVersion: bootstrap.cluster.x-k8s.io/v1beta1, kind: KubeadmConfigTemplate, name: worker}
          infrastructure:
            ref: {apiVersion: infrastructure.cluster.x-k8s.io/v1beta1, kind: DockerMachineTemplate, name: machine}
  variables:
    - name: image
      required: false
      schema:
        openAPIV3Schema: {type: string, default: "", example: "kindest/node:v1.32.5"}
  patches:
    - name: image
      enabledIf: '{{ ne .image "" }}'
      definitions:
        - selector:
            apiVersion: infrastructure.cluster.x-k8s.io/v1beta1
            kind: DockerMachineTemplate
            matchResources:
              controlPlane: true
              machineDeploymentClass: {names: [default-worker]}
          jsonPatches:
            - {op: add, path: /spec/template/spec/customImage, valueFrom: {variable: image}}
---
apiVersion: infrastructure.cluster.x-k8s.io/v1beta1
kind: DockerClusterTemplate
metadata: {name: cluster}
spec: {template: {spec: {}}}
---
apiVersion: infrastructure.cluster.x-k8s.io/v1beta1
kind: DockerMachineTemplate
metadata: {name: machine}
spec: {template: {spec: {customImage: "kindest/node:v1.32.5"}}}
---
apiVersion: controlplane.cluster.x-k8s.io/v1beta1
kind: KubeadmControlPlaneTemplate
metadata: {name: control-plane}
spec: {template: {spec: {kubeadmConfigSpec: {clusterConfiguration: {apiServer: {certSANs: [localhost]}}}}}}
---
apiVersion: bootstrap.cluster.x-k8s.io/v1beta1
kind: KubeadmConfigTemplate
metadata: {name: worker}
spec: {template: {spec: {}}}
`;
