import { checkAttested, proposalOfAttested } from '../../../src/domain/workflow/attest.rules.js';
import type { AttestedPromiseWords, AttestedWords } from '../../../src/domain/workflow/attest.rules.js';
import { apply } from '../../../src/domain/workflow/apply.rules.js';
import { availableActs } from '../../../src/domain/workflow/speaker.rules.js';
import { isAssessed } from '../../../src/domain/workflow/cycle.rules.js';
import type { WorkflowState } from '../../../src/domain/workflow/workflow.types.js';

const now = '2026-03-02T09:00:00.000Z';
const window = { starts: '2026-01-01', due: '2026-12-31' };
const promise: AttestedPromiseWords = { status: 'IN_FORCE', madeAt: '2026-01-10', due: '2026-11-30', conditions: [{ statement: 'It works' }] };
const plain: AttestedWords = { window, phase: 'EXECUTING', promise };

let ids = 0;
const about = {
  workflow: 'workflow', origin: { source: 'the old tool', id: '17' }, zone: 'Europe/Amsterdam', customer: 'ada', performer: 'bram',
  concern: { id: 'concern', statement: 'Build Awesome Tech', articulated: true }, now, newId: () => `id-${String(++ids)}`,
};

function attest(words: AttestedWords, more: Partial<typeof about> = {}): WorkflowState {
  return apply(null, { id: 'the-act', act: 'ATTEST', side: null, person: 'olga', at: now, data: checkAttested(words, { ...about, ...more }) });
}

const everybody = new Map(['ada', 'bram'].map((id) => [id, { id, name: id, active: true }]));
const mayBeSaidBy = (person: string, state: WorkflowState): string[] => availableActs(state, { person, administrator: false, represents: [] }, everybody, now).map(({ act }) => act);

describe('a workflow in each phase lives on by the acts of its phase', () => {
  const delivered = { ...promise, deliveredAt: '2026-02-20' };
  const redeemed = { ...delivered, status: 'REDEEMED' as const, endedAt: '2026-02-21', conditions: [{ statement: 'It works', outcome: 'MET' as const }] };
  test.each<[string, AttestedWords, string, string]>([
    ['never spoken', { window, phase: 'LISTENING', explicit: false }, 'ada', 'REQUEST'],
    ['listening', { window, phase: 'LISTENING', requestedAt: '2026-01-05' }, 'bram', 'OFFER'],
    ['both heard', { window, phase: 'LISTENING', requestedAt: '2026-01-05', offeredAt: '2026-01-06' }, 'ada', 'ENGAGE'],
    ['negotiating', { window, phase: 'NEGOTIATING' }, 'bram', 'PROPOSE'],
    ['renegotiating', { window, phase: 'NEGOTIATING', promise: { ...promise, status: 'UNDER_RENEGOTIATION' }, renegotiation: { by: 'PERFORMER', since: '2026-02-01' } }, 'bram', 'WITHDRAW'],
    ['executing', plain, 'bram', 'DELIVER'],
    ['delivered', { window, phase: 'ASSESSING', promise: { ...delivered, status: 'DELIVERED' } }, 'ada', 'ASSESS'],
    ['broken', { window, phase: 'ASSESSING', promise: { ...promise, status: 'BROKEN', endedAt: '2026-02-01' } }, 'ada', 'ASSESS'],
    ['redeemed', { window, phase: 'ASSESSING', promise: redeemed, assessment: { satisfaction: 4, at: '2026-02-21' } }, 'ada', 'RENEW'],
    ['closed', { window, phase: 'CLOSED', promise: redeemed, closed: { how: 'ENDED', by: 'CUSTOMER', at: '2026-02-22' } }, 'bram', 'REVIEW_CUSTOMER'],
  ])('%s', (_name, words, person, act) => {
    const state = attest(words);
    expect(state).toMatchObject({ version: 1, phase: words.phase, voices: { CUSTOMER: [], PERFORMER: [] }, attested: { source: 'the old tool', id: '17', act: 'the-act', at: now } });
    expect(mayBeSaidBy(person, state)).toContain(act);
  });
});

