import { quoteWord } from '../../text.ts';
import { formatClusterClassName } from '../../version/index.ts';
import type { SiteContent, SiteRelease } from '../model.ts';
import { type Block, code } from '../page.ts';

/** How clusters get a release: YAML to copy. */
export function useBlocks({ source, name }: SiteRelease, { clusterStack, clusters, hasNodeImages }: SiteContent): readonly Block[] {
  const repository = source.startsWith('oci://') ? source.slice('oci://'.length) : undefined;
  return [
    { kind: 'heading', level: 2, id: 'use', text: 'Use it' },
    {
      kind: 'paragraph',
      content:
        repository === undefined
          ? ['The Cluster Stack Operator reads registries: it needs this release in one.']
          : [
              'The Cluster Stack Operator finds it with ',
              code(`OCI_REGISTRY=${repository.split('/')[0]}`),
              ' and ',
              code(`OCI_REPOSITORY=${repository}`),
              ' in its environment.',
            ],
    },
    { kind: 'code', id: 'cluster-stack', label: 'ClusterStack, for the management cluster', language: 'yaml', text: clusterStack },
    ...(hasNodeImages ? [{ kind: 'paragraph', content: ['It brings node images: the provider’s own objects upload them.'] } as const] : []),
    {
      kind: 'code',
      id: 'cluster-v1beta1',
      label: `Cluster of class ${formatClusterClassName(name)}, cluster.x-k8s.io/v1beta1`,
      language: 'yaml',
      text: clusters.v1beta1,
    },
    {
      kind: 'details',
      summary: ['The same Cluster in cluster.x-k8s.io/v1beta2'],
      blocks: [
        { kind: 'code', id: 'cluster-v1beta2', label: 'Cluster, cluster.x-k8s.io/v1beta2', language: 'yaml', text: clusters.v1beta2 },
      ],
    },
  ];
}

/** Who made it from what, and how to find out whether that is true. */
export function proofBlocks({ source, release, digest }: SiteRelease, { provenance }: SiteContent): readonly Block[] {
  const reference = source.startsWith('github:') ? `${source}@${release}` : `${source}:${release}`;
  const slug = /^https:\/\/github\.com\/([\w.-]+\/[\w.-]+)$/.exec(provenance?.repository ?? '')?.[1];
  const isAttestable = slug !== undefined && digest !== undefined && source.startsWith('oci://');
  return [
    { kind: 'heading', level: 2, id: 'proof', text: 'Prove it' },
    {
      kind: 'paragraph',
      content: [
        provenance === undefined
          ? 'The release names no commit that it was made from.'
          : `The release says that ${provenance.tool || 'an unnamed tool'} made it from commit ${provenance.commit}${provenance.repository === undefined ? '' : ` of ${provenance.repository}`}.`,
      ],
    },
    {
      kind: 'code',
      id: 'verify',
      label: 'Hold it against CSO’s contract and its own record',
      language: 'sh',
      text: `clusterstack verify ${quoteWord(reference)}\n`,
    },
    ...(isAttestable
      ? [
          { kind: 'paragraph', content: ['Whether it is attested was not looked at; this tells it, and by which workflow:'] } as const,
          {
            kind: 'code',
            id: 'attestation',
            label: 'Attestation, with GitHub’s command',
            language: 'sh',
            text: `gh attestation verify ${source}@${digest} --repo ${slug}\n`,
          } as const,
        ]
      : [{ kind: 'paragraph', content: ['Nothing is known of an attestation.'] } as const]),
  ];
}
