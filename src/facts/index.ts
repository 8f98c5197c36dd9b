export { askImages } from './ask-images.ts';
export { judgeBuilt } from './judge-built.ts';
export { judgeOrigin, judgeRecorded } from './judge-origin.ts';
export { createLookAgain } from './look-again.ts';
export { type Earlier, readEarlier } from './read-earlier.ts';
export { createOriginReader } from './read-origin.ts';
export { readPrepared, readPublished, type ShippedTools } from './read-shipped.ts';
export { createCompatibilityReader, type UserCompatibility } from './read-user-files.ts';
