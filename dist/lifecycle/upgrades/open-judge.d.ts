import type { ReleaseSource } from '../../release/index.js';
import { type ReleaseName } from '../../version/index.js';
import { type Reading } from '../read-subject.js';
import { type ReleaseStates } from '../states/index.js';
import type { UpgradeEdge } from './model.js';
export interface JudgeOptions {
    readonly reading: Reading;
    readonly source: ReleaseSource;
    readonly states: ReleaseStates;
    readonly clusterApi: string | undefined;
}
/** Judges steps between releases of a source; each step and release once, as far as memory goes. */
export declare function openJudge({ reading, source, states, clusterApi, }: JudgeOptions): (from: ReleaseName, to: ReleaseName) => Promise<UpgradeEdge>;
