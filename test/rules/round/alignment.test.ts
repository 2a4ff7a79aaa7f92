import fc from 'fast-check';
import { factsOf } from '../../../src/domain/interlock/facts-of-state.rules.js';
import { alignmentOf } from '../../../src/domain/round/alignment.rules.js';
import { hardRings, possibleRings } from '../../../src/domain/round/hard-rings.rules.js';
import { keyOf } from '../../../src/domain/round/misalignment.rules.js';
import { misalignmentKinds } from '../../../src/domain/round/round.types.js';
import type { Misaligned, Misalignment, RoundFacts } from '../../../src/domain/round/round.types.js';
import { Dice } from '../../kit/dice.js';
import { namesOf, naivelyMisaligned } from '../../kit/naive-alignment.js';
import { untilOften } from '../../kit/often.js';
import { consent, facts, nobodyIsLimited, round } from '../../kit/planned-rounds.js';
import { by, condition, monday, needs, place, promise, proposal, serving, workflow } from '../../kit/planned-workflows.js';
import type { Planned } from '../../kit/planned-workflows.js';
import { someRound, throws } from '../../kit/random-rounds.js';

const june = by('2026-06-30');
const yearsEnd = by('2026-12-31');
const negotiating = (id: string, parts: Partial<Planned> = {}): Planned => workflow(id, { phase: 'NEGOTIATING', standing: proposal({ id: `proposal of ${id}` }), ...parts });
const agreed = (id: string, parts: Partial<Planned> = {}): Planned => {
  const state = negotiating(id, parts);
  return { ...state, consent: parts.consent === null ? null : consent(state) };
};

function misaligned(workflows: readonly Planned[], parts: Parameters<typeof facts>[1] = {}, inRound: readonly string[] = workflows.map(({ id }) => id)): readonly Misalignment[] {
  return alignmentOf(round({ workflows: inRound }), facts(workflows, parts));
}

const kinds = (...arguments_: Parameters<typeof misaligned>): readonly string[] => misaligned(...arguments_).map(({ kind }) => kind);

function only(found: readonly Misalignment[]): Misalignment {
  const [first, ...more] = found;
  if (first === undefined || more.length > 0) throw new Error(`one was expected, of ${found.map(({ kind }) => kind).join(', ') || 'none'}`);
  return first;
}

describe('a workflow of a round', () => {
  test('in which one of the two stands behind the proposal waits for the other, who talk, and nobody can waive it', () => {
    const found = only(misaligned([negotiating('a')]));
    expect(found).toMatchObject({
      kind: 'CONSENT_MISSING', about: { workflow: 'a', proposal: 'proposal of a', side: 'CUSTOMER' }, workflows: ['a'], talk: [{ one: 'ada', other: 'bram', workflow: 'a' }], waivedBy: [],
    });
    expect(found.mends.map(({ kind, agent }) => [kind, agent])).toEqual([['CONSENT', 'ada'], ['PROPOSE', 'ada'], ['DEFER', 'ada']]);
    expect(only(misaligned([negotiating('a', { standing: proposal({ author: 'CUSTOMER' }) })])).about).toMatchObject({ side: 'PERFORMER' });
  });

  test.each([
    ['was consented to', agreed('a')], ['is promised already', workflow('a', { phase: 'EXECUTING', promise: promise() })], ['was delivered', workflow('a', { phase: 'ASSESSING', promise: promise({ status: 'DELIVERED' }) })],
    ['is deferred', negotiating('a', { deferral: { CUSTOMER: null, PERFORMER: { until: june, act: '' } } })], ['is deferred before anything was proposed', workflow('a', { deferral: { CUSTOMER: { until: june, act: '' }, PERFORMER: null } })],
    ['was declined', workflow('a', { phase: 'CLOSED' })],
  ])('that %s is aligned', (_, state) => {
    expect(kinds([state])).toEqual([]);
  });

  test.each([
    ['of another round', { round: 'another' }], ['to an earlier proposal', { proposal: 'earlier' }], ['of the side that wrote it', { side: 'PERFORMER' as const }], ['of a person who has left', { person: 'emil' }],
  ])('does not count a consent %s', (_, parts) => {
    const state = negotiating('a');
    expect(kinds([{ ...state, consent: consent(state, parts) }], { left: ['emil'] })).toEqual(['CONSENT_MISSING']);
  });

  test.each([
    ['nobody has proposed anything', negotiating('a', { standing: null })], ['they still listen', workflow('a')], ['the proposal has run out', agreed('a', { standing: proposal({ answerBy: '2026-03-01T00:00:00.000Z' }) })],
    ['the due of the proposal has passed', agreed('a', { standing: proposal({ due: '2026-03-01T00:00:00.000Z' }) })], ['the promise has ended', workflow('a', { phase: 'ASSESSING', promise: promise({ status: 'BROKEN' }) })],
    ['the day it was deferred to has come', workflow('a', { deferral: { CUSTOMER: { until: monday, act: '' }, PERFORMER: null } })],
    ['a renegotiation has no proposal', negotiating('a', { standing: null, promise: promise({ status: 'UNDER_RENEGOTIATION' }) })],
  ])('is undecided when %s, and its Customer may waive that', (_, state) => {
    expect(only(misaligned([state]))).toMatchObject({ kind: 'UNDECIDED', about: { workflow: 'a' }, waivedBy: ['ada'] });
  });

  test('is undecided when a party has left, whose place somebody has to take', () => {
    for (const state of [negotiating('a'), agreed('a')]) {
      const found = only(misaligned([state], { left: ['bram'] }));
      expect([found.kind, found.mends]).toEqual(['UNDECIDED', [{ kind: 'HAND_OVER', agent: 'bram', workflow: 'a', until: null }]]);
    }
  });
});

