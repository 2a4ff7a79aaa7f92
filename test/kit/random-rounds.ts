import fc from 'fast-check';
import { momentOf } from '../../src/domain/common/moment.rules.js';
import type { Dependency } from '../../src/domain/interlock/interlock.types.js';
import { factsOf } from '../../src/domain/interlock/facts-of-state.rules.js';
import { hardRings } from '../../src/domain/round/hard-rings.rules.js';
import type { RoundFacts, RoundState } from '../../src/domain/round/round.types.js';
import type { PromiseState } from '../../src/domain/workflow/workflow.types.js';
import type { Dice } from './dice.js';
import { consent, facts, round } from './planned-rounds.js';
import { condition, monday, needs, promise, proposal, serving, workflow } from './planned-workflows.js';
import type { Planned } from './planned-workflows.js';

const people = ['ada', 'bram', 'chidi', 'dana'] as const;
const day = (number: number): string => momentOf(Date.parse(monday) + number * 86_400_000);

/** A day between now and a year from now; now and then one that has passed. */
function someDay(dice: Dice): string {
  return day(dice.onceIn(12) ? -5 : 30 * (1 + dice.below(12)));
}

function someConditions(dice: Dice) {
  return Array.from({ length: 1 + dice.below(2) }, (_, index) => condition(`c${String(index + 1)}`, { mandatory: index === 0 || dice.onceIn(2), due: dice.onceIn(4) ? someDay(dice) : null }));
}

function somePromise(dice: Dice, status: PromiseState['status']): PromiseState {
  return promise({ status, conditions: someConditions(dice), starts: day(-30 * dice.below(3)), due: someDay(dice), performer: dice.oneOf(people) });
}

/** A workflow somewhere in its life. */
function someWorkflow(id: string, dice: Dice): Planned {
  const customer = dice.oneOf(people);
  const performer = dice.oneOf(people.filter((one) => one !== customer));
  const base = workflow(id, { customer, performer });
  const deferral = { CUSTOMER: dice.onceIn(8) ? { until: day(dice.below(3) - 1), act: '' } : null, PERFORMER: null };
  switch (dice.below(8)) {
    case 0:
      return { ...base, deferral };
    case 1:
      return { ...base, phase: 'CLOSED', promise: dice.onceIn(3) ? somePromise(dice, 'REDEEMED') : null };
    case 2:
      return { ...base, phase: 'EXECUTING', promise: somePromise(dice, 'IN_FORCE') };
    case 3:
      return { ...base, phase: 'ASSESSING', promise: somePromise(dice, dice.oneOf(['DELIVERED', 'REDEEMED', 'BROKEN', 'RELEASED'])) };
    default: {
      const standing = dice.onceIn(6) ? null : proposal({ id: `proposal of ${id}`, author: dice.oneOf(['CUSTOMER', 'PERFORMER']), conditions: someConditions(dice), starts: monday, due: someDay(dice), ...(dice.onceIn(6) ? { answerBy: someDay(dice) } : {}) });
      const negotiating: Planned = { ...base, phase: 'NEGOTIATING', standing, deferral, promise: dice.onceIn(4) ? somePromise(dice, 'UNDER_RENEGOTIATION') : null };
      if (standing === null || dice.onceIn(4)) return negotiating;
      const off = dice.below(12);
      return { ...negotiating, consent: consent(negotiating, off === 0 ? { round: 'another' } : off === 1 ? { proposal: 'an earlier one' } : off === 2 ? { side: standing.author } : {}) };
    }
  }
}

/** Ties workflows to others: each serves some of those before it, and needs some of them; now and then any other, so that needs may go round. */
function tied(some: readonly Planned[], dice: Dice): readonly Planned[] {
  const edges: Dependency[] = [];
  const isAnywhere = dice.onceIn(2);
  const served = some.map((one, index): Planned => {
    const before = (): string => some[dice.below(index)]?.id ?? '';
    const others = isAnywhere ? some.filter(({ id }) => id !== one.id).map(({ id }) => id) : some.slice(0, index).map(({ id }) => id);
    for (let turn = 0; turn < (isAnywhere ? 2 : 1); turn++) {
      if (others.length === 0 || dice.onceIn(isAnywhere ? 5 : 2)) continue;
      edges.push(needs(`d${String(index)}/${String(turn)}`, one.id, dice.oneOf(others), {
        kind: dice.oneOf(['HARD', 'HARD', 'HARD', 'SOFT', 'INFORMATIONAL']), status: dice.oneOf(['ACKNOWLEDGED', 'ACKNOWLEDGED', 'ASSERTED', 'REFUSED']), neededBy: someDay(dice),
        condition: dice.onceIn(3) ? dice.oneOf(['c1', 'c2']) : null, needs: dice.onceIn(3) ? dice.oneOf(['c1', 'c2']) : null,
      }));
    }
    if (index === 0) return one;
    const serves = dice.onceIn(2) ? [{ ...serving(before(), dice.onceIn(3) ? ['c1', 'c2'] : ['c1']), id: `s${String(index)}` }] : [];
    return { ...one, cascade: { serves, root: false, own: dice.onceIn(3) ? ['c1', 'c2'] : [] } };
  });
  return served.map((one) => ({ ...one, interlock: { needs: edges.filter(({ dependent }) => dependent === one.id), needed: edges.filter(({ provider }) => provider === one.id) } }));
}

/** A round and what it touches, thrown with dice. */
export function someRound(dice: Dice): { readonly state: RoundState; readonly known: RoundFacts } {
  const workflows = tied(Array.from({ length: 1 + dice.below(6) }, (_, index) => someWorkflow(`w${String(index)}`, dice)), dice);
  const inRound = workflows.filter(() => !dice.onceIn(4)).map(({ id }) => id);
  const left = dice.onceIn(8) ? [dice.oneOf(people)] : [];
  const state = round({ workflows: inRound });
  const [own, besides] = [true, false].map((isIn) => workflows.filter(({ id }) => inRound.includes(id) === isIn));
  const rings = hardRings(state, { zone: 'UTC', own: own ?? [], besides: (besides ?? []).map((one) => factsOf(one, 'PROMISE')) }, { now: monday, left: new Set(left) });
  const carried = dice.onceIn(2) ? people.map((performer) => ({ workflow: `other of ${performer}`, customer: 'board', performer, starts: day(-60), due: someDay(dice) })) : [];
  const limit = (most: number): number | null => (dice.onceIn(2) ? 1 + dice.below(most) : null);
  const known = facts(workflows, {
    rings, carried, left,
    capacity: { usual: { promises: limit(4), percent: null }, byAgent: new Map([['bram', { promises: limit(3), percent: limit(100) }]]), usualPercent: limit(50), percentByWorkflow: new Map([['w1', 80]]) },
  });
  return { state, known };
}

/** Numbers to throw such a round with. */
export const throws = fc.array(fc.nat(5_039), { minLength: 150, maxLength: 150 });
