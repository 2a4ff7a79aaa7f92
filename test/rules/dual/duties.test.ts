import assert from 'node:assert/strict';
import fc from 'fast-check';
import { addDuration } from '../../../src/domain/common/moment.rules.js';
import { addedReviews, endedDuties, openDuties } from '../../../src/domain/dual/duties.rules.js';
import type { EndedDuty } from '../../../src/domain/dual/duties.rules.js';
import { apply, replay } from '../../../src/domain/workflow/apply.rules.js';
import type { ActKind, AnyWorkflowAct, WorkflowState } from '../../../src/domain/workflow/workflow.types.js';
import { History, beginnings, steps, takeStep } from '../../kit/cycle-model.js';
import { historyIn, plainTerms, say } from '../../kit/cycle-tales.js';

const aDay = 24 * 60 * 60 * 1_000;

/** All duties that the acts of a history ended, the earliest first. */
function endedIn(history: History): readonly EndedDuty[] {
  return history.acts.flatMap((act, index) => {
    const [before, after] = [index === 0 ? null : replay(history.acts.slice(0, index)), replay(history.acts.slice(0, index + 1))];
    return endedDuties(before, { id: act.id, act: act.act, side: act.side, withWords: false }, after);
  });
}

/** What the last act of a history ended. */
function endedLast(history: History, withWords = false): readonly EndedDuty[] {
  const act = history.acts[history.acts.length - 1];
  if (act === undefined) throw new Error('a history has an act');
  return endedDuties(replay(history.acts.slice(0, -1)), { id: act.id, act: act.act, side: act.side, withWords }, history.state);
}

const inMonths = (from: string, months: number): string => addDuration(from, `P${String(months)}M`, 'Europe/Amsterdam');

