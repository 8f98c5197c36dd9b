import type { CommandFlag } from '../../help/index.ts';

/** A flag, as `--help` shows it and as commander reads it. */
export interface Flag extends CommandFlag {
  readonly default?: string;
  /** Whether it may be given several times: then its value is a list. */
  readonly repeats?: true;
}

/** Flags of every verb. */
export const COMMON: readonly Flag[] = [
  { flags: '--json', description: 'print the result as JSON' },
  { flags: '-q, --quiet', description: 'print no progress' },
  { flags: '-v, --verbose', description: 'print each request too' },
];

// Flags that several verbs have, by what they are about.

export const STACKS = { name: '[stack...]', description: 'directories of stacks, or globs; without any, all below stacks/ and providers/' };

export const OFFLINE: Flag = { flags: '--offline', description: 'use nothing that needs the network' };
export const KUBERNETES: Flag = { flags: '--kubernetes <minor>', description: 'only stacks of this Kubernetes minor, like 1.32' };
/** Of a verb that takes one stack's directory. */
export const OWN_LINE: Flag = { ...KUBERNETES, description: 'which line of a stack’s directory is meant, like 1.36' };
/** Of a verb that takes a line in place of a release. */
export const CHANNEL: Flag = {
  flags: '--channel <name>',
  description: 'the channel whose newest release a line means (default: stable)',
};
export const CLUSTER_API: Flag = {
  flags: '--cluster-api <version>',
  description: 'the Cluster API that is in use, like 1.12 (default: each case is said where versions differ)',
};
export const KNOWLEDGE: Flag = {
  flags: '--knowledge <file>',
  description: 'a file with newer or more knowledge than this version has; may be repeated',
  repeats: true,
};
export const MIRROR: Flag = {
  flags: '--mirror <from=to>',
  description: 'fetch charts of one repository from another; may be repeated',
  repeats: true,
};
export const VERIFY: Flag = {
  flags: '--verify <boolean>',
  description: 'read back what was published (default: true)',
  choices: ['true', 'false'],
};

export const WAIT: Flag = {
  flags: '--wait <seconds>',
  description: 'how long a published release may take to become visible (default: CLUSTERSTACK_WAIT, or 30)',
};

export const TODAY: Flag = { flags: '--today <date>', description: 'judge ages, states and waivers by this day, like 2026-11-23' };

/** How stacks are judged. */
export const JUDGING: readonly Flag[] = [
  KNOWLEDGE,
  { flags: '--require-helm', description: 'refuse stacks when there is no helm to render their charts' },
  TODAY,
];

/** How the charts that addons depend on are brought along. */
export const VENDORING: readonly Flag[] = [
  MIRROR,
  { flags: '--no-vendor', description: 'leave the charts that addons depend on out of the release; clusters then fetch what they find' },
];

/** As whom registries are asked, and how. */
export const LOGIN: readonly Flag[] = [
  {
    flags: '-u, --username <name>',
    description: 'user name for the target’s registry (default: OCI_USERNAME, or what docker login stored)',
  },
  { flags: '--password-stdin', description: 'read the password for --username from standard input' },
  { flags: '--auth-file <file>', description: 'log-ins for registries, in the format of docker’s config.json' },
  {
    flags: '--plain-http <host>',
    description: 'a registry beyond this machine that has no TLS (default: CLUSTERSTACK_PLAIN_HTTP); may be repeated',
    repeats: true,
  },
  { flags: '--insecure-credentials', description: 'send credentials to registries without TLS too' },
];

export const OUTPUT: Flag = { flags: '-o, --output <dir>', description: 'where release directories are', default: '.release' };

export const SOURCE: Flag = {
  flags: '--source <url>',
  description: 'where releases are that are named alone: a target’s URL or a folder (default: OCI_REPOSITORY, or .release/oci)',
};

export const RELEASES: Flag = {
  flags: '--releases <file>',
  description: 'states of releases, risks and barriers (default: releases.yaml here, beside the stacks, or at the repository’s root)',
};

/** Where releases are read from, and as whom. */
export const READING: readonly Flag[] = [OFFLINE, SOURCE, ...LOGIN];

const TARGET: Flag = {
  flags: '-t, --target <url>',
  description: 'where to publish: oci://host/repository, github:owner/repository or oci-layout:DIR; may be repeated',
  repeats: true,
};

/** How a published release is published again; where it is, unless a target is named. */
export const REPUBLISHING: readonly Flag[] = [TARGET, OUTPUT, VERIFY, WAIT];

/** Where releases are, and as whom. */
export const TARGETS: readonly Flag[] = [TARGET, OUTPUT, ...LOGIN];

export const ALLOW_DIRTY: Flag = { flags: '--allow-dirty', description: 'publish elsewhere what no commit has, and say so in the release' };

/** The flags that `plan`, `build` and `release` share. */
export const RELEASING: readonly Flag[] = [
  OFFLINE,
  KUBERNETES,
  ...JUDGING,
  ...VENDORING,
  ...TARGETS,
  ALLOW_DIRTY,
  { flags: '--after-revert', description: 'release again what a revert has taken back' },
  { flags: '--source <url>', description: 'where earlier releases are read from (default: the first target)' },
  {
    flags: '-m, --mode <mode>',
    description: 'how the version is found (default: stable)',
    choices: ['stable', 'hash', 'custom'],
  },
  { flags: '--channel <name>', description: 'number releases in a channel of their own, like beta: v0-beta.100, …' },
  { flags: '--cluster-stack-version <version>', description: 'version for mode custom, like v0-custom.7' },
  { flags: '--cluster-addon-version <version>', description: 'version of the addons in mode custom (default: the stack’s)' },
  { flags: '--node-image-version <version>', description: 'version of the node images in mode custom (default: the stack’s)' },
];
