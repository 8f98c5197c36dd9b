/**
 * Functions of Kubernetes' CEL beside the standard library, and since which of its versions: as of 2026-07.
 * Source: https://github.com/kubernetes/apiserver/blob/v0.35.3/pkg/cel/environment/base.go, the libraries that it names
 * (`pkg/cel/library`), and cel-go's `ext` (strings 2, sets, lists 3, two-variable comprehensions), `cel/library.go` (optional types).
 */
export const KUBERNETES_FUNCTIONS: ReadonlySet<string> = new Set(
  `
allowed add all asApproximateFloat asInteger charAt check cidr compareTo contains containsCIDR containsIP dest distinct equivalent
error errored exists existsOne exists_one family fieldSelector find findAll first flatten format getEscapedPath getHost getHostname
getPort getQuery getScheme group hasValue indexOf intersects ip isCIDR isCanonical isGlobalUnicast isGreaterThan isIP isInteger
isLessThan isLinkLocalMulticast isLinkLocalUnicast isLoopback isQuantity isSemver isSorted isURL isUnspecified join jsonpatch
jsonpatch.escapeKey escapeKey labelSelector last lastIndexOf lists.range lowerAscii major masked max min minor name named namespace none
of ofNonZeroValue optFlatMap optMap optional.none optional.of optional.ofNonZeroValue or orValue patch path prefixLength quantity quote
range reason replace resource reverse semver serviceAccount sets.contains sets.equivalent sets.intersects sign slice sort sortBy split
strings.quote sub subresource substring sum transformList transformMap transformMapEntry trim unwrapOpt upperAscii url validate value
dns1123Label dns1123Subdomain dns1035Label qualifiedName dns1123LabelPrefix dns1123SubdomainPrefix dns1035LabelPrefix labelValue uri uuid byte
date datetime bind block
`
    .trim()
    .split(/\s+/),
);

/** Those of them that are evaluated here as in Kubernetes. */
export const EVALUATED_FUNCTIONS: ReadonlySet<string> = new Set(['lowerAscii', 'upperAscii']);
