import { Refusal } from '../domain/common/refusal.js';
import { Above } from '../domain/cascade/above.rules.js';
import type { Peopled, ServingEdge } from '../domain/cascade/above.rules.js';
import { movesSight } from '../domain/workflow/visibility.rules.js';
import type { WorkflowState } from '../domain/workflow/workflow.types.js';
import type { Written } from './composing.js';
import type { WriteTransaction } from './database.js';
import type { EventNode } from './outbox.js';
import { statement } from './statement.js';

/*
 * A workflow that is kept for its parties and the chain above has these listed on its node, so that a list costs no walk for
 * each of its rows. They follow from what it serves, and are written anew in the transaction in which that changes, under
 * the organisation's lock: what is above is read once for all of them, step by step, and not by a walk from each.
 */

interface Shown { readonly id: string; readonly above: readonly string[] }
/** Null where it has only just begun to be kept so. */
interface Kept { readonly id: string; readonly above: readonly string[] | null }

const keptBelow = statement<{ org: string; changed: readonly string[]; walked: number; most: number }, { kept: Kept[] }>('change/kept-below');
const parentsOf = statement<{ org: string; ids: readonly string[] }, { edges: ServingEdge[]; parents: Peopled[] }>('change/parents');
const show = statement<{ org: string; event: string; rows: readonly Shown[] }, object>('change/show-above');

/** Workflows below a change that are walked through to find those that are kept for the chain; past these, all that are kept so are looked at. */
const mostWalked = 5_000;
/** Workflows that one change may show to others: what comes to that many is written in seconds, while nothing else is tied. */
export const mostKept = 20_000;
/** Names that stand on them, and on what is above them, all together. */
export const mostNames = 200_000;

const rowsAtOnce = 1_000;
/** How an agent is marked where the chain above shows a workflow to them. */
const mark = 'above ';

export function agentsAbove(marked: readonly string[]): readonly string[] {
  return marked.map((one) => one.slice(mark.length));
}

/**
 * Writes whom the chain above shows workflows to, after a change that may have moved it; its event, which is there already, names
 * those that are shown to others now. Nothing is sent for a change that can't have moved it.
 * @param holdsLock whether the organisation is locked
 * @throws Refusal TOO_LARGE when more would have to be written than is done at once; BUSY without the lock
 */
export async function showAbove(transaction: WriteTransaction, { org, id: event }: EventNode, written: readonly Written[], holdsLock: boolean): Promise<void> {
  const changed = written.flatMap(({ subject, states }) => (subject.kind === 'WORKFLOW' && movesSight(subject.before, states[states.length - 1] as WorkflowState) ? [subject.id] : []));
  if (changed.length === 0) return;
  // All acts that move it take the lock; one that ends a workflow found no successor named before it took its own locks.
  if (!holdsLock) throw new Refusal('BUSY', 'A successor was named in this workflow at this moment. Nothing was written; send this again, with the same key.');
  const [row] = await transaction.run(keptBelow, { org, changed, walked: mostWalked, most: mostKept + 1 });
  const kept = row?.kept ?? [];
  if (kept.length > mostKept) throw tooMany();
  const above = new Above();
  for (let ids = kept.map(({ id }) => id); ids.length > 0; ) {
    const [step] = await transaction.run(parentsOf, { org, ids });
    ids = step === undefined ? [] : [...above.add(step.edges, step.parents)];
  }
  const rows: Shown[] = [];
  for (const { id, above: stood } of kept) {
    const stands = above.of(id).map((agent) => mark + agent);
    if (above.names > mostNames) throw tooMany();
    if (stood === null || stands.length !== stood.length || stands.some((one, index) => one !== stood[index])) rows.push({ id, above: stands });
  }
  for (let from = 0; from < rows.length; from += rowsAtOnce) await transaction.run(show, { org, event, rows: rows.slice(from, from + rowsAtOnce) });
}

function tooMany(): Refusal {
  return new Refusal('TOO_LARGE', 'Too many workflows are kept for their parties and the chain above, and would be shown to others by this at once. Nothing was written. Show some of them to the organisation, or to their parties alone, with `setWorkflowVisibility`.');
}
