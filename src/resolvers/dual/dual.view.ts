import type { Context } from '../../context.js';
import { durationOf } from '../../domain/common/moment.rules.js';
import { dualPromiseOf, judgeConditions, nextMoveOf } from '../../domain/dual/dual.rules.js';
import type { JudgedCondition } from '../../domain/dual/dual.rules.js';
import type { EndedDuty } from '../../domain/dual/duties.rules.js';
import type { DualRecord } from '../../graph/duties.js';
import type { WorkflowFound } from '../../graph/workflows.js';
import type { Dual, Duty, StandingCondition } from '../../schema/dual/dual.types.js';
import { loadAct } from '../act/act.view.js';
import { agentFrom } from '../agent/agent.view.js';
import { idOf } from '../common/identifiers.js';
import { once } from '../common/lazy.js';
import type { Lazy } from '../common/lazy.js';
import { workflowView } from '../workflow/workflow.view.js';

/** As much evidence as one condition lists; the counts are of all. */
const mostEvidence = 100;

/** The dual of a workflow, with its own id and the workflow's: it is seen by whoever sees the workflow. Null for an implicit one. */
export function dualView(found: WorkflowFound): Lazy<Dual> | null {
  const { state, cast, asOf } = found;
  if (!state.explicit) return null;
  const recordOf = once((context: Context): Promise<DualRecord> => {
    const until = asOf ?? context.now;
    return context.loaders.dualRecords.load({ id: state.id, cycle: state.cycle.number, openedAt: state.cycle.openedAt, until: until > state.changedAt ? until : state.changedAt });
  });
  const judged = once(async (context: Context) => judgeConditions(state, (await recordOf(context)).duties, asOf ?? context.now));
  return {
    __typename: 'Dual',
    id: idOf('Dual', state.id),
    dual: () => workflowView(found),
    customer: (_: never, context) => agentFrom(cast, state.performer, asOf, context),
    performer: (_: never, context) => agentFrom(cast, state.customer, asOf, context),
    phase: state.phase,
    cycle: state.cycle.number,
    terms: state.customership,
    proposedTerms: state.standing?.terms.customership ?? null,
    promise: async (_: never, context) => {
      const promise = dualPromiseOf(state, (await recordOf(context)).engaged, await judged(context));
      return promise === null ? null : { status: promise.status, madeAt: promise.at, act: (_: never, context: Context) => loadAct(promise.act, context) };
    },
    conditions: async (_: never, context) => (await judged(context)).map((one) => conditionView(one, found)),
    nextMove: (_: never, context) => nextMoveOf(state, asOf ?? context.now),
    reviews: state.reviews.map(({ act, ...review }) => ({ ...review, act: (_: never, context: Context) => loadAct(act, context) })),
    asOf,
  };
}

function conditionView({ condition, state, open, evidence, asked, inTime, late, undone }: JudgedCondition, found: WorkflowFound): Lazy<StandingCondition> {
  return { condition, state, due: open?.due ?? null, asked, inTime, late, undone, evidence: evidence.slice(0, mostEvidence).map((duty) => dutyView(duty, found)) };
}

function dutyView({ lateSeconds, customer, act, ...duty }: EndedDuty, { cast, asOf }: WorkflowFound): Lazy<Duty> {
  return {
    condition: duty.condition, move: duty.move, since: duty.since, due: duty.due, endedAt: duty.endedAt, done: duty.done, occasions: duty.occasions, withWords: duty.withWords,
    late: lateSeconds === 0 ? null : durationOf(lateSeconds),
    customer: (_: never, context) => agentFrom(cast, customer, asOf, context),
    act: (_: never, context) => loadAct(act, context),
  };
}