describe('the Customer answers', () => {
  test('an offer, counted from the offer on, however long nobody had asked for help', () => {
    const history = historyIn('LISTENING');
    history.wait(60 * aDay);
    say(history, 'bram', 'OFFER');
    expect(openDuties(history.state)).toEqual([expect.objectContaining({ condition: 'NEGOTIATES', move: 'REQUEST', since: history.now, due: addDuration(history.now, 'P7D', 'Europe/Amsterdam') })]);
    history.wait(8 * aDay);
    say(history, 'ada', 'REQUEST');
    expect(endedLast(history)).toEqual([expect.objectContaining({ condition: 'NEGOTIATES', done: true, lateSeconds: 86_400, answerSeconds: 8 * 86_400, occasions: 1, withWords: null })]);
  });

  test('nothing as long as nothing was offered or proposed', () => {
    const history = historyIn('LISTENING');
    expect(openDuties(history.state)).toEqual([]);
    say(history, 'ada', 'REQUEST');
    expect(endedLast(history)).toEqual([]);
  });

  test.each<[ActKind, () => History]>([
    ['AGREE', () => { const history = historyIn('PROPOSED'); say(history, 'ada', 'AGREE'); return history; }],
    ['PROPOSE', () => { const history = historyIn('PROPOSED'); say(history, 'ada', 'PROPOSE', { terms: plainTerms }); return history; }],
    ['WITHDRAW', () => { const history = historyIn('PROPOSED'); say(history, 'ada', 'WITHDRAW'); return history; }],
    ['DECLINE', () => { const history = historyIn('PROPOSED'); say(history, 'ada', 'DECLINE'); return history; }],
  ])('a proposal by %s', (_, tell) => {
    expect(endedLast(tell())).toEqual([expect.objectContaining({ condition: 'NEGOTIATES', move: 'ANSWER_PROPOSAL', customer: 'ada', performer: 'bram', done: true, lateSeconds: 0 })]);
  });

  test('a proposal within the time they promised, though a planning round would hear of it earlier', () => {
    const history = historyIn('PROPOSED');
    const asked = openDuties(history.state);
    const consentBy = addDuration(history.now, 'P2D', 'Europe/Amsterdam');
    history.state = apply(history.state, { id: 'act', act: 'ROUND_JOINED', at: history.now, side: null, person: null, data: { round: 'r', consentBy } } as AnyWorkflowAct);
    expect(history.state.awaited).toContainEqual(expect.objectContaining({ move: 'ANSWER_PROPOSAL', agent: 'ada', due: consentBy }));
    expect(openDuties(history.state)).toEqual(asked);
  });

  test('later for having deferred it, and is not late for that', () => {
    const history = historyIn('PROPOSED');
    say(history, 'ada', 'DEFER', { until: '2026-04-01T08:00:00Z' });
    history.wait(33 * aDay);
    say(history, 'ada', 'AGREE');
    expect(endedLast(history)).toEqual([expect.objectContaining({ done: true, lateSeconds: 0, answerSeconds: 3 * 86_400 + 3_600 })]);
  });

  test('no earlier for deferring what is overdue: it was left undone, and is owed anew', () => {
    const history = historyIn('PROPOSED');
    const [asked] = openDuties(history.state);
    history.wait(10 * aDay);
    say(history, 'ada', 'DEFER', { until: addDuration(history.now, 'P30D', 'Europe/Amsterdam') });
    expect(endedLast(history)).toEqual([expect.objectContaining({ condition: 'NEGOTIATES', due: asked?.due, done: false, lateSeconds: 3 * 86_400, answerSeconds: null })]);
    // Deferred once more it is not overdue, and nothing more was left undone.
    history.wait(aDay);
    say(history, 'ada', 'DEFER', { until: addDuration(history.now, 'P40D', 'Europe/Amsterdam') });
    expect(endedLast(history)).toEqual([]);
    history.wait(aDay);
    say(history, 'ada', 'AGREE');
    expect(endedLast(history)).toEqual([expect.objectContaining({ condition: 'NEGOTIATES', done: true, lateSeconds: 0 })]);
  });

  test('an offer that is made again by the day of the first', () => {
    const history = historyIn('LISTENING');
    say(history, 'ada', 'ARTICULATE', { statement: 'Make the Company Awesome' });
    history.wait(20 * aDay);
    say(history, 'bram', 'OFFER');
    const asked = openDuties(history.state);
    for (const days of [6, 6]) {
      history.wait(days * aDay);
      say(history, 'bram', 'OFFER');
      expect(openDuties(history.state)).toEqual(asked);
    }
    history.wait(aDay);
    say(history, 'ada', 'REQUEST');
    expect(endedLast(history)).toEqual([expect.objectContaining({ condition: 'NEGOTIATES', done: true, lateSeconds: 6 * 86_400 + 3_600, answerSeconds: 13 * 86_400 })]);
  });

  test('no proposal that the Performer amends in time, and has left one undone that was overdue by then', () => {
    const history = historyIn('PROPOSED');
    history.wait(6 * aDay);
    say(history, 'bram', 'PROPOSE', { terms: plainTerms });
    expect(endedLast(history)).toEqual([]);
    history.wait(9 * aDay);
    say(history, 'bram', 'PROPOSE', { terms: plainTerms });
    expect(endedLast(history)).toEqual([expect.objectContaining({ condition: 'NEGOTIATES', done: false, lateSeconds: 2 * 86_400, answerSeconds: null })]);
  });
});

describe('the Customer checks in', () => {
  test('in time', () => {
    const history = historyIn('EXECUTING');
    history.wait(20 * aDay);
    say(history, 'ada', 'CHECK_IN');
    expect(endedLast(history)).toEqual([expect.objectContaining({ condition: 'CHECKS_IN', done: true, lateSeconds: 0, occasions: 1, answerSeconds: null })]);
  });

  test('late, and has missed every turn until then', () => {
    const history = historyIn('EXECUTING');
    const due = inMonths(history.now, 1);
    history.wait(100 * aDay);
    say(history, 'ada', 'CHECK_IN');
    const [duty] = endedLast(history);
    expect(duty).toMatchObject({ due, done: true, occasions: 3 });
  });

  test('not at all, and the delivery comes first', () => {
    const history = historyIn('EXECUTING');
    history.wait(40 * aDay);
    say(history, 'bram', 'DELIVER', { values: [] });
    expect(endedLast(history)).toEqual([expect.objectContaining({ condition: 'CHECKS_IN', done: false, occasions: 1 })]);
  });

  test('never for a promise that is delivered before the first is due', () => {
    expect(endedIn(historyIn('REDEEMED')).filter(({ condition }) => condition === 'CHECKS_IN')).toEqual([]);
  });
});

