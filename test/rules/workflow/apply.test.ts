import { cyclesToReview } from '../../../src/domain/workflow/cycle.rules.js';
import { replay } from '../../../src/domain/workflow/apply.rules.js';
import { historyIn, plainTerms, say } from '../../kit/cycle-tales.js';
import { History } from '../../kit/cycle-model.js';

const aDay = 24 * 60 * 60 * 1_000;
const uptime = { statement: 'It stays up', measure: { metric: 'uptime', unit: 'percent', direction: 'STAY_ABOVE' as const, target: '99.9' } };

function takesOver(history: History, namer: string, successor: string): void {
  say(history, namer, 'HAND_OVER', { side: history.state.customer === namer ? 'CUSTOMER' : 'PERFORMER', successor });
  say(history, successor, 'TAKE_OVER');
}

describe('a renegotiation', () => {
  test('keeps the promise until another supersedes it, and what was measured of conditions measured as before', () => {
    const history = historyIn('NEGOTIATING');
    say(history, 'bram', 'PROPOSE', { terms: { ...plainTerms, conditions: [uptime, { ...uptime, statement: 'It is quick' }] } });
    say(history, 'ada', 'AGREE');
    const values = [{ condition: 'c1', value: '99.5' }, { condition: 'c2', value: '98' }];
    const first = say(history, 'bram', 'REPORT_PROGRESS', { values, confidence: 0.4, forecast: null }).promise;
    history.wait(aDay);
    expect(say(history, 'bram', 'RENEGOTIATE').promise).toEqual({ ...first, status: 'UNDER_RENEGOTIATION' });
    say(history, 'bram', 'PROPOSE', {
      terms: { ...plainTerms, conditions: [{ ...uptime, key: 'c1', measure: { ...uptime.measure, target: '99' } }, { ...uptime, key: 'c2', measure: { ...uptime.measure, metric: 'latency' } }, uptime] },
    });
    const { promise } = say(history, 'ada', 'AGREE');
    expect(promise).toMatchObject({ status: 'IN_FORCE', supersedes: first?.id, confidence: null });
    expect(promise?.conditions.map(({ key, current }) => [key, current])).toEqual([['c1', '99.5'], ['c2', null], ['c3', null]]);
  });

  test('that is withdrawn leaves the promise as it was', () => {
    const history = historyIn('EXECUTING');
    const { promise } = history.state;
    say(history, 'ada', 'RENEGOTIATE');
    say(history, 'bram', 'PROPOSE', { terms: { ...plainTerms, due: '2026-07-31' } });
    expect(say(history, 'ada', 'WITHDRAW')).toMatchObject({ phase: 'EXECUTING', promise, standing: null, renegotiation: null });
  });
});

describe('under a new Performer', () => {
  test("a promise in force goes back to negotiating, still its maker's, and is superseded or released, not kept", () => {
    const history = historyIn('EXECUTING');
    takesOver(history, 'bram', 'chidi');
    expect(history.state).toMatchObject({ phase: 'NEGOTIATING', performer: 'chidi', promise: { status: 'UNDER_RENEGOTIATION', performer: 'bram' } });
    expect(() => say(history, 'chidi', 'WITHDRAW')).toThrow(/superseded or released, not kept/);
    expect(() => say(history, 'chidi', 'DELIVER')).toThrow(/theirs alone/);
    say(history, 'chidi', 'PROPOSE', { terms: plainTerms });
    expect(say(history, 'ada', 'AGREE')).toMatchObject({ phase: 'EXECUTING', promise: { performer: 'chidi' } });
  });

  test('a delivered promise is assessed, without rework', () => {
    const history = historyIn('DELIVERED');
    takesOver(history, 'bram', 'chidi');
    expect(history.state).toMatchObject({ phase: 'ASSESSING', promise: { status: 'DELIVERED', performer: 'bram' } });
    const unmet = { outcomes: [{ condition: 'c1', outcome: 'NOT_MET' as const }], satisfaction: 1 };
    expect(() => say(history, 'ada', 'ASSESS', { ...unmet, otherwise: 'REWORK' })).toThrow(/cannot go back to work/);
    expect(say(history, 'ada', 'ASSESS', { ...unmet, otherwise: 'RENEGOTIATE' })).toMatchObject({ phase: 'NEGOTIATING', promise: { status: 'UNDER_RENEGOTIATION' } });
  });

  test('whoever made the promise may take the place back, and keep it', () => {
    const history = historyIn('EXECUTING');
    takesOver(history, 'bram', 'chidi');
    takesOver(history, 'chidi', 'bram');
    expect(say(history, 'bram', 'WITHDRAW')).toMatchObject({ phase: 'EXECUTING', promise: { status: 'IN_FORCE', performer: 'bram' } });
  });
});

test('a new Customer is promised what the one before was, and the proposals on the table are void', () => {
  const history = historyIn('EXECUTING');
  say(history, 'ada', 'RENEGOTIATE');
  say(history, 'ada', 'PROPOSE', { terms: plainTerms });
  takesOver(history, 'ada', 'dana');
  expect(history.state).toMatchObject({ customer: 'dana', standing: null, promise: { status: 'UNDER_RENEGOTIATION', customer: 'dana' } });
});

describe('the Customer of a cycle is reviewed', () => {
  const delivered = (): History => {
    const history = historyIn('DELIVERED');
    say(history, 'bram', 'RETRACT');
    takesOver(history, 'bram', 'chidi');
    say(history, 'chidi', 'PROPOSE', { terms: plainTerms });
    say(history, 'ada', 'AGREE');
    say(history, 'chidi', 'DELIVER', { values: [] });
    return history;
  };

  test('by the Performer who brought it to its assessment, where it came there twice', () => {
    expect(cyclesToReview(delivered().state)).toEqual([1]);
  });

  test('once', () => {
    const history = delivered();
    expect(cyclesToReview(say(history, 'chidi', 'REVIEW_CUSTOMER'))).toEqual([]);
    say(history, 'chidi', 'RETRACT');
    expect(cyclesToReview(say(history, 'chidi', 'DELIVER', { values: [] }))).toEqual([]);
  });

  test('in a later cycle too, and after the end', () => {
    const history = historyIn('REDEEMED');
    say(history, 'ada', 'RENEW');
    expect(cyclesToReview(history.state)).toEqual([1]);
    say(history, 'ada', 'DECLINE');
    expect(cyclesToReview(say(history, 'bram', 'REVIEW_CUSTOMER', { clarity: 4, helpfulness: 5, cycle: 1 }))).toEqual([]);
  });
});

test('a remark leaves an implicit workflow implicit, and a request makes it explicit', () => {
  const history = new History({ customer: 'ada', performer: 'bram', notice: true, articulated: true });
  expect(say(history, 'ada', 'REMARK').explicit).toBe(false);
  expect(say(history, 'ada', 'REQUEST').explicit).toBe(true);
});

test('a history cannot begin in its middle, or twice', () => {
  const [opening, ...rest] = historyIn('HEARD').acts;
  if (opening === undefined) throw new Error('the history is empty');
  expect(() => replay(rest)).toThrow(/begins with OPEN or NOTICE, or is attested/);
  expect(() => replay([opening, opening])).toThrow(/begins once/);
  expect(() => replay([])).toThrow(/at least one act/);
});
