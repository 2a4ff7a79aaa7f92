import fc from 'fast-check';
import { Refusal } from '../../../src/domain/common/refusal.js';
import { alignmentOf } from '../../../src/domain/round/alignment.rules.js';
import { judgeSettling, misalignmentOf, readinessOf, readyToSettle, settleOrder, unwaived } from '../../../src/domain/round/settle.rules.js';
import type { Misalignment, RoundFacts, RoundState, Waiver } from '../../../src/domain/round/round.types.js';
import { apply } from '../../../src/domain/workflow/apply.rules.js';
import { isEnded, rowOf } from '../../../src/domain/workflow/cycle.rules.js';
import { Dice } from '../../kit/dice.js';
import { namesOf, naivelyMisaligned } from '../../kit/naive-alignment.js';
import { untilOften } from '../../kit/often.js';
import { consent, facts, round } from '../../kit/planned-rounds.js';
import { monday, promise, proposal, workflow } from '../../kit/planned-workflows.js';
import type { Planned } from '../../kit/planned-workflows.js';
import { someRound, throws } from '../../kit/random-rounds.js';

const waiver = (misalignment: string, agent: string): Waiver => ({ misalignment, by: agent, at: monday, act: '' });
const agreed = (id: string, author: 'CUSTOMER' | 'PERFORMER', parts: Partial<Planned> = {}): Planned => {
  const state = workflow(id, { phase: 'NEGOTIATING', standing: proposal({ id: `proposal of ${id}`, author }), ...parts });
  return { ...state, consent: consent(state) };
};
const misalignment = (kind: Misalignment['kind'], key: string, ...waivedBy: string[]): Misalignment => ({
  kind, key, about: { kind: 'UNDECIDED', workflow: key }, workflows: [key], talk: [], mends: [], waivedBy, says: '',
});

function refusalOf(state: RoundState, known: RoundFacts): Refusal | null {
  try {
    judgeSettling(state, alignmentOf(state, known), settleOrder(state, known));
    return null;
  } catch (refusal) {
    if (refusal instanceof Refusal) return refusal;
    throw refusal;
  }
}

describe('a misalignment is waived', () => {
  test('when everybody who bears it has accepted it, and never when nobody may', () => {
    const [undecided, outside, ring] = [misalignment('UNDECIDED', 'u', 'ada'), misalignment('OUTSIDE_PARENTS_WINDOW', 'o', 'ada', 'board'), misalignment('HARD_RING', 'r')];
    const left = (...waivers: Waiver[]): readonly string[] => unwaived([undecided, outside, ring], waivers).map(({ key }) => key);
    expect([left(), left(waiver('u', 'ada')), left(waiver('u', 'board'))]).toEqual([['u', 'o', 'r'], ['o', 'r'], ['u', 'o', 'r']]);
    expect([left(waiver('o', 'ada')), left(waiver('o', 'ada'), waiver('o', 'board')), left(waiver('r', 'ada'))]).toEqual([['u', 'o', 'r'], ['u', 'r'], ['u', 'o', 'r']]);
    expect([readyToSettle([undecided], [waiver('u', 'ada')]), readyToSettle([undecided, ring], [waiver('u', 'ada')]), readyToSettle([], [])]).toEqual([true, false, true]);
  });

  test('by its key as it stands now', () => {
    const one = misalignment('UNDECIDED', 'u', 'ada');
    expect(misalignmentOf('u', [one])).toBe(one);
    expect(() => misalignmentOf('other', [one])).toThrow(expect.objectContaining({ code: 'NOT_FOUND', field: ['misalignment'] }) as Error);
  });
});

describe('a settlement', () => {
  const known = facts([agreed('b', 'CUSTOMER'), agreed('a', 'PERFORMER'), workflow('c', { phase: 'EXECUTING', promise: promise() }), workflow('d', { phase: 'CLOSED' })]);
  const state = round({ workflows: ['b', 'a', 'd', 'c'] });

  test('has each say what their consent stood for: the Customer agrees, the Performer promises', () => {
    expect(settleOrder(state, known)).toEqual([
      { workflow: 'a', act: 'AGREE', side: 'CUSTOMER', person: 'ada', party: null, proposal: 'proposal of a' },
      { workflow: 'b', act: 'PROMISE', side: 'PERFORMER', person: 'bram', party: null, proposal: 'proposal of b' },
    ]);
    expect(refusalOf(state, known)).toBeNull();
  });

  test('has a representative speak who consented for their group', () => {
    const teams = workflow('t', { performer: 'team', phase: 'NEGOTIATING', standing: proposal({ author: 'CUSTOMER' }) });
    const [act] = settleOrder(round({ workflows: ['t'] }), facts([{ ...teams, consent: consent(teams, { person: 'emil', party: 'team' }) }]));
    expect(act).toMatchObject({ act: 'PROMISE', person: 'emil', party: 'team' });
  });

  test('is refused with what is misaligned, counted by kind, and what may be said instead', () => {
    const open = [workflow('e'), workflow('f'), workflow('g', { phase: 'NEGOTIATING', standing: proposal() })];
    const refusal = refusalOf({ ...state, workflows: [...state.workflows, 'e', 'f', 'g'] }, facts([...known.workflows.values() as Iterable<Planned>, ...open]));
    expect(refusal).toMatchObject({ code: 'NOT_AVAILABLE', message: expect.stringContaining('1 CONSENT_MISSING, 2 UNDECIDED') as string, currentVersion: 1 });
    expect(refusal?.instead.map(({ act }) => act)).toEqual(['ADD_WORKFLOW', 'REMOVE_WORKFLOW', 'INVITE', 'MOVE_DEADLINE', 'WAIVE', 'CANCEL']);
  });

  test('that would promise nothing is refused', () => {
    expect(refusalOf(round({ workflows: ['c', 'd'] }), known)?.message).toContain('no consent stands');
  });
});

