import type { EdgeVerdict } from './model.ts';

/** A graph whose steps are judged only when they are needed: each takes reading two releases. */
export interface StepGraph<Node> {
  readonly keyOf: (node: Node) => string;
  /** The nodes that a step may lead to, the preferred first. */
  readonly candidates: (from: Node) => readonly Node[];
  readonly judge: (from: Node, to: Node) => Promise<EdgeVerdict>;
  /** How many steps there are at least from a node to the goal; never more than there are. */
  readonly estimate: (node: Node) => number;
}

interface Way<Node> {
  readonly nodes: readonly Node[];
  readonly conditional: number;
  /** Whether its last step is: until then it counts as the best that it can be. */
  readonly isJudged: boolean;
}

/**
 * The shortest way of steps that are not refused; of several the one with the fewest conditional ones, then that by preferred
 * nodes. Undefined where there is none. An A* search, where a step is judged once it is the best that is left.
 */
export async function findChain<Node>(start: Node, goal: Node, graph: StepGraph<Node>): Promise<readonly Node[] | undefined> {
  const { keyOf, candidates, judge, estimate } = graph;
  const settled = new Set<string>();
  const open: Way<Node>[] = [{ nodes: [start], conditional: 0, isJudged: true }];
  const rank = ({ nodes, conditional }: Way<Node>) => [nodes.length + estimate(lastOf(nodes)), conditional] as const;
  while (open.length > 0) {
    const way = takeBest(open, rank);
    const last = lastOf(way.nodes);
    if (settled.has(keyOf(last))) continue;
    if (!way.isJudged) {
      const verdict = await judge(lastOf(way.nodes.slice(0, -1)), last);
      if (verdict !== 'refused') open.unshift({ ...way, conditional: way.conditional + (verdict === 'ok' ? 0 : 1), isJudged: true });
      continue;
    }
    if (keyOf(last) === keyOf(goal)) return way.nodes;
    settled.add(keyOf(last));
    for (const node of candidates(last)) {
      if (!settled.has(keyOf(node))) open.push({ nodes: [...way.nodes, node], conditional: way.conditional, isJudged: false });
    }
  }
  return undefined;
}

/** Of equals the one that was met first. */
function takeBest<Node>(open: Way<Node>[], rank: (way: Way<Node>) => readonly [steps: number, conditional: number]): Way<Node> {
  const best = open.reduce((index, way, at) => {
    const [[steps, conditional], [least, fewest]] = [rank(way), rank(open[index] ?? way)];
    return steps < least || (steps === least && conditional < fewest) ? at : index;
  }, 0);
  const [way] = open.splice(best, 1);
  if (way === undefined) throw new RangeError('no way is left');
  return way;
}

function lastOf<Node>(nodes: readonly Node[]): Node {
  const last = nodes.at(-1);
  if (last === undefined) throw new RangeError('a way has a beginning');
  return last;
}
