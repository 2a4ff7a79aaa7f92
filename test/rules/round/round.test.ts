import fc from 'fast-check';
import { applyToRound } from '../../../src/domain/round/round.rules.js';
import { roundCycle } from '../../../src/domain/round/round-cycle.rules.js';
import { availableRoundActs, judgeRound } from '../../../src/domain/round/round-speaker.rules.js';
import type { Parties, RoundOccasion } from '../../../src/domain/round/round-speaker.rules.js';
import { Refusal } from '../../../src/domain/common/refusal.js';
import type { AnyRoundAct, RoundActData, RoundActKind, RoundState } from '../../../src/domain/round/round.types.js';
import { roundStatuses } from '../../../src/domain/round/round.types.js';
import type { Cast, Voice } from '../../../src/domain/workflow/speaker.rules.js';
import { by, monday } from '../../kit/planned-workflows.js';
import { round } from '../../kit/planned-rounds.js';

const tuesday = '2026-03-03T09:00:00.000Z';
const said = <K extends RoundActKind>(act: K, data: RoundActData[K], at = tuesday): AnyRoundAct => ({ id: `${act} at ${at}`, act, at, data }) as AnyRoundAct;
const opening = said('OPEN_ROUND', { round: 'r', zone: 'UTC', name: 'Next year', convener: 'ada', window: { starts: monday, due: by('2026-12-31') }, consentBy: null, workflows: ['a'], invited: ['bram'] }, monday);
const opened = applyToRound(null, opening);
const after = (...acts: readonly AnyRoundAct[]): RoundState => acts.reduce(applyToRound, opened);

describe('a round is what its acts add up to', () => {
  test('from its opening on', () => {
    expect(opened).toEqual(round({ name: 'Next year', workflows: ['a'], invited: ['bram'] }));
    expect(() => applyToRound(null, said('CANCEL', {}))).toThrow('begins with OPEN_ROUND');
    expect(() => applyToRound(opened, opening)).toThrow('opened once');
  });

  test('each counted and dated', () => {
    expect(after(said('MOVE_DEADLINE', { consentBy: by('2026-03-20') }), said('REMOVE_WORKFLOW', { workflows: ['a'] }))).toMatchObject({ version: 3, changedAt: tuesday, openedAt: monday, consentBy: by('2026-03-20'), workflows: [] });
  });

  test('with workflows that come and go, and agents who are invited', () => {
    expect(after(said('ADD_WORKFLOW', { workflows: ['b', 'c'] }), said('REMOVE_WORKFLOW', { workflows: ['a', 'c'] })).workflows).toEqual(['b']);
    expect(after(said('INVITE', { agents: ['dana', 'team'] })).invited).toEqual(['bram', 'dana', 'team']);
  });

  test('with waivers that are each their own', () => {
    const waived = after(said('WAIVE', { misalignment: 'm', by: 'ada' }), said('WAIVE', { misalignment: 'm', by: 'dana' }), said('WAIVE', { misalignment: 'n', by: 'ada' }));
    expect(waived.waivers).toContainEqual({ misalignment: 'm', by: 'dana', at: tuesday, act: `WAIVE at ${tuesday}` });
    expect(applyToRound(waived, said('TAKE_BACK_WAIVER', { misalignment: 'm', by: 'ada' })).waivers.map(({ misalignment, by: who }) => [misalignment, who])).toEqual([['m', 'dana'], ['n', 'ada']]);
  });

  test('until it is settled or cancelled', () => {
    expect([after(said('SETTLE', {})), after(said('CANCEL', {}))].map(({ status, endedAt }) => [status, endedAt])).toEqual([['SETTLED', tuesday], ['CANCELLED', tuesday]]);
  });

  test('leading where the table says', () => {
    const contents: { readonly [K in RoundActKind]: RoundActData[K] } = {
      OPEN_ROUND: opening.data as RoundActData['OPEN_ROUND'], ADD_WORKFLOW: { workflows: ['b'] }, REMOVE_WORKFLOW: { workflows: ['a'] }, INVITE: { agents: ['dana'] }, MOVE_DEADLINE: { consentBy: null },
      WAIVE: { misalignment: 'm', by: 'ada' }, TAKE_BACK_WAIVER: { misalignment: 'm', by: 'ada' }, SETTLE: {}, CANCEL: {},
    };
    for (const { act, from, to } of roundCycle) {
      const reached = applyToRound(from.length === 0 ? null : opened, said(act, contents[act]));
      expect(reached.status).toBe(to === 'SAME' ? 'OPEN' : to);
    }
  });
});

