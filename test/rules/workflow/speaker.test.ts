import { Refusal } from '../../../src/domain/common/refusal.js';
import { availableActs, judge, sideOf } from '../../../src/domain/workflow/speaker.rules.js';
import type { ActKind, Side } from '../../../src/domain/workflow/workflow.types.js';
import { History } from '../../kit/cycle-model.js';
import { historyIn, say } from '../../kit/cycle-tales.js';

function sideOfPerson(history: History, person: string): { side: Side | null; because?: string } {
  return sideOf(history.state, history.roster.voiceOf(person), history.roster.cast);
}

function actsOf(history: History, person: string): ActKind[] {
  return availableActs(history.state, history.roster.voiceOf(person), history.roster.cast, history.now).map(({ act }) => act);
}

function refusalOf(history: History, person: string, act: ActKind, wanted: Side | null = null): Refusal {
  try {
    judge(history.state, act, history.roster.voiceOf(person), history.roster.cast, history.now, wanted);
  } catch (refusal) {
    if (refusal instanceof Refusal) return refusal;
    throw refusal;
  }
  throw new Error(`${person} may ${act}`);
}

describe('the side somebody speaks for', () => {
  test('is their own, or that of the group they represent', () => {
    const history = historyIn('LISTENING', 'board', 'ada');
    expect([sideOfPerson(history, 'ada').side, sideOfPerson(history, 'grace').side, sideOfPerson(history, 'henrik').side]).toEqual(['PERFORMER', 'CUSTOMER', 'CUSTOMER']);
  });

  test('is none for somebody else, who is told so', () => {
    expect(sideOfPerson(historyIn('LISTENING', 'board', 'ada'), 'dana')).toEqual({ side: null, because: expect.stringContaining('no party') as string });
  });

  test('is never the other side of their own: the CEO who represents the Board is not its voice to the CEO', () => {
    const history = historyIn('LISTENING', 'board', 'ada');
    history.roster.nameRepresentative('board', 'ada');
    expect(sideOfPerson(history, 'ada').side).toBe('PERFORMER');
  });

  test('is none for one who represents both parties and has spoken for neither', () => {
    const history = new History({ customer: 'board', performer: 'team', notice: true, articulated: true });
    expect(sideOfPerson(history, 'grace')).toEqual({ side: null, because: expect.stringContaining('both parties') as string });
  });

  test('stays the one they spoke for first in the cycle, where they represent both', () => {
    const history = historyIn('LISTENING', 'board', 'team');
    history.roster.dismissRepresentative('team', 'grace');
    say(history, 'grace', 'REQUEST');
    history.roster.nameRepresentative('team', 'grace');
    expect(sideOfPerson(history, 'grace').side).toBe('CUSTOMER');
  });

  test('is none for one who has spoken for the other side in this cycle, and theirs again in the next', () => {
    const history = historyIn('REDEEMED', 'ada', 'team');
    history.roster.dismissRepresentative('team', 'emil');
    history.roster.nameRepresentative('board', 'emil');
    say(history, 'ada', 'HAND_OVER', { side: 'CUSTOMER', successor: 'board' });
    say(history, 'henrik', 'TAKE_OVER');
    expect(sideOfPerson(history, 'emil')).toEqual({ side: null, because: expect.stringContaining('spoken for the other side') as string });
    say(history, 'henrik', 'RENEW');
    expect(sideOfPerson(history, 'emil').side).toBe('CUSTOMER');
  });

  test('is none while their party is not active', () => {
    const history = historyIn('LISTENING', 'board', 'ada');
    history.roster.leaves('ada');
    expect(sideOfPerson(history, 'ada')).toEqual({ side: null, because: expect.stringContaining('no longer active') as string });
  });
});

