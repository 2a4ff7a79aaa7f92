import type { CascadingWorkflow, OtherServing } from '../../../src/domain/cascade/cascade.types.js';
import { checkOwn, checkReweighing, checkServing, servingOf } from '../../../src/domain/cascade/serving.rules.js';
import type { ServingOccasion, ServingWords } from '../../../src/domain/cascade/serving.rules.js';
import { by, condition, place, promise, proposal, serving, workflow } from '../../kit/planned-workflows.js';

// Ada promised the Board three years; Bram promises her one; that serves hers.
const adas = workflow('awesome company', { customer: 'board', performer: 'ada', phase: 'EXECUTING', promise: promise({ conditions: [condition('c1'), condition('c2')], due: by('2028-12-31') }) });
const brams = workflow('awesome tech', { customer: 'ada', performer: 'bram', phase: 'NEGOTIATING', standing: proposal() });

function judged(words: Partial<ServingWords>, { child = brams, parent = adas, others = [] }: { child?: CascadingWorkflow; parent?: CascadingWorkflow; others?: readonly OtherServing[] } = {}): ReturnType<typeof checkServing> {
  return checkServing({ contributions: [{ condition: 'c1' }], ...words }, occasion(child, parent, others));
}

function occasion(child: CascadingWorkflow, parent: CascadingWorkflow, others: readonly OtherServing[] = []): ServingOccasion {
  return { child, parent, others, standsIn: (agent, party) => agent === 'grace' && party === 'board', nameOf: (agent) => agent.toUpperCase() };
}

const refusal = (code: string, ...field: string[]): Error => expect.objectContaining({ code, field }) as Error;
const other = (child: string, contributions: Readonly<Record<string, string | null>>): OtherServing => ({ child, contributions: Object.entries(contributions).map(([key, contribution]) => ({ condition: key, contribution })) });

describe('a workflow may serve another', () => {
  test('in conditions it names, with weights or without', () => {
    expect(judged({})).toEqual({ parent: adas.id, share: null, contributions: [{ condition: 'c1', contribution: null }] });
    expect(judged({ share: '0.50', contributions: [{ condition: 'c2', contribution: '1' }, { condition: 'c1', contribution: '.5'.padStart(3, '0') }] })).toEqual({
      parent: adas.id, share: '0.5', contributions: [{ condition: 'c2', contribution: '1' }, { condition: 'c1', contribution: '0.5' }],
    });
  });

  test('of which its Customer is the Performer, or stands in their place', () => {
    const boards = workflow('trust', { customer: 'shareholders', performer: 'board', phase: 'EXECUTING', promise: promise({ due: by('2028-12-31') }) });
    expect(() => judged({}, { child: { ...brams, customer: 'board' }, parent: boards })).not.toThrow();
    expect(() => judged({}, { child: { ...brams, customer: 'grace' }, parent: boards })).not.toThrow();
    expect(() => judged({}, { child: { ...brams, customer: 'chidi' }, parent: boards })).toThrow(refusal('INVALID_INPUT', 'parent'));
    expect(() => judged({}, { child: { ...brams, customer: 'dana' } })).toThrow(/ADA performs.*Customer is DANA/);
  });

  test('in conditions of what it promised, or of what is on the table there, and in no others', () => {
    const renegotiating = { ...adas, phase: 'NEGOTIATING' as const, standing: proposal({ conditions: [condition('c2'), condition('c3')], due: by('2028-12-31') }) };
    for (const key of ['c1', 'c2', 'c3']) expect(() => judged({ contributions: [{ condition: key }] }, { parent: renegotiating })).not.toThrow();
    expect(() => judged({ contributions: [{ condition: 'c1' }, { condition: 'c4' }] }, { parent: renegotiating })).toThrow(refusal('INVALID_INPUT', 'contributions', '1', 'condition'));
    expect(() => judged({ contributions: [{ condition: 'c3' }] })).toThrow(/has: c1, c2/);
    expect(() => judged({ contributions: [{ condition: 'c1' }, { condition: 'c1' }] })).toThrow(refusal('INVALID_INPUT', 'contributions', '1', 'condition'));
    expect(() => judged({ contributions: [] })).toThrow(refusal('INVALID_INPUT', 'contributions'));
    expect(() => judged({}, { parent: workflow('nothing said', { performer: 'ada', customer: 'board' }) })).toThrow(refusal('INVALID_INPUT', 'parent'));
  });

  test('that is another one', () => {
    expect(() => judged({}, { child: adas })).toThrow(refusal('INVALID_INPUT', 'parent'));
  });

  test('once', () => {
    expect(() => judged({}, { child: { ...brams, ...place({ serves: [serving(adas.id)] }) } })).toThrow(refusal('ALREADY_SO', 'parent'));
  });

  test('while both are under way', () => {
    expect(() => judged({}, { child: { ...brams, phase: 'CLOSED' } })).toThrow(refusal('INVALID_INPUT', 'workflow'));
    expect(() => judged({}, { parent: { ...adas, phase: 'CLOSED' } })).toThrow(refusal('INVALID_INPUT', 'parent'));
    for (const status of ['BROKEN', 'RELEASED', 'REDEEMED'] as const) {
      const ended = { ...adas, phase: 'ASSESSING' as const, promise: promise({ status, due: by('2028-12-31') }) };
      expect(() => judged({}, { parent: ended })).toThrow(refusal('INVALID_INPUT', 'parent'));
    }
    expect(() => judged({}, { parent: { ...adas, phase: 'ASSESSING', promise: promise({ status: 'DELIVERED', due: by('2028-12-31') }) } })).not.toThrow();
  });
});

