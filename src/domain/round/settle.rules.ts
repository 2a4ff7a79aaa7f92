import { Refusal } from '../common/refusal.js';
import { partyOf } from '../workflow/speaker.rules.js';
import type { Side } from '../workflow/workflow.types.js';
import { accepter, consentOf, decisionOf } from './plan.rules.js';
import { roundAlternatives } from './round-speaker.rules.js';
import type { Misalignment, RoundFacts, RoundState, RoundWorkflow, Waiver } from './round.types.js';

/** What is left: neither accepted as it is by everybody who bears it, nor to be accepted by anybody. */
export function unwaived(alignment: readonly Misalignment[], waivers: readonly Waiver[]): readonly Misalignment[] {
  const waived = new Set(waivers.map(({ misalignment, by }) => JSON.stringify([misalignment, by])));
  return alignment.filter(({ key, waivedBy }) => waivedBy.length === 0 || !waivedBy.every((agent) => waived.has(JSON.stringify([key, agent]))));
}

export function readyToSettle(alignment: readonly Misalignment[], waivers: readonly Waiver[]): boolean {
  return unwaived(alignment, waivers).length === 0;
}

/** The misalignment that somebody would waive, as it stands now. @throws Refusal NOT_FOUND when there is none with that key */
export function misalignmentOf(key: string, alignment: readonly Misalignment[]): Misalignment {
  const found = alignment.find((one) => one.key === key);
  if (found === undefined) {
    throw new Refusal('NOT_FOUND', 'Nothing is misaligned in this way, or no longer in just this way: read the alignment of the round again.', { field: ['misalignment'] });
  }
  return found;
}

/** One act that a settlement makes of a consent, spoken by who consented; the id of its promise comes with it. */
export interface SettlingAct {
  readonly workflow: string;
  readonly act: 'AGREE' | 'PROMISE';
  readonly side: Side;
  readonly person: string;
  readonly party: string | null;
  readonly proposal: string;
}

/**
 * All consents of a round as the acts that they stand for, in the order of the workflows' ids, which is that of locks.
 * What is deferred, declined, promised already or waived as undecided stays as it is.
 */
export function settleOrder(round: Pick<RoundState, 'id' | 'workflows'>, facts: RoundFacts): readonly SettlingAct[] {
  return [...round.workflows].sort().flatMap((workflow): readonly SettlingAct[] => {
    const state = facts.workflows.get(workflow);
    const consent = state === undefined ? null : consentOf(state, round.id, facts);
    if (consent === null) return [];
    const { side, person, party, proposal } = consent;
    return [{ workflow, act: side === 'CUSTOMER' ? 'AGREE' : 'PROMISE', side, person, party, proposal }];
  });
}

/**
 * All of it, or nothing.
 * @throws Refusal NOT_AVAILABLE while anything is misaligned and not waived, or when nobody has consented to anything
 */
export function judgeSettling(state: RoundState, alignment: readonly Misalignment[], acts: readonly SettlingAct[]): void {
  const refuse = (because: string): Refusal =>
    new Refusal('NOT_AVAILABLE', `SETTLE is refused: ${because}`, { instead: roundAlternatives(state).filter(({ act }) => act !== 'SETTLE'), currentVersion: state.version });
  const left = unwaived(alignment, state.waivers);
  if (left.length > 0) throw refuse(`${inWords(left)}. The alignment of the round says who must talk to whom, and what would mend it; nothing was promised.`);
  if (acts.length === 0) throw refuse('no consent stands in the round, so nothing would be promised.');
}

function inWords(misalignments: readonly Misalignment[]): string {
  const counts = new Map<string, number>();
  for (const { kind } of misalignments) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].map(([kind, count]) => `${String(count)} ${kind}`).join(', ');
}

/** How far an agent is with the workflows they are party to in a round. */
export interface Readiness {
  readonly agent: string;
  readonly workflows: number;
  /** Those in which they are waited for. */
  readonly open: readonly string[];
  readonly ready: boolean;
}

/** The agents who are waited for in a workflow of a round: whoever may consent; where nothing can be consented to, both. */
function waitedFor(state: RoundWorkflow, round: string, facts: RoundFacts): readonly string[] {
  const decision = decisionOf(state, round, facts);
  const side = accepter(state, facts.now);
  if (decision === 'AWAITS_CONSENT' && side !== null) return [partyOf(state, side)];
  return decision === 'UNDECIDED' ? [state.customer, state.performer] : [];
}

/** Who is ready: everybody invited or party to a workflow of the round, with where they are still waited for. */
export function readinessOf(round: Pick<RoundState, 'id' | 'workflows' | 'invited'>, facts: RoundFacts): readonly Readiness[] {
  const byAgent = new Map<string, { workflows: number; open: string[] }>(round.invited.map((agent) => [agent, { workflows: 0, open: [] }]));
  for (const id of round.workflows) {
    const state = facts.workflows.get(id);
    if (state === undefined) continue;
    const open = waitedFor(state, round.id, facts);
    for (const agent of [state.customer, state.performer]) {
      const tally = byAgent.get(agent) ?? { workflows: 0, open: [] };
      byAgent.set(agent, tally);
      tally.workflows++;
      if (open.includes(agent)) tally.open.push(id);
    }
  }
  return [...byAgent].map(([agent, { workflows, open }]) => ({ agent, workflows, open, ready: workflows > 0 && open.length === 0 }));
}