test('the other days of a record are what they were, and its importer waits from now on', () => {
  const state = attest(plain);
  expect(state).toMatchObject({ openedAt: '2025-12-31T23:00:00.000Z', changedAt: now, promise: { madeAt: '2026-01-09T23:00:00.000Z', due: '2026-11-30T22:59:59.999Z' } });
  expect(state.awaited).toContainEqual(expect.objectContaining({ agent: 'bram', move: 'DELIVER', since: now, due: '2026-11-30T22:59:59.999Z' }));
});

test('a promise has the proposal that both stood behind, which is the promise itself', () => {
  const state = attest(plain);
  expect(proposalOfAttested(state)).toMatchObject({ id: state.promise?.proposal, version: 1, author: 'PERFORMER', act: 'the-act', terms: { due: state.promise?.due, conditions: [{ key: 'c1', statement: 'It works' }] } });
  expect(proposalOfAttested(attest({ window, phase: 'LISTENING' }))).toBeNull();
});

test('an assessment that is known is the last word, and one that is not can still be given', () => {
  const ended = { ...promise, status: 'RELEASED' as const, endedAt: '2026-02-01' };
  expect(isAssessed(attest({ window, phase: 'ASSESSING', promise: ended }))).toBe(false);
  const assessed = attest({ window, phase: 'ASSESSING', promise: ended, assessment: { satisfaction: 3, at: '2026-02-02' } });
  expect(isAssessed(assessed)).toBe(true);
  expect(assessed.assessment).toMatchObject({ verdict: 'RELEASED', satisfaction: 3, act: 'the-act' });
});

