import type { GraphQLResolveInfo } from 'graphql';
import type { Context } from '../../context.js';
import { nextCheckIn } from '../../domain/workflow/awaited.rules.js';
import { cascadeOf, consentIn, interlockOf, roundOf } from '../../domain/workflow/bonds.rules.js';
import { cyclesToReview } from '../../domain/workflow/cycle.rules.js';
import type { Moment } from '../../domain/common/moment.rules.js';
import { stepsToExplicit } from '../../domain/workflow/making-explicit.rules.js';
import { availableActs } from '../../domain/workflow/speaker.rules.js';
import { visibilityOf } from '../../domain/workflow/visibility.rules.js';
import { sides } from '../../domain/workflow/workflow.types.js';
import type { Awaited } from '../../domain/workflow/workflow.types.js';
import type { WorkflowFound } from '../../graph/workflows.js';
import type { Act } from '../../schema/act/act.types.js';
import type { Wait, Workflow } from '../../schema/workflow/workflow.types.js';
import { loadAct } from '../act/act.view.js';
import { agentFrom } from '../agent/agent.view.js';
import { assessmentView } from '../assessment/assessment.view.js';
import { rollUpView } from '../cascade/roll-up.view.js';
import { servingView } from '../cascade/serving.view.js';
import { idOf, noLongerSeen } from '../common/identifiers.js';
import { once } from '../common/lazy.js';
import type { Lazy } from '../common/lazy.js';
import { asksForIdAlone } from '../common/paging.js';
import { concernView } from '../concern/concern.view.js';
import { dualView } from '../dual/dual.view.js';
import { dependencyView } from '../interlock/dependency.view.js';
import { promiseView } from '../promise/promise.view.js';
import { windowView } from '../promise/terms.view.js';
import { proposalView } from '../proposal/proposal.view.js';
import { ofRoleView } from '../role/role.view.js';
import { consentView, loadRound } from '../round/round.view.js';

export interface WorkflowView extends Lazy<Workflow> {
  readonly local: string;
  /** The moment it is shown as of; null for now. */
  readonly past: Moment | null;
}

