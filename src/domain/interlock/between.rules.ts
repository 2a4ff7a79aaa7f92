/** That one workflow needs another. */
export type NeedEdge = readonly [dependent: string, provider: string];

/** What is to be read next: what these need, or what needs these. */
export interface NextStep {
  readonly along: 'NEEDS' | 'NEEDED';
  readonly of: readonly string[];
}

/**
 * The workflows that lie on a way from some to others, each needing the next: what a ring that leaves a group of workflows
 * and comes back to it leads through. Read step by step from both ends, always from the one that has less before it, until
 * one of them goes no further; so it costs what the lesser side reaches, and each workflow is asked about once.
 */
export class Between {
  readonly #ends: Readonly<Record<NextStep['along'], End>>;
  readonly #without: ReadonlySet<string>;

  /**
   * @param from what the group needs outside of itself
   * @param to what needs the group from outside
   * @param without the group: what leads through it is found from its own ends
   */
  constructor(from: Iterable<string>, to: Iterable<string>, without: ReadonlySet<string>) {
    this.#ends = { NEEDS: new End(from), NEEDED: new End(to) };
    this.#without = without;
  }

  /** What is to be read yet; null when it is known what lies between. */
  next(): NextStep | null {
    const { NEEDS: forward, NEEDED: back } = this.#ends;
    if (forward.frontier.length === 0 || back.frontier.length === 0) return null;
    const along = forward.frontier.length <= back.frontier.length ? 'NEEDS' : 'NEEDED';
    return { along, of: this.#ends[along].frontier };
  }

  /** Takes what was read of a step. */
  add(along: NextStep['along'], edges: readonly NeedEdge[]): void {
    const outside = edges.filter((edge) => edge.every((one) => !this.#without.has(one)));
    this.#ends[along].add(along === 'NEEDS' ? outside : outside.map(([dependent, provider]) => [provider, dependent]));
  }

  /** Asked when nothing is to be read any more: what lies on a way, with the ends that do. */
  stations(): ReadonlySet<string> {
    const { NEEDS: forward, NEEDED: back } = this.#ends;
    // Whoever goes no further has seen every way on its side; the others' beginnings tell which of them arrive.
    return forward.frontier.length === 0 ? forward.leadingTo(back.begins) : back.leadingTo(forward.begins);
  }
}

/** One end, and all that was reached from it. */
class End {
  readonly begins: ReadonlySet<string>;
  frontier: readonly string[];
  readonly #reached: Set<string>;
  /** By where a step arrives: where it came from. */
  readonly #before = new Map<string, string[]>();

  constructor(begins: Iterable<string>) {
    this.begins = new Set(begins);
    this.#reached = new Set(this.begins);
    this.frontier = [...this.begins];
  }

  add(steps: readonly NeedEdge[]): void {
    const news: string[] = [];
    for (const [from, to] of steps) {
      const before = this.#before.get(to);
      if (before === undefined) this.#before.set(to, [from]);
      else before.push(from);
      if (this.#reached.has(to)) continue;
      this.#reached.add(to);
      news.push(to);
    }
    this.frontier = news;
  }

  /** Everything on the ways from here to some. */
  leadingTo(some: ReadonlySet<string>): ReadonlySet<string> {
    const found = new Set([...some].filter((one) => this.#reached.has(one)));
    for (const one of found) for (const before of this.#before.get(one) ?? []) found.add(before);
    return found;
  }
}