const left = new Set(['emil']);
const cast: Cast = new Map(['ada', 'bram', 'dana', 'emil', 'olga', 'team'].map((id) => [id, { id, name: id.toUpperCase(), active: !left.has(id) }]));
const voice = (person: string, ...represents: string[]): Voice => ({ person, administrator: person === 'olga', represents });
const parties = (customer: string, performer: string): Parties => ({ customer, performer });
const open = round({ convener: 'ada', workflows: ['a'], invited: ['bram', 'team'] });

type SpokenAct = Exclude<RoundActKind, 'OPEN_ROUND'>;
const spoken: readonly SpokenAct[] = roundCycle.map(({ act }) => act).filter((act) => act !== 'OPEN_ROUND');

function refusalOf(state: RoundState, act: SpokenAct, speaker: Voice, about: RoundOccasion = {}): Refusal | null {
  try {
    judgeRound(state, act, speaker, cast, about);
    return null;
  } catch (refusal) {
    if (refusal instanceof Refusal) return refusal;
    throw refusal;
  }
}

describe('an act of a round is spoken', () => {
  test('by its convener alone, or for the group that convenes it', () => {
    for (const act of ['INVITE', 'MOVE_DEADLINE', 'SETTLE'] as const) {
      expect(judgeRound(open, act, voice('ada'), cast)).toBe('ada');
      expect(judgeRound({ ...open, convener: 'team' }, act, voice('dana', 'team'), cast)).toBe('team');
      for (const other of [voice('bram'), voice('olga'), voice('dana', 'team')]) expect(refusalOf(open, act, other)).toMatchObject({ code: 'NOT_THE_SPEAKER', message: expect.stringContaining('only ADA') as string, currentVersion: 1 });
    }
  });

  test('by somebody invited who brings workflows of their own, and by the convener of any', () => {
    expect(judgeRound(open, 'ADD_WORKFLOW', voice('ada'), cast, { parties: [parties('dana', 'emil')] })).toBe('ada');
    expect(judgeRound(open, 'ADD_WORKFLOW', voice('bram'), cast, { parties: [parties('ada', 'bram'), parties('bram', 'dana')] })).toBe('bram');
    expect(judgeRound(open, 'ADD_WORKFLOW', voice('dana', 'team'), cast, { parties: [parties('ada', 'team')] })).toBe('team');
    expect(refusalOf(open, 'ADD_WORKFLOW', voice('bram'), { parties: [parties('ada', 'bram'), parties('ada', 'dana')] })?.code).toBe('NOT_THE_SPEAKER');
    expect(refusalOf(open, 'ADD_WORKFLOW', voice('dana'), { parties: [parties('ada', 'dana')] })?.message).toContain('or somebody invited');
    expect(refusalOf(open, 'ADD_WORKFLOW', voice('bram'))?.code).toBe('NOT_THE_SPEAKER');
  });

  test('by either party who leaves with a workflow, invited or not', () => {
    expect(judgeRound(open, 'REMOVE_WORKFLOW', voice('dana'), cast, { parties: [parties('ada', 'dana')] })).toBe('dana');
    expect(judgeRound(open, 'REMOVE_WORKFLOW', voice('ada'), cast, { parties: [parties('bram', 'dana')] })).toBe('ada');
    expect(refusalOf(open, 'REMOVE_WORKFLOW', voice('bram'), { parties: [parties('ada', 'dana')] })?.message).toContain('or a party to the workflow');
    expect(refusalOf({ ...open, workflows: [] }, 'REMOVE_WORKFLOW', voice('ada'))?.message).toContain('no workflow in the round');
  });

  test('by whoever bears what is waived, once each', () => {
    const misalignment = { key: 'm', waivedBy: ['dana', 'team'] };
    expect(judgeRound(open, 'WAIVE', voice('dana'), cast, { misalignment })).toBe('dana');
    expect(judgeRound(open, 'WAIVE', voice('bram', 'team'), cast, { misalignment })).toBe('team');
    expect(refusalOf(open, 'WAIVE', voice('ada'), { misalignment })?.message).toContain('DANA, TEAM');
    const waivers = [{ misalignment: 'm', by: 'dana', at: monday, act: '' }];
    expect(refusalOf({ ...open, waivers }, 'WAIVE', voice('dana'), { misalignment })?.message).toContain('you have waived it already');
    expect(refusalOf({ ...open, waivers: [...waivers, { misalignment: 'm', by: 'team', at: monday, act: '' }] }, 'WAIVE', voice('ada'), { misalignment })?.message).toContain('is waived already');
    expect(judgeRound({ ...open, waivers }, 'WAIVE', voice('dana', 'team'), cast, { misalignment })).toBe('team');
  });

  test('by nobody who would waive what can only be mended', () => {
    expect(refusalOf(open, 'WAIVE', voice('ada'), { misalignment: { key: 'm', waivedBy: [] } })).toMatchObject({ code: 'NOT_AVAILABLE', message: expect.stringContaining('has to be mended') as string });
  });

  test('by whoever waived, to take it back', () => {
    const waived = { ...open, waivers: [{ misalignment: 'm', by: 'dana', at: monday, act: '' }] };
    expect(judgeRound(waived, 'TAKE_BACK_WAIVER', voice('dana'), cast, { misalignment: { key: 'm', waivedBy: [] } })).toBe('dana');
    expect(refusalOf(waived, 'TAKE_BACK_WAIVER', voice('ada'), { misalignment: { key: 'm', waivedBy: [] } })?.message).toContain('only those who waived it may say this: DANA');
    expect(refusalOf(waived, 'TAKE_BACK_WAIVER', voice('dana'), { misalignment: { key: 'n', waivedBy: [] } })?.message).toContain('nobody has waived it');
    expect(refusalOf(open, 'TAKE_BACK_WAIVER', voice('dana'), { misalignment: { key: 'm', waivedBy: [] } })?.code).toBe('NOT_AVAILABLE');
  });

  test('by an administrator who cancels for a convener who has left, and settles nothing for them', () => {
    const orphaned = { ...open, convener: 'emil' };
    expect([judgeRound(open, 'CANCEL', voice('ada'), cast), judgeRound(orphaned, 'CANCEL', voice('olga'), cast)]).toEqual(['ada', 'olga']);
    expect([refusalOf(open, 'CANCEL', voice('olga')), refusalOf(orphaned, 'CANCEL', voice('emil')), refusalOf(orphaned, 'SETTLE', voice('olga'))].map((refusal) => refusal?.code)).toEqual(['NOT_THE_SPEAKER', 'NOT_THE_SPEAKER', 'NOT_THE_SPEAKER']);
  });

  test('in a round that is open, and in no other', () => {
    for (const status of ['SETTLED', 'CANCELLED'] as const) {
      for (const act of spoken) expect(refusalOf({ ...open, status }, act, voice('ada'))).toMatchObject({ code: 'NOT_AVAILABLE', message: expect.stringContaining(status) as string, instead: [] });
    }
  });

  test('with what may be said instead, and by whom', () => {
    expect(refusalOf(open, 'SETTLE', voice('bram'))?.instead).toContainEqual({ act: 'INVITE', speaker: 'CONVENER' });
    expect(refusalOf(open, 'SETTLE', voice('bram'))?.instead).not.toContainEqual(expect.objectContaining({ act: 'TAKE_BACK_WAIVER' }));
  });
});

