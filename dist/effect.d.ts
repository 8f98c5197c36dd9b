/** A consequence for clusters that go from one release to another. */
export type EffectKind = 
/** All machines of the control plane are replaced, one by one. */
'roll-control-plane'
/** Only the machine that `kubeadm init` made is replaced, if it is still there. */
 | 'roll-control-plane-init'
/** Only the machines that joined are replaced. */
 | 'roll-control-plane-join'
/** All machines of the worker classes in `scope` are replaced. */
 | 'roll-workers'
/** Objects are patched; no machine and no pod is touched. */
 | 'in-place'
/** Cluster API changes something inside of the workload cluster. */
 | 'in-place-workload'
/** Pods of an addon are replaced. */
 | 'restart-pods'
/** Counts for what is made from now on. */
 | 'new-only'
/** Nothing at all happens to clusters that exist. */
 | 'none'
/** An API server or Cluster API rejects the change. */
 | 'refused'
/** CSO deletes objects of an addon. */
 | 'deleted'
/** Objects stay in the clusters, and nobody looks after them. */
 | 'orphaned' | 'created'
/** CSO applies the addons' stages. */
 | 'addons-applied'
/** A part could not be compared. */
 | 'unknown';
/** Who meets an effect. */
export type EffectScope = 
/** Every cluster, and in it all that the subject names. */
{
    readonly kind: 'all';
}
/** The first machine of the control plane, made by `kubeadm init`. */
 | {
    readonly kind: 'first';
}
/** The machines of the control plane that joined. */
 | {
    readonly kind: 'joined';
}
/** The machines of these worker classes. */
 | {
    readonly kind: 'classes';
    readonly classes: readonly string[];
}
/** Only some clusters. */
 | {
    readonly kind: 'some';
    readonly where: string;
}
/** Clusters, machines or objects made from now on. */
 | {
    readonly kind: 'new';
};
/**
 * The step in which an effect happens, in this order. Effects of one step happen at the same time: without a new
 * Kubernetes version control plane and workers are both replaced `at-once`.
 */
export declare const STEPS: readonly [
/** When the Cluster is edited to name the new release. */
'admission', 
/** CSO applies addons while the control plane waits. */
'before-upgrade', 'at-once', 'control-plane', 'after-control-plane', 
/** After the control plane, one MachineDeployment at a time. */
'workers', 
/** When something is made anew. */
'later'];
export type EffectStep = (typeof STEPS)[number];
/** The change behind an effect. */
export interface EffectCause {
    /** The file of the newer release, or of the older one for what is gone. */
    readonly file?: string;
    /**
     * @asType integer
     * @minimum 1
     */
    readonly line?: number;
    /** `KubeadmControlPlaneTemplate spec.template.spec.kubeadmConfigSpec.files[3].content (/etc/containerd/config.toml)` */
    readonly field: string;
    /** The older value in few words; absent where there was none, and for secrets. */
    readonly from?: string;
    /** The newer value, likewise. */
    readonly to?: string;
}
/** What clusters live through, as `--json` prints it. */
export interface Effect {
    readonly kind: EffectKind;
    /** `control plane`, a worker class, `DaemonSet kube-system/cilium`, `variable mtu` */
    readonly subject: string;
    /** The addon that the subject belongs to. */
    readonly addon?: string;
    readonly scope: EffectScope;
    readonly when: EffectStep;
    /** `conditional` depends on something that a release does not tell; `unknown` was not compared. */
    readonly verdict: 'ok' | 'conditional' | 'refused' | 'unknown';
    /** The minors of Cluster API for which it is said: `1.8–1.11`; absent where all known ones do the same. */
    readonly clusterApi?: string;
    /** Those of them whose source was read and not run; as for `clusterApi`. */
    readonly byReading?: readonly string[];
    /** One sentence. */
    readonly message: string;
    readonly cause: EffectCause;
    /** Stands in the rules, with source and evidence. */
    readonly rule: string;
}
/** What clusters live through that go to a release. */
export interface Upgrade {
    /** The release that they come from. */
    readonly from: string;
    /** One or two sentences. */
    readonly summary: string;
    /** In the order in which it happens. */
    readonly effects: readonly Effect[];
}
