import type { CodeTable } from '../code-description.ts';

/** Codes for files as such, whatever they hold. */
export const FILE_CODES: CodeTable<'files'> = {
  'not-regular': {
    title: 'a stack contains only files and folders',
    why: 'CSO rejects an archive with symbolic links or anything else that is neither a file nor a folder, so no addon would be installed.',
    source: 'CSO’s untar function',
    verdicts: ['refuse'],
    passes: { files: {} },
    fails: { files: {}, note: 'cluster-addon/cni/values.yaml is a symbolic link to ../../shared/values.yaml' },
  },
  'file-name': {
    title: 'file names are plain text, and paths have at most 3,072 bytes and 64 folders',
    why: 'Control characters, invisible characters, backslashes and bytes that are not UTF-8 become another name where the archive is unpacked, or look like another. Longer paths cannot be unpacked everywhere.',
    verdicts: ['refuse'],
    passes: { files: {} },
    fails: { files: {}, note: 'a file is named templates\\agent.yaml' },
  },
  'git-folder': {
    title: 'git’s own files are not part of a stack',
    why: 'A .git below the top of a stack is left out of the release, since it holds the passwords of remotes and everything that was ever committed. Whoever put it there may have expected it to ship.',
    verdicts: ['warn'],
    passes: { files: {} },
    fails: { files: {}, note: 'cluster-addon/cni is a clone with its own .git' },
  },
  'git-lfs-pointer': {
    title: 'files that git-lfs stores elsewhere have been fetched',
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
    title: 'file names differ in more than upper and lower case',
    why: 'macOS and Windows keep only one of two such files, so the release would depend on the machine that made it.',
    verdicts: ['refuse'],
    passes: { files: {} },
    fails: { files: { 'cluster-addon/cni/Values.yaml': 'mtu: 9000\n' }, note: 'next to values.yaml' },
  },
  unreadable: {
    title: 'all files can be read',
    why: 'A file that cannot be read would be missing from the release.',
    verdicts: ['refuse'],
    passes: { files: {} },
    fails: { files: {}, note: 'this user may not read cluster-addon/cni/values.yaml' },
  },
  'file-too-large': {
    title: 'no file is larger than 64 MiB',
    why: 'A stack consists of charts and settings. A larger file is an image or a download that does not belong in it.',
    verdicts: ['refuse'],
    passes: { files: {} },
    fails: { files: {}, note: 'node-images/ubuntu.qcow2 is 600 MiB large' },
  },
  'tree-too-large': {
    title: 'a stack has at most 20,000 files and 256 MiB',
    why: 'A stack is built in memory. More than this comes from folders that do not belong in it, such as node_modules.',
    verdicts: ['refuse'],
    passes: { files: {} },
    fails: { files: {}, note: 'the directory contains a checkout of Kubernetes' },
  },
};
