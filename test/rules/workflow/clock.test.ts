import assert from 'node:assert/strict';
import fc from 'fast-check';
import { millisecondsOf, momentOf } from '../../../src/domain/common/moment.rules.js';
import { lapsedBy, lapsedSince, nextClock, standsUntil, wokenBetween } from '../../../src/domain/workflow/clock.rules.js';
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
    ...state.awaited.map(({ from }) => from),
  ].sort();
  return moments.find((moment) => lapsedBy(state, moment) !== null || state.awaited.some(({ from }) => from === moment && from > after)) ?? null;
}

test('the clock next has something to do at the first moment at which something lapses or wakes', () => {
  states(({ state }) => { assert.equal(nextClock(state, state.changedAt), nextByTrying(state, state.changedAt)); });
});

test('whoever is waited for later is told when that time comes, by a lapse or by being woken', () => {
  states((history) => {
    const told = new Set<string>();
    const later = history.fork();
    let at = later.state.changedAt;
    for (let next = nextClock(later.state, at); next !== null; next = nextClock(later.state, at)) {
      later.now = next;
      const lapsed = later.strikes();
      const heard = lapsed === null ? wokenBetween(later.state, at, next) : [...lapsed.before.awaited, ...lapsed.state.awaited].map(({ agent }) => agent);
      for (const agent of heard) told.add(agent);
      assert(lapsed !== null || heard.length > 0, 'the clock struck for nothing');
      at = next;
    }
    for (const { agent, from } of history.state.awaited) assert(from <= history.state.changedAt || told.has(agent), `${agent} was not woken`);
  });
});

test('nobody says what only the clock says, whoever asks and whatever ran out', () => {
  states(({ state, roster, now }) => {
    for (const voice of roster.voices) assert.throws(() => judge(state, 'LAPSE', voice, roster.cast, now), /LAPSE is refused/);
  });
});
