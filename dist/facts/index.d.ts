export { SOURCE_CODES } from './codes.js';
export { readHelmVersion } from './find-helm.js';
export { type Gathered, gatherRelease, gatherStack } from './gather.js';
export { judgeBuilt } from './judge-built.js';
export { judgeOrigin, judgeRecorded } from './judge-origin.js';
export { type Instruments, openInstruments } from './open-instruments.js';
export { type Earlier, readEarlier, readRelease } from './read-earlier.js';
export { createOriginReader, type Origin } from './read-origin.js';
