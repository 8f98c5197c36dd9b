import type { CodeTable } from '../code-description.ts';

/** What is wrong with files as such, whatever they hold. */
export const FILE_CODES: CodeTable<'files'> = {
  'not-regular': {
    title: 'a stack holds files and folders only',
    why: 'CSO refuses an archive with symbolic links or anything else that is neither file nor folder, so no addon would be installed.',
    source: 'the untar function of the Cluster Stack Operator',
    verdicts: ['refuse'],
    passes: { files: {} },
    fails: { files: {}, note: 'cluster-addon/cni/values.yaml is a symbolic link to ../../shared/values.yaml' },
  },
  'file-name': {
    title: 'file names are plain text, and paths have at most 3,072 bytes and 64 folders',
    why: 'Control and invisible characters, backslashes and bytes that are not UTF-8 come out as another name where the archive is unpacked, or look like another. Longer paths cannot be unpacked everywhere.',
    verdicts: ['refuse'],
    passes: { files: {} },
    fails: { files: {}, note: 'a file is named templates\\agent.yaml' },
  },
  'git-folder': {
    title: 'what git keeps is not part of a stack',
    why: 'A .git below the top of a stack is left out of the release, since it has the passwords of remotes and all that was ever committed. Whoever put it there may have expected to find it.',
    verdicts: ['warn'],
    passes: { files: {} },
    fails: { files: {}, note: 'cluster-addon/cni is a clone of its own, with .git in it' },
  },
  'git-lfs-pointer': {
    title: 'files that git-lfs keeps elsewhere were fetched',
    why: 'Without git-lfs a checkout has a pointer of three lines in place of the file. Helm cannot read it as a chart, and clusters would get the pointer.',
    source: 'https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md',
    verdicts: ['refuse'],
    passes: { files: { 'cluster-addon/cni/files/rules.bin': 'version 1\n' } },
    fails: {
      files: {
        'cluster-addon/cni/files/rules.bin':
          'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 12345\n',
      },
    },
  },
  'case-clash': {
    title: 'file names differ by more than upper and lower case',
    why: 'Of two such files macOS and Windows keep one, so the release would depend on the machine that made it.',
    verdicts: ['refuse'],
    passes: { files: {} },
    fails: { files: { 'cluster-addon/cni/Values.yaml': 'mtu: 9000\n' }, note: 'beside values.yaml' },
  },
  unreadable: {
    title: 'all files can be read',
    why: 'What cannot be read would be missing in the release.',
    verdicts: ['refuse'],
    passes: { files: {} },
    fails: { files: {}, note: 'cluster-addon/cni/values.yaml may not be read by this user' },
  },
  'file-too-large': {
    title: 'no file is larger than 64 MiB',
    why: 'A stack consists of charts and settings. Such a file is an image or a download that does not belong to it.',
    verdicts: ['refuse'],
    passes: { files: {} },
    fails: { files: {}, note: 'node-images/ubuntu.qcow2 has 600 MiB' },
  },
  'tree-too-large': {
    title: 'a stack has at most 20,000 files and 256 MiB',
    why: 'It is held in memory to be built. So much comes from folders that do not belong to it, such as node_modules.',
    verdicts: ['refuse'],
    passes: { files: {} },
    fails: { files: {}, note: 'a checkout of Kubernetes lies in the directory' },
  },
};
