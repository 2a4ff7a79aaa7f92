import { Refusal } from '../domain/common/refusal.js';
import { GraphBuilder } from '../domain/interlock/building.rules.js';
import type { InterlockGraph } from '../domain/interlock/graph.rules.js';
import type { WorkflowFacts } from '../domain/interlock/interlock.types.js';
import { outOfBudget } from './budget.js';
import type { Budget } from './budget.js';
import { OutOfTime, Patience } from './patience.js';
import { inSlices } from './slices.js';

/** For whoever asks without a time of their own: commands, and tests. */
const longestWait = 60_000;

/**
 * Waits for what is put together for all who ask: it goes on when the time of one of them is up.
 * @throws Refusal TIMEOUT then
 */
export async function shared<Made>(making: Promise<Made>, budget: Budget | undefined): Promise<Made> {
  making.catch(() => undefined); // told below to whoever still waits
  return new Patience(Date.now() + Math.min(budget?.left ?? longestWait, longestWait)).limit(() => making).catch((error: unknown) => {
    throw error instanceof OutOfTime ? outOfBudget(error) : error;
  });
}

/** Workflows that are taken in at once, while everything else waits: some ten milliseconds. */
export const workflowsASlice = 500;

/**
 * Puts a copy of an interlock together, page by page, in slices between which others go on.
 * @param pages of each workflow once
 * @throws Refusal TOO_LARGE as soon as there are more workflows than one may hold
 */
export async function copied(zone: string, pages: AsyncIterable<readonly WorkflowFacts[]>, mostWorkflows: number): Promise<InterlockGraph> {
  const builder = new GraphBuilder(zone);
  let count = 0;
  for await (const page of pages) {
    count += page.length;
    if (count > mostWorkflows) throw tooLarge();
    for (const facts of page) builder.add(facts);
  }
  return inSlices(builder.finishing());
}

export function tooLarge(): Refusal {
  return new Refusal('TOO_LARGE', 'There are more workflows here than this server may hold in memory, so it can not walk what hangs on what. Whoever runs it can let it hold more.');
}
