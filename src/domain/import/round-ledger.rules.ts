import type { RoundState } from '../round/round.types.js';
import { roundOf } from '../workflow/bonds.rules.js';
import type { WorkflowState } from '../workflow/workflow.types.js';
import type { Problems } from './wish.rules.js';

/** What must hold between the planning rounds of an export and its workflows: each says the same of the other. */
export class RoundLedger {
  /** The open round that a workflow says it is in, with the line that it stands in. */
  readonly #said = new Map<string, { readonly round: string; readonly line: number }>();

  workflowStands(state: WorkflowState, line: number): void {
    const round = roundOf(state);
    if (round !== null) this.#said.set(state.id, { round, line });
  }

  roundStands({ id, status, workflows }: RoundState, line: number, problems: Problems): void {
    if (status !== 'OPEN') return;
    const missing = workflows.find((workflow) => this.#said.get(workflow)?.round !== id);
    if (missing !== undefined) problems.add(line, `The workflow ${missing} is in this open round, and does not say so itself.`);
    for (const workflow of workflows) if (this.#said.get(workflow)?.round === id) this.#said.delete(workflow);
  }

  close(problems: Problems): void {
    for (const [workflow, { round, line }] of this.#said) problems.add(line, `The workflow ${workflow} says that it is in the open round ${round}, and no such round has it.`);
  }
}