describe('a hard dependency', () => {
  const provider = agreed('provider', { customer: 'chidi', performer: 'dana', standing: proposal({ due: june, conditions: [condition('c1', { due: by('2026-04-30') }), condition('c2'), condition('c3', { mandatory: false, due: by('2026-05-31') })] }) });
  const dependent = agreed('dependent');
  const with_ = (parts: Parameters<typeof needs>[3], changed: { provider?: Partial<Planned>; dependent?: Partial<Planned> } = {}, inRound?: readonly string[], known: Parameters<typeof facts>[1] = {}): readonly Misalignment[] => {
    const edge = needs('d', 'dependent', 'provider', { neededBy: june, ...parts });
    return misaligned([
      { ...provider, ...changed.provider, interlock: { needs: [], needed: [edge] } }, { ...dependent, ...changed.dependent, interlock: { needs: [edge], needed: [] } },
    ], known, inRound);
  };

  test('that is acknowledged and due in time is aligned', () => {
    expect(with_({})).toEqual([]);
  });

  test.each([['ASSERTED', false], ['REFUSED', true]] as const)('that is %s is not acknowledged: the two Performers talk, and the Customer whose promise hangs on it may waive that', (status, refused) => {
    const found = only(with_({ status }));
    expect(found).toMatchObject({
      kind: 'DEPENDENCY_NOT_ACKNOWLEDGED', about: { dependency: 'd', refused }, workflows: ['dependent', 'provider'], talk: [{ one: 'bram', other: 'dana', workflow: 'provider' }], waivedBy: ['ada'],
    });
    expect(found.mends.map(({ kind, agent }) => [kind, agent])).toEqual([['ACKNOWLEDGE_DEPENDENCY', 'dana'], ['STOP_DEPENDING', 'bram']]);
  });

  test('is too late when it is due after the day it is needed, by that condition, or the last mandatory one', () => {
    const late = (neededBy: string, key: string | null): unknown => with_({ neededBy: by(neededBy), needs: key }).map(({ kind, about }) => [kind, 'due' in about ? about.due : '']);
    expect([late('2026-04-30', 'c1'), late('2026-04-29', 'c1')]).toEqual([[], [['DEPENDENCY_TOO_LATE', by('2026-04-30')]]]);
    expect([late('2026-06-29', null), late('2026-05-30', 'c3'), late('2026-06-29', 'c2')]).toEqual([[['DEPENDENCY_TOO_LATE', june]], [['DEPENDENCY_TOO_LATE', by('2026-05-31')]], [['DEPENDENCY_TOO_LATE', june]]]);
    const found = only(with_({ neededBy: by('2026-06-29') }));
    expect(found.mends).toEqual([
      { kind: 'PROPOSE_EARLIER', agent: 'dana', workflow: 'provider', until: by('2026-06-29') }, { kind: 'PROPOSE_LATER', agent: 'bram', workflow: 'dependent', until: june }, { kind: 'STOP_DEPENDING', agent: 'bram', workflow: 'dependent', until: null },
    ]);
    expect(found.says).toBe('What is needed by 2026-06-29 is due on 2026-06-30.');
  });

  test('is too late when nobody promises it', () => {
    for (const gone of [{ phase: 'CLOSED' as const }, { deferral: { CUSTOMER: { until: june, act: '' }, PERFORMER: null }, consent: null }, { promise: promise({ status: 'BROKEN' }), phase: 'ASSESSING' as const, standing: null }]) {
      expect(with_({}, { provider: gone }).find(({ kind }) => kind === 'DEPENDENCY_TOO_LATE')).toMatchObject({ about: { due: null }, says: 'What is needed by 2026-06-30 is promised by nobody.' });
    }
    expect(only(with_({ needs: 'c9' })).about).toMatchObject({ due: null });
  });

  test('binds nobody when it is kept already, is not hard, or what needs it is not promised', () => {
    const late = { neededBy: monday, status: 'ASSERTED' as const };
    expect(with_(late, { provider: { phase: 'ASSESSING', promise: promise({ status: 'REDEEMED' }), standing: null } }).map(({ kind }) => kind)).toEqual(['UNDECIDED']);
    for (const kind of ['SOFT', 'INFORMATIONAL'] as const) expect(with_({ ...late, kind })).toEqual([]);
    expect(with_(late, { dependent: { phase: 'CLOSED' } })).toEqual([]);
    expect(with_({ ...late, condition: 'c9' })).toEqual([]);
  });

  test('of others on the round is not moved behind their backs, once it was acknowledged', () => {
    expect(with_({ neededBy: by('2026-05-31') }, {}, ['provider']).map(({ kind }) => kind)).toEqual(['DEPENDENCY_TOO_LATE']);
    expect(with_({ neededBy: by('2026-05-31'), status: 'ASSERTED' }, {}, ['provider'])).toEqual([]);
    expect(with_({ neededBy: by('2026-05-31'), status: 'ASSERTED' }, {}, ['dependent']).map(({ kind }) => kind)).toEqual(['DEPENDENCY_NOT_ACKNOWLEDGED', 'DEPENDENCY_TOO_LATE']);
  });

  test('in a ring can be waived by nobody, and has the same key wherever the ring is entered', () => {
    const steps = [['dependent', 'd'], ['provider', 'e']].map(([id = '', dependency = '']) => ({ workflow: id, condition: 'c1', dependency, needs: null }));
    const found = only(with_({}, {}, undefined, { rings: [steps] }));
    expect(found).toMatchObject({ kind: 'HARD_RING', workflows: ['dependent', 'provider'], waivedBy: [], talk: [{ one: 'bram', other: 'dana', workflow: 'dependent' }, { one: 'dana', other: 'bram', workflow: 'provider' }] });
    expect(found.mends.map(({ kind, agent }) => [kind, agent])).toEqual([['STOP_DEPENDING', 'bram'], ['STOP_DEPENDING', 'dana']]);
    expect(only(with_({}, {}, undefined, { rings: [[...steps].reverse()] })).key).toBe(found.key);
  });
});

