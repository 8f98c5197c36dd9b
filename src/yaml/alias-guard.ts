import type { AliasNode, Node } from './node.ts';
import { failSyntax } from './problem.ts';

/** Up to how many steps nearly all may come from aliases, and from how many on only a tenth. Source: `allowedAliasRatio` of both modules */
const RANGE = { low: 400_000, high: 4_000_000 };

/** Watches that aliases neither hold themselves nor make a small text a huge value: Go's rule, whose parsers refuse such texts. */
export class AliasGuard {
  private readonly active = new Set<AliasNode>();
  private steps = 0;
  private fromAliases = 0;

  count(node: Node): void {
    this.steps++;
    if (this.active.size === 0) return;
    this.fromAliases++;
    if (this.fromAliases > 100 && this.steps > 1000 && this.fromAliases / this.steps > allowedRatio(this.steps)) {
      failSyntax('its aliases make more of it than Go’s parsers allow; write some of them out', node.start);
    }
  }

  enter(alias: AliasNode): void {
    if (this.active.has(alias)) failSyntax(`the value of the anchor &${alias.name} contains itself`, alias.start);
    this.active.add(alias);
  }

  leave(alias: AliasNode): void {
    this.active.delete(alias);
  }
}

function allowedRatio(steps: number): number {
  if (steps <= RANGE.low) return 0.99;
  if (steps >= RANGE.high) return 0.1;
  return 0.99 - 0.89 * ((steps - RANGE.low) / (RANGE.high - RANGE.low));
}
