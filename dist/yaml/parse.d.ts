import { type Verdict } from '../finding.js';
import { type DialectName } from './dialect.js';
import { type YamlFile } from './file.js';
export interface YamlOptions {
    /** Go's YAML takes the last of two equal keys in some readers and fails in others. */
    readonly duplicateKeys?: Verdict;
    /** The one parser that reads it, where the file's name does not tell. */
    readonly dialect?: DialectName;
}
/**
 * Parses one YAML document as its readers in production do. Never throws: what is wrong with it becomes a finding.
 * @param file the path to show
 */
export declare function parseYaml(file: string, bytes: Buffer, options?: YamlOptions): YamlFile;
