import assert from 'node:assert/strict';
import { addDuration } from '../../../src/domain/common/moment.rules.js';
import { openDuties } from '../../../src/domain/dual/duties.rules.js';
import { apply } from '../../../src/domain/workflow/apply.rules.js';
import { nextCheckIn } from '../../../src/domain/workflow/awaited.rules.js';
import type { AnyWorkflowAct, Awaited, Move, WorkflowState } from '../../../src/domain/workflow/workflow.types.js';
import { History } from '../../kit/cycle-model.js';
import { historyIn, plainTerms, say } from '../../kit/cycle-tales.js';

const aDay = 24 * 60 * 60 * 1_000;

// The window of these histories reaches over ten months: an answer within seven days, a check-in each month, an
// assessment within fourteen days.
function wait(state: WorkflowState, move: Move): Awaited {
  const found = state.awaited.find((one) => one.move === move);
  if (found === undefined) throw new Error(`nobody is waited for to ${move}, but ${state.awaited.map((one) => `${one.agent} to ${one.move}`).join(', ')}`);
  return found;
}

const who = (state: WorkflowState): string[] => state.awaited.map(({ agent, move }) => `${agent} ${move}`);

describe('who is waited for', () => {
  test('while listening: whoever has not been heard, and then the one who did not speak last', () => {
    const history = historyIn('LISTENING');
    expect(who(say(history, 'ada', 'ARTICULATE'))).toEqual(['ada REQUEST', 'bram OFFER']);
    expect(who(say(history, 'bram', 'OFFER'))).toEqual(['ada REQUEST']);
    expect(who(say(history, 'ada', 'REQUEST'))).toEqual(['bram ENGAGE']);
    expect(who(say(history, 'bram', 'OFFER'))).toEqual(['ada ENGAGE']);
  });

  test('while the concern is not the Customer\'s yet: the Customer, to articulate it', () => {
    const history = new History({ customer: 'ada', performer: 'bram', notice: false, articulated: false });
    say(history, 'bram', 'OFFER');
    expect(who(say(history, 'ada', 'REQUEST'))).toEqual(['ada ARTICULATE']);
  });

  test('while negotiating: the Performer, and from the first proposal on whoever did not write the one that stands', () => {
    const history = historyIn('NEGOTIATING');
    expect(who(history.state)).toEqual(['bram PROPOSE']);
    expect(who(say(history, 'ada', 'PROPOSE', { terms: plainTerms }))).toEqual(['bram ANSWER_PROPOSAL']);
    expect(who(say(history, 'bram', 'PROPOSE', { terms: plainTerms }))).toEqual(['ada ANSWER_PROPOSAL']);
  });

  test('while executing and assessing: the Performer to deliver and the Customer to check in, the Customer to assess, and both to name the next step', () => {
    const history = historyIn('EXECUTING');
    expect(who(history.state)).toEqual(['bram DELIVER', 'ada CHECK_IN']);
    expect(who(say(history, 'bram', 'DELIVER'))).toEqual(['ada ASSESS']);
    expect(who(historyIn('REDEEMED').state)).toEqual(['ada NAME_NEXT_STEP', 'bram NAME_NEXT_STEP']);
  });

  test('after a hand-over: the successor besides', () => {
    const history = historyIn('EXECUTING');
    say(history, 'bram', 'HAND_OVER', { side: 'PERFORMER', successor: 'chidi' });
    expect(who(history.state)).toEqual(['bram DELIVER', 'ada CHECK_IN', 'chidi ANSWER_HAND_OVER']);
    expect(who(say(history, 'chidi', 'REFUSE_HAND_OVER'))).toEqual(['bram DELIVER', 'ada CHECK_IN']);
  });

  test('in an implicit workflow, and in a closed one: nobody', () => {
    const history = new History({ customer: 'ada', performer: 'bram', notice: true, articulated: true });
    expect(who(history.state)).toEqual([]);
    expect(who(say(history, 'ada', 'DECLINE'))).toEqual([]);
  });
});

