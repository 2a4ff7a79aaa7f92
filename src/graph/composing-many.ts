import type { WorkflowState } from '../domain/workflow/workflow.types.js';
import { writeBonds } from './bonds.js';
import { nodesOf } from './composing.js';
import type { Speaking, Written } from './composing.js';
import type { WriteTransaction } from './database.js';
import { endingAct, workflowRows } from './projection.js';
import type { WorkflowRows } from './projection.js';
import type { ActNode } from './records.js';
import { statement } from './statement.js';

/*
 * A change of a planning round changes its workflows by the hundred. Written one by one they would be thousands of
 * statements; here they are a few, each with many rows.
 */

type Row = Pick<WorkflowRows, 'properties' | 'awaited' | 'promises' | 'duties' | 'standings'> & { readonly workflow: string; readonly before: number };

const recordWorkflows = statement<{ org: string; workflows: readonly Row[] }, object>('workflow/record-many');
const endSpans = statement<{ org: string; at: string; last: readonly { about: string; sequence: number }[] }, object>('change/end-spans');
const recordActs = statement<{ org: string; acts: readonly ActNode[] }, object>('act/record-many');

/** As many rows as travel in one statement. */
const rowsAtOnce = 250;

/** Writes changes, those of many workflows together. */
export function writeAll(transaction: WriteTransaction, speaking: Speaking, written: readonly Written[]): readonly Promise<unknown>[] {
  const together: { readonly row: Row; readonly written: Written }[] = [];
  const writes: Promise<unknown>[] = [];
  for (const one of written) {
    const row = rowOf(speaking.org, one);
    if (row === null) writes.push(...one.write(transaction));
    else together.push({ row, written: one });
  }
  for (let from = 0; from < together.length; from += rowsAtOnce) writes.push(...writeTogether(transaction, speaking, together.slice(from, from + rowsAtOnce)));
  return writes;
}

/** The row of a workflow in which nothing changes but what such rows have; null for anything else. */
function rowOf(org: string, { subject, states, records }: Written): Row | null {
  if (subject.kind !== 'WORKFLOW' || subject.before === null) return null;
  const { properties, awaited, promises, customers, performers, concerns, successors, proposals, assessments, duties, reviews, standings } = workflowRows(org, subject.before, states as readonly WorkflowState[], records.map(endingAct));
  if (successors !== null || [customers, performers, concerns, proposals, assessments, reviews].some((list) => list.length > 0)) return null;
  return { workflow: subject.id, before: subject.before.version, properties, awaited, promises, duties, standings };
}

function writeTogether(transaction: WriteTransaction, speaking: Speaking, some: readonly { readonly row: Row; readonly written: Written }[]): readonly Promise<unknown>[] {
  const { org, at } = speaking;
  const bonds = some.flatMap(({ written: { subject, states } }) =>
    subject.kind === 'WORKFLOW' ? writeBonds(transaction, org, subject.before, states[states.length - 1] as WorkflowState, at) : []);
  return [
    transaction.run(recordWorkflows, { org, workflows: some.map(({ row }) => row) }),
    ...bonds,
    transaction.run(endSpans, { org, at, last: some.map(({ written: { subject } }) => ({ about: subject.id, sequence: subject.before?.version ?? 0 })) }),
    transaction.run(recordActs, { org, acts: some.flatMap(({ written: { records } }) => nodesOf(records, speaking)) }),
  ];
}
