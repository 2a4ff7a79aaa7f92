import fc from 'fast-check';
import type { CascadingWorkflow, OtherServing, Serving } from '../../../src/domain/cascade/cascade.types.js';
import { beyond, commitmentOf, isGone } from '../../../src/domain/cascade/commitment.rules.js';
import { flagsOf } from '../../../src/domain/cascade/flags.rules.js';
import { horizonOf, momentOf } from '../../../src/domain/common/moment.rules.js';
import { by, condition, place, promise, proposal, serving, workflow } from '../../kit/planned-workflows.js';

const late = by('2027-06-30');
const parent = workflow('parent', { customer: 'board', performer: 'ada', phase: 'EXECUTING', promise: promise({ conditions: [condition('c1'), condition('c2')] }) });
const edge = serving(parent.id, ['c1', { condition: 'c2', contribution: '0.5' }], '0.6');
const child = workflow('child', { phase: 'EXECUTING', promise: promise(), ...place({ serves: [edge] }) });

function flags(changed: { child?: Partial<CascadingWorkflow>; parent?: Partial<CascadingWorkflow>; edge?: Serving; others?: readonly OtherServing[] }): readonly (readonly [string, readonly string[]])[] {
  const { others = [] } = changed;
  return flagsOf(changed.edge ?? edge, { ...child, ...changed.child }, { ...parent, ...changed.parent }, { standsIn: (agent) => agent === 'grace', others }).map(({ kind, conditions }) => [kind, conditions]);
}

describe('the commitment of a workflow', () => {
  test('is its live promise, else its standing proposal, else the window of its cycle', () => {
    const talking = workflow('talking', { cycle: { ...parent.cycle, due: late } });
    expect(commitmentOf(talking)).toEqual({ source: 'CYCLE', starts: talking.cycle.starts, due: late });
    expect(commitmentOf({ ...talking, standing: proposal() })).toMatchObject({ source: 'PROPOSAL', due: by('2026-12-31') });
    expect(commitmentOf({ ...talking, standing: proposal(), promise: promise({ status: 'UNDER_RENEGOTIATION', due: by('2026-05-31') }) })).toMatchObject({ source: 'PROMISE', due: by('2026-05-31') });
    expect(commitmentOf({ ...talking, promise: promise({ status: 'DELIVERED' }) }).source).toBe('PROMISE');
    for (const status of ['REDEEMED', 'BROKEN', 'RELEASED'] as const) expect(commitmentOf({ ...talking, promise: promise({ status }) }).source).toBe('CYCLE');
  });
});

test('a span goes beyond another when it is due later or reaches over more days of the calendar, wherever the two lie', () => {
  // Around the days on which clocks change, to the quarter of an hour.
  const moments = fc.integer({ min: 0, max: 5_000 }).map((quarters) => momentOf(Date.parse('2026-03-20T00:00:00.000Z') + quarters * 900_000));
  const spans = fc.tuple(moments, moments).filter(([one, other]) => one !== other).map(([one, other]) => (one < other ? { starts: one, due: other } : { starts: other, due: one }));
  const days = ({ starts, due }: { starts: string; due: string }): number => horizonOf(starts, due, 'Europe/Amsterdam').days;
  fc.assert(fc.property(spans, spans, (one, other) => {
    const within = one.starts >= other.starts && one.due <= other.due;
    expect(beyond(one, other, 'Europe/Amsterdam')).toHaveLength((one.due > other.due ? 1 : 0) + (!within && days(one) > days(other) ? 1 : 0));
  }));
});

test('days are counted by the calendar, though the night in which clocks change is an hour shorter', () => {
  const overTheChange = { starts: '2026-03-19T23:00:00.000Z', due: '2026-03-29T22:15:00.000Z' };
  const after = { starts: '2026-03-31T22:00:00.000Z', due: '2026-04-10T21:30:00.000Z' };
  expect(beyond(overTheChange, after, 'Europe/Amsterdam')).toEqual(['it reaches over 11 days, and what it serves over 10']);
});

test('a workflow is gone when it is closed or its promise came to nothing', () => {
  const gone = (phase: CascadingWorkflow['phase'], status: 'IN_FORCE' | 'REDEEMED' | 'BROKEN' | 'RELEASED' | null): boolean => isGone({ phase, promise: status === null ? null : promise({ status }) });
  expect([gone('LISTENING', null), gone('EXECUTING', 'IN_FORCE'), gone('ASSESSING', 'REDEEMED')]).toEqual([false, false, false]);
  expect([gone('CLOSED', null), gone('ASSESSING', 'BROKEN'), gone('ASSESSING', 'RELEASED'), gone('CLOSED', 'REDEEMED')]).toEqual([true, true, true, true]);
});

