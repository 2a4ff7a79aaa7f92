import assert from 'node:assert/strict';
import fc from 'fast-check';
import { millisecondsOf, momentOf } from '../../../src/domain/common/moment.rules.js';
import { cameDueBetween, lapsedBy, lapsedSince, nextClock, standsUntil } from '../../../src/domain/workflow/clock.rules.js';
import { judge } from '../../../src/domain/workflow/speaker.rules.js';
import { sides } from '../../../src/domain/workflow/workflow.types.js';
import type { WorkflowState } from '../../../src/domain/workflow/workflow.types.js';
import { History, beginnings, steps, takeStep } from '../../kit/cycle-model.js';

const histories = fc.tuple(beginnings, fc.array(steps, { minLength: 1, maxLength: 40, size: 'max' }));

/** Every state that a random history goes through, with the moment it is looked at. */
function states(look: (history: History) => void): void {
  fc.assert(fc.property(histories, ([beginning, taken]) => {
    const history = new History(beginning);
    for (const step of taken) {
      takeStep(history, step);
      look(history);
    }
  }), { numRuns: 60 });
}

test('what has lapsed once does not lapse again', () => {
  states((history) => {
    const { now } = history;
    const told = history.fork().strikes();
    if (told !== null) assert.equal(lapsedBy(told.state, now), null);
  });
});

test('a lapse is said to have been when the earliest of it ran out, and never later than it is recorded', () => {
  states(({ state, now }) => {
    const lapse = lapsedBy(state, now);
    if (lapse !== null) assert(lapsedSince(state, lapse, now) <= now);
  });
});

/** By asking at each moment there could be, rather than by taking the least of them. */
function nextByTrying(state: WorkflowState, after: string): string | null {
  const last = standsUntil(state);
  const moments = [
    ...(last === null ? [] : [last, momentOf(millisecondsOf(last) + 1)]),
    ...sides.flatMap((side) => state.deferral[side]?.until ?? []),
    ...state.awaited.flatMap(({ from, due }) => [from, momentOf(millisecondsOf(due) + 1)]),
  ].sort();
  const falls = (moment: string): boolean => state.awaited.some(({ from, due }) => (from === moment && from > after) || (due > from && due < moment && momentOf(millisecondsOf(due) + 1) === moment && moment > after));
  return moments.find((moment) => lapsedBy(state, moment) !== null || falls(moment)) ?? null;
}

test('the clock next has something to do at the first moment at which something lapses, wakes or falls overdue', () => {
  states(({ state }) => { assert.equal(nextClock(state, state.changedAt), nextByTrying(state, state.changedAt)); });
});

test('each wait is told of when it is asked for and when it falls overdue, once each, however late the clock strikes', () => {
  states((history) => {
    const told: string[] = [];
    const later = history.fork();
    let at = later.state.changedAt;
    for (let next = nextClock(later.state, at); next !== null; next = nextClock(later.state, at)) {
      later.now = next;
      const { asked, overdue } = cameDueBetween(later.state, at, next);
      told.push(...asked.map(({ side, move, subject }) => `asked ${side} ${move} ${subject}`), ...overdue.map(({ side, move, subject }) => `overdue ${side} ${move} ${subject}`));
      const lapsed = later.strikes();
      if (lapsed !== null) break; // what is waited for from then on is another matter
      assert(asked.length + overdue.length > 0, 'the clock struck for nothing');
      at = next;
    }
    assert.equal(new Set(told).size, told.length, told.join());
    const until = later.now;
    for (const { side, move, subject, from, due } of history.state.awaited) {
      if (from > history.state.changedAt && from <= until) assert(told.includes(`asked ${side} ${move} ${subject}`), `${move} was not asked for`);
      if (due > from && due >= history.state.changedAt && due < until) assert(told.includes(`overdue ${side} ${move} ${subject}`), `${move} did not fall overdue`);
    }
    // A clock that comes round at the end alone tells of each once, and of none twice.
    const atOnce = cameDueBetween(history.state, history.state.changedAt, until);
    assert.deepEqual(new Set([...atOnce.asked, ...atOnce.overdue]).size, atOnce.asked.length + atOnce.overdue.length);
  });
});

test('nobody says what only the clock says, whoever asks and whatever ran out', () => {
  states(({ state, roster, now }) => {
    for (const voice of roster.voices) assert.throws(() => judge(state, 'LAPSE', voice, roster.cast, now), /LAPSE is refused/);
  });
});