describe('the Customer gives feedback', () => {
  test('with words or without', () => {
    const history = historyIn('REDEEMED');
    expect(endedLast(history, true)).toEqual([expect.objectContaining({ condition: 'GIVES_FEEDBACK', done: true, withWords: true })]);
    expect(endedLast(history, false)).toEqual([expect.objectContaining({ condition: 'GIVES_FEEDBACK', done: true, withWords: false })]);
  });

  test('to no delivery that is taken back in time', () => {
    const history = historyIn('DELIVERED');
    history.wait(aDay);
    say(history, 'bram', 'RETRACT');
    expect(endedLast(history)).toEqual([]);
  });

  test('not at all where they close without a word what was revoked', () => {
    const history = historyIn('EXECUTING');
    say(history, 'bram', 'REVOKE');
    const revoked = history.fork();
    say(revoked, 'bram', 'CLOSE');
    expect(endedLast(revoked)).toEqual([]);
    say(history, 'ada', 'CLOSE');
    expect(endedLast(history)).toEqual([expect.objectContaining({ condition: 'GIVES_FEEDBACK', done: false, lateSeconds: 0, withWords: false })]);
  });
});

describe('a concern that has changed', () => {
  const renegotiating = (): History => {
    const history = historyIn('EXECUTING');
    say(history, 'ada', 'RENEGOTIATE', { concernChanged: true });
    return history;
  };

  test('is to be restated, and the Customer is waited for besides the Performer', () => {
    const history = renegotiating();
    expect(history.state.awaited.map(({ agent, move }) => `${agent} ${move}`)).toEqual(['bram PROPOSE', 'ada ARTICULATE']);
    history.wait(aDay);
    say(history, 'ada', 'ARTICULATE', { statement: 'Make the Company Calm' });
    expect(endedLast(history)).toEqual([expect.objectContaining({ condition: 'ARTICULATES', done: true, lateSeconds: 0, answerSeconds: 86_400 })]);
    expect(history.state.renegotiation?.restatedAt).toBe(history.now);
    expect(history.state.awaited.map(({ agent, move }) => `${agent} ${move}`)).toEqual(['bram PROPOSE']);
  });

  test('is left behind by a new promise, whoever makes it', () => {
    for (const by of ['bram', 'ada']) {
      const history = renegotiating();
      say(history, by, 'PROPOSE', { terms: plainTerms });
      say(history, by === 'bram' ? 'ada' : 'bram', by === 'bram' ? 'AGREE' : 'PROMISE');
      expect(endedLast(history)).toContainEqual(expect.objectContaining({ condition: 'ARTICULATES', done: false, lateSeconds: 0 }));
    }
  });

  test('asks nothing in a state of a version that did not write down whether it was restated', () => {
    const history = renegotiating();
    expect(history.state.renegotiation?.restatedAt).toBeNull();
    const { renegotiation } = history.state;
    assert(renegotiation !== null);
    const { side, at, concernChanged, act: said } = renegotiation;
    let state: WorkflowState = { ...history.state, renegotiation: { side, at, concernChanged, act: said }, awaited: history.state.awaited.filter(({ move }) => move !== 'ARTICULATE') };
    expect(openDuties(state)).toEqual([]);
    const before = history.acts.length;
    say(history, 'bram', 'PROPOSE', { terms: plainTerms });
    say(history, 'ada', 'AGREE');
    for (const act of history.acts.slice(before)) {
      const after = apply(state, act);
      expect(after.awaited.filter(({ move }) => move === 'ARTICULATE')).toEqual([]);
      expect(endedDuties(state, { id: act.id, act: act.act, side: act.side, withWords: false }, after).filter(({ condition }) => condition === 'ARTICULATES')).toEqual([]);
      state = after;
    }
    expect(state.phase).toBe('EXECUTING');
  });

  test('asks nothing any more when the promise stays as it was', () => {
    const history = renegotiating();
    say(history, 'ada', 'WITHDRAW');
    expect(endedLast(history)).toEqual([]);
  });
});

