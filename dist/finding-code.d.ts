/** Every code that a finding can have, by what it is about, in the order in which they are documented. */
export declare const CODES: {
    readonly versions: readonly ['addon-version', 'chart-kube-version'];
    readonly parts: readonly ['dependency-version', 'dependency-missing', 'dependency-extra', 'dependency-secret', 'chart-lock', 'subchart', 'value-unread', 'values-field'];
    readonly 'stage-files': readonly ['stage-form'];
    readonly stages: readonly ['stage-key', 'stage-hook', 'stage-action', 'stage-folder', 'stage-unused', 'stage-upgrade', 'stage-skew', 'stage-expression', 'stage-object', 'stage-order'];
    readonly objects: readonly ['not-rendered', 'schema-reference', 'render-invalid', 'removed-api', 'unserved-api', 'object-field', 'foreign-namespace', 'unappliable-object', 'duplicate-object', 'duplicate-entry', 'helm-hook', 'unstable-rendering', 'version-in-spec'];
    readonly 'cluster-class': readonly ['class-name', 'class-structure', 'class-ref', 'class-named-object', 'class-template', 'class-api', 'management-cluster', 'class-rights', 'class-field', 'class-variable', 'class-variable-schema', 'class-patch-form', 'class-selector', 'class-patch-field', 'class-patch', 'class-patch-value', 'class-patch-overwrites'];
    readonly 'node-images': readonly ['node-image-version', 'node-image-digest', 'node-image-ubuntu', 'node-image-exists'];
    readonly upgrades: readonly ['addon-added', 'addon-dropped', 'stage-removed', 'addon-bump', 'addon-downgraded', 'addon-step', 'kubernetes-lowered', 'minor-skipped', 'class-reference', 'worker-class-removed', 'template-changed', 'variable-removed', 'variable-required', 'variable-retyped', 'variable-narrowed'];
    readonly age: readonly ['kubernetes-end-of-life', 'kubernetes-patch', 'knowledge-age'];
    readonly directory: readonly ['missing-file', 'missing-folder', 'layout', 'config-field', 'config-api-version', 'unknown-key', 'name', 'name-too-long', 'kubernetes-version', 'node-image-method', 'node-images-differ', 'folder-version', 'unread-file', 'placeholder'];
    readonly lines: readonly ['row-form', 'row-key', 'row-version', 'row-incomplete', 'row-duplicate', 'base-version', 'line-version', 'addon-folder', 'addon-range', 'config-differs', 'open-patch'];
    readonly charts: readonly ['chart-file', 'chart-field', 'kube-version'];
    readonly 'chart-folders': readonly ['chart-name', 'values-file', 'values-schema', 'helmignore', 'chart-file-too-large'];
    readonly numbering: readonly ['chart-version', 'channel-numbering', 'revert-undone'];
    readonly lock: readonly ['lock-file', 'lock-outdated', 'not-vendored'];
    readonly sources: readonly ['earlier-release', 'earlier-withdrawn', 'dependency', 'dirty-tree', 'commit-unknown', 'no-repository', 'helm-version', 'internal', 'helm-required', 'scs-0210'];
    readonly manifests: readonly ['release-unread', 'provider-unknown', 'release-kept', 'release-dropped', 'file-kept', 'file-dropped', 'cso-source', 'cso-rights', 'core-unmaintained', 'core-jump', 'image-unwritten'];
    readonly management: readonly ['cluster-unseen', 'component-missing', 'component-version', 'gate-unknown', 'next-upgrade', 'release-missing', 'release-in-use', 'class-unlisted'];
    readonly yaml: readonly ['yaml-syntax', 'yaml-limit', 'yaml-documents', 'duplicate-key', 'not-utf8', 'byte-order-mark', 'crlf'];
    readonly files: readonly ['not-regular', 'file-name', 'git-folder', 'git-lfs-pointer', 'case-clash', 'unreadable', 'file-too-large', 'tree-too-large'];
    readonly waivers: readonly ['compatibility-file', 'waiver-reason', 'waiver-expired', 'waiver-unused'];
};
/** A key of `CODES`: the folder of a group of rules, or one table of a `codes.ts`. */
export type CodeSection = keyof typeof CODES;
export type CodeOf<Section extends CodeSection> = (typeof CODES)[Section][number];
export type FindingCode = CodeOf<CodeSection>;
export declare const ALL_CODES: readonly FindingCode[];
/** Whether findings of this code say why others are missing: they come first. */
export declare function isCause(code: FindingCode): boolean;