describe('who is ready', () => {
  const known = facts([
    agreed('a', 'CUSTOMER'), workflow('b', { performer: 'dana', phase: 'NEGOTIATING', standing: proposal({ author: 'CUSTOMER' }) }), workflow('c', { customer: 'dana', performer: 'chidi' }),
    workflow('d', { phase: 'EXECUTING', promise: promise() }),
  ]);

  test('is whoever is waited for nowhere: not by one who consents, and by both where nothing stands', () => {
    const shown = readinessOf(round({ workflows: ['a', 'b', 'c', 'd'], invited: ['emil', 'ada'] }), known).map(({ agent, workflows, open, ready }) => [agent, workflows, open, ready]);
    expect(shown).toEqual([['emil', 0, [], false], ['ada', 3, [], true], ['bram', 2, [], true], ['dana', 2, ['b', 'c'], false], ['chidi', 1, ['c'], false]]);
  });
});

/** Waivers of some of what is misaligned, and of things that nobody asked for. */
function someWaivers(alignment: readonly Misalignment[], dice: Dice): readonly Waiver[] {
  const mostly = dice.below(3);
  return [
    ...alignment.flatMap(({ key, waivedBy }) => waivedBy.filter(() => !dice.onceIn(mostly === 0 ? 2 : 30)).map((agent) => waiver(key, agent))),
    ...alignment.filter(() => dice.onceIn(3)).map(({ key }) => waiver(key, 'olga')),
  ];
}

test('a round settles exactly when looking at everything again finds nothing that was not waived', () => {
  let settled = 0;
  untilOften(() => settled > 5, () => { fc.assert(fc.property(throws, (thrown) => {
    const dice = new Dice(thrown);
    const { state: opened, known } = someRound(dice);
    const waivers = someWaivers(alignmentOf(opened, known), dice);
    const state = { ...opened, waivers };
    const alignment = alignmentOf(state, known);
    const naive = naivelyMisaligned(state, known).filter(({ kind, what, waivedBy }) => {
      const key = alignment.find((one) => one.kind === kind && JSON.stringify(namesOf(one.about)) === JSON.stringify(what))?.key;
      return waivedBy.length === 0 || !waivedBy.every((agent) => waivers.some((one) => one.misalignment === key && one.by === agent));
    });
    expect(readyToSettle(alignment, waivers)).toBe(naive.length === 0);
    const acts = settleOrder(state, known);
    const refusal = refusalOf(state, known);
    expect(refusal === null).toBe(naive.length === 0 && acts.length > 0);
    if (refusal === null) settled++;
  }), { numRuns: 150 }); });
  expect(settled).toBeGreaterThan(5); // or only refusals were seen
});

test('each act of a settlement is one that the cycle lets its speaker say, and what comes of it is the promise that was in view', () => {
  fc.assert(fc.property(throws, (thrown) => {
    const { state, known } = someRound(new Dice(thrown));
    for (const { workflow: id, act, side, person, proposal: accepted } of settleOrder(state, known)) {
      const before = known.workflows.get(id) as Planned;
      const row = rowOf(act);
      expect([row?.speaker, row?.from.includes(before.phase), row?.when.find((guard) => !guard.holds(before, { side, now: known.now }))]).toEqual([side, true, undefined]);
      expect(person).toBe(side === 'CUSTOMER' ? before.customer : before.performer);
      const after = apply(before, { id: 'act', act, side, person, at: known.now, data: { proposal: accepted, promise: `promise of ${id}` } });
      expect(after).toMatchObject({ phase: 'EXECUTING', promise: { id: `promise of ${id}`, due: before.standing?.terms.due, status: 'IN_FORCE' }, standing: null });
      expect(isEnded(after.promise?.status ?? 'BROKEN')).toBe(false);
    }
  }), { numRuns: 60 });
});

test('a thousand consents are settled at once', () => {
  const many = Array.from({ length: 1_000 }, (_, index) => agreed(`w${String(index)}`, index % 2 === 0 ? 'CUSTOMER' : 'PERFORMER', { customer: `c${String(index % 40)}`, performer: `p${String(index % 90)}` }));
  const state = round({ workflows: many.map(({ id }) => id) });
  expect(refusalOf(state, facts(many))).toBeNull();
  expect(settleOrder(state, facts(many))).toHaveLength(1_000);
  expect(refusalOf(state, facts(many.map((one) => (one.id === 'w7' ? { ...one, consent: null } : one))))?.message).toContain('1 CONSENT_MISSING');
});
