import { interlockOf } from '../../../src/domain/workflow/bonds.rules.js';
import type { Dependency } from '../../../src/domain/interlock/interlock.types.js';
import { factsOfState } from '../../../src/domain/interlock/state-facts.rules.js';
import type { WorkflowState } from '../../../src/domain/workflow/workflow.types.js';
import { historyIn, plainTerms, say } from '../../kit/cycle-tales.js';

const facts = (state: WorkflowState, counts?: 'PROMISE' | 'PROPOSAL'): ReturnType<typeof factsOfState> => factsOfState(state, null, null, counts);
const works = { key: 'c1', mandatory: true, due: null, settled: 'OPEN' };
const june = '2026-06-30T21:59:59.999Z';

describe('what the interlock knows of a workflow', () => {
  test('is its window while it listens, its proposal while it negotiates, and then its promise', () => {
    const listening = historyIn('LISTENING').state;
    expect(facts(listening)).toMatchObject({ customer: 'ada', performer: 'bram', phase: 'LISTENING', status: null, due: listening.cycle.due, conditions: [], settled: 'OPEN' });
    expect(facts(historyIn('PROPOSED').state)).toMatchObject({ phase: 'NEGOTIATING', status: null, due: june, conditions: [works] });
    expect(facts(historyIn('EXECUTING').state)).toMatchObject({ phase: 'EXECUTING', status: 'IN_FORCE', due: june, conditions: [works], settled: 'OPEN' });
    expect(facts(historyIn('DELIVERED').state)).toMatchObject({ status: 'DELIVERED', conditions: [works] });
  });

  test('is the promise that is being renegotiated, or what is proposed instead, as one asks', () => {
    const history = historyIn('EXECUTING');
    say(history, 'bram', 'RENEGOTIATE');
    say(history, 'bram', 'PROPOSE', { terms: { ...plainTerms, due: '2026-07-31', conditions: [{ key: 'c1', statement: 'It works' }, { statement: 'It is quick', mandatory: false, due: '2026-07-15' }] } });
    expect(facts(history.state)).toMatchObject({ status: 'UNDER_RENEGOTIATION', due: june, conditions: [works] });
    expect(facts(history.state, 'PROPOSAL')).toMatchObject({
      status: 'UNDER_RENEGOTIATION', due: '2026-07-31T21:59:59.999Z', conditions: [works, { key: 'c2', mandatory: false, due: '2026-07-15T21:59:59.999Z', settled: 'OPEN' }],
    });
    expect(facts(history.state, 'PROPOSAL').horizonDays).toBeGreaterThan(facts(history.state).horizonDays);
  });

  test('is that it was accepted, once redeemed', () => {
    expect(facts(historyIn('REDEEMED').state)).toMatchObject({ status: 'REDEEMED', settled: 'ACCEPTED', conditions: [{ key: 'c1', settled: 'ACCEPTED' }] });
  });

  test('is that a condition which need not be met, and wasn\'t, will never be', () => {
    const history = historyIn('NEGOTIATING');
    say(history, 'bram', 'PROPOSE', { terms: { ...plainTerms, conditions: [{ statement: 'It works' }, { statement: 'It is quick', mandatory: false }] } });
    say(history, 'ada', 'AGREE');
    say(history, 'bram', 'DELIVER', { values: [] });
    say(history, 'ada', 'ASSESS', { outcomes: [{ condition: 'c1', outcome: 'WAIVED' }, { condition: 'c2', outcome: 'NOT_MET' }], satisfaction: 3, otherwise: null });
    expect(facts(history.state).conditions.map(({ settled }) => settled)).toEqual(['ACCEPTED', 'BROKEN']);
  });

  test('is that what was met stays met when the rest goes back to work', () => {
    const history = historyIn('NEGOTIATING');
    say(history, 'bram', 'PROPOSE', { terms: { ...plainTerms, conditions: [{ statement: 'It works' }, { statement: 'It is quick' }] } });
    say(history, 'ada', 'AGREE');
    say(history, 'bram', 'DELIVER', { values: [] });
    say(history, 'ada', 'ASSESS', { outcomes: [{ condition: 'c1', outcome: 'MET' }, { condition: 'c2', outcome: 'NOT_MET' }], satisfaction: 3, otherwise: 'REWORK' });
    expect(facts(history.state)).toMatchObject({ status: 'IN_FORCE', conditions: [{ settled: 'ACCEPTED' }, { settled: 'OPEN' }] });
  });

  test.each([['bram', 'REVOKE', 'BROKEN'], ['ada', 'RELEASE', 'RELEASED']] as const)('is that nothing will come of it, once %s says %s', (person, act, status) => {
    const history = historyIn('EXECUTING');
    say(history, person, act);
    expect(facts(history.state)).toMatchObject({ status, settled: 'BROKEN', conditions: [{ key: 'c1', settled: 'BROKEN' }] });
  });

  test('is that nothing will come of what was declined', () => {
    const history = historyIn('LISTENING');
    say(history, 'bram', 'DECLINE');
    expect(facts(history.state)).toMatchObject({ phase: 'CLOSED', status: null, settled: 'BROKEN', conditions: [] });
  });

  test('is what it needs, and whom it serves', () => {
    const { state } = historyIn('EXECUTING');
    const need: Dependency = { id: 'd', dependent: state.id, condition: 'c1', provider: 'chidi', needs: null, kind: 'SOFT', neededBy: june, status: 'ASSERTED', at: june, act: 'a', answeredAt: null };
    const serving = { id: 's', parent: 'board', share: null, contributions: [{ condition: 'c2', contribution: '0.5' }], at: june, act: 'b' };
    expect(factsOfState(state, { ...interlockOf(state), needs: [need] }, { serves: [serving], root: false, own: [] })).toMatchObject({
      needs: [{ id: 'd', condition: 'c1', provider: 'chidi', needs: null, kind: 'SOFT', neededBy: june, status: 'ASSERTED' }],
      serves: [{ parent: 'board', conditions: ['c2'] }],
    });
  });
});