describe('what no acts could have led to is refused, with the field it is about:', () => {
  const withPromise = (more: Partial<AttestedPromiseWords>): AttestedWords => ({ ...plain, promise: { ...promise, ...more } });
  const measure = { metric: 'uptime', direction: 'STAY_ABOVE' as const, target: '99' };
  const condition = (more: object): AttestedWords => withPromise({ conditions: [{ statement: 'It works', ...more }] });
  test.each<[string, AttestedWords, string, RegExp]>([
    ['a window that ends before it starts', { ...plain, window: { starts: '2026-12-31', due: '2026-01-01' } }, 'window.due', /before it starts/],
    ['a day that is none', { ...plain, window: { starts: 'soon', due: '2026-12-31' } }, 'window.starts', /Give a date/],
    ['execution without a promise', { window, phase: 'EXECUTING' }, 'promise', /has a promise/],
    ['assessment without a promise', { window, phase: 'ASSESSING' }, 'promise', /has a promise/],
    ['a promise while they listen', { ...plain, phase: 'LISTENING' }, 'promise.status', /no promise of the cycle yet/],
    ['a delivered promise in execution', withPromise({ status: 'DELIVERED', deliveredAt: '2026-02-01' }), 'promise.status', /IN_FORCE, not DELIVERED/],
    ['a promise made in the future', withPromise({ madeAt: '2026-04-01' }), 'promise.madeAt', /lies ahead/],
    ['a promise made before the workflow began', { ...withPromise({ madeAt: '2025-06-01' }), openedAt: '2026-01-01' }, 'promise.madeAt', /lies before/],
    ['a due outside the window', withPromise({ due: '2027-01-31' }), 'promise.due', /inside the cycle's window/],
    ['no condition', withPromise({ conditions: [] }), 'promise.conditions', /at least one mandatory/],
    ['no mandatory condition', condition({ mandatory: false }), 'promise.conditions', /at least one mandatory/],
    ['a condition due after its promise', condition({ due: '2026-12-15' }), 'promise.conditions.0.due', /no later than the promise/],
    ['a condition that says nothing', condition({ statement: ' ' }), 'promise.conditions.0.statement', /Say something/],
    ['a value of what has no measure', condition({ current: '5', measuredAt: '2026-02-01' }), 'promise.conditions.0.current', /without a measure/],
    ['a value of no day', condition({ measure, current: '5' }), 'promise.conditions.0.measuredAt', /when this was measured/],
    ['a day of no value', condition({ measure, measuredAt: '2026-02-01' }), 'promise.conditions.0.measuredAt', /Nothing was measured/],
    ['a value that is no number', condition({ measure, current: 'five', measuredAt: '2026-02-01' }), 'promise.conditions.0.current', /plain decimal/],
    ['too much confidence', withPromise({ confidence: 2 }), 'confidence', /0 \(none\) to 1/],
    ['a delivery of what is in force', withPromise({ deliveredAt: '2026-02-01' }), 'promise.deliveredAt', /has no delivery/],
    ['an end of what is in force', withPromise({ endedAt: '2026-02-01' }), 'promise.endedAt', /has not ended/],
    ['a delivery of no day', { ...withPromise({ status: 'DELIVERED' }), phase: 'ASSESSING' }, 'promise.deliveredAt', /say when/],
    ['an end of no day', { ...withPromise({ status: 'BROKEN' }), phase: 'ASSESSING' }, 'promise.endedAt', /say when/],
    ['an end before the delivery', { ...withPromise({ status: 'REDEEMED', deliveredAt: '2026-02-01', endedAt: '2026-01-20' }), phase: 'ASSESSING' }, 'promise.endedAt', /lies before/],
    ['a promise kept with a condition not met', { ...withPromise({ status: 'REDEEMED', deliveredAt: '2026-02-01', endedAt: '2026-02-01', conditions: [{ statement: 'It works', outcome: 'NOT_MET' }] }), phase: 'ASSESSING' }, 'promise.conditions', /not redeemed/],
    ['a promise kept that nobody assessed', { ...withPromise({ status: 'REDEEMED', deliveredAt: '2026-02-01', endedAt: '2026-02-01' }), phase: 'ASSESSING' }, 'assessment', /give the assessment/],
    ['an assessment without outcomes', { ...withPromise({ status: 'REDEEMED', deliveredAt: '2026-02-01', endedAt: '2026-02-01' }), phase: 'ASSESSING', assessment: { satisfaction: 5, at: '2026-02-01' } }, 'promise.conditions', /give each its `outcome`/],
    ['an assessment of what goes on', { ...plain, assessment: { satisfaction: 5, at: '2026-02-01' } }, 'assessment', /that has ended/],
    ['a satisfaction of ten', { ...withPromise({ status: 'BROKEN', endedAt: '2026-02-01' }), phase: 'ASSESSING', assessment: { satisfaction: 10, at: '2026-02-01' } }, 'assessment.satisfaction', /1 \(not at all\) to 5/],
    ['a renegotiation that nobody asked for', { ...withPromise({ status: 'UNDER_RENEGOTIATION' }), phase: 'NEGOTIATING' }, 'renegotiation', /who asked for it/],
    ['a renegotiation of nothing', { ...plain, renegotiation: { by: 'CUSTOMER', since: '2026-02-01' } }, 'renegotiation', /No promise/],
    ['a closed one that nobody closed', { window, phase: 'CLOSED' }, 'closed', /how, when and by whom/],
    ['an open one that somebody closed', { ...plain, closed: { how: 'ENDED', by: 'CUSTOMER', at: '2026-02-01' } }, 'closed', /not closed/],
    ['an end without a promise', { window, phase: 'CLOSED', closed: { how: 'ENDED', by: 'CUSTOMER', at: '2026-02-01' } }, 'closed.how', /DECLINED/],
    ['an implicit workflow with a request', { window, phase: 'LISTENING', explicit: false, requestedAt: '2026-02-01' }, 'explicit', /never spoken/],
    ['an implicit workflow in negotiation', { window, phase: 'NEGOTIATING', explicit: false }, 'explicit', /never spoken/],
  ])('%s', (_name, words, field, message) => {
    expect(() => attest(words)).toThrow(expect.objectContaining({ code: 'INVALID_INPUT', message: expect.stringMatching(message), field: field.split('.') }));
  });

  test('one agent on both sides', () => {
    expect(() => attest(plain, { performer: 'ada' })).toThrow(/never the same agent/);
  });

  test('a promise for a concern that its holder never stated', () => {
    expect(() => attest(plain, { concern: { ...about.concern, articulated: false } })).toThrow(/never articulated/);
  });
});
