import type { Context } from '../../context.js';
import type { Moment } from '../../domain/common/moment.rules.js';
import { readinessOf } from '../../domain/round/settle.rules.js';
import { availableRoundActs } from '../../domain/round/round-speaker.rules.js';
import { misalignmentKinds } from '../../domain/round/round.types.js';
import type { Consent as ConsentState } from '../../domain/round/round.types.js';
import type { RoundFound } from '../../graph/rounds.js';
import type { WorkflowFound } from '../../graph/workflows.js';
import type { Consent, MisalignmentCount, PlanningRound, Readiness } from '../../schema/round/round.types.js';
import { loadAct } from '../act/act.view.js';
import { agentFrom, loadAgent } from '../agent/agent.view.js';
import { idOf, noLongerSeen } from '../common/identifiers.js';
import type { Lazy } from '../common/lazy.js';
import { windowView } from '../promise/terms.view.js';
import { loadProposal } from '../proposal/proposal.view.js';
import { misalignmentId, readRoundSight } from './sight.js';
import type { RoundSight } from './sight.js';

export interface RoundView extends Lazy<PlanningRound> {
  readonly local: string;
  /** The moment it is shown as of; null for now. */
  readonly past: Moment | null;
  readonly found: RoundFound;
  /** All that the round touches, read once for all that is asked of it; null for a round of the past. */
  readonly sight: (context: Context) => Promise<RoundSight | null>;
}

export function roundView(found: RoundFound): RoundView {
  const { state, asOf, voice } = found;
  let reading: Promise<RoundSight | null> | undefined;
  const sight = (context: Context): Promise<RoundSight | null> => (reading ??= asOf === null ? readRoundSight(state, context) : Promise.resolve(null));
  return {
    __typename: 'PlanningRound',
    local: state.id,
    past: asOf,
    found,
    sight,
    id: idOf('PlanningRound', state.id),
    version: state.version,
    name: state.name,
    status: state.status,
    convener: (_: never, context) => loadAgent(state.convener, asOf, context),
    window: windowView(state.window, state.zone),
    consentBy: state.consentBy,
    workflowCount: state.workflows.length,
    invited: (_: never, context) => Promise.all(state.invited.map((agent) => loadAgent(agent, asOf, context))),
    waivers: async (_: never, context) => {
      // Who may see them now decides for the past too, as everywhere.
      const around = (await sight(context)) ?? (await readRoundSight(state, context));
      return state.waivers
        .filter(around.mayTell)
        .map(({ misalignment, by, at, act }) => ({ misalignment: misalignmentId(misalignment), at, by: () => loadAgent(by, asOf, context), act: () => loadAct(act, context) }));
    },
    readiness: async (_: never, context) => {
      const around = await sight(context);
      return around === null ? [] : readinessOf(state, around.facts).map((one) => readinessView(one, around, context));
    },
    misaligned: async (_: never, context) => counted(await sight(context)),
    readyToSettle: async (_: never, context) => {
      const around = await sight(context);
      return around !== null && state.status === 'OPEN' && around.left.size === 0;
    },
    availableActs: async (_: never, context) => {
      const around = voice === null ? null : await sight(context);
      if (around === null || voice === null) return [];
      const workflows = [...around.facts.workflows.values()].filter(({ id }) => state.workflows.includes(id));
      return [...availableRoundActs(state, voice, around.cast, { workflows, misalignments: around.told })];
    },
    openedAt: state.openedAt,
    changedAt: state.changedAt,
    endedAt: state.endedAt,
    asOf,
  };
}

function readinessView({ agent, workflows, open, ready }: ReturnType<typeof readinessOf>[number], around: RoundSight, context: Context): Lazy<Readiness> {
  return { agent: () => around.agent(agent, context), ready, workflowCount: workflows, openCount: open.length, open: () => open.flatMap((id) => around.workflow(id) ?? []) };
}

function counted(around: RoundSight | null): Lazy<MisalignmentCount>[] {
  return misalignmentKinds.flatMap((kind) => {
    const ofKind = (around?.all ?? []).filter((one) => one.kind === kind);
    return ofKind.length === 0 ? [] : [{ kind, count: ofKind.length, waived: ofKind.filter(({ key }) => around?.left.has(key) === false).length }];
  });
}

/** The round behind an id that the graph itself names. */
export async function loadRound(id: string, asOf: Moment | null, context: Context): Promise<RoundView> {
  const found = await context.loaders.rounds.load({ id, asOf });
  if (found === null) throw noLongerSeen('PlanningRound');
  return roundView(found);
}

export function consentView(consent: ConsentState, found: WorkflowFound): Lazy<Consent> {
  return {
    side: consent.side,
    speaker: (_: never, context) => agentFrom(found.cast, consent.person, found.asOf, context),
    proposal: (_: never, context) => loadProposal(consent.proposal, found.asOf, context),
    at: consent.at,
    act: (_: never, context) => loadAct(consent.act, context),
  };
}
