import { z } from 'zod';
import { compareDecimals } from '../common/decimal.rules.js';
import { dependencyKinds, dependencyStatuses } from '../interlock/interlock.types.js';
import type { Dependency } from '../interlock/interlock.types.js';
import { cascadeOf, interlockOf } from '../workflow/bonds.rules.js';
import type { WorkflowState } from '../workflow/workflow.types.js';
import { conditionKey, decimal, id, moment, when } from './forms.rules.js';
import type { Problems } from './wish.rules.js';

/* What ties workflows to each other in an export: its form, what holds of each, and what holds between them. */

const weight = decimal.refine((value) => compareDecimals(value, '0') > 0 && compareDecimals(value, '1') <= 0, 'is no weight between 0 and 1').nullable();

export const cascadeForm = z.looseObject({
  serves: z.array(z.looseObject({
    id, parent: id, share: weight, contributions: z.array(z.looseObject({ condition: conditionKey, contribution: weight })).min(1), at: moment, act: id,
  })),
  root: z.boolean(),
  own: z.array(conditionKey),
});

const dependency = z.looseObject({
  id, dependent: id, condition: conditionKey.nullable(), provider: id, needs: conditionKey.nullable(), kind: z.enum(dependencyKinds), neededBy: moment,
  status: z.enum(dependencyStatuses), at: moment, act: id, answeredAt: when,
});

export const interlockForm = z.looseObject({ needs: z.array(dependency), needed: z.array(dependency) });

/** What is wrong with what ties one workflow to others; null when nothing is. */
export function faultOfBonds(state: WorkflowState): string | null {
  const { serves, root } = cascadeOf(state);
  const { needs, needed } = interlockOf(state);
  if (root && serves.length > 0) return 'it is a declared root and serves something';
  if (serves.some(({ parent }) => parent === state.id)) return 'it serves itself';
  if (new Set(serves.map(({ parent }) => parent)).size < serves.length) return 'it serves a workflow twice';
  if (needs.some(({ dependent, provider }) => dependent !== state.id || provider === state.id)) return 'it needs something in the place of another, or of itself';
  if (needed.some(({ dependent, provider }) => provider !== state.id || dependent === state.id)) return 'it is needed in the place of another, or by itself';
  return null;
}

interface End {
  readonly says: string;
  /** The workflow at the other end. */
  readonly other: string;
  readonly line: number;
}

/** What must hold between the workflows of an export. */
export class BondLedger {
  /** Workflows that others name, each with the line of the first that does. */
  readonly #named = new Map<string, number>();
  /** The ends of dependencies whose other end has not been read, by the way they point. */
  readonly #ends = new Map<string, End>();
  /** The workflows that were read to their end. */
  readonly #read = new Set<string>();
  readonly #parents = new Map<string, readonly string[]>();
  readonly #lines = new Map<string, number>();

  /** Takes in what an act says. */
  said(act: string, data: Readonly<Record<string, unknown>>, line: number): void {
    const named = act === 'SERVE' ? data['parent'] : act === 'DEPEND' ? data['provider'] : act === 'DEPENDENCY_ASSERTED' ? data['dependent'] : undefined;
    if (typeof named === 'string' && !this.#named.has(named)) this.#named.set(named, line);
  }

  /** Takes in how a workflow stands in the end. @param line where its acts begin */
  stands(state: WorkflowState, line: number): void {
    const { needs, needed } = interlockOf(state);
    for (const edge of needs) this.#meet('needs', 'needed', edge, edge.provider, line);
    for (const edge of needed) this.#meet('needed', 'needs', edge, edge.dependent, line);
    this.#read.add(state.id);
    const parents = cascadeOf(state).serves.map(({ parent }) => parent);
    if (parents.length === 0) return;
    this.#parents.set(state.id, parents);
    this.#lines.set(state.id, line);
  }

  /** After the last workflow: what is in the way. */
  close(exists: (workflow: string) => boolean, problems: Problems): void {
    for (const [workflow, line] of this.#named) if (!exists(workflow)) problems.add(line, `There is no workflow ${workflow} in this export.`);
    // Whatever is wrong with the other workflow itself has been said.
    for (const { line, other } of this.#ends.values()) if (this.#read.has(other)) problems.add(line, 'A dependency of this workflow reads differently at its other end, or is not there.');
    for (const workflow of ringsIn(this.#parents)) problems.add(this.#lines.get(workflow) ?? 1, 'This workflow serves itself, by way of others.');
  }

  #meet(end: string, otherEnd: string, edge: Dependency, other: string, line: number): void {
    const { act, ...rest } = edge;
    void act; // each end has its own
    const says = JSON.stringify(Object.entries(rest).sort(([one], [another]) => (one < another ? -1 : 1)));
    const met = this.#ends.get(`${otherEnd} ${edge.id}`);
    if (met?.says === says) this.#ends.delete(`${otherEnd} ${edge.id}`);
    else this.#ends.set(`${end} ${edge.id}`, { says, other, line });
  }
}

/** One workflow of each ring; none where every way up comes to an end. */
function ringsIn(parents: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const found: string[] = [];
  const done = new Set<string>();
  for (const start of parents.keys()) {
    // Walked without recursion: a chain may be longer than the stack is deep.
    const way: { readonly workflow: string; next: number }[] = [];
    const onTheWay = new Set<string>();
    const enter = (workflow: string): void => {
      way.push({ workflow, next: 0 });
      onTheWay.add(workflow);
    };
    if (!done.has(start)) enter(start);
    for (let last = way[way.length - 1]; last !== undefined; last = way[way.length - 1]) {
      const parent = parents.get(last.workflow)?.[last.next++];
      if (parent === undefined) {
        way.pop();
        onTheWay.delete(last.workflow);
        done.add(last.workflow);
      } else if (onTheWay.has(parent)) found.push(parent);
      else if (!done.has(parent)) enter(parent);
    }
  }
  return found;
}
