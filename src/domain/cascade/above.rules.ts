/** The parties of a workflow, with whoever is named to take the place of one. */
export interface Peopled {
  readonly id: string;
  readonly parties: readonly string[];
}

/** That one workflow serves another. */
export type ServingEdge = readonly [child: string, parent: string];

/**
 * Whom the chain above shows workflows to: the parties of all that they serve, directly or through others. Worked out once for
 * each workflow on the way up, however many ways lead through it.
 */
export class Above {
  readonly #parents = new Map<string, string[]>();
  readonly #parties = new Map<string, readonly string[]>();
  readonly #known = new Map<string, ReadonlySet<string>>();
  /** How many names stand in all that was worked out. */
  names = 0;

  /** Takes what is one step above some workflows. @returns what was not known of, and may serve something itself */
  add(edges: readonly ServingEdge[], parents: readonly Peopled[]): readonly string[] {
    for (const [child, parent] of edges) {
      const others = this.#parents.get(child);
      if (others === undefined) this.#parents.set(child, [parent]);
      else others.push(parent);
    }
    const news = parents.filter(({ id }) => !this.#parties.has(id));
    for (const { id, parties } of news) this.#parties.set(id, parties);
    return news.map(({ id }) => id);
  }

  /** The agents above a workflow, in the order of their ids. Asked when all that is above has been added; there is no ring. */
  of(workflow: string): readonly string[] {
    const waiting = [workflow];
    for (let next = waiting[waiting.length - 1]; next !== undefined; next = waiting[waiting.length - 1]) {
      const parents = this.#parents.get(next) ?? [];
      const unknown = this.#known.has(next) ? [] : parents.filter((parent) => !this.#known.has(parent));
      if (unknown.length > 0) {
        waiting.push(...unknown);
        continue;
      }
      waiting.pop();
      if (!this.#known.has(next)) this.#keep(next, parents);
    }
    return [...(this.#known.get(workflow) ?? [])].sort();
  }

  #keep(workflow: string, parents: readonly string[]): void {
    const agents = new Set<string>();
    for (const parent of parents) {
      for (const agent of this.#parties.get(parent) ?? []) agents.add(agent);
      for (const agent of this.#known.get(parent) ?? []) agents.add(agent);
    }
    this.#known.set(workflow, agents);
    this.names += agents.size;
  }
}
