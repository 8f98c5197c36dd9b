export { SOURCE_CODES } from './codes.ts';
export { readHelmVersion } from './find-helm.ts';
export { type Gathered, gatherRelease, gatherStack } from './gather.ts';
export { judgeBuilt } from './judge-built.ts';
export { judgeOrigin, judgeRecorded } from './judge-origin.ts';
export { type Instruments, openInstruments } from './open-instruments.ts';
export { type Earlier, findChannelBefore, readEarlier, readRelease, type Withdrawals } from './read-earlier.ts';
export { readLineBeside } from './read-line-beside.ts';
export { createOriginReader, type Origin } from './read-origin.ts';
