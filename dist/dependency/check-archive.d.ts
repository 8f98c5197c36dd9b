import { type ExpectedChart } from '../chart/index.js';
/**
 * Holds a chart archive from elsewhere against what it should be, and refuses what is unsafe to unpack.
 * @param from where it is from, for messages
 * @throws ReleaseError `dependency`, `invalid-archive`
 */
export declare function checkChartArchive(bytes: Buffer, expected: ExpectedChart, from: string): Promise<void>;
export declare function sha256Of(bytes: Buffer): string;
