import assert from 'node:assert/strict';
import fc from 'fast-check';
import { workflowRows } from '../../../src/graph/projection.js';
import { stepsToExplicit } from '../../../src/domain/workflow/making-explicit.rules.js';
import { availableActs } from '../../../src/domain/workflow/speaker.rules.js';
import type { WorkflowState } from '../../../src/domain/workflow/workflow.types.js';
import { History, beginnings, steps, takeStep } from '../../kit/cycle-model.js';

const histories = fc.tuple(beginnings, fc.array(steps, { minLength: 1, maxLength: 40, size: 'max' }));

test('each step that may be said next is one that the server accepts from that side, and none that was said is asked for', () => {
  fc.assert(fc.property(histories, ([beginning, taken]) => {
    const history = new History(beginning);
    for (const step of taken) {
      takeStep(history, step);
      const { state, roster, now } = history;
      for (const { act, side, agent, done, isNext } of stepsToExplicit(state, now)) {
        assert.equal(agent, side === 'CUSTOMER' ? state.customer : state.performer);
        assert(!(done && isNext));
        if (!isNext) continue;
        const speaks = roster.voices.some((voice) => availableActs(state, voice, roster.cast, now).some((one) => one.act === act && one.side === side));
        // Whoever could say it may have left, or have spoken for the other side.
        const couldAny = roster.voices.some((voice) => availableActs(state, voice, roster.cast, now).some((one) => one.act === 'REMARK' && one.side === side));
        assert(speaks || !couldAny, `${act} for ${side} in ${state.phase}`);
      }
    }
  }), { numRuns: 60 });
});

test('an implicit workflow goes on with the Customer who articulates and the Performer who offers', () => {
  fc.assert(fc.property(histories, ([beginning, taken]) => {
    const history = new History(beginning);
    for (const step of taken) {
      takeStep(history, step);
      const { state, now } = history;
      if (state.explicit || state.phase === 'CLOSED') continue;
      const next = stepsToExplicit(state, now).filter(({ isNext }) => isNext).map(({ act }) => act);
      assert.deepEqual(next, [state.concern.articulated ? 'REQUEST' : 'ARTICULATE', 'OFFER']);
    }
  }), { numRuns: 60 });
});

test('since when a workflow is in its phase is the same, written act by act or all at once', () => {
  fc.assert(fc.property(histories, ([beginning, taken]) => {
    const history = new History(beginning);
    const states: WorkflowState[] = [history.state];
    for (const step of taken) {
      takeStep(history, step);
      if (history.state !== states[states.length - 1]) states.push(history.state);
    }
    let written: unknown;
    let naive = workflowRows('org', null, states.slice(0, 1), []).properties['inPhaseSince'];
    for (const [index, state] of states.entries()) {
      const before = states[index - 1] ?? null;
      const { properties } = workflowRows('org', before, [state], []);
      if ('inPhaseSince' in properties) written = properties['inPhaseSince'];
      if (before !== null && (before.phase !== state.phase || before.explicit !== state.explicit)) naive = state.changedAt;
      assert.equal(workflowRows('org', null, states.slice(0, index + 1), []).properties['inPhaseSince'], written);
    }
    assert.equal(written, naive);
  }), { numRuns: 40 });
});