test('a concern that is stated as the workflow is opened was never waited for, and later it was', () => {
  for (const days of [0, 3]) {
    const history = new History({ customer: 'ada', performer: 'bram', notice: false, articulated: false });
    history.wait(days * aDay);
    say(history, 'ada', 'ARTICULATE', { statement: 'Make the Company Awesome' });
    expect(endedLast(history).map(({ condition, answerSeconds }) => [condition, answerSeconds])).toEqual(days === 0 ? [] : [['ARTICULATES', 3 * 86_400]]);
  }
});

test('who takes over owes from then on; what their predecessor had let pass stays theirs', () => {
  const history = historyIn('EXECUTING');
  say(history, 'ada', 'HAND_OVER', { side: 'CUSTOMER', successor: 'dana' });
  history.wait(40 * aDay);
  say(history, 'dana', 'TAKE_OVER');
  expect(endedLast(history)).toEqual([expect.objectContaining({ condition: 'CHECKS_IN', customer: 'ada', done: false })]);
  expect(openDuties(history.state)).toEqual([expect.objectContaining({ condition: 'CHECKS_IN', customer: 'dana', due: inMonths(history.now, 1) })]);
});

const told = (property: (history: History, steps: readonly { before: WorkflowState | null; act: AnyWorkflowAct; after: WorkflowState; ended: readonly EndedDuty[] }[]) => void): void => {
  fc.assert(fc.property(beginnings, fc.array(steps, { minLength: 1, maxLength: 50, size: 'max' }), (beginning, taken) => {
    const history = new History(beginning);
    for (const step of taken) takeStep(history, step);
    let before: WorkflowState | null = null;
    property(history, history.acts.map((act) => {
      const after = replay(before === null ? [act] : [...history.acts.slice(0, history.acts.indexOf(act) + 1)]);
      const one = { before, act, after, ended: endedDuties(before, { id: act.id, act: act.act, side: act.side, withWords: false }, after) };
      before = after;
      return one;
    }));
  }), { numRuns: 60 });
};

test('whatever happens, each duty ends once, is done by the Customer alone, and is late when its day has passed', () => {
  told((_, all) => {
    const ended = all.flatMap((one) => one.ended);
    assert.equal(new Set(ended.map(({ id }) => id)).size, ended.length);
    for (const { before, act, after, ended: now } of all) {
      for (const duty of now) {
        assert(duty.since <= duty.endedAt && duty.endedAt === after.changedAt && duty.act === act.id && duty.customer === before?.customer && duty.performer === before.performer);
        assert.equal(duty.lateSeconds > 0, duty.endedAt > duty.due);
        assert(!duty.done || act.side === 'CUSTOMER');
        assert(duty.occasions >= 1 && (duty.occasions === 1 || duty.condition === 'CHECKS_IN'));
      }
    }
  });
});

// Who checks in twice within a millisecond has checked in once.
test('as many check-ins and assessments are done as were said, and as many proposals of the Performer as the Customer answered', () => {
  told((_, all) => {
    const done = (move: string): number => all.flatMap((one) => one.ended).filter((duty) => duty.done && duty.move === move).length;
    assert.equal(done('CHECK_IN'), all.filter(({ act, before, after }) => act.act === 'CHECK_IN' && before?.phase === 'EXECUTING' && before.lastCheckIn !== after.changedAt).length);
    assert.equal(done('ASSESS'), all.filter(({ act }) => act.act === 'ASSESS').length);
    // Told without any rule of the waits: whose proposal stands, and whether the Customer's next word takes it off the table.
    const answered = all.filter(({ before, act, after }) => before?.standing?.author === 'PERFORMER' && act.side === 'CUSTOMER' && act.act !== 'TAKE_OVER' && after.standing?.id !== before.standing.id);
    assert.equal(done('ANSWER_PROPOSAL'), answered.length);
  });
});

test('a closed workflow owes nothing, and each review is kept once', () => {
  told((history, all) => {
    if (history.state.phase === 'CLOSED') assert.deepEqual(openDuties(history.state), []);
    const reviews = all.flatMap(({ before, after }) => addedReviews(before, after));
    assert.deepEqual(reviews.map(({ act }) => act), history.state.reviews.map(({ act }) => act));
  });
});
