import { type ReleaseName } from '../../version/index.js';
import type { Reading, Subject } from '../read-subject.js';
import { type ReleaseStates } from '../states/index.js';
import type { UpgradeEdge } from './model.js';
export interface JudgeOptions {
    readonly reading: Reading;
    /** Reads a release; see `holdSubjects`. */
    readonly read: (release: ReleaseName) => Promise<Subject>;
    readonly states: ReleaseStates;
    readonly clusterApi: string | undefined;
}
/** Judges steps between releases, each once. */
export declare function openJudge({ reading, read, states, clusterApi, }: JudgeOptions): (from: ReleaseName, to: ReleaseName) => Promise<UpgradeEdge>;
