import type { CodeTable } from '../code-description.ts';

/** What is wrong with a YAML file, whatever it says. */
export const YAML_CODES: CodeTable<'yaml'> = {
  'yaml-syntax': {
    title: 'YAML files can be parsed',
    why: 'Helm and CSO cannot read what is no YAML, so nothing of the release would be installed.',
    source: 'YAML 1.2.2',
    verdicts: ['refuse'],
    passes: { files: { 'cluster-addon/cni/values.yaml': 'mtu: 1500\n' } },
    fails: { files: { 'cluster-addon/cni/Chart.yaml': 'apiVersion: v2\nname: "cni\nversion: 1.0.0\n' }, note: 'a quote is not closed' },
  },
  'yaml-limit': {
    title: 'YAML files are of a size and depth that can be read',
    why: 'Reading is bounded, so that no file can take all memory or time. What is beyond the bounds is not checked, so it is refused.',
    verdicts: ['refuse'],
    passes: { files: {} },
    fails: { files: {}, note: 'lists and maps nested deeper than 1,000 levels, more than a million values, or more than 32 MiB' },
  },
  'yaml-documents': {
    title: 'files of one document hold one document',
    why: 'Only the first document is read. What stands below it looks as if it counted, and does not.',
    verdicts: ['warn'],
    passes: { files: {} },
    fails: { files: { 'cluster-addon/cni/values.yaml': 'mtu: 1500\n---\nmtu: 9000\n' } },
  },
  'duplicate-key': {
    title: 'a key stands once in its map',
    why: 'Some readers take the last of two equal keys, and others fail. csctl and CSO fail, so in the files that they read it is refused.',
    verdicts: ['warn', 'refuse'],
    passes: { files: { 'cluster-addon/cni/values.yaml': 'mtu: 1500\n' } },
    fails: { files: { 'cluster-addon/cni/values.yaml': 'mtu: 1500\nmtu: 9000\n' } },
  },
  'not-utf8': {
    title: 'YAML files are UTF-8',
    why: 'Helm and CSO read UTF-8 only.',
    source: 'YAML 1.2.2, 5.2',
    verdicts: ['refuse'],
    passes: { files: { 'cluster-addon/cni/values.yaml': 'owner: Jürgen\n' } },
    fails: { files: {}, note: 'a byte of another encoding, as Latin-1 writes ü' },
  },
  'byte-order-mark': {
    title: 'YAML files begin without a byte order mark',
    why: 'Some tools of the chain pass it over, and others take it for a part of the first key.',
    verdicts: ['warn'],
    passes: { files: {} },
    fails: { files: { 'cluster-addon/cni/values.yaml': '\ufeffmtu: 1500\n' } },
  },
  crlf: {
    title: 'text files have Unix line ends',
    why: 'Carriage returns of templates end up in the values and scripts of the rendered objects, and break shell scripts there.',
    verdicts: ['warn'],
    passes: { files: {} },
    fails: { files: { 'cluster-addon/cni/values.yaml': 'mtu: 1500\r\n' } },
  },
};