test('what is available is what is accepted of something, and nothing else, whoever asks', () => {
  const agents = fc.constantFrom('ada', 'bram', 'dana', 'emil', 'team');
  const rounds = fc.record({
    convener: agents, status: fc.constantFrom(...roundStatuses), workflows: fc.array(fc.record({ customer: agents, performer: agents }), { maxLength: 3 }), invited: fc.uniqueArray(agents, { maxLength: 3 }),
    misalignments: fc.uniqueArray(fc.record({ key: fc.constantFrom('m', 'n', 'o'), waivedBy: fc.uniqueArray(agents, { maxLength: 2 }) }), { selector: (one) => one.key, maxLength: 3 }),
    waivers: fc.uniqueArray(fc.record({ misalignment: fc.constantFrom('m', 'n', 'p'), by: agents }), { selector: (one) => one.misalignment + one.by, maxLength: 3 }),
  });
  fc.assert(fc.property(rounds, fc.constantFrom('ada', 'bram', 'dana', 'emil', 'olga'), fc.boolean(), ({ workflows, misalignments, waivers, ...parts }, person, represents) => {
    const state = round({ ...parts, workflows: workflows.map((_, index) => String(index)), waivers: waivers.map((one) => ({ ...one, at: monday, act: '' })) });
    const speaker = voice(person, ...(represents ? ['team'] : []));
    const available = availableRoundActs(state, speaker, cast, { workflows, misalignments });
    // Whatever somebody invited may bring: a workflow between any two.
    const bringable = ['ada', 'bram', 'dana', 'team'].map((one) => parties(one, 'nobody'));
    for (const act of spoken) {
      const occasions: readonly RoundOccasion[] = act === 'ADD_WORKFLOW' ? bringable.map((one) => ({ parties: [one] }))
        : act === 'REMOVE_WORKFLOW' ? [{}, ...workflows.map((one) => ({ parties: [one] }))]
          : act === 'WAIVE' ? misalignments.map((misalignment) => ({ misalignment }))
            : act === 'TAKE_BACK_WAIVER' ? waivers.map(({ misalignment: key }) => ({ misalignment: { key, waivedBy: [] } })) : [{}];
      expect([act, available.includes(act)]).toEqual([act, occasions.some((about) => refusalOf(state, act, speaker, about) === null)]);
    }
  }));
});
