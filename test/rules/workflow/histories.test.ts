import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Refusal } from '../../../src/domain/common/refusal.js';
import { replay } from '../../../src/domain/workflow/apply.rules.js';
import { cycle } from '../../../src/domain/workflow/cycle.rules.js';
import { availableActs, judge, partyOf } from '../../../src/domain/workflow/speaker.rules.js';
import type { Voice } from '../../../src/domain/workflow/speaker.rules.js';
import { otherSide, phases, promiseStatuses, sides } from '../../../src/domain/workflow/workflow.types.js';
import type { ActKind, Awaited, Move } from '../../../src/domain/workflow/workflow.types.js';
import { invariants } from '../../kit/cycle-invariants.js';
import { History, beginnings, newcomer, steps, takeStep } from '../../kit/cycle-model.js';
import type { Beginning, Step, Told } from '../../kit/cycle-model.js';
import { isLone } from '../../kit/cycle-contents.js';
import type { LoneAct } from '../../kit/cycle-contents.js';
import { Dice } from '../../kit/dice.js';

const histories = fc.tuple(beginnings, fc.array(steps, { minLength: 1, maxLength: 50, size: 'max' }));

/** Tells a history to its end; `after` hears of each act, and of each change of the roster. */
function tell(beginning: Beginning, taken: readonly Step[], after: (history: History, told: Told | null) => void): History {
  const history = new History(beginning);
  for (const step of taken) after(history, takeStep(history, step));
  return history;
}

/** Set it to some thousands after a change of the rules, and have a coffee. */
const runs = Number(process.env.PROMISEGRAPH_TEST_HISTORIES ?? 60);

function check(property: (beginning: Beginning, taken: readonly Step[]) => void, parameters: fc.Parameters<[[Beginning, Step[]]]> = {}): void {
  fc.assert(fc.property(histories, ([beginning, taken]) => { property(beginning, taken); }), { numRuns: runs, ...parameters });
}

const inWords = (name: string): string => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

test.each(Object.entries(invariants).map(([name, invariant]) => ({ name: inWords(name), invariant })))('after every act $name', ({ invariant }) => {
  check((beginning, taken) => { tell(beginning, taken, (_, told) => { if (told !== null) invariant(told); }); });
});

test('the acts alone, read back from where they are kept, add up to the same state', () => {
  check((beginning, taken) => {
    const { acts, state } = tell(beginning, taken, () => undefined);
    assert.deepEqual(replay(JSON.parse(JSON.stringify(acts)) as typeof acts), JSON.parse(JSON.stringify(state)));
  });
});

test('what is available is what is accepted, and nothing else, whoever asks', () => {
  check((beginning, taken) => { tell(beginning, taken, (history) => { for (const voice of history.roster.voices) availableIsAccepted(history, voice); }); }, { numRuns: runs / 5 });
});

function availableIsAccepted({ state, roster, now }: History, voice: Voice): void {
  const available = availableActs(state, voice, roster.cast, now);
  for (const { act } of cycle) {
    const expected = available.filter((one) => one.act === act).map(({ side }) => side);
    const accepted = sides.filter((side) => {
      try {
        return judge(state, act, voice, roster.cast, now, side) === side;
      } catch (refusal) {
        assert(refusal instanceof Refusal && ['NOT_AVAILABLE', 'NOT_THE_SPEAKER'].includes(refusal.code), `${act} was refused in an unknown way`);
        assert.equal(refusal.currentVersion, state.version);
        return false;
      }
    });
    assert.deepEqual(accepted, expected, `${voice.person} and ${act}`);
  }
}

/** What answers a wait. A proposal that has run out can no longer be accepted, but it can be countered. */
const answers: Readonly<Record<Move, readonly ActKind[]>> = {
  ARTICULATE: ['ARTICULATE'],
  REQUEST: ['REQUEST'],
  OFFER: ['OFFER'],
  ENGAGE: ['ENGAGE'],
  PROPOSE: ['PROPOSE'],
  ANSWER_PROPOSAL: ['PROPOSE'],
  CHECK_IN: ['CHECK_IN'],
  DELIVER: ['DELIVER'],
  ASSESS: ['ASSESS'],
  NAME_NEXT_STEP: ['CLOSE'],
  ANSWER_HAND_OVER: ['REFUSE_HAND_OVER'],
  ANSWER_DEPENDENCY: ['ACKNOWLEDGE_DEPENDENCY'],
};