/** A workflow as it was found: whatever its state holds costs nothing more; the rest is loaded when asked for. */
export function workflowView(found: WorkflowFound): WorkflowView {
  const { state, cast, voice, asOf } = found;
  const { id, zone, promise } = state;
  const upTo = (moment: Moment): boolean => asOf === null || moment <= asOf;
  return {
    __typename: 'Workflow',
    local: id,
    past: asOf,
    id: idOf('Workflow', id),
    version: state.version,
    phase: state.phase,
    explicit: state.explicit,
    visibility: visibilityOf(state),
    customer: (_: never, context) => agentFrom(cast, state.customer, asOf, context),
    performer: (_: never, context) => agentFrom(cast, state.performer, asOf, context),
    concern: async (_: never, context) => {
      const concern = await context.loaders.concerns.load({ id: state.concern.id, asOf });
      if (concern === null) throw noLongerSeen('Concern');
      return concernView(concern, asOf);
    },
    objective: state.concern.statement,
    articulated: state.concern.articulated,
    cycle: {
      number: state.cycle.number,
      window: windowView(state.cycle, zone),
      openedAt: state.cycle.openedAt,
      requestedAt: state.request,
      offeredAt: state.offer,
    },
    customership: state.customership,
    deferrals: sides.flatMap((side) => {
      const put = state.deferral[side];
      return put === null ? [] : [{ side, until: put.until, act: loads(put.act) }];
    }),
    standingProposal: state.standing === null ? null : proposalView(state.standing, id, zone, asOf),
    proposals: async (_: never, context) =>
      (await context.loaders.proposalsOfWorkflow.load(id)).filter((one) => upTo(one.state.at)).map((one) => proposalView(one.state, id, zone, asOf)),
    renegotiation: state.renegotiation === null ? null : { side: state.renegotiation.side, since: state.renegotiation.at, concernChanged: state.renegotiation.concernChanged, restatedAt: state.renegotiation.restatedAt ?? null, act: loads(state.renegotiation.act) },
    promise: promise === null ? null : promiseView({ state: promise, zone, workflow: id }, cast, asOf),
    // Of the past: the promises made by then; what became of the earlier ones had become of them before the present one.
    promises: async (_: never, context) =>
      (await context.loaders.promisesOfWorkflow.load(id))
        .filter((one) => upTo(one.state.madeAt))
        .map((one) => promiseView(one.state.id === promise?.id ? { ...one, state: promise } : one, cast, asOf)),
    assessment: state.assessment === null ? null : assessmentView(state.assessment, asOf),
    assessments: async (_: never, context) =>
      (await context.loaders.assessmentsOfWorkflow.load(id)).filter((one) => upTo(one.state.at)).map((one) => assessmentView(one.state, asOf)),
    lastCheckInAt: state.lastCheckIn,
    nextCheckInDue: once(() => nextCheckIn(state)),
    handOvers: sides.flatMap((side) => {
      const named = state.handOver[side];
      return named === null ? [] : [{ side, since: named.at, act: loads(named.act), successor: (_: never, context: Context) => agentFrom(cast, named.successor, asOf, context) }];
    }),
    waitingFor: once(() => state.awaited.map((wait) => waitView(wait, found))),
    availableActs: once((_: never, context: Context) => (voice === null ? [] : availableActs(state, voice, cast, context.now).map(({ act, side }) => ({ act, side })))),
    dual: once(() => dualView(found)),
    cyclesToReview: once(() => [...cyclesToReview(state)]),
    reviews: state.reviews.map((review) => ({ ...review, act: loads(review.act) })),
    closed: state.closed === null ? null : { ...state.closed, act: loads(state.closed.act) },
    attested: state.attested === undefined ? null : { source: state.attested.source, externalId: state.attested.id, at: state.attested.at, act: loads(state.attested.act) },
    serves: () => cascadeOf(state).serves.map((edge) => servingView(edge, found)),
    root: cascadeOf(state).root,
    ownConditions: [...cascadeOf(state).own],
    rollUp: async (_: never, context) => rollUpView(state, asOf, await context.loaders.rolledUnder.load({ id, asOf })),
    needs: () => interlockOf(state).needs.map((edge) => dependencyView(edge, found)),
    neededFor: () => interlockOf(state).needed.map((edge) => dependencyView(edge, found)),
    planningRound: (_: never, context) => {
      const round = roundOf(state);
      return round === null ? null : loadRound(round, asOf, context);
    },
    role: state.role === undefined ? null : ofRoleView(state.role, asOf),
    consent: () => {
      const consent = consentIn(state);
      return consent === null ? null : consentView(consent, found);
    },
    makingExplicit: once((_: never, { now }: Context) => stepsToExplicit(state, asOf ?? now).map(({ agent, ...step }) => ({ ...step, agent: (_: never, context: Context) => agentFrom(cast, agent, asOf, context) }))),
    openedAt: state.openedAt,
    changedAt: state.changedAt,
    asOf,
  };
}

/**
 * A workflow of the interlock: that it is there, and the viewer sees it, was judged when that was walked. So whoever asks for its
 * id alone is told without another round trip, and whoever draws a graph of hundreds reads none of them.
 * @param asOf the moment that the interlock is of; left out, now
 */
export function walkedWorkflow(id: string, asOf: Moment | null = null): (_: never, context: Context, info: GraphQLResolveInfo) => Lazy<Workflow> | Promise<Lazy<Workflow>> {
  return (_, context, info) => (asksForIdAlone(info) ? ({ __typename: 'Workflow', id: idOf('Workflow', id) } as Lazy<Workflow>) : loadWorkflow(id, asOf, context));
}

/** The act behind an id that a state names, loaded when somebody asks for it. */
function loads(act: string): (_: never, context: Context) => Promise<Lazy<Act>> {
  return (_, context) => loadAct(act, context);
}

export function waitView(wait: Awaited, found: WorkflowFound): Lazy<Wait> {
  return {
    agent: (_: never, context) => agentFrom(found.cast, wait.agent, found.asOf, context),
    side: wait.side,
    move: wait.move,
    since: wait.since,
    from: wait.from,
    due: wait.due,
    overdue: (_: never, context) => wait.due < (found.asOf ?? context.now),
  };
}

/** The workflow behind an id that the graph itself names. */
export async function loadWorkflow(id: string, asOf: Moment | null, context: Context): Promise<WorkflowView> {
  const found = await context.loaders.workflows.load({ id, asOf });
  if (found === null) throw noLongerSeen('Workflow');
  return workflowView(found);
}