describe('a hand-over', () => {
  const named = (): History => {
    const history = historyIn('EXECUTING', 'ada', 'team');
    say(history, 'emil', 'HAND_OVER', { side: 'PERFORMER', successor: 'chidi' });
    return history;
  };

  test('is answered by the successor, taken back by the namer, and by nobody else', () => {
    const history = named();
    expect(actsOf(history, 'chidi')).toEqual(['TAKE_OVER', 'REFUSE_HAND_OVER']);
    expect(actsOf(history, 'bram')).toContain('TAKE_BACK_HAND_OVER');
    for (const person of ['ada', 'olga', 'dana']) expect(actsOf(history, person)).not.toEqual(expect.arrayContaining([expect.stringMatching(/PERFORMER|TAKE_/)]));
  });

  test('is taken over by nobody who has spoken for the other side in the cycle, but they can refuse', () => {
    const history = historyIn('EXECUTING', 'board', 'ada');
    say(history, 'henrik', 'CHECK_IN');
    say(history, 'ada', 'HAND_OVER', { side: 'PERFORMER', successor: 'henrik' });
    expect(actsOf(history, 'henrik')).toContain('REFUSE_HAND_OVER');
    expect(refusalOf(history, 'henrik', 'TAKE_OVER')).toMatchObject({ code: 'NOT_THE_SPEAKER', message: expect.stringContaining('no person speaks for both sides') as string });
  });

  test('is not answered for a group by the one who is the other party', () => {
    const history = historyIn('EXECUTING', 'ada', 'bram');
    history.roster.nameRepresentative('board', 'ada');
    say(history, 'bram', 'HAND_OVER', { side: 'PERFORMER', successor: 'board' });
    expect(actsOf(history, 'ada')).not.toEqual(expect.arrayContaining(['REFUSE_HAND_OVER']));
    expect(actsOf(history, 'grace')).toEqual(['TAKE_OVER', 'REFUSE_HAND_OVER']);
  });

  test('is named by an administrator only for a party that has left', () => {
    const history = historyIn('EXECUTING', 'ada', 'bram');
    expect(actsOf(history, 'olga')).toEqual([]);
    history.roster.leaves('bram');
    expect(actsOf(history, 'olga')).toEqual(['HAND_OVER']);
    expect(refusalOf(history, 'olga', 'HAND_OVER', 'CUSTOMER').code).toBe('NOT_THE_SPEAKER');
  });

  test('asks which side is meant where both could be', () => {
    const history = historyIn('EXECUTING', 'olga', 'bram');
    history.roster.leaves('bram');
    expect(refusalOf(history, 'olga', 'HAND_OVER')).toMatchObject({ code: 'INVALID_INPUT', field: ['side'] });
    expect(judge(history.state, 'HAND_OVER', history.roster.voiceOf('olga'), history.roster.cast, history.now, 'PERFORMER')).toBe('PERFORMER');
  });
});

describe('a refusal', () => {
  test('of an act of another phase says where the workflow stands and what may be said in it', () => {
    const refusal = refusalOf(historyIn('LISTENING'), 'ada', 'ASSESS');
    expect(refusal).toMatchObject({ code: 'NOT_AVAILABLE', currentVersion: 1 });
    expect(refusal.message).toBe('ASSESS is refused: the workflow is LISTENING, and this act belongs to ASSESSING. You may say: ARTICULATE, REQUEST, DEFER, DECLINE, REMARK, SET_VISIBILITY, HAND_OVER, SERVE, DECLARE_ROOT.');
  });

  test('of an act of the other side names who may say it', () => {
    const refusal = refusalOf(historyIn('LISTENING'), 'bram', 'REQUEST');
    expect(refusal).toMatchObject({ code: 'NOT_THE_SPEAKER', message: expect.stringContaining('only ada (Customer) may say this') as string });
    expect(refusal.instead).toContainEqual({ act: 'REQUEST', speaker: 'CUSTOMER' });
  });

  test('to one who may say nothing here tells what others may', () => {
    expect(refusalOf(historyIn('NEGOTIATING'), 'dana', 'PROPOSE').message).toContain('Others may: CUSTOMER ARTICULATE');
  });

  test('of an act whose guard does not hold gives the reason of the guard', () => {
    expect(refusalOf(historyIn('NEGOTIATING'), 'ada', 'AGREE')).toMatchObject({ code: 'NOT_AVAILABLE', message: expect.stringContaining('only a standing proposal of the other side') as string });
    expect(refusalOf(historyIn('PROPOSED'), 'bram', 'PROMISE').message).toContain('only a standing proposal of the other side');
  });

  test('in a closed workflow with nothing left to review says that only who sees it can still be said', () => {
    const history = historyIn('LISTENING');
    say(history, 'ada', 'DECLINE');
    const instead = [{ act: 'SET_VISIBILITY', speaker: 'CUSTOMER' }];
    expect(refusalOf(history, 'ada', 'REMARK')).toMatchObject({ message: expect.stringContaining('You may say: SET_VISIBILITY.') as string, instead });
    expect(refusalOf(history, 'bram', 'REMARK')).toMatchObject({ message: expect.stringContaining('Others may: CUSTOMER SET_VISIBILITY.') as string, instead });
  });
});
