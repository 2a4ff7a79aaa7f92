import { z } from 'zod';
import { compareDecimals } from '../common/decimal.rules.js';
import { dependencyKinds, dependencyStatuses } from '../interlock/interlock.types.js';
import { cascadeOf, interlockOf } from '../workflow/bonds.rules.js';
import type { WorkflowState } from '../workflow/workflow.types.js';
import { conditionKey, decimal, id, moment, when } from './forms.rules.js';
import type { RecordOf } from './records.rules.js';
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

/** What is said at both ends of a dependency: where it is spoken, and where it follows. */
const follows: Readonly<Record<string, string>> = {
  DEPEND: 'DEPENDENCY_ASSERTED', STOP_DEPENDING: 'DEPENDENCY_ENDED', ACKNOWLEDGE_DEPENDENCY: 'DEPENDENCY_ACKNOWLEDGED', REFUSE_DEPENDENCY: 'DEPENDENCY_REFUSED',
};
const following: ReadonlySet<string> = new Set(Object.values(follows));

type Said = Pick<RecordOf<'act'>, 'act' | 'data' | 'recordedAt' | 'person'>;

/** What a part of an export says of what ties workflows to each other. Plain data: another thread may have read it. */
export interface BondsSaid {
  /** Workflows that others name, each with the line of the first that does. */
  readonly named: ReadonlyMap<string, number>;
  /** What has been said at one end of a dependency and not yet at the other: how often more at the one where it is spoken. */
  readonly halves: ReadonlyMap<string, Half>;
  /** How workflows stand in the end that serve others, each with the line where its acts begin. */
  readonly serving: readonly { readonly workflow: string; readonly parents: readonly string[]; readonly line: number }[];
}

interface Half {
  readonly balance: number;
  readonly line: number;
}

/** Notes what a part of an export says, for the ledger of the whole. */
export class BondNotes {
  readonly #named = new Map<string, number>();
  readonly #halves = new Map<string, Half>();
  readonly #serving: BondsSaid['serving'][number][] = [];

  /** Takes in what is said in a workflow. */
  said({ act, data, recordedAt, person = '' }: Said, line: number): void {
    const named = act === 'SERVE' ? data['parent'] : act === 'DEPEND' ? data['provider'] : act === 'DEPENDENCY_ASSERTED' ? data['dependent'] : undefined;
    if (typeof named === 'string' && !this.#named.has(named)) this.#named.set(named, line);
    const spoken = follows[act];
    if (spoken === undefined && !following.has(act)) return;
    const content = Object.entries(data).sort(([one], [other]) => (one < other ? -1 : 1));
    weigh(this.#halves, JSON.stringify([spoken ?? act, recordedAt, person, content]), { balance: spoken === undefined ? -1 : 1, line });
  }

  /** Takes in how a workflow stands in the end. @param line where its acts begin */
  stands(state: WorkflowState, line: number): void {
    const parents = cascadeOf(state).serves.map(({ parent }) => parent);
    if (parents.length > 0) this.#serving.push({ workflow: state.id, parents, line });
  }

  plain(): BondsSaid {
    return { named: this.#named, halves: this.#halves, serving: this.#serving };
  }
}

/** What must hold between the workflows of an export. */
export class BondLedger {
  readonly #named = new Map<string, number>();
  readonly #halves = new Map<string, Half>();
  readonly #parents = new Map<string, readonly string[]>();
  readonly #lines = new Map<string, number>();

  /** @param exists whether a workflow has been read */
  constructor(private readonly exists: (workflow: string) => boolean) {}

  /** Takes what was read of one part, after the workflows of that part. */
  take({ named, halves, serving }: BondsSaid): void {
    for (const [workflow, line] of named) if (!this.exists(workflow) && !this.#named.has(workflow)) this.#named.set(workflow, line);
    for (const [half, weight] of halves) weigh(this.#halves, half, weight);
    for (const { workflow, parents, line } of serving) {
      this.#parents.set(workflow, parents);
      this.#lines.set(workflow, line);
    }
  }

  /** After the last workflow: what is in the way. */
  close(problems: Problems): void {
    for (const [workflow, line] of this.#named) if (!this.exists(workflow)) problems.add(line, `There is no workflow ${workflow} in this export.`);
    // Of a workflow that something is wrong with, nothing more is read: halves follow from that.
    if (problems.count > 0) return;
    for (const { line } of this.#halves.values()) problems.add(line, 'What is said of a dependency at one end is not said at the other.');
    for (const workflow of ringsIn(this.#parents)) problems.add(this.#lines.get(workflow) ?? 1, 'This workflow serves itself, by way of others.');
  }
}

function weigh(halves: Map<string, Half>, half: string, { balance, line }: Half): void {
  const sum = (halves.get(half)?.balance ?? 0) + balance;
  if (sum === 0) halves.delete(half);
  else halves.set(half, { balance: sum, line });
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
