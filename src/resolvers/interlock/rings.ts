import { Refusal, invalid } from '../../domain/common/refusal.js';
import { dependencyIn } from '../../domain/interlock/dependency.rules.js';
import { isTakenBack, judgeAcknowledging, mayCloseRing, ringByTerms } from '../../domain/interlock/ring-refusals.rules.js';
import { alternatives } from '../../domain/workflow/speaker.rules.js';
import type { Terms, WorkflowState } from '../../domain/workflow/workflow.types.js';
import type { RingCheck } from '../workflow/speak.js';

/* Rings of needs that close without a new dependency. */

const instead = 'Leave one of the conditions optional, or have one of these needs ended or made soft first.';

/** Terms that are put on the table. */
export const byProposing: RingCheck<'PROPOSE'> = {
  mayClose: ({ state }, { terms }) => mayCloseRing(state, terms),
  judge: ({ state }, { terms }, stations) => {
    const ring = ringByTerms(state, terms, stations);
    if (ring !== null) throw invalid(['terms', 'conditions'], `With these terms a ring would close, in which each waits for the next and none can begin: ${ring}. ${instead}`);
  },
};

/** Terms that become a promise: what was promised elsewhere since they were proposed may make a ring of them. */
export function byAccepting(act: 'AGREE' | 'PROMISE'): RingCheck<typeof act> {
  return {
    mayClose: ({ state }) => mayCloseRing(state, standingTerms(state)),
    judge: ({ state, now }, _, stations) => {
      const ring = ringByTerms(state, standingTerms(state), stations);
      if (ring === null) return;
      throw new Refusal('NOT_AVAILABLE', `${act} is refused: with the terms that stand a ring would close, in which each waits for the next and none can begin: ${ring}. Propose others: ${instead.charAt(0).toLowerCase()}${instead.slice(1)}`, {
        instead: alternatives(state, now).filter((one) => one.act !== act), currentVersion: state.version,
      });
    },
  };
}

function standingTerms({ standing }: WorkflowState): Pick<Terms, 'conditions'> {
  return standing?.terms ?? { conditions: [] };
}

/** A dependency that was refused, and binds again. */
export const byAcknowledging: RingCheck<'ACKNOWLEDGE_DEPENDENCY'> = {
  mayClose: ({ state }, { dependency }) => isTakenBack(dependencyIn(state, 'needed', dependency)),
  judge: ({ state }, { dependency }, stations) => { judgeAcknowledging(dependencyIn(state, 'needed', dependency), state, stations); },
};