describe('a wait', () => {
  test('keeps its due while other things are said, so that what is overdue stays so', () => {
    const history = historyIn('NEGOTIATING');
    const asked = wait(history.state, 'PROPOSE');
    expect(asked).toMatchObject({ since: history.now, from: history.now, due: addDuration(history.now, 'P7D', 'Europe/Amsterdam') });
    history.wait(30 * aDay);
    say(history, 'ada', 'ARTICULATE');
    expect(wait(say(history, 'bram', 'REMARK'), 'PROPOSE')).toEqual(asked);
  });

  test('begins anew when there is something else to answer', () => {
    const history = historyIn('PROPOSED');
    const asked = wait(history.state, 'ANSWER_PROPOSAL');
    history.wait(aDay);
    expect(wait(say(history, 'bram', 'PROPOSE', { terms: plainTerms }), 'ANSWER_PROPOSAL').due > asked.due).toBe(true);
  });

  test('for an answer to a proposal is due when the proposal runs out', () => {
    const history = historyIn('NEGOTIATING');
    const state = say(history, 'bram', 'PROPOSE', { terms: { ...plainTerms, answerBy: '2026-03-20' } });
    expect(wait(state, 'ANSWER_PROPOSAL').due).toBe('2026-03-20T22:59:59.999Z');
  });

  test('for a delivery is due with the promise', () => {
    expect(wait(historyIn('EXECUTING').state, 'DELIVER').due).toBe('2026-06-30T21:59:59.999Z');
  });
});

describe('a deferral', () => {
  test('lets a wait sleep until its day, and starts the clock of the answer there', () => {
    const history = historyIn('PROPOSED');
    const state = say(history, 'ada', 'DEFER', { until: '2026-04-01T08:00:00Z' });
    expect(wait(state, 'ANSWER_PROPOSAL')).toMatchObject({ from: '2026-04-01T08:00:00.000Z', due: '2026-04-08T08:00:00.000Z' });
  });

  test('past the day the proposal runs out leaves the time that an answer takes', () => {
    const history = historyIn('NEGOTIATING');
    say(history, 'bram', 'PROPOSE', { terms: { ...plainTerms, answerBy: '2026-03-20' } });
    const state = say(history, 'ada', 'DEFER', { until: '2026-04-01T08:00:00Z' });
    expect(wait(state, 'ANSWER_PROPOSAL').due).toBe('2026-04-08T08:00:00.000Z');
  });

  test('that is ended early starts the clock where it ends', () => {
    const history = historyIn('LISTENING');
    say(history, 'ada', 'DEFER', { until: '2026-05-01' });
    history.wait(2 * aDay);
    const state = say(history, 'ada', 'ARTICULATE');
    expect(wait(state, 'OFFER')).toMatchObject({ from: '2026-03-02T09:00:00.000Z', due: addDuration(history.now, 'P7D', 'Europe/Amsterdam') });
  });

  test('whose day has come forgives nothing when it is ended', () => {
    const history = historyIn('LISTENING');
    const asked = wait(say(history, 'ada', 'DEFER', { until: '2026-03-05T09:00:00Z' }), 'OFFER');
    history.wait(60 * aDay);
    expect(wait(say(history, 'ada', 'ARTICULATE'), 'OFFER')).toEqual(asked);
  });

  test('whose day has come dates no new wait back', () => {
    const history = historyIn('LISTENING');
    say(history, 'ada', 'REQUEST');
    say(history, 'ada', 'DEFER', { until: '2026-03-05T09:00:00Z' });
    history.wait(60 * aDay);
    expect(wait(say(history, 'bram', 'OFFER'), 'ENGAGE')).toMatchObject({ since: history.now, from: history.now, due: addDuration(history.now, 'P7D', 'Europe/Amsterdam') });
  });

  test('does not keep a successor from answering', () => {
    const history = historyIn('LISTENING');
    const asked = wait(say(history, 'ada', 'HAND_OVER', { side: 'CUSTOMER', successor: 'dana' }), 'ANSWER_HAND_OVER');
    history.wait(aDay);
    expect(wait(say(history, 'ada', 'DEFER', { until: '2026-05-01' }), 'ANSWER_HAND_OVER')).toEqual(asked);
    history.wait(aDay);
    expect(wait(say(history, 'ada', 'ARTICULATE'), 'ANSWER_HAND_OVER')).toEqual(asked);
  });
});