describe('an edge that no longer holds is flagged', () => {
  test('and one that holds is not', () => {
    expect(flags({})).toEqual([]);
    expect(flags({ child: { customer: 'grace' } })).toEqual([]);
  });

  test.each([
    ['closed', { phase: 'CLOSED' }, /closed/], ['broken', { phase: 'ASSESSING', promise: promise({ status: 'BROKEN' }) }, /broken/], ['released', { phase: 'ASSESSING', promise: promise({ status: 'RELEASED' }) }, /released/],
  ] as const)('when what it serves is %s, and then nothing else about it matters', (_, changed, says) => {
    expect(flags({ parent: { ...changed, performer: 'dana', standing: null } })).toEqual([['PARENT_GONE', []]]);
    expect(flagsOf(edge, child, { ...parent, ...changed }, { standsIn: () => false, others: [] })[0]?.says).toMatch(says);
  });

  test('when what it serves is due earlier now, or reaches less far', () => {
    expect(flags({ parent: { promise: promise({ conditions: parent.promise?.conditions, due: by('2026-12-30') }) } })).toEqual([['PARENT_SHORTENED', []]]);
    expect(flags({ parent: { promise: promise({ conditions: parent.promise?.conditions, starts: '2026-04-01T00:00:00.000Z' }) } })).toEqual([['PARENT_SHORTENED', []]]);
    expect(flags({ parent: { promise: promise({ conditions: parent.promise?.conditions, due: late }) } })).toEqual([]);
  });

  test('when a party has changed', () => {
    expect(flags({ parent: { performer: 'dana' } })).toEqual([['PARTY_CHANGED', []]]);
    expect(flags({ child: { customer: 'dana' } })).toEqual([['PARTY_CHANGED', []]]);
  });

  test('when conditions it names are gone, and not between two cycles', () => {
    expect(flags({ parent: { promise: promise({ conditions: [condition('c2'), condition('c3')] }) } })).toEqual([['CONDITION_GONE', ['c1']]]);
    expect(flags({ parent: { promise: promise({ conditions: [condition('c2')] }), standing: proposal({ conditions: [condition('c1')] }) } })).toEqual([]);
    expect(flags({ parent: { phase: 'ASSESSING', promise: promise({ status: 'REDEEMED', conditions: parent.promise?.conditions }) } })).toEqual([]);
    expect(flags({ parent: { phase: 'LISTENING', promise: null } })).toEqual([['CONDITION_GONE', ['c1', 'c2']]]);
  });

  test('when weights add up to more than the whole, its own among them', () => {
    const others = [{ child: 'another', contributions: [{ condition: 'c1', contribution: '1' }, { condition: 'c2', contribution: '0.6' }] }, { child: child.id, contributions: edge.contributions }];
    expect(flags({ others })).toEqual([['OVERCOMMITTED', ['c2']]]);
    expect(flags({ others: [{ child: 'another', contributions: [{ condition: 'c2', contribution: '0.5' }] }] })).toEqual([]);
    expect(flags({ child: place({ serves: [edge, serving('elsewhere', ['c1'], '0.5')] }) })).toEqual([['OVERCOMMITTED', []]]);
    expect(flags({ edge: serving(parent.id, ['c1']), child: place({ serves: [serving(parent.id, ['c1']), serving('elsewhere', ['c1'], '0.8'), serving('nowhere', ['c1'], '0.8')] }) })).toEqual([]);
  });

  test('with everything that is the matter at once', () => {
    const shrunk = { performer: 'dana', promise: promise({ conditions: [condition('c2')], due: by('2026-06-30') }) };
    expect(flags({ parent: shrunk, others: [{ child: 'another', contributions: [{ condition: 'c2', contribution: '1' }] }] }).map(([kind]) => kind)).toEqual(['PARENT_SHORTENED', 'OVERCOMMITTED', 'PARTY_CHANGED', 'CONDITION_GONE']);
  });

  test('unless it is over itself', () => {
    for (const over of [{ phase: 'CLOSED' as const }, { phase: 'ASSESSING' as const, promise: promise({ status: 'REDEEMED' }) }, { phase: 'ASSESSING' as const, promise: promise({ status: 'BROKEN' }) }]) {
      expect(flags({ child: over, parent: { phase: 'CLOSED' } })).toEqual([]);
    }
  });
});
