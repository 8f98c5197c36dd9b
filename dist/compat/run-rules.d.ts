import { type Finding } from '../finding.js';
import type { Facts } from './facts.js';
import type { Rule } from './rule.js';
/** Holds a stack against all rules. The same facts give the same findings in the same order. */
export declare function runRules(facts: Facts, rules?: readonly Rule[]): Promise<Finding[]>;
