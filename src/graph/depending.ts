import type { DependingStation } from '../domain/interlock/dependency.rules.js';
import { readFacts } from './interlock-copies.js';
import type { WriteTransaction } from './database.js';
import { statement } from './statement.js';

const depending = statement<{ org: string; dependent: string; provider: string }, { stations: { id: string; facts: string; objective: string }[] }>('change/depending');

/** All that a provider hangs on, where it hangs on the dependent already; empty where no ring can close. */
export async function readDepending(transaction: WriteTransaction, org: string, dependent: string, provider: string): Promise<readonly DependingStation[]> {
  const [row] = await transaction.run(depending, { org, dependent, provider });
  return (row?.stations ?? []).map(({ facts, objective }) => ({ facts: readFacts(facts), objective }));
}