const quick = proposal({ conditions: [condition('c1'), condition('c2')] });

describe('a ring of hard needs', () => {
  test('is told as the interlock finds it among what is proposed', () => {
    const [a, b, c] = [['a', 'b'], ['b', 'c'], ['c', 'a']].map(([id = '', next = ''], index) =>
      agreed(id, { performer: ['bram', 'chidi', 'dana'][index] ?? '', interlock: { needs: [needs(`${id} needs ${next}`, id, next, { condition: 'c1', needs: 'c1' })], needed: [] } }));
    const all = [a, b, c].filter((one) => one !== undefined);
    const found = only(misaligned(all, { rings: ringsOf(all, all) }));
    expect([found.kind, [...found.workflows].sort(), found.key]).toEqual(['HARD_RING', ['a', 'b', 'c'], 'HARD_RING/a needs b/b needs c/c needs a']);
    expect(found.talk).toContainEqual({ one: 'chidi', other: 'dana', workflow: 'b' });
  });

  test.each<[string, Partial<Planned>, readonly string[], number]>([
    ['both of which are proposed', {}, [], 1],
    ['of which one was put off', { deferral: { CUSTOMER: { until: june, act: '' }, PERFORMER: null }, consent: null }, [], 0],
    ['of which one was put off until a day that has come', { deferral: { CUSTOMER: { until: monday, act: '' }, PERFORMER: null }, consent: null }, [], 1],
    ['of which one has run out', { standing: { ...quick, terms: { ...quick.terms, answerBy: '2026-03-01T00:00:00.000Z' } } }, [], 0],
    ['of which one is of a party who has left', {}, ['dana'], 0],
    ['of which one was never promised before, and was put off', { promise: null, deferral: { CUSTOMER: { until: june, act: '' }, PERFORMER: null }, consent: null }, [], 0],
  ])('goes through terms that will be promised with the round: %s', (_, parts, left, rings) => {
    const [one, other] = [renegotiated('one', 'other', 'bram'), renegotiated('other', 'one', 'dana', parts)];
    expect(ringsOf([one, other], [one, other], left)).toHaveLength(rings);
    // Outside of the round it is what is in force that counts, or what is proposed where nothing is.
    expect(ringsOf([one], [one, other], left)).toHaveLength(parts.promise === null ? 1 : 0);
    expect(possibleRings({ workflows: ['one', 'other'] }, { zone: 'UTC', own: [one, other], besides: [] })).toHaveLength(1);
  });
});

