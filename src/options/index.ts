export { addLogin, addPlainHttp, addToken, addWait, chooseTargets, parseEnvironment, type Variables } from './environment.ts';
export { addAuthFile } from './find-login.ts';
export { parseMirrors } from './mirrors.ts';
export { type ModeWords, parseMode } from './mode.ts';
export { parsePlan } from './plan-file.ts';
export { createRuntime, parseToday } from './runtime.ts';