describe('what serves is due no later and reaches no further than what it serves', () => {
  const year = workflow('year', { customer: 'board', performer: 'ada', phase: 'EXECUTING', promise: promise() });

  test('equal is allowed', () => {
    expect(() => judged({}, { parent: year })).not.toThrow();
  });

  test('by what it promised, else by what is proposed, else by its cycle', () => {
    const late = by('2027-01-01');
    const children: readonly CascadingWorkflow[] = [
      { ...brams, standing: null, promise: promise({ due: late }) },
      { ...brams, standing: proposal({ due: late }) },
      { ...brams, standing: null, cycle: { ...brams.cycle, due: late } },
    ];
    for (const child of children) expect(() => judged({}, { child, parent: year })).toThrow(refusal('INVALID_INPUT', 'parent'));
    expect(() => judged({}, { child: { ...brams, phase: 'NEGOTIATING', promise: promise({ status: 'UNDER_RENEGOTIATION' }), standing: proposal({ due: late }) }, parent: year })).not.toThrow();
    expect(() => judged({}, { child: { ...brams, standing: proposal({ due: late }) }, parent: year })).toThrow('due on 2027-01-01, and what it serves on 2026-12-31');
  });

  test('one that began long ago reaches further, though it is due as early', () => {
    expect(() => judged({}, { child: { ...brams, standing: proposal({ starts: '2025-03-02T09:00:00.000Z' }) }, parent: year })).toThrow('670 days, and what it serves over 305');
  });
});