/** A promise whose second condition needs another promise, and is optional until what is on the table is promised instead. */
function renegotiated(id: string, provider: string, performer: string, parts: Partial<Planned> = {}): Planned {
  return negotiating(id, {
    performer, standing: quick, promise: promise({ status: 'UNDER_RENEGOTIATION', conditions: [condition('c1'), condition('c2', { mandatory: false })] }),
    interlock: { needs: [needs(`${id} needs ${provider}`, id, provider, { condition: 'c2' })], needed: [] }, ...parts,
  });
}

function ringsOf(own: readonly Planned[], all: readonly Planned[], left: readonly string[] = []) {
  const state = round({ workflows: own.map(({ id }) => id) });
  return hardRings(state, { zone: 'UTC', own, besides: all.filter((one) => !own.includes(one)).map((one) => factsOf(one, 'PROMISE')) }, { now: monday, left: new Set(left) });
}

describe('what serves', () => {
  const parent = agreed('parent', { customer: 'board', performer: 'ada', ...place({ own: ['c1'] }) });
  const child = agreed('child', { ...place({ serves: [serving('parent')] }) });

  test('within the window of what it serves is aligned', () => {
    expect(kinds([parent, child])).toEqual([]);
  });

  test('beyond it is not: both Customers are touched, and both waive', () => {
    const found = only(misaligned([{ ...parent, standing: proposal({ id: 'proposal of parent', due: june }) }, child]));
    expect(found).toMatchObject({
      kind: 'OUTSIDE_PARENTS_WINDOW', about: { serving: 'to parent', childsWindow: { due: yearsEnd }, parentsWindow: { due: june } }, workflows: ['child', 'parent'], waivedBy: ['ada', 'board'],
    });
    expect(found.mends.map(({ kind, agent, until }) => [kind, agent, until])).toEqual([['PROPOSE_EARLIER', 'bram', june], ['PROPOSE_LATER', 'ada', yearsEnd], ['STOP_SERVING', 'ada', null]]);
  });

  test('is judged by what will be promised, not by what still is', () => {
    const renegotiating = { ...child, promise: promise({ status: 'UNDER_RENEGOTIATION', due: june }) };
    const shorter = { ...parent, standing: proposal({ id: 'proposal of parent', due: june }) };
    expect(kinds([shorter, renegotiating])).toEqual(['OUTSIDE_PARENTS_WINDOW']);
    expect(kinds([shorter, renegotiating], {}, ['parent'])).toEqual([]);
    expect(kinds([shorter, { ...child, consent: null, deferral: { CUSTOMER: { until: june, act: '' }, PERFORMER: null } }])).toEqual([]);
  });

  test('something undecided is held against the window of its cycle', () => {
    const talking = workflow('parent', { customer: 'board', performer: 'ada', cycle: { ...child.cycle, due: june } });
    expect(kinds([talking, child])).toEqual(['UNDECIDED', 'OUTSIDE_PARENTS_WINDOW']);
  });
});

