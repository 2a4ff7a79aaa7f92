import type { RoundState } from '../round/round.types.js';
import { roundOf } from '../workflow/bonds.rules.js';
import type { WorkflowState } from '../workflow/workflow.types.js';
import type { Problems } from './wish.rules.js';

/** What a part of an export says of planning rounds. Plain data: another thread may have read it. */
export interface RoundsSaid {
  /** Workflows that rounds name, each with the line of the first that does. */
  readonly named: ReadonlyMap<string, number>;
  /** Workflows that say in the end which round they are in. */
  readonly within: readonly { readonly workflow: string; readonly round: string; readonly line: number }[];
  /** Rounds that are open in the end. */
  readonly open: readonly { readonly round: string; readonly workflows: readonly string[]; readonly line: number }[];
}

/** Notes what has to fit between rounds and workflows. */
export class RoundNotes {
  readonly #named = new Map<string, number>();
  readonly #within: RoundsSaid['within'][number][] = [];
  readonly #open: RoundsSaid['open'][number][] = [];

  said({ workflows }: RoundState, line: number): void {
    for (const workflow of workflows) if (!this.#named.has(workflow)) this.#named.set(workflow, line);
  }

  workflowStands(state: WorkflowState, line: number): void {
    const round = roundOf(state);
    if (round !== null) this.#within.push({ workflow: state.id, round, line });
  }

  roundStands({ id, status, workflows }: RoundState, line: number): void {
    if (status === 'OPEN') this.#open.push({ round: id, workflows, line });
  }

  plain(): RoundsSaid {
    return { named: this.#named, within: this.#within, open: this.#open };
  }
}

/** What must hold between the planning rounds of an export and its workflows: each says the same of the other. */
export class RoundLedger {
  /** The open round that a workflow says it is in, with the line that it stands in. */
  readonly #said = new Map<string, { readonly round: string; readonly line: number }>();
  readonly #named = new Map<string, number>();
  readonly #open: RoundsSaid['open'][number][] = [];

  /** @param isThere whether a workflow is in the export; asked when all of it was read */
  constructor(private readonly isThere: (workflow: string) => boolean) {}

  take({ named, within, open }: RoundsSaid): void {
    for (const [workflow, line] of named) if (!this.#named.has(workflow)) this.#named.set(workflow, line);
    for (const { workflow, round, line } of within) this.#said.set(workflow, { round, line });
    this.#open.push(...open);
  }

  close(problems: Problems): void {
    for (const [workflow, line] of this.#named) if (!this.isThere(workflow)) problems.add(line, 'A workflow of this round is not in the export.');
    for (const { round, workflows, line } of this.#open) {
      const missing = workflows.find((workflow) => this.isThere(workflow) && this.#said.get(workflow)?.round !== round);
      if (missing !== undefined) problems.add(line, `The workflow ${missing} is in this open round, and does not say so itself.`);
      for (const workflow of workflows) if (this.#said.get(workflow)?.round === round) this.#said.delete(workflow);
    }
    for (const [workflow, { round, line }] of this.#said) problems.add(line, `The workflow ${workflow} says that it is in the open round ${round}, and no such round has it.`);
  }
}
