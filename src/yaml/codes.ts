import type { CodeTable } from '../code-description.ts';

/** Codes for YAML that is broken whatever it says. */
export const YAML_CODES: CodeTable<'yaml'> = {
  'yaml-syntax': {
    title: 'YAML files can be parsed',
    why: 'Helm and CSO cannot read invalid YAML, so nothing in the release would be installed.',
    source: 'YAML 1.2.2',
    verdicts: ['refuse'],
    passes: { files: { 'cluster-addon/cni/values.yaml': 'mtu: 1500\n' } },
    fails: { files: { 'cluster-addon/cni/Chart.yaml': 'apiVersion: v2\nname: "cni\nversion: 1.0.0\n' }, note: 'a quote is not closed' },
  },
  'yaml-limit': {
    title: 'YAML files are within the limits on size and depth',
    why: 'Reading is bounded, so that no file can take all memory or time. Anything beyond the limits is not checked, so it is refused.',
    verdicts: ['refuse'],
    passes: { files: {} },
    fails: { files: {}, note: 'lists and maps nested deeper than 1,000 levels, more than a million values, or more than 32 MiB' },
  },
  'yaml-documents': {
    title: 'files for one YAML document hold only one',
    why: 'Only the first document is read. What follows it looks as if it counted, but it does not.',
    verdicts: ['warn'],
    passes: { files: {} },
    fails: { files: { 'cluster-addon/cni/values.yaml': 'mtu: 1500\n---\nmtu: 9000\n' } },
  },
  'duplicate-key': {
    title: 'a key appears only once in its map',
    why: 'Some readers take the last of two equal keys, others fail. csctl and CSO fail, so duplicates are refused in the files that they read.',
    verdicts: ['warn', 'refuse'],
    passes: { files: { 'cluster-addon/cni/values.yaml': 'mtu: 1500\n' } },
    fails: { files: { 'cluster-addon/cni/values.yaml': 'mtu: 1500\nmtu: 9000\n' } },
  },
  'not-utf8': {
    title: 'YAML files are UTF-8',
    why: 'Helm and CSO read only UTF-8.',
    source: 'YAML 1.2.2, section 5.2',
    verdicts: ['refuse'],
    passes: { files: { 'cluster-addon/cni/values.yaml': 'owner: Jürgen\n' } },
    fails: { files: {}, note: 'a byte of another encoding, such as ü in Latin-1' },
  },
  'byte-order-mark': {
    title: 'YAML files have no byte order mark',
    why: 'Some tools in the chain skip it, others take it for part of the first key.',
    verdicts: ['warn'],
    passes: { files: {} },
    fails: { files: { 'cluster-addon/cni/values.yaml': '\ufeffmtu: 1500\n' } },
  },
  crlf: {
    title: 'text files have Unix line endings',
    why: 'Carriage returns in templates end up in the values and scripts of the rendered objects, where they break shell scripts.',
    verdicts: ['warn'],
    passes: { files: {} },
    fails: { files: { 'cluster-addon/cni/values.yaml': 'mtu: 1500\r\n' } },
  },
};