describe('a condition of a parent', () => {
  const parent = (own: readonly string[] = []): Planned => agreed('parent', { customer: 'board', performer: 'ada', standing: proposal({ id: 'proposal of parent', conditions: [condition('c1'), condition('c2', { mandatory: false })] }), ...place({ own }) });
  const child = (parts: Partial<Planned> = {}): Planned => agreed('child', { ...place({ serves: [serving('parent', ['c1'])] }), ...parts });
  const unserved = (...all: readonly Planned[]): readonly string[] => misaligned(all).flatMap(({ about }) => (about.kind === 'CONDITION_UNSERVED' ? [about.condition] : []));

  test('rests on what serves it or is the own of its Performer', () => {
    expect([unserved(parent(), child()), unserved(parent(['c2']), child()), unserved(parent(['c1', 'c2']), child())]).toEqual([['c2'], [], []]);
    const found = misaligned([parent(), child()])[0];
    expect(found).toMatchObject({ about: { workflow: 'parent', condition: 'c2' }, talk: [{ one: 'ada', other: 'board', workflow: 'parent' }], waivedBy: ['board'] });
    expect(found?.mends.map(({ kind, agent }) => [kind, agent])).toEqual([['SERVE', 'ada'], ['MARK_OWN', 'ada'], ['PROPOSE', 'ada']]);
  });

  test('rests on nothing that will not be promised, and on what is kept', () => {
    const deferred = { consent: null, deferral: { CUSTOMER: { until: june, act: '' }, PERFORMER: null } };
    for (const gone of [{ phase: 'CLOSED' as const }, deferred, { standing: null, consent: null }]) expect(unserved(parent(['c2']), child(gone))).toEqual(['c1']);
    expect(unserved(parent(['c2']), child({ phase: 'CLOSED', promise: promise({ status: 'REDEEMED' }) }))).toEqual([]);
    expect(unserved(parent(['c2']), child({ phase: 'EXECUTING', standing: null, consent: null, promise: promise() }))).toEqual([]);
  });

  test('is nobody’s matter where nothing serves the promise at all', () => {
    expect(unserved(parent())).toEqual([]);
  });
});