test('whoever is waited for can answer, in person or through a representative who stands on no other side', () => {
  check((beginning, taken) => {
    tell(beginning, taken, (history) => {
      for (const wait of history.state.awaited) for (const voice of unquestionedVoicesOf(history, wait)) canAnswer(history, wait, voice);
    });
  });
});

function unquestionedVoicesOf({ state, roster }: History, wait: Awaited): readonly Voice[] {
  if (!roster.isActive(wait.agent)) return [];
  const other = otherSide(wait.side);
  return roster.voices.filter(
    ({ person, represents }) =>
      person === wait.agent ||
      (represents.includes(wait.agent) && person !== partyOf(state, other) && !represents.includes(partyOf(state, other)) && !state.voices[other].includes(person)),
  );
}

function canAnswer({ state, roster, now }: History, wait: Awaited, voice: Voice): void {
  const available = availableActs(state, voice, roster.cast, now).filter(({ side }) => side === wait.side).map(({ act }) => act);
  assert(answers[wait.move].some((act) => available.includes(act)), `${voice.person} is waited for to ${wait.move} and may only ${available.join(', ')}`);
}

test('no state is a dead end: the Customer can always bring it to its end, and an administrator can always find it a Customer', () => {
  check((beginning, taken) => { tell(beginning, taken, (history) => { comesToAnEnd(history.fork()); }); });
});

const waysOut: readonly LoneAct[] = ['DECLINE', 'CLOSE', 'RELEASE', 'ASSESS'];

function comesToAnEnd(history: History): void {
  // Three acts give it a Customer where there is none, and three more end the longest way: release, assess, close.
  for (let said = 0; said <= 7; said++) {
    if (history.state.phase === 'CLOSED') return;
    const byCustomer = history.sayable.filter(({ side, voice }) => side === 'CUSTOMER' && !(voice.administrator && voice.person !== history.state.customer));
    const way = waysOut.flatMap((act) => byCustomer.filter((one) => one.act === act))[0];
    if (way !== undefined) history.says(way.voice, way.act, 'CUSTOMER', new Dice([0]));
    else findCustomer(history);
  }
  assert.fail(`${history.state.phase} has no way out`);
}

function findCustomer(history: History): void {
  const { state, roster } = history;
  const administrator = roster.voiceOf('olga');
  if (roster.isActive(state.customer)) {
    assert(['board', 'team'].includes(state.customer), `${state.customer} is the Customer and has no way out`);
    roster.nameRepresentative(state.customer, newcomer);
  } else if (state.handOver.CUSTOMER === null) {
    history.says(administrator, 'HAND_OVER', 'CUSTOMER', new Dice([0]), { side: 'CUSTOMER', successor: newcomer });
  } else if (state.handOver.CUSTOMER.successor === newcomer) {
    history.says(roster.voiceOf(newcomer), 'TAKE_OVER', 'CUSTOMER', new Dice([0]));
  } else {
    history.says(administrator, 'TAKE_BACK_HAND_OVER', 'CUSTOMER', new Dice([0]));
  }
}

test('the histories told here reach every act that one workflow has everything for, every phase and every way a promise goes', () => {
  const [acts, reached, statuses] = [new Set<string>(), new Set<string>(), new Set<string>()];
  check((beginning, taken) => {
    tell(beginning, taken, (_, told) => {
      if (told === null) return;
      acts.add(told.act.act);
      reached.add(told.state.phase);
      if (told.state.promise !== null) statuses.add(told.state.promise.status);
      if (told.state.promise?.supersedes != null) statuses.add('SUPERSEDED');
    });
  }, { numRuns: 200, seed: 1 });
  expect([...acts].sort()).toEqual(cycle.map(({ act }) => act).filter(isLone).sort());
  expect([...reached].sort()).toEqual([...phases].sort());
  expect([...statuses].sort()).toEqual([...promiseStatuses].sort());
});
