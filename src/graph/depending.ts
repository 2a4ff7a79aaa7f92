import type { DependingStation } from '../domain/interlock/ring-refusals.rules.js';
import { settled } from './change.js';
import type { AlsoRead } from './change.js';
import { readFacts } from './interlock-copies.js';
import type { WriteTransaction } from './database.js';
import { statement } from './statement.js';

const depending = statement<{ org: string; dependent: string; provider: string }, { stations: { id: string; facts: string; objective: string }[] }>('change/depending');

/** All that a provider hangs on, where it hangs on the dependent already; empty where no ring can close. */
export async function readDepending(transaction: WriteTransaction, org: string, dependent: string, provider: string): Promise<readonly DependingStation[]> {
  const [row] = await transaction.run(depending, { org, dependent, provider });
  return (row?.stations ?? []).map(({ facts, objective }) => ({ facts: readFacts(facts), objective }));
}

/** What else was read, and all that a workflow hangs on where it hangs on itself; null where that was not asked for. */
export interface WithStations<Also> {
  readonly also: Also;
  readonly stations: readonly DependingStation[] | null;
}

/** What is read besides, and where it is asked for what a ring through a workflow could be of: in the same round trip. */
export function alsoStations<Also>(org: string, workflow: string, isAskedFor: boolean, alsoRead: AlsoRead<Also> | undefined): AlsoRead<WithStations<Also>> {
  const reading = async (transaction: WriteTransaction): Promise<WithStations<Also>> => {
    const besides = alsoRead === undefined ? Promise.resolve(undefined as Also) : alsoRead(transaction);
    const around = isAskedFor ? readDepending(transaction, org, workflow, workflow) : Promise.resolve(null);
    await settled([besides, around]);
    return { also: await besides, stations: await around };
  };
  return Object.assign(reading, { changedAt: ({ also }: WithStations<Also>) => alsoRead?.changedAt?.(also) ?? [] });
}