describe('a Performer with more than they can carry', () => {
  const capacity = { ...nobodyIsLimited, usual: { promises: 2, percent: null } };
  const three = [agreed('a'), agreed('b', { customer: 'chidi' }), agreed('c', { customer: 'dana' })];
  const carried = [{ workflow: 'elsewhere', customer: 'board', performer: 'bram', starts: monday, due: june }];

  test('talks to every Customer of theirs, and is the only one who waives it', () => {
    const found = only(misaligned(three, { capacity }));
    expect(found).toMatchObject({ kind: 'OVERLOADED', about: { agent: 'bram', promises: ['a', 'b', 'c'], capacity: { promises: 2 } }, waivedBy: ['bram'] });
    expect(found.talk.map(({ one, other, workflow: id }) => [one, other, id])).toEqual([['bram', 'ada', 'a'], ['bram', 'chidi', 'b'], ['bram', 'dana', 'c']]);
    expect(kinds(three.slice(0, 2), { capacity })).toEqual([]);
  });

  test('carries what they promised elsewhere too, once, and only what is theirs', () => {
    expect(kinds(three.slice(0, 2), { capacity, carried })).toEqual(['OVERLOADED']);
    expect(kinds(three.slice(0, 2), { capacity, carried: carried.map((load) => ({ ...load, workflow: 'a' })) })).toEqual([]);
    expect(kinds(three.slice(0, 2), { capacity, carried: carried.map((load) => ({ ...load, performer: 'emil' })) })).toEqual([]);
    const found = only(misaligned(three.slice(0, 2), { capacity, carried }));
    expect(found.mends.map(({ kind, workflow: id }) => [kind, id])).toEqual([['PROPOSE_LATER', 'a'], ['DECLINE', 'a'], ['PROPOSE_LATER', 'b'], ['DECLINE', 'b']]);
    expect(found.talk).toContainEqual({ one: 'bram', other: 'board', workflow: 'elsewhere' });
  });

  test('still carries what is overdue, and no longer what is delivered', () => {
    const overdue = carried.map((load) => ({ ...load, starts: '2025-01-01T00:00:00.000Z', due: '2026-03-01T00:00:00.000Z' }));
    expect(kinds(three.slice(0, 2), { capacity, carried: overdue })).toEqual(['OVERLOADED']);
    const delivered = workflow('d', { phase: 'ASSESSING', promise: promise({ status: 'DELIVERED' }) });
    expect(kinds([...three.slice(0, 2), delivered], { capacity })).toEqual([]);
    expect(kinds([...three.slice(0, 2), workflow('d', { phase: 'EXECUTING', promise: promise() })], { capacity })).toEqual(['OVERLOADED']);
  });

  test('may have limits of their own, in time as well', () => {
    const own = { ...capacity, byAgent: new Map([['bram', { promises: 9, percent: 50 }]]), usualPercent: 20 };
    expect([kinds(three, { capacity: own }), kinds(three.slice(0, 2), { capacity: own })]).toEqual([['OVERLOADED'], []]);
    expect(kinds(three.slice(0, 2), { capacity: { ...own, percentByWorkflow: new Map([['a', 40]]) } })).toEqual(['OVERLOADED']);
  });
});

describe('the key of a misalignment', () => {
  test('stays while the same is the matter, and is another when it gets worse', () => {
    const late = (due: string): Misaligned => ({ kind: 'DEPENDENCY_TOO_LATE', dependency: 'd', dependent: 'a', provider: 'b', neededBy: june, due });
    expect(keyOf(late(yearsEnd))).toBe(keyOf(late(yearsEnd)));
    expect(keyOf(late(yearsEnd))).not.toBe(keyOf(late(by('2027-06-30'))));
  });

  test('is the only one of its round', () => {
    fc.assert(fc.property(throws, (thrown) => {
      const { state, known } = someRound(new Dice(thrown));
      const keys = alignmentOf(state, known).map(({ key }) => key);
      expect(new Set(keys).size).toBe(keys.length);
      expect(keys).toEqual(alignmentOf({ ...state, workflows: [...state.workflows].reverse() }, reversed(known)).map(({ key }) => key));
    }));
  });
});

function reversed(known: RoundFacts): RoundFacts {
  return { ...known, workflows: new Map([...known.workflows].reverse()), carried: [...known.carried].reverse() };
}

test('an alignment is what looking at everything again, sentence by sentence, finds', () => {
  const seen = new Set<string>();
  untilOften(() => seen.size === misalignmentKinds.length, () => { fc.assert(fc.property(throws, (thrown) => {
    const { state, known } = someRound(new Dice(thrown));
    const found = alignmentOf(state, known).map(({ kind, about, waivedBy }) => ({ kind, what: namesOf(about), waivedBy: [...waivedBy].sort() }));
    for (const { kind } of found) seen.add(kind);
    const naive = naivelyMisaligned(state, known).map(({ kind, what, waivedBy }) => ({ kind, what, waivedBy: [...waivedBy].sort() }));
    const inOrder = (all: typeof naive): unknown => [...all].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
    expect(inOrder(found)).toEqual(inOrder(naive));
  }), { numRuns: 150 }); });
  expect([...seen].sort()).toEqual([...misalignmentKinds].sort()); // or some kind was never looked at
});
