import{a as e}from"./start.js";import{Ai as t,Jt as n,Lt as r,Ma as i,Qr as a,Qt as o,Xr as ee,Yr as te,Zr as ne,cn as re,ir as ie,kn as ae,mi as oe,na as se,sn as s,wr as ce}from"./judge.js";import{c as le,l as ue}from"./management.js";import"node:path";const c=ae,de={code:`knowledge-age`,title:`what the check knows is no more than six months old`,why:`Kubernetes has a new minor every four months, and addons follow. A check that does not know them can at best call them unknown.`,source:`the dates of the tables in use`,verdicts:[`warn`,`ok`],passes:{files:{},today:`2026-11-23`,note:`the tables are less than six months old`},fails:{files:{},today:`2027-09-01`,note:`the newest table is more than six months old`}};function l(...e){let t=e.map(e=>{let[,t=``,n=``,r=``]=/^(\w+)(!?): (.+)$/.exec(e)??[];return`    - {name: ${t}, required: ${n===`!`}, schema: {openAPIV3Schema: ${r}}}`});return u(e.length===0?`variables: []`:`variables:\n${t.join(`
`)}`)}function u(e){return{"cluster-class/templates/cluster-class.yaml":`apiVersion: cluster.x-k8s.io/v1beta1
kind: ClusterClass
metadata:
  name: "{{ .Release.Name }}-{{ .Chart.Version }}"
spec:
  ${e}
`}}function d(e,t){return{"cluster-addon/cni/Chart.yaml":`apiVersion: v2\nname: cni\nversion: 1.0.0\n${`dependencies:\n  - {name: ${e}, version: ${t}, repository: "https://charts.example.org"}\n`}`}}function f(e,t=e){let n=e=>e.map(e=>`    - {name: ${e}, action: apply}\n`).join(``);return{"clusteraddon.yaml":`apiVersion: clusteraddonconfig.x-k8s.io/v1alpha1
clusterAddonVersion: clusteraddons.clusterstack.x-k8s.io/v1alpha1
addonStages:\n  AfterControlPlaneInitialized:\n${n(e)}  BeforeClusterUpgrade:\n${n(t)}`}}function p(e){return{[`cluster-addon/${e}/Chart.yaml`]:`apiVersion: v2\nname: ${e}\nversion: 1.0.0\n`,[`cluster-addon/${e}/templates/${e}.yaml`]:`apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${e}\n`}}function m(e){return{"csctl.yaml":`${[`apiVersion: csctl.clusterstack.x-k8s.io/v1alpha1`,`config:`,`  kubernetesVersion: ${e}`,`  clusterStackName: demo`,`  provider:`,`    type: docker`,`    apiVersion: docker.csctl.clusterstack.x-k8s.io/v1alpha1`].join(`
`)}\n`}}const fe={code:`kubernetes-end-of-life`,title:`Kubernetes still supports the line\u2019s minor`,why:`A minor gets patches for about fourteen months. After that, new clusters start with vulnerabilities that nobody fixes.`,verdicts:[`warn`,`ok`,`unknown`],passes:{files:m(`v1.33.9`),today:`2026-03-01`},fails:{files:m(`v1.32.13`),today:`2026-03-01`,note:`support for 1.32 ended the day before`}},pe={code:`kubernetes-patch`,title:`the line has the newest patch of its Kubernetes minor, or no newer one has been out for a month`,why:`Kubernetes patches fix bugs and vulnerabilities and change nothing else. The SCS standard scs-0210-v2 requires providers to follow within a month.`,verdicts:[`warn`,`ok`,`unknown`],passes:{files:m(`v1.32.5`),today:`2025-05-30`,note:`no newer patch has been out for a month`},fails:{files:m(`v1.32.5`),today:`2026-11-23`,note:`newer patches have been out for more than a month`}},me=Object.values({"kubernetes-end-of-life":fe,"kubernetes-patch":pe,"knowledge-age":de}),h=`AfterControlPlaneInitialized`,he={code:`not-rendered`,title:`Helm renders the cluster class and every addon`,why:`CSO skips an addon that does not render, yet reports the addons as ready: a cluster without a CNI, for example. A cluster class that does not render is never created.`,source:`how CSO renders charts`,verdicts:[`refuse`,`ok`,`unknown`],passes:{files:{"cluster-addon/cni/templates/cni.yaml":`apiVersion: v1
kind: ConfigMap
metadata: {name: cni}
`}},fails:{files:{"cluster-addon/cni/templates/cni.yaml":`{{ fail "set cni.mtu" }}
`},note:`a template needs a value that the release does not set`}};function g(...e){return{"cluster-class/templates/cluster-class.yaml":e.reduce((e,[t,n])=>e.replace(t,()=>n),ge)}}const ge=`apiVersion: cluster.x-k8s.io/v1beta1
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
        openAPIV3Schema: {type: string, default: ""}
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
`,_e={code:`class-api`,title:`releases of Cluster API and of the provider serve the cluster class\u2019s API versions and support its Kubernetes version`,why:`If no release serves an API version, the objects cannot be applied. If only old releases do, the management cluster cannot be kept up to date.`,verdicts:[`ok`,`refuse`,`warn`,`unknown`],passes:{files:g()},fails:{files:g([`infrastructure.cluster.x-k8s.io/v1beta1
kind: DockerMachineTemplate`,`infrastructure.cluster.x-k8s.io/v1alpha2
kind: DockerMachineTemplate`])}},ve={code:`class-field`,title:`the objects of the cluster class have the fields that their kinds define, with the right types`,why:`CSO applies them with server-side apply. The API server rejects an unknown field, a missing field that is required, and a value of the wrong type. The kubeadm providers\u2019 webhooks also reject a file whose path stands twice, for instance.`,source:c.source,verdicts:[`ok`,`refuse`,`warn`,`unknown`],passes:{files:g()},fails:{files:g([`{customImage: `,`{image: `])}},ye={code:`class-name`,title:`the cluster class renders to exactly one ClusterClass, with the release\u2019s name`,why:`A Cluster names the class in spec.topology.class, and CSO derives the release from that name. Under another name nobody can use the stack.`,source:`CSO`,verdicts:[`ok`,`refuse`,`unknown`],passes:{files:g()},fails:{files:g([`{{ .Release.Name }}-{{ .Chart.Version }}`,`demo`])}},be=o,_=`metadata: {name: cluster}
spec: {template: {spec: {}}}`,v=`metadata: {name: cluster}
spec: {template: {spec: {loadBalancer: {customHAProxyConfigTemplateRef: {name: haproxy}}}}}`,xe={code:`class-named-object`,title:`objects that the cluster class\u2019s templates name are part of the release`,why:`Machines wait forever for an object that does not exist. Some of these objects, above all secrets with credentials, someone else has to provide: tell the users of the stack.`,source:be.source,verdicts:[`unknown`],passes:{files:g([_,v],[`apiVersion: infrastructure.cluster.x-k8s.io/v1beta1
kind: DockerClusterTemplate`,`apiVersion: v1
kind: ConfigMap
metadata: {name: haproxy}
---
apiVersion: infrastructure.cluster.x-k8s.io/v1beta1
kind: DockerClusterTemplate`])},fails:{files:g([_,v])}},Se={code:`class-patch`,title:`the ClusterClass\u2019s patches apply to its templates in order, with the defaults and with each variable set`,why:`Cluster API stops at a patch that fails. If it fails with the defaults, no cluster can be created. Otherwise clusters break as soon as a user sets the variable.`,source:`Cluster API, RFC 6902`,verdicts:[`ok`,`refuse`,`warn`,`unknown`],passes:{files:g()},fails:{files:g([`enabledIf: '{{ ne .image "" }}'`,`enabledIf: "true"`],[`op: add`,`op: replace`],[`customImage: "kindest/node:v1.32.5"`,`preLoadImages: []`])}},Ce={code:`class-patch-field`,title:`the paths of patches lead to fields that the selected kind has in its apiVersion`,why:`Patches are not converted between API versions. The API server rejects an object with an unknown field, so every cluster with the patch breaks.`,source:c.source,verdicts:[`ok`,`refuse`,`warn`],passes:{files:g()},fails:{files:g([`/spec/template/spec/customImage`,`/spec/template/spec/image`])}},we={code:`class-patch-form`,title:`the ClusterClass\u2019s patches have the form that Cluster API accepts`,why:`Otherwise Cluster API\u2019s webhook rejects the whole ClusterClass.`,source:`Cluster API\u2019s webhook for ClusterClass, patches`,verdicts:[`ok`,`refuse`,`warn`,`unknown`],passes:{files:g()},fails:{files:g([`/spec/template/spec/customImage`,`/template/spec/customImage`])}},y=`- {op: add, path: /spec/template/spec/customImage, valueFrom: {variable: image}}
`,b=(e,t)=>`    - name: ${e}
      definitions:
        - selector:
            apiVersion: infrastructure.cluster.x-k8s.io/v1beta1
            kind: DockerMachineTemplate
            matchResources:
              controlPlane: true
          jsonPatches:
            - {op: add, path: /spec/template/spec/preLoadImages, value: [${t}]}
`,Te={code:`class-patch-overwrites`,title:`no patch that is on by default replaces a whole list or object that an earlier patch has just set`,why:`Patches are applied in order. What the earlier one wrote is lost without a message.`,source:`Cluster API, RFC 6902`,verdicts:[`warn`],passes:{files:g([y,`${y}${b(`preload`,`a`)}`])},fails:{files:g([y,`${y}${b(`preload`,`a`)}${b(`more`,`b`)}`])}},Ee={code:`class-patch-value`,title:`the patched templates still match their kinds`,why:`Cluster API applies the patched objects with server-side apply. The API server rejects an unknown field and a value of the wrong type, such as a number where a string is expected.`,source:c.source,verdicts:[`ok`,`refuse`,`warn`],passes:{files:g()},fails:{files:g([`schema:
        openAPIV3Schema: {type: string, default: ""}`,`schema:
        openAPIV3Schema: {type: integer, default: 1}`],[`      enabledIf: '{{ ne .image "" }}'
`,``])}},De={code:`class-ref`,title:`every ref in the ClusterClass names a template that the chart renders`,why:`Cluster API cannot create a cluster from a template that does not exist.`,source:`Cluster API, ClusterClass`,verdicts:[`ok`,`refuse`,`warn`,`unknown`],passes:{files:g()},fails:{files:g([`KubeadmConfigTemplate, name: worker`,`KubeadmConfigTemplate, name: wroker`])}},Oe={code:`class-rights`,title:`CSO may create every kind in the cluster class`,why:`CSO applies the class with its own ClusterRole. The API server rejects whatever that role does not allow, and the release never becomes ready.`,source:`CSO, charts/templates/manager-rbac.yaml and values.yaml`,verdicts:[`warn`,`ok`],passes:{files:g()},fails:{files:g([`---
apiVersion: bootstrap`,`---
apiVersion: v1
kind: Secret
metadata: {name: extra}
---
apiVersion: bootstrap`])}},ke={code:`class-selector`,title:`the selector of every patch matches a template of the ClusterClass`,why:`Cluster API\u2019s webhook rejects a ClusterClass with a selector that matches nothing.`,source:`Cluster API\u2019s webhook for ClusterClass, patches`,verdicts:[`ok`,`refuse`],passes:{files:g()},fails:{files:g([`names: [default-worker]`,`names: [worker]`])}},Ae={code:`class-structure`,title:`the ClusterClass names its templates and worker classes, and its names, labels and health checks have the form that Cluster API requires`,why:`Otherwise Cluster API\u2019s webhook rejects the whole ClusterClass.`,source:`Cluster API\u2019s webhook for ClusterClass`,verdicts:[`ok`,`refuse`,`warn`],passes:{files:g()},fails:{files:g([`kind: DockerClusterTemplate, name`,`kind: DockerCluster, name`])}},je={code:`class-template`,title:`the ClusterClass refers to every template of the cluster class`,why:`A template that nothing refers to has no effect. Usually a ref was renamed and the template forgotten, or the other way round.`,source:`Cluster API, ClusterClass`,verdicts:[`warn`],passes:{files:g()},fails:{files:{...g(),"cluster-class/templates/other.yaml":Me()}}};function Me(){return`apiVersion: infrastructure.cluster.x-k8s.io/v1beta1
kind: DockerMachineTemplate
metadata: {name: forgotten}
spec: {template: {spec: {}}}
`}const Ne={code:`class-variable`,title:`patches use only variables that the ClusterClass declares, and every one that it declares`,why:`Cluster API rejects a class with a patch that takes its value from an undeclared variable. In a template an undeclared variable is always empty, so the patch does nothing or the wrong thing.`,source:`Cluster API\u2019s webhook for ClusterClass`,verdicts:[`ok`,`refuse`,`warn`],passes:{files:g()},fails:{files:g([`- name: image`,`- name: nodeImage`])}},Pe={code:`class-variable-schema`,title:`the ClusterClass\u2019s variables have names and schemas that Cluster API accepts, and defaults that match them`,why:`Otherwise Cluster API\u2019s webhook rejects the whole ClusterClass, and the release can never be used.`,source:`Cluster API\u2019s webhook for ClusterClass, variables`,verdicts:[`ok`,`refuse`,`warn`,`unknown`],passes:{files:g()},fails:{files:g([`{type: string, default: ""}`,`{type: integer, default: ""}`])}},Fe={code:`management-cluster`,title:`a management cluster can run releases of Cluster API, the provider and CSO that all work with this release`,why:`The three are installed separately, and each limits the others: by the APIs that it serves, the Kubernetes versions that it supports, and what it can read.`,verdicts:[`ok`,`warn`,`refuse`,`unknown`],passes:{files:g()},fails:{files:g([`infrastructure.cluster.x-k8s.io/v1beta1
kind: DockerMachineTemplate`,`infrastructure.cluster.x-k8s.io/v1beta2
kind: Metal3MachineTemplate`])}},Ie=Object.values({"class-name":ye,"class-structure":Ae,"class-ref":De,"class-named-object":xe,"class-template":je,"class-api":_e,"management-cluster":Fe,"class-rights":Oe,"class-field":ve,"class-variable":Ne,"class-variable-schema":Pe,"class-patch-form":we,"class-selector":ke,"class-patch-field":Ce,"class-patch":Se,"class-patch-value":Ee,"class-patch-overwrites":Te});function x(e){return[`apiVersion: infrastructure.cluster.x-k8s.io/v1beta1`,`kind: DockerMachineTemplate`,`metadata: {name: machines}`,`spec:`,`  template:`,`    spec:`,`      customImage: ${e}`,``].join(`
`)}function S(e,t){return[`apiVersion: openstack.infrastructure.clusterstack.x-k8s.io/v1alpha1`,`openStackNodeImages:`,`  - url: ${t}`,`    createOpts:`,`      name: ${e}`,``].join(`
`)}function C(e,t){return`https://images.example.com/ubuntu-${e}-kube-${t.replace(/\.\d+$/,``)}/ubuntu-${e}-kube-${t}.qcow2`}const Le={code:`node-image-digest`,title:`kind\u2019s images are pinned by digest`,why:`Each kind release builds new images for the same Kubernetes versions and moves the tags to them. Without the digest, the same release later starts different machines.`,source:`release notes of kind, https://github.com/kubernetes-sigs/kind/releases`,verdicts:[`warn`,`ok`],passes:{files:{"cluster-class/templates/machines.yaml":x(`kindest/node:v1.32.5@sha256:${`0123456789abcdef`.repeat(4)}`)}},fails:{files:{"cluster-class/templates/machines.yaml":x(`kindest/node:v1.32.5`)}}},w=C(`2204`,`v1.32.5`),T={"node-images.yaml":S(`ubuntu-capi-image-v1.32.5`,w)},Re={code:`node-image-exists`,title:`the node images are at their URLs, with the stated checksums`,why:`Machines start from the image. If the server does not have it, or has a different file, no cluster comes up. This is only checked when the network may be used.`,source:`the server that the URL names`,verdicts:[`refuse`,`ok`,`unknown`],passes:{files:T,images:[{url:w,kind:`found`}],note:`the server has the image`},fails:{files:T,images:[{url:w,kind:`missing`}],note:`the server answers that it has no such file`}},E=`ubuntu-capi-image-v1.32.5`,ze={code:`node-image-ubuntu`,title:`OpenStack images have the Ubuntu release that is built for the Kubernetes version`,why:`The SCS project builds each Kubernetes minor on a single Ubuntu release. Any other combination is an image that does not exist or that nobody tests.`,verdicts:[`warn`,`ok`],passes:{files:{"node-images.yaml":S(E,C(`2204`,`v1.32.5`))}},fails:{files:{"node-images.yaml":S(E,C(`2404`,`v1.32.5`))}}},Be={code:`node-image-version`,title:`node images have exactly the stack\u2019s Kubernetes version`,why:`The image contains kubelet and kubeadm. Cluster API asks for machines with exactly this Kubernetes version. With another image they do not join, or they run something other than the release says.`,source:`Cluster API runs all machines of a topology on its one Kubernetes version; release notes of kind`,verdicts:[`refuse`,`warn`,`ok`,`unknown`],passes:{files:{"cluster-class/templates/machines.yaml":x(`kindest/node:v1.32.5`)}},fails:{files:{"cluster-class/templates/machines.yaml":x(`kindest/node:v1.32.4`)},note:`the patch version differs`}},Ve=Object.values({"node-image-version":Be,"node-image-digest":Le,"node-image-ubuntu":ze,"node-image-exists":Re}),D=`apiVersion: v1
kind: Service
metadata: {name: cni}
spec:
  ports:
    - {name: http, port: 80}
`,He={code:`duplicate-entry`,title:`no list that Kubernetes merges by key has two entries with the same key`,why:`helm install accepts such an object. Server-side apply cannot tell the two entries apart, so the API server rejects what CSO applies, and CSO retries forever.`,source:`Kubernetes, server-side apply: https://github.com/kubernetes/kubernetes/issues/113482`,verdicts:[`refuse`],passes:{files:{"cluster-addon/cni/templates/cni.yaml":`${D}    - {name: dns, port: 80, protocol: UDP}\n`}},fails:{files:{"cluster-addon/cni/templates/cni.yaml":`${D}    - {name: web, port: 80}\n`}}},O=`apiVersion: v1
kind: ConfigMap
metadata: {name: cni}
`,Ue={code:`duplicate-object`,title:`no object is rendered twice, by one chart or by two that are applied together`,why:`CSO applies both in turn as the same field manager. Fields that only the first one sets are removed again.`,source:`Kubernetes, server-side apply: fields that a manager no longer applies are removed`,verdicts:[`refuse`,`warn`],passes:{files:{"cluster-addon/cni/templates/cni.yaml":`${O}---\n${O.replace(`name: cni`,`name: cni-more`)}`}},fails:{files:{"cluster-addon/cni/templates/cni.yaml":`${O}data: {mtu: "1500"}\n---\n${O}data: {mtu: "9000"}\n`}}},k=`apiVersion: rbac.authorization.k8s.io/v1
kind: Role
`,We={code:`foreign-namespace`,title:`every object is in the namespace that CSO applies it in`,why:`CSO applies an addon\u2019s objects in kube-system, and those of the cluster class in the release\u2019s namespace. The API server rejects an object that names another namespace, and CSO retries forever.`,source:`CSO, pkg/kube; Kubernetes: a request\u2019s namespace must match its object\u2019s`,verdicts:[`refuse`,`ok`,`unknown`],passes:{files:{"cluster-addon/cni/templates/cni.yaml":`${k}metadata: {name: cni, namespace: kube-system}\n`}},fails:{files:{"cluster-addon/cni/templates/cni.yaml":`${k}metadata: {name: cni, namespace: cilium-secrets}\n`}}},A=`apiVersion: batch/v1
kind: Job
metadata:
  name: cni
`,Ge={code:`helm-hook`,title:`no object is a Helm hook or a Helm test`,why:`CSO does not create a Helm release. It applies hooks and tests together with everything else, and never deletes them.`,source:`how CSO renders charts`,verdicts:[`warn`],passes:{files:{"cluster-addon/cni/templates/cni.yaml":A}},fails:{files:{"cluster-addon/cni/templates/cni.yaml":`${A}  annotations: {helm.sh/hook: post-install}\n`}}},Ke=n,j=e=>({"cluster-addon/cni/templates/cni.yaml":`apiVersion: v1\nkind: Service\nmetadata: {name: cni}\nspec: {ports: [{port: ${e}}]}\n`}),qe={code:`object-field`,title:`objects of Kubernetes\u2019 own kinds have fields of their kinds, with values of the right types`,why:`kubectl apply and helm install warn of an unknown field, or drop it. Server-side apply, and so CSO, takes no object with one: CSO retries it forever, and no later stage runs. The same holds for a number where a text belongs.`,source:Ke.source,verdicts:[`refuse`,`unknown`,`ok`],passes:{files:j(`80`)},fails:{files:j(`"80"`)}},M=`kind: PodDisruptionBudget
metadata: {name: cni}
`,Je={code:`removed-api`,title:`every addon\u2019s objects use APIs that the stack\u2019s Kubernetes still serves`,why:`The API server does not know a removed API. CSO retries such an object forever, and no later stage runs.`,source:`Kubernetes, API lifecycles of v0.19 to v0.36`,verdicts:[`refuse`,`warn`,`ok`],passes:{files:{"cluster-addon/cni/templates/cni.yaml":`apiVersion: policy/v1\n${M}`}},fails:{files:{"cluster-addon/cni/templates/cni.yaml":`apiVersion: policy/v1beta1\n${M}`}}},Ye={code:`render-invalid`,title:`every document that a chart renders is YAML and an object`,why:`CSO reads the whole output of a chart before it applies any of it. If it cannot read one document, it applies nothing of the chart.`,source:`CSO, pkg/kube: parseK8sYaml`,verdicts:[`refuse`,`unknown`],passes:{files:{"cluster-addon/cni/crds/policy.yaml":`# moved to the policy addon
`}},fails:{files:{"cluster-addon/cni/crds/policy.yaml":`kind: [CustomResourceDefinition
`},note:`Helm passes on the files in crds/ without reading them`}},N=e=>({"cluster-addon/cni/values.schema.json":`{\n  "properties": {"mtu": {"$ref": "${e}"}},\n  "$defs": {"mtu": {"type": "integer"}}\n}\n`}),Xe={code:`schema-reference`,title:`a chart\u2019s values.schema.json refers to nothing outside itself`,why:`Helm fetches what a values.schema.json refers to each time CSO renders the chart. If the management cluster cannot reach it, or it has changed, clusters get nothing of the addon. A file is looked up on the operator\u2019s own disk, where it does not exist.`,source:`https://github.com/helm/helm/blob/v3.19.0/pkg/chartutil/jsonschema.go`,verdicts:[`refuse`,`warn`],passes:{files:N(`#/$defs/mtu`)},fails:{files:N(`file:///etc/mtu.json`)}},P=`apiVersion: v1
kind: ConfigMap
`,F={"cluster-class/templates/cluster-class.yaml":`apiVersion: cluster.x-k8s.io/v1beta1
kind: ClusterClass
metadata: {name: demo}
`},Ze={code:`unappliable-object`,title:`every object can be applied by name, with server-side apply`,why:`CSO applies each document of a rendered chart as one object under its own name. One that it cannot read stops the whole chart. One that the API server rejects is retried forever.`,source:`CSO, pkg/kube; Kubernetes, names and server-side apply`,verdicts:[`refuse`],passes:{files:{...F,"cluster-addon/cni/templates/cni.yaml":`${P}metadata: {name: cni, labels: {on: "true"}}\n`}},fails:{files:{...F,"cluster-addon/cni/templates/cni.yaml":`${P}metadata: {generateName: cni-}\n`}}},I=`metadata: {name: cni}
`,Qe={code:`unserved-api`,title:`every addon\u2019s objects use APIs that the stack\u2019s Kubernetes, or a CRD in the stack, already serves`,why:`The API server does not know the kind of such an object. CSO retries it forever, and no later stage runs.`,source:`Kubernetes, API lifecycles of v0.19 to v0.36`,verdicts:[`refuse`,`warn`,`ok`,`unknown`],passes:{files:{"cluster-addon/cni/templates/cni.yaml":`apiVersion: apps/v1\nkind: DaemonSet\n${I}`}},fails:{files:{"cluster-addon/cni/templates/cni.yaml":`apiVersion: resource.k8s.io/v1\nkind: DeviceClass\n${I}`}}},L=e=>({"cluster-addon/cni/templates/cni.yaml":`apiVersion: v1\nkind: Secret\nmetadata: {name: cni}\nstringData: {password: "${e}"}\n`}),$e={code:`unstable-rendering`,title:`a chart renders to the same output each time`,why:`CSO renders a chart again whenever it applies it, and lookup finds no earlier value. A certificate, password or date that the chart generates is replaced under the running pods, and differs between clusters. Cilium does this by default; with hubble.tls.auto.method set to "cronJob" or "certmanager" its certificates are created in the cluster.`,source:`how CSO renders charts; sprig\u2019s functions; https://github.com/cilium/cilium/issues/36012`,verdicts:[`warn`,`ok`,`unknown`],passes:{files:L(`{{ .Values.password }}`)},fails:{files:L(`{{ randAlphaNum 16 }}`)}},R=e=>({"cluster-class/templates/cluster-class.yaml":`apiVersion: infrastructure.cluster.x-k8s.io/v1beta1
kind: DockerMachineTemplate
metadata: {name: "machine-{{ .Chart.Version }}"}
spec: {template: {spec: {customImage: "registry.example/node:${e}"}}}
`}),et={code:`version-in-spec`,title:`no spec of machines or pods contains the release\u2019s own version`,why:`Cluster API replaces machines when the spec that they are made from changes, and Kubernetes restarts pods in the same way. If the release\u2019s version is in it, that happens in every release, whatever else changed. In the names of templates it does no harm, since Cluster API compares their content.`,source:`Cluster API 1.10 to 1.12, internal/topology and controlplane/kubeadm/internal (what rolls out); Kubernetes, the hash of a pod template`,verdicts:[`warn`,`ok`,`unknown`],passes:{files:R(`v1.32.5`)},fails:{files:R(`{{ .Chart.Version }}`)}},tt=Object.values({"not-rendered":he,"schema-reference":Xe,"render-invalid":Ye,"removed-api":Je,"unserved-api":Qe,"object-field":qe,"foreign-namespace":We,"unappliable-object":Ze,"duplicate-object":Ue,"duplicate-entry":He,"helm-hook":Ge,"unstable-rendering":$e,"version-in-spec":et}),z=`apiVersion: v2
name: cni
version: 1.0.0
dependencies:
  - {name: cilium, version: 1.17.4, repository: "https://helm.cilium.io"}
`,nt={code:`chart-lock`,title:`Chart.lock agrees with Chart.yaml and charts/`,why:`Anyone who vendors from the lock gets a version other than the one that Chart.yaml asks for, or that the stack was tested with.`,source:`https://helm.sh/docs/helm/helm_dependency_build/`,verdicts:[`ok`,`warn`,`refuse`],passes:{files:{"cluster-addon/cni/Chart.yaml":z,"cluster-addon/cni/Chart.lock":`dependencies:
  - {name: cilium, repository: "https://helm.cilium.io", version: 1.17.4}
`}},fails:{files:{"cluster-addon/cni/Chart.yaml":z,"cluster-addon/cni/Chart.lock":`dependencies:
  - {name: cilium, repository: "https://helm.cilium.io", version: 1.16.6}
`},note:`Chart.yaml was updated without its lock`}},rt={code:`dependency-extra`,title:`charts/ holds nothing that Chart.yaml does not name`,why:`Helm renders every chart in charts/, whether or not Chart.yaml names it. If two versions of a chart are there, it mixes their templates.`,source:`Helm 3.19, chartutil.ProcessDependencies and engine.allTemplates`,verdicts:[`warn`,`refuse`],passes:{files:{"cluster-addon/cni/Chart.yaml":`apiVersion: v2
name: cni
version: 1.0.0
dependencies:
  - {name: cilium, version: 1.17.4, repository: "https://helm.cilium.io"}
`,"cluster-addon/cni/charts/cilium/Chart.yaml":`apiVersion: v2
name: cilium
version: 1.17.4
`}},fails:{files:{"cluster-addon/cni/Chart.yaml":`apiVersion: v2
name: cni
version: 1.0.0
dependencies:
  - {name: cilium, version: 1.17.4, repository: "https://helm.cilium.io"}
`,"cluster-addon/cni/charts/cilium/Chart.yaml":`apiVersion: v2
name: cilium
version: 1.17.4
`,"cluster-addon/cni/charts/cilium-old/Chart.yaml":`apiVersion: v2
name: cilium
version: 1.16.6
`},note:`templates of 1.16.6 that 1.17.4 no longer has would also be rendered`}},it={code:`dependency-missing`,title:`every dependency is in charts/`,why:`CSO lets Helm fetch what is missing each time it renders, without looking at Chart.lock. Clusters then depend on the chart\u2019s repository and get whatever version it has at that time. What Helm cannot fetch is never installed, yet CSO reports the addon as ready.`,source:`CSO renders with helm template --dependency-update`,verdicts:[`warn`,`refuse`],passes:{files:{"cluster-addon/cni/Chart.yaml":`apiVersion: v2
name: cni
version: 1.0.0
dependencies:
  - {name: cilium, version: 1.17.4, repository: "https://helm.cilium.io"}
`,"cluster-addon/cni/charts/cilium/Chart.yaml":`apiVersion: v2
name: cilium
version: 1.17.4
`}},fails:{files:{"cluster-addon/cni/Chart.yaml":`apiVersion: v2
name: cni
version: 1.0.0
dependencies:
  - {name: cilium, version: 1.17.x, repository: "https://helm.cilium.io"}
`},note:`each cluster would get the newest 1.17 of the day on which CSO renders`}},at={code:`dependency-secret`,title:`no repository URL contains a password or token`,why:`Chart.yaml and Chart.lock ship as written. Anyone who can read the release can read the secret, and a published release is never taken back.`,source:`https://helm.sh/docs/helm/helm_repo_add/`,verdicts:[`refuse`],passes:{files:{"cluster-addon/cni/Chart.yaml":`apiVersion: v2
name: cni
version: 1.0.0
dependencies:
  - {name: cilium, version: 1.17.4, repository: "@corp"}
`,"cluster-addon/cni/charts/cilium/Chart.yaml":`apiVersion: v2
name: cilium
version: 1.17.4
`}},fails:{files:{"cluster-addon/cni/Chart.yaml":`apiVersion: v2
name: cni
version: 1.0.0
dependencies:
  - {name: cilium, version: 1.17.4, repository: "https://robot:example@charts.example.com"}
`,"cluster-addon/cni/charts/cilium/Chart.yaml":`apiVersion: v2
name: cilium
version: 1.17.4
`},note:`store the password with helm repo add, which gives the repository a name`}},ot={code:`dependency-version`,title:`the charts in charts/ have the versions that Chart.yaml asks for`,why:`Helm renders whatever is in charts/ under a dependency\u2019s name, whatever version Chart.yaml asks for. Clusters would get a version other than the one that the stack names.`,source:`Helm 3.19, action.CheckDependencies and chartutil.ProcessDependencies`,verdicts:[`ok`,`refuse`,`warn`],passes:{files:{"cluster-addon/cni/Chart.yaml":`apiVersion: v2
name: cni
version: 1.0.0
dependencies:
  - {name: cilium, version: 1.17.x, repository: "https://helm.cilium.io"}
`,"cluster-addon/cni/charts/cilium/Chart.yaml":`apiVersion: v2
name: cilium
version: 1.17.4
`}},fails:{files:{"cluster-addon/cni/Chart.yaml":`apiVersion: v2
name: cni
version: 1.0.0
dependencies:
  - {name: cilium, version: 1.17.4, repository: "https://helm.cilium.io"}
`,"cluster-addon/cni/charts/cilium/Chart.yaml":`apiVersion: v2
name: cilium
version: 1.16.6
`},note:`Chart.yaml asks for 1.17.4, and clusters would get 1.16.6`}},st={code:`subchart`,title:`every archive and folder in charts/ is a chart`,why:`If one chart in charts/ cannot be loaded, Helm fails on the whole chart. CSO then reports the addon as ready without installing anything.`,source:`Helm 3.19, loader.LoadFiles`,verdicts:[`refuse`],passes:{files:{"cluster-addon/cni/charts/cilium/Chart.yaml":`apiVersion: v2
name: cilium
version: 1.17.4
`}},fails:{files:{"cluster-addon/cni/charts/cilium/Chart.yaml":`apiVersion: v2
name: cilium
`},note:`the chart has no version`}},B=e=>({"cluster-addon/cni/Chart.yaml":`apiVersion: v2
name: cni
version: 1.0.0
dependencies:
  - {name: cilium, version: 1.17.4, repository: "https://helm.cilium.io"}
`,"cluster-addon/cni/values.yaml":e,"cluster-addon/cni/templates/cni.yaml":null,"cluster-addon/cni/charts/cilium/Chart.yaml":`apiVersion: v2
name: cilium
version: 1.17.4
`,"cluster-addon/cni/charts/cilium/values.yaml":`ipam: {mode: cluster-pool}
`,"cluster-addon/cni/charts/cilium/templates/config.yaml":`kind: ConfigMap
metadata: {name: cilium}
data: {ipam: "{{ .Values.ipam.mode }}"}
`}),ct={code:`value-unread`,title:`every value of an addon is used by a chart\u2019s template`,why:`Helm says nothing about values that no chart reads: misspelt ones, those under a wrong name or under the name of a chart that has an alias, and keys with dots in place of nested maps. The addon then runs with the chart\u2019s defaults.`,source:`Helm, subcharts and globals; https://github.com/helm/helm/issues/7093`,verdicts:[`warn`,`ok`],passes:{files:B(`cilium:
  ipam: {mode: kubernetes}
`)},fails:{files:B(`cilium:
  imap: {mode: kubernetes}
`)}},V=e=>({"cluster-addon/cni/overwrite.yaml":`cluster: {name: {{ ${e} }}}\n`}),lt={code:`values-field`,title:`templates of values ask for what CSO gives them`,why:`CSO gives overwrite.yaml and cluster-addon-values.yaml the objects .Cluster, .ControlPlane and .InfraCluster, and nothing of what Helm gives a chart\u2019s templates. Anything else is empty, and what is written of it is <no value>, in every cluster alike.`,source:`CSO\u2019s clusteraddon controller, text/template of Go`,verdicts:[`warn`,`ok`],passes:{files:V(`.Cluster.metadata.name`)},fails:{files:V(`.Values.clusterName`)}};[`Cluster`,`ControlPlane`,`InfraCluster`].map(e=>`.${e}`).join(`, `);const ut=Object.values({"dependency-version":ot,"dependency-missing":it,"dependency-extra":rt,"dependency-secret":at,"chart-lock":nt,subchart:st,"value-unread":ct,"values-field":lt}),dt={code:`stage-action`,title:`every stage\u2019s action is exactly apply or delete`,why:`For anything but the exact word apply, CSO deletes the addon\u2019s objects. That includes a missing action and Apply.`,source:`CSO\u2019s clusteraddon controller`,verdicts:[`ok`,`refuse`],passes:{files:{}},fails:{files:{"clusteraddon.yaml":`addonStages:
  AfterControlPlaneInitialized:
    - {name: cni, action: Apply}
  BeforeClusterUpgrade:
    - {name: cni, action: apply}
`},note:`the network would be deleted from each new cluster`}},ft={code:`stage-expression`,title:`every condition is a CEL expression that compiles to a boolean over the objects that it declares`,why:`Any other expression fails each time CSO evaluates it, so the next stage never runs. No later release for the same Kubernetes version can repair that.`,source:`CSO\u2019s clusteraddon controller, with cel-go 0.23 and no extensions`,verdicts:[`ok`,`warn`,`refuse`,`unknown`],passes:{files:{"clusteraddon.yaml":H(`ds.status.numberReady == ds.status.desiredNumberScheduled`)}},fails:{files:{"clusteraddon.yaml":H(`daemonset.status.numberReady > 0`)},note:`the object\u2019s key is ds`}};function H(e){return`addonStages:
  AfterControlPlaneInitialized:
    - name: cni
      action: apply
      waitForPostCondition:
        objects:
          - {key: ds, apiVersion: apps/v1, kind: DaemonSet, name: cilium, namespace: kube-system}
        conditions: ${e}
  BeforeClusterUpgrade:
    - {name: cni, action: apply}
`}const pt={code:`stage-folder`,title:`every stage names a folder in cluster-addon/`,why:`In a new cluster CSO silently skips such a stage, so the addon is missing. On an upgrade it fails forever.`,source:`CSO\u2019s clusteraddon controller`,verdicts:[`ok`,`refuse`],passes:{files:{}},fails:{files:{"clusteraddon.yaml":`addonStages:
  AfterControlPlaneInitialized:
    - {name: cnii, action: apply}
  BeforeClusterUpgrade:
    - {name: cni, action: apply}
`}}},mt={code:`stage-hook`,title:`every hook is one that CSO runs`,why:`CSO silently skips the stages of any other hook. The stages of a misspelt hook never run: no addons are installed in new clusters, or none are kept on an upgrade.`,source:`CSO\u2019s clusteraddon controller, which looks stages up by the hook\u2019s name`,verdicts:[`ok`,`warn`,`refuse`],passes:{files:{}},fails:{files:{"clusteraddon.yaml":`addonStages:
  afterControlPlaneInitialized:
    - {name: cni, action: apply}
  BeforeClusterUpgrade:
    - {name: cni, action: apply}
`},note:`CSO\u2019s hook begins with a capital A`}},ht={code:`stage-key`,title:`clusteraddon.yaml has only keys that CSO knows`,why:`CSO silently ignores unknown keys. With a misspelt waitForPostCondition it does not wait; with a misspelt namespace it never finds the object.`,source:`CSO\u2019s pkg/clusteraddon, which reads YAML non-strictly`,verdicts:[`ok`,`warn`,`refuse`],passes:{files:{}},fails:{files:{"clusteraddon.yaml":`addonStages:
  AfterControlPlaneInitialized:
    - name: cni
      action: apply
      waitForPostConditon: {conditions: "true"}
  BeforeClusterUpgrade:
    - {name: cni, action: apply}
`},note:`CSO would not wait`}},gt={code:`stage-object`,title:`every object that a stage waits for can be looked up`,why:`CSO asks the API server for each object by apiVersion, kind, namespace and name. If one of them is missing or wrong, every attempt fails and the next stage never runs.`,source:`CSO\u2019s clusteraddon controller, which uses a discovery REST mapper and a dynamic client`,verdicts:[`ok`,`refuse`,`unknown`],passes:{files:{"clusteraddon.yaml":_t(`namespace: kube-system, name: cilium`)}},fails:{files:{"clusteraddon.yaml":_t(`name: cilium`)},note:`a DaemonSet has a namespace`}};function _t(e){return`addonStages:
  AfterControlPlaneInitialized:
    - name: cni
      action: apply
      waitForPostCondition:
        objects: [{key: ds, apiVersion: apps/v1, kind: DaemonSet, ${e}}]
        conditions: ds.status.numberReady > 0
  BeforeClusterUpgrade:
    - {name: cni, action: apply}
`}const vt={code:`stage-order`,title:`no stage waits for something that only a later stage creates`,why:`CSO runs the stages of a hook in order and stops at one that waits. A stage waits forever for an object of a later stage, for one of its own before it is applied, and for one that nothing creates.`,source:`CSO\u2019s clusteraddon controller`,verdicts:[`ok`,`warn`,`refuse`],passes:{files:yt(`cilium`,`waitForPostCondition`)},fails:{files:yt(`cilium`,`waitForPreCondition`),note:`cni itself creates the DaemonSet`}};function yt(e,t){return{"cluster-addon/cni/templates/cni.yaml":`apiVersion: apps/v1
kind: DaemonSet
metadata: {name: cilium, namespace: kube-system}
`,"clusteraddon.yaml":`addonStages:
  AfterControlPlaneInitialized:
    - name: cni
      action: apply
      ${t}:
        objects: [{key: ds, apiVersion: apps/v1, kind: DaemonSet, name: ${e}, namespace: kube-system}]
        conditions: ds.status.numberReady > 0
  BeforeClusterUpgrade:
    - {name: cni, action: apply}
`}}const bt=Object.values({"stage-key":ht,"stage-hook":mt,"stage-action":dt,"stage-folder":pt,"stage-unused":{code:`stage-unused`,title:`every addon has a stage that installs it in new clusters, and no hook names it twice`,why:`CSO never installs an addon that no stage names. One that only BeforeClusterUpgrade names is installed in upgraded clusters only. If two stages of a hook have the same name, only the first runs, because CSO records what is done by name.`,source:`CSO\u2019s clusteraddon controller`,verdicts:[`warn`],passes:{files:{}},fails:{files:{"cluster-addon/csi/Chart.yaml":`apiVersion: v2
name: csi
version: 1.0.0
`},note:`no stage names csi`}},"stage-upgrade":{code:`stage-upgrade`,title:`every addon in AfterControlPlaneInitialized is also in BeforeClusterUpgrade`,why:`On an upgrade CSO deletes the objects of every addon in AfterControlPlaneInitialized that no stage of BeforeClusterUpgrade contains. The cluster may lose its network, for example.`,source:`CSO\u2019s clusteraddon controller, the clean-up after BeforeClusterUpgrade`,verdicts:[`ok`,`warn`,`refuse`,`unknown`],passes:{files:{}},fails:{files:{"clusteraddon.yaml":`addonStages:
  AfterControlPlaneInitialized:
    - {name: cni, action: apply}
`},note:`upgraded clusters lose their network`}},"stage-skew":{code:`stage-skew`,title:`no cloud-controller-manager is upgraded before the API server`,why:`CSO installs the addons of BeforeClusterUpgrade while the API server is still the old version, and Kubernetes does not support a cloud-controller-manager newer than the API server. The skew is brief, and published stacks accept it. Leaving the addon out of the hook is worse, since CSO then deletes it.`,source:`https://kubernetes.io/releases/version-skew-policy/#kube-controller-manager-kube-scheduler-and-cloud-controller-manager`,verdicts:[`warn`],passes:{files:{}},fails:{files:{"cluster-addon/cni/Chart.yaml":`apiVersion: v2
name: ccm
version: 1.0.0
dependencies:
  - {name: openstack-cloud-controller-manager, version: 2.32.0, repository: "https://kubernetes.github.io/cloud-provider-openstack"}
`}}},"stage-expression":ft,"stage-object":gt,"stage-order":vt}),xt={code:`addon-added`,title:`every addon in ${h} also has a folder in the earlier releases`,why:`On an upgrade CSO renders the old release\u2019s folder of every addon in the new ${h}, to clean up. If that release has no such folder, rendering fails and the upgrade hangs forever. If that release has one chart for all addons, CSO renders that chart and deletes the objects that the new stages do not have.`,source:`CSO\u2019s clusteraddon controller`,verdicts:[`refuse`,`warn`,`ok`,`unknown`],passes:{files:{...p(`metrics`),...f([`cni`,`metrics`])},earlier:p(`metrics`),note:`the earlier release shipped the folder, and no stage named it`},fails:{files:{...p(`metrics`),...f([`cni`,`metrics`])},earlier:{}}},U=`cluster-addon/cni/values.yaml`,St={code:`addon-bump`,title:`addons that differ from the earlier release of the line have another version`,why:`Where Kubernetes stays, CSO applies addons only if their version differs. Clusters would keep the earlier addons, and nothing would tell.`,source:`CSO\u2019s clusteraddon controller`,verdicts:[`refuse`,`ok`],passes:{files:{[U]:`mtu: 1450
`},earlier:{[U]:`mtu: 1450
`}},fails:{files:{[U]:`mtu: 1450
`},earlier:{[U]:`mtu: 1500
`}}},Ct={code:`addon-downgraded`,title:`no addon has a lower version than in the earlier releases`,why:`CSO applies the older objects over the newer ones and takes none of the steps that the vendor may require for a downgrade. The older version may not be able to read what the newer one wrote.`,source:`CSO\u2019s clusteraddon controller: an upgrade applies what the new release renders, whatever its version`,verdicts:[`refuse`,`warn`,`ok`,`unknown`],passes:{files:d(`cilium`,`1.17.4`),earlier:d(`cilium`,`1.16.6`)},fails:{files:d(`cilium`,`1.16.6`),earlier:d(`cilium`,`1.17.4`)}},wt={code:`addon-dropped`,title:`an addon that earlier releases install is still in a stage, or is deleted by one`,why:`CSO does not delete an addon that the new stages do not name. Its objects stay in upgraded clusters, unmaintained.`,source:`CSO\u2019s clusteraddon controller`,verdicts:[`warn`,`ok`,`unknown`],passes:{files:{},earlier:{}},fails:{files:{},earlier:{...p(`metrics`),...f([`cni`,`metrics`])}}},Tt={code:`addon-step`,title:`no addon moves up more minors at once than its vendor supports`,why:`Clusters go from one release to the next in a single step. A CNI that skips a minor may leave nodes without a network, and going back is not supported either.`,verdicts:[`refuse`,`ok`],passes:{files:d(`cilium`,`1.17.4`),earlier:d(`cilium`,`1.16.6`)},fails:{files:d(`cilium`,`1.18.1`),earlier:d(`cilium`,`1.16.6`)}},W=`Cluster API\u2019s webhook for Clusters, which runs when a cluster moves to another class`,G=e=>u(`infrastructure: {ref: {apiVersion: infrastructure.cluster.x-k8s.io/v1beta1, kind: ${e}, name: demo}}`),Et={code:`class-reference`,title:`the ClusterClass refers to templates of the same kinds as before`,why:`Cluster API never lets a cluster move to a class whose infrastructure or control plane has another kind, and no edit by the cluster\u2019s owner changes that. Worker classes are compared by name.`,source:W,verdicts:[`refuse`,`ok`,`unknown`],passes:{files:G(`DockerClusterTemplate`),earlier:G(`DockerClusterTemplate`)},fails:{files:G(`DevClusterTemplate`),earlier:G(`DockerClusterTemplate`)}},Dt={code:`kubernetes-lowered`,title:`the Kubernetes version of a line never goes down`,why:`Cluster API does not let a cluster go back to a lower version. No cluster of the earlier release could follow, and its machines would come from images of another version than its own.`,source:`Cluster API\u2019s webhook for Clusters: spec.topology.version cannot be decreased`,verdicts:[`refuse`,`ok`,`unknown`],passes:{files:m(`v1.32.5`),earlier:m(`v1.32.4`)},fails:{files:m(`v1.32.4`),earlier:m(`v1.32.5`)}},Ot={code:`minor-skipped`,title:`if there are releases for older Kubernetes minors, there is one for the minor just before this one`,why:`Cluster API upgrades a cluster by one minor at a time, so clusters of the older lines have no way to this one.`,source:`Cluster API\u2019s webhook for Clusters: spec.topology.version goes up by one minor at most`,verdicts:[`warn`,`ok`],passes:{files:{},otherMinors:[30,31],note:`the source has releases for 1.30 and 1.31`},fails:{files:{},otherMinors:[29,30],note:`the source has releases for 1.29 and 1.30, and none for 1.31`}},kt={code:`stage-removed`,title:`an addon keeps its stage in each hook`,why:`On an upgrade CSO deletes an addon that is only in ${h}. One that is only in BeforeClusterUpgrade is missing from new clusters.`,source:`CSO\u2019s clusteraddon controller`,verdicts:[`refuse`,`warn`,`ok`],passes:{files:{},earlier:{}},fails:{files:f([`cni`],[]),earlier:{}}},K=(e,t)=>({"cluster-class/templates/machine.yaml":`apiVersion: infrastructure.cluster.x-k8s.io/v1beta1
kind: DockerMachineTemplate
metadata:
  name: ${e}
spec:
  template: {spec: {customImage: "${t}"}}
`}),At={code:`template-changed`,title:`templates of the cluster class that change have their own name in every release`,why:`Both releases are installed side by side. Most templates are immutable, so a new release that reuses a name is never installed. Other templates change under the clusters of the old release.`,source:`the webhooks of the templates in Cluster API and its providers: spec.template.spec is immutable`,verdicts:[`refuse`,`warn`,`ok`,`unknown`],passes:{files:K(`"{{ .Release.Name }}-{{ .Chart.Version }}-worker"`,`kindest/node:v1.32.5`),earlier:K(`"{{ .Release.Name }}-{{ .Chart.Version }}-worker"`,`kindest/node:v1.32.4`)},fails:{files:K(`docker-demo-worker`,`kindest/node:v1.32.5`),earlier:K(`docker-demo-worker`,`kindest/node:v1.32.4`)}},jt={code:`variable-narrowed`,title:`the ClusterClass\u2019s variables accept every value that they accepted before`,why:`A value that the new schema does not accept is invalid under the new class. A cluster that has it cannot move to the class until its owner changes it.`,source:W,verdicts:[`refuse`,`warn`,`ok`],passes:{files:l(`cri: {type: string, enum: [containerd, crio], default: containerd}`),earlier:l(`cri: {type: string, enum: [containerd], default: containerd}`)},fails:{files:l(`cri: {type: string, enum: [crio], default: crio}`),earlier:l(`cri: {type: string, enum: [containerd, crio], default: containerd}`),note:`containerd was the default, so clusters have it`}},Mt={code:`variable-removed`,title:`the ClusterClass keeps the variables that clusters may have set`,why:`Cluster API writes default values into clusters. A cluster with a value for a variable that the new class does not define cannot move to that class. Its owner has to delete the value in the same edit that names the class.`,source:W,verdicts:[`refuse`,`warn`,`ok`,`unknown`],passes:{files:l(`mtu: {type: integer, default: 1500}`,`dns: {type: string}`),earlier:l(`mtu: {type: integer, default: 1500}`)},fails:{files:l(`dns: {type: string}`),earlier:l(`mtu: {type: integer, default: 1500}`,`dns: {type: string}`)}},Nt={code:`variable-required`,title:`no variable of the ClusterClass becomes required without a default`,why:`A cluster without a value for a required variable cannot move to the class until its owner sets one in the same edit.`,source:W,verdicts:[`refuse`,`warn`,`ok`],passes:{files:l(`mtu!: {type: integer, default: 1500}`),earlier:l(`mtu: {type: integer}`)},fails:{files:l(`mtu!: {type: integer}`),earlier:l(),note:`mtu is new and required, and has no default`}},Pt={code:`variable-retyped`,title:`the ClusterClass\u2019s variables keep their types`,why:`A value of the old type is invalid under the new class. A cluster that has one cannot move to the class until its owner changes it.`,source:W,verdicts:[`refuse`,`warn`,`ok`],passes:{files:l(`ratio: {type: number, default: 2}`),earlier:l(`ratio: {type: integer, default: 2}`),note:`every integer is a number`},fails:{files:l(`mtu: {type: integer, default: 1500}`),earlier:l(`mtu: {type: string, default: "1500"}`)}},q=(...e)=>u(`workers: {machineDeployments: [${e.map(e=>`{class: ${e}}`).join(`, `)}]}`),Ft={code:`worker-class-removed`,title:`the ClusterClass keeps the worker classes that clusters may use`,why:`Cluster API rejects a class that lacks a worker class which the cluster names, unless the same edit names another worker class. Each cluster\u2019s owner has to make that edit; no automatic upgrade can.`,source:W,verdicts:[`refuse`,`warn`,`ok`],passes:{files:q(`default-worker`,`gpu-worker`),earlier:q(`default-worker`)},fails:{files:q(`worker`),earlier:q(`default-worker`)}},It=Object.values({"addon-added":xt,"addon-dropped":wt,"stage-removed":kt,"addon-bump":St,"addon-downgraded":Ct,"addon-step":Tt,"kubernetes-lowered":Dt,"minor-skipped":Ot,"class-reference":Et,"worker-class-removed":Ft,"template-changed":At,"variable-removed":Mt,"variable-required":Nt,"variable-retyped":Pt,"variable-narrowed":jt}),Lt={code:`addon-version`,title:`every addon\u2019s version supports the stack\u2019s Kubernetes version`,why:`A cloud controller, storage driver or CNI that is too new or too old for the API server fails in ways that only show in the running cluster. Helm does not notice: these charts have no kubeVersion, or one without an upper bound.`,verdicts:[`refuse`,`warn`,`ok`,`unknown`],passes:{files:{"cluster-addon/cni/Chart.yaml":`apiVersion: v2
name: cni
version: 1.0.0
dependencies:
  - {name: openstack-cloud-controller-manager, version: 2.32.0, repository: https://kubernetes.github.io/cloud-provider-openstack}
`}},fails:{files:{"cluster-addon/cni/Chart.yaml":`apiVersion: v2
name: cni
version: 1.0.0
dependencies:
  - {name: openstack-cloud-controller-manager, version: 2.33.1, repository: https://kubernetes.github.io/cloud-provider-openstack}
`},note:`the chart for Kubernetes 1.33 in a stack for 1.32`}},Rt=`apiVersion: v2
name: cni
version: 1.0.0
dependencies:
  - {name: agent, version: 1.0.0}
`,zt=Object.values({"addon-version":Lt,"chart-kube-version":{code:`chart-kube-version`,title:`the charts inside an addon accept the stack\u2019s Kubernetes version`,why:`Helm checks the kubeVersion of the chart that it renders, but not of the charts inside it. A subchart that says it does not support this version is deployed anyway.`,source:`https://helm.sh/docs/topics/charts/#the-kubeversion-field`,verdicts:[`warn`,`ok`],passes:{files:{"cluster-addon/cni/Chart.yaml":Rt,"cluster-addon/cni/charts/agent/Chart.yaml":`apiVersion: v2
name: agent
version: 1.0.0
kubeVersion: '>= 1.28.0-0'
`}},fails:{files:{"cluster-addon/cni/Chart.yaml":Rt,"cluster-addon/cni/charts/agent/Chart.yaml":`apiVersion: v2
name: agent
version: 1.0.0
kubeVersion: '>= 1.34.0-0'
`}}}});function J(...e){return{"compatibility.yaml":`waivers:\n  - ${e.join(`
    `)}\n`}}const Y=[`code: addon-version`,`subject: openstack-cloud-controller-manager`],Bt={"compatibility-file":{title:`compatibility.yaml and the --knowledge file have the documented form`,why:`A misread waiver or rule would pass or refuse something other than what was intended.`,source:`clusterstack schema compatibility`,verdicts:[`refuse`],passes:{files:J(...Y,`reason: backported upstream, see our issue 12`,`expires: 2027-01-31`)},fails:{files:J(...Y,`reason: backported upstream, see our issue 12`,`expires: next year`)}},"waiver-reason":{title:`every waiver gives a reason and an expiry date`,why:`Otherwise nobody can tell later whether it is still needed. A waiver without either does not count.`,verdicts:[`warn`],passes:{files:J(...Y,`reason: backported upstream, see our issue 12`,`expires: 2027-01-31`)},fails:{files:J(...Y,`expires: 2027-01-31`)}},"waiver-expired":{title:`waivers that are still needed have not expired`,why:`What was waived is refused or warned about again. Fix it, or review it and set a later date.`,verdicts:[`warn`],passes:{files:J(...Y,`reason: backported upstream, see our issue 12`,`expires: 2027-01-31`)},fails:{files:J(...Y,`reason: backported upstream, see our issue 12`,`expires: 2026-01-31`)}},"waiver-unused":{title:`every waiver matches something that is refused or warned about`,why:`Otherwise it is misspelt, what it waived has been fixed, or the result is unknown, which no waiver covers. If it stays, it will hide the next such finding.`,verdicts:[`warn`],passes:{files:{}},fails:{files:J(`code: addon-versions`,...Y.slice(1),`reason: see our issue 12`,`expires: 2027-01-31`)}}},X=[{title:`Addon and Kubernetes versions`,codes:zt},{title:`Dependencies and values`,codes:ut},{title:`Stages`,codes:[...Z(`stage-files`,te),...bt]},{title:`Rendered objects`,codes:tt},{title:`The ClusterClass`,codes:Ie},{title:`Node images`,codes:Ve},{title:`Upgrades`,codes:It},{title:`Age`,codes:me},{title:`The stack\u2019s directory`,codes:[...Z(`directory`,ne),...Z(`lines`,ee)]},{title:`Charts`,codes:[...Z(`charts`,t),...Z(`chart-folders`,a),...Z(`numbering`,ie)]},{title:`Lock, releases and tools`,codes:[...Z(`lock`,oe),...Z(`sources`,r)]},{title:`Management clusters`,codes:[...Z(`manifests`,ue),...Z(`management`,le)]},{title:`Files`,codes:[...Z(`yaml`,i),...Z(`files`,se)]},{title:`Waivers`,codes:Z(`waivers`,Bt)}],Vt=new Map(X.flatMap(({codes:e})=>e).map(e=>[e.code,e]));function Ht(e){return Vt.get(e)}function Z(e,t){return re[e].map(e=>({code:e,...t[e]}))}function Ut(){let e=Math.max(...s.map(e=>e.length));return`${X.map(({title:t,codes:n})=>[t,...n.map(t=>`  ${t.code.padEnd(e)}  ${t.verdicts.join(`, `)}: ${t.title}`),``].join(`
`)).join(`
`)}\n${s.length} codes. One in full, with examples: clusterstack explain CODE\n`}function Wt(e){return e!==void 0&&Gt(e),{schemaVersion:1,rules:X.flatMap(({title:t,codes:n})=>n.filter(t=>e===void 0||t.code===e).map(({code:e,title:n,why:r,source:i,verdicts:a})=>({code:e,group:t,title:n,why:r,...i!==void 0&&{source:i},verdicts:a})))}}function Gt(t){let n=Ht(t);if(n!==void 0)return n;throw new e(`usage`,`there is no code ${t}${ce(t,s)||`; clusterstack rules lists them`}`)}function Kt(e){let{title:t,why:n,source:r,verdicts:i,passes:a,fails:o}=Gt(e);return[`${e}: ${t}`,``,n,``,`Verdicts  ${i.join(`, `)}`,...r===void 0?[]:[`Source    ${r}`],...qt(`Passes`,a),...qt(`Fails`,o),``].join(`
`)}function qt(e,t){let{files:n,earlier:r={}}=t;return $(t)?[]:[``,en(e,t),...Q(n).flatMap(Jt),...Object.keys(r).length===0?[]:[`  Earlier release:`,...Q(r).flatMap(Jt)]]}function Jt({path:e,content:t}){return t===void 0?[`  ${e} is missing`]:[`  ${e}`,...t.split(`
`).map(e=>`  | ${e}`.trimEnd())]}function Yt(){let e=X.flatMap(({title:e,codes:t})=>[`## ${e}`,``,`| Code | Verdicts | What must hold |`,`|---|---|---|`,...t.map(e=>`| [${e.code}](#${e.code}) | ${e.verdicts.join(`, `)} | ${e.title.replaceAll(`|`,`\\|`)} |`),``,...t.flatMap(Zt)]);return[...Xt,...e].join(`
`)}const Xt=[`# What is checked`,``,`<!-- Made by: clusterstack rules --markdown > docs/rules.md -->`,``,"Each finding has a code, and each code stands for one thing that must hold. `clusterstack explain CODE` prints the section of one code. CSO is the Cluster Stack Operator.",``,`- **refuse**: it breaks clusters, or the vendor rules it out. Nothing is released.`,`- **warn**: the vendor has not tested it, or it is unwise.`,`- **ok**: it was compared and fits.`,`- **unknown**: nothing is known about it, so nothing was compared.`,``,"If you know better, waive a `refuse` in `compatibility.yaml`, in the stack\u2019s directory or at the root of the repository. It is then shown as a warning. A `warn` is muted in the same way: until the waiver expires, only `--json` shows it. An `unknown` cannot be waived.",``,"```yaml",`waivers:`,`  - code: addon-version`,`    subject: openstack-cloud-controller-manager`,`    reason: the vendor backported the fix, see our issue 12`,`    expires: 2027-01-31`,"```",``,`Each example is laid over a small valid stack for Kubernetes v1.32.5. So is the earlier release of an upgrade.`,``];function Zt({code:e,title:t,why:n,source:r,verdicts:i,passes:a,fails:o}){return[`### ${e}`,``,`**What must hold:** ${t}.`,``,`**Why:** ${n}`,``,`- Verdicts: ${i.join(`, `)}`,...r===void 0?[]:[`- Source: ${r}`],``,...Qt(`Passes`,a),...Qt(`Fails`,o)]}function Qt(e,t){let{files:n,earlier:r={}}=t;return $(t)?[]:[en(e,t),``,...Q(n).flatMap(e=>$t(e,``)),...Q(r).flatMap(e=>$t(e,` of the earlier release`))]}function $t({path:e,content:t},n){if(t===void 0)return[`\`${e}\`${n} is missing.`,``];let r=t.includes("```")?"````":"```",i=/\.ya?ml$/.test(e)?`yaml`:``;return[`\`${e}\`${n}`,``,`${r}${i}`,...t.split(`
`),r,``]}function Q(e){return Object.entries(e).map(([e,t])=>({path:e,content:t?.replace(/\n$/,``).replaceAll(`\r`,`\u240D`).replaceAll(`\uFEFF`,`\u27E8byte order mark\u27E9`)}))}function en(e,{today:t,note:n}){return`${e}${t===void 0?``:` on ${t}`}:${n===void 0?``:` ${n}`}`}function $({files:e,earlier:t={},note:n}){return n===void 0&&Object.keys({...e,...t}).length===0}export{Wt as describeRules,Ht as findCode,Kt as formatExplanation,Ut as formatRules,Yt as formatRulesDocument};