describe('a planning round', () => {
  const roundIs = (history: History, act: 'ROUND_JOINED' | 'ROUND_LEFT', consentBy?: string | null): WorkflowState =>
    apply(history.state, { id: 'act', act, at: history.now, side: null, person: null, data: { round: 'r', ...(consentBy === undefined ? {} : { consentBy }) } } as AnyWorkflowAct);
  const inDays = (history: History, days: number): string => addDuration(history.now, `P${String(days)}D`, 'Europe/Amsterdam');
  const asked = historyIn('PROPOSED');
  const own = wait(asked.state, 'ANSWER_PROPOSAL');

  test('that names a day asks for the answer by then, where it comes before the time for it is over', () => {
    const soon = inDays(asked, 3);
    expect(wait(roundIs(asked, 'ROUND_JOINED', soon), 'ANSWER_PROPOSAL')).toEqual({ ...own, due: soon, ownDue: own.due });
    expect(wait(roundIs(asked, 'ROUND_JOINED', inDays(asked, 30)), 'ANSWER_PROPOSAL')).toEqual(own);
    expect(wait(roundIs(asked, 'ROUND_JOINED'), 'ANSWER_PROPOSAL')).toEqual(own);
  });

  test('whose day moves asks by another, by none, or by what it was before when the round is over', () => {
    const moves = (): History => {
      const history = historyIn('PROPOSED');
      history.state = roundIs(history, 'ROUND_JOINED', inDays(history, 3));
      return history;
    };
    for (const day of [2, 5]) {
      const history = moves();
      expect(wait(roundIs(history, 'ROUND_JOINED', inDays(history, day)), 'ANSWER_PROPOSAL')).toEqual({ ...own, due: inDays(history, day), ownDue: own.due });
    }
    expect(wait(roundIs(moves(), 'ROUND_JOINED', inDays(asked, 60)), 'ANSWER_PROPOSAL')).toEqual(own);
    expect(wait(roundIs(moves(), 'ROUND_JOINED', null), 'ANSWER_PROPOSAL')).toEqual(own);
    expect(wait(roundIs(moves(), 'ROUND_LEFT'), 'ANSWER_PROPOSAL')).toEqual(own);
  });

  test('whose day comes to who proposes anew asks the other by then, and by their own time once it has passed', () => {
    const history = historyIn('PROPOSED');
    const soon = inDays(history, 3);
    history.state = roundIs(history, 'ROUND_JOINED', soon);
    history.wait(aDay);
    expect(wait(say(history, 'ada', 'PROPOSE', { terms: plainTerms }), 'ANSWER_PROPOSAL')).toMatchObject({ agent: 'bram', since: history.now, due: soon });
    history.wait(3 * aDay);
    expect(wait(say(history, 'bram', 'PROPOSE', { terms: plainTerms }), 'ANSWER_PROPOSAL')).toMatchObject({ agent: 'ada', since: history.now, due: inDays(history, 7) });
  });

  test.each<[string, number | null]>([['without a day', null], ['whose day has passed by then', 5]])(
    'leaves whoever put off the answer to a proposal %s, and took it up again, the time that they have from there on',
    (_, answerIn) => {
      const history = historyIn('EXECUTING');
      say(history, 'ada', 'RENEGOTIATE', { concernChanged: true });
      say(history, 'bram', 'PROPOSE', { terms: { ...plainTerms, ...(answerIn === null ? {} : { answerBy: inDays(history, answerIn) }) } });
      const since = history.now;
      history.wait(aDay);
      say(history, 'ada', 'DEFER', { until: inDays(history, 28) });
      history.wait(8 * aDay);
      const putOff = history.state;
      const later = wait(say(history, 'ada', 'ARTICULATE', { statement: 'Make the Company Calm' }), 'ANSWER_PROPOSAL');
      expect(later).toMatchObject({ since, from: since, due: inDays(history, 7) });
      const takenUp = history.acts[history.acts.length - 1];
      assert(takenUp !== undefined);

      const soon = inDays(history, 4);
      // The round is opened after it; or it was there before.
      for (const state of [roundIs(history, 'ROUND_JOINED', soon), apply({ ...putOff, round: 'r', consentBy: soon }, takenUp)]) {
        expect(wait(state, 'ANSWER_PROPOSAL')).toEqual({ ...later, due: soon, ownDue: later.due });
        expect(openDuties(state)).toContainEqual(expect.objectContaining({ move: 'ANSWER_PROPOSAL', due: later.due }));
        const told = history.fork();
        told.state = state;
        expect(wait(roundIs(told, 'ROUND_LEFT'), 'ANSWER_PROPOSAL')).toEqual(later);
        expect(wait(roundIs(told, 'ROUND_JOINED', null), 'ANSWER_PROPOSAL')).toEqual(later);
        expect(wait(roundIs(told, 'ROUND_JOINED', inDays(told, 90)), 'ANSWER_PROPOSAL')).toEqual(later);
        expect(wait(roundIs(told, 'ROUND_JOINED', inDays(told, 2)), 'ANSWER_PROPOSAL')).toEqual({ ...later, due: inDays(told, 2), ownDue: later.due });
      }
    },
  );

  test('that is over hurries nobody, though a version before left its day behind', () => {
    const history = historyIn('PROPOSED');
    history.state = { ...history.state, round: null, consentBy: inDays(history, 3) };
    expect(wait(say(history, 'ada', 'PROPOSE', { terms: plainTerms }), 'ANSWER_PROPOSAL').due).toBe(inDays(history, 7));
    // Nor does that day count in another round, which names none.
    expect(wait(roundIs(history, 'ROUND_JOINED'), 'ANSWER_PROPOSAL').due).toBe(inDays(history, 7));
  });

  test('hurries nobody whose answer was put off past it, nor who is waited for with anything else', () => {
    const history = historyIn('PROPOSED');
    const late = wait(say(history, 'ada', 'DEFER', { until: '2026-04-01T08:00:00Z' }), 'ANSWER_PROPOSAL');
    expect(wait(roundIs(history, 'ROUND_JOINED', inDays(history, 3)), 'ANSWER_PROPOSAL')).toEqual(late);
    const silent = historyIn('NEGOTIATING');
    expect(roundIs(silent, 'ROUND_JOINED', inDays(silent, 1)).awaited).toEqual(silent.state.awaited);
  });
});

describe('the Customer is asked to check in', () => {
  const inAMonth = (from: string): string => addDuration(from, 'P1M', 'Europe/Amsterdam');

  test('when the cadence has come round, from the promise on and then from each check-in on', () => {
    const history = historyIn('EXECUTING');
    expect(wait(history.state, 'CHECK_IN')).toMatchObject({ from: inAMonth(history.now), due: inAMonth(history.now) });
    history.wait(10 * aDay);
    expect(nextCheckIn(say(history, 'ada', 'CHECK_IN'))).toBe(inAMonth(history.now));
  });

  test('not for the time in which a delivery waited to be assessed', () => {
    const history = historyIn('DELIVERED');
    expect(nextCheckIn(history.state)).toBeNull();
    history.wait(90 * aDay);
    const state = say(history, 'ada', 'ASSESS', { outcomes: [{ condition: 'c1', outcome: 'NOT_MET' }], satisfaction: 2, otherwise: 'REWORK' });
    expect(nextCheckIn(state)).toBe(inAMonth(history.now));
  });
});