describe('weights', () => {
  test.each(['0', '-0.1', '1.01', 'half', '1e-1', ''])('are more than 0 and at most 1, and not "%s"', (weight) => {
    expect(() => judged({ share: weight })).toThrow(refusal('INVALID_INPUT', 'share'));
    expect(() => judged({ contributions: [{ condition: 'c1', contribution: weight }] })).toThrow(refusal('INVALID_INPUT', 'contributions', '0', 'contribution'));
  });

  test('of one condition add up to 1 at most over all that contributes to it', () => {
    const others = [other('chidis', { c1: '0.6', c2: '0.9' }), other('danas', { c1: null }), other(brams.id, { c1: '1' })];
    expect(() => judged({ contributions: [{ condition: 'c1', contribution: '0.4' }, { condition: 'c2', contribution: '0.1' }] }, { others })).not.toThrow();
    expect(() => judged({ contributions: [{ condition: 'c1', contribution: '0.40001' }] }, { others })).toThrow(refusal('INVALID_INPUT', 'contributions', '0', 'contribution'));
    expect(() => judged({ contributions: [{ condition: 'c1', contribution: '0.5' }] }, { others })).toThrow('the others leave 0.4.');
    expect(() => judged({ contributions: [{ condition: 'c1', contribution: '0.1' }] }, { others: [other('chidis', { c1: '1' })] })).toThrow('leave nothing');
    expect(() => judged({}, { others: [other('chidis', { c1: '1' })] })).not.toThrow();
  });

  test('of one workflow add up to 1 at most over all that it serves', () => {
    const child = { ...brams, ...place({ serves: [serving('elsewhere', ['c1'], '0.7'), serving('nowhere', ['c1'])] }) };
    expect(judged({ share: '0.3' }, { child }).share).toBe('0.3');
    expect(() => judged({ share: '0.31' }, { child })).toThrow(refusal('INVALID_INPUT', 'share'));
  });
});

describe('an edge that stands is weighed anew', () => {
  const standing = serving(adas.id, [{ condition: 'c1', contribution: '0.5' }], '0.8');
  const child = { ...brams, ...place({ serves: [standing, serving('elsewhere', ['c1'], '0.2')] }) };
  const reweigh = (words: ServingWords, parent: CascadingWorkflow = adas): ReturnType<typeof checkReweighing> =>
    checkReweighing(words, servingOf(child, adas.id), occasion(child, parent, [other(child.id, { c1: '0.5' }), other('chidis', { c1: '0.1' })]));

  test('without its old weights in the way of the new ones', () => {
    expect(reweigh({ share: '0.7', contributions: [{ condition: 'c1', contribution: '0.9' }, { condition: 'c2' }] })).toMatchObject({ share: '0.7', contributions: [{ contribution: '0.9' }, { condition: 'c2' }] });
    expect(() => reweigh({ share: '0.81', contributions: [{ condition: 'c1' }] })).toThrow(refusal('INVALID_INPUT', 'share'));
    expect(() => reweigh({ contributions: [{ condition: 'c1', contribution: '0.91' }] })).toThrow(refusal('INVALID_INPUT', 'contributions', '0', 'contribution'));
  });

  test('though a window or a party no longer fits, but not in conditions that are gone', () => {
    const shortened = { ...adas, performer: 'dana', promise: promise({ due: by('2026-04-30') }) };
    expect(() => reweigh({ contributions: [{ condition: 'c1' }] }, shortened)).not.toThrow();
    expect(() => reweigh({ contributions: [{ condition: 'c2' }] }, shortened)).toThrow(refusal('INVALID_INPUT', 'contributions', '0', 'condition'));
  });

  test('only when something changes, and only if there is one', () => {
    expect(() => reweigh({ share: '0.80', contributions: [{ condition: 'c1', contribution: '0.5' }] })).toThrow(expect.objectContaining({ code: 'ALREADY_SO' }) as Error);
    expect(() => servingOf(child, 'nobody')).toThrow(refusal('NOT_FOUND', 'parent'));
  });
});

describe("the Performer's own conditions", () => {
  test('are some of those promised or on the table, in their order', () => {
    expect(checkOwn(['c2', 'c1'], adas)).toEqual(['c1', 'c2']);
    expect(checkOwn([], { ...adas, ...place({ own: ['c1'] }) })).toEqual([]);
  });

  test.each([[['c3'], '0'], [['c1', 'c1'], '1']])('are not %j', (keys, index) => {
    expect(() => checkOwn(keys, adas)).toThrow(refusal('INVALID_INPUT', 'conditions', index));
  });

  test('are not marked so twice', () => {
    expect(() => checkOwn(['c1'], { ...adas, ...place({ own: ['c1'] }) })).toThrow(expect.objectContaining({ code: 'ALREADY_SO' }) as Error);
    expect(() => checkOwn([], adas)).toThrow(expect.objectContaining({ code: 'ALREADY_SO' }) as Error);
  });
});
