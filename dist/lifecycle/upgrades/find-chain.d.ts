import type { EdgeVerdict } from './model.js';
/** A graph whose steps are judged only when they are needed: each takes reading two releases. */
export interface StepGraph<Node> {
    readonly keyOf: (node: Node) => string;
    /** The nodes that a step may lead to, the preferred first. */
    readonly candidates: (from: Node) => readonly Node[];
    readonly judge: (from: Node, to: Node) => Promise<EdgeVerdict>;
    /** How many steps there are at least from a node to the goal; never more than there are. */
    readonly estimate: (node: Node) => number;
}
/**
 * The shortest way of steps that are not refused; of several the one with the fewest conditional ones, then that by preferred
 * nodes. Undefined where there is none. An A* search, where a step is judged once it is the best that is left.
 */
export declare function findChain<Node>(start: Node, goal: Node, graph: StepGraph<Node>): Promise<readonly Node[] | undefined>;
