import type { Context } from '../../context.js';
import type { AgentState } from '../../domain/agent/agent.rules.js';
import type { Moment } from '../../domain/common/moment.rules.js';
import { Refusal, invariant } from '../../domain/common/refusal.js';
import { checkOptionalText } from '../../domain/common/text.rules.js';
import { judgeRound } from '../../domain/round/round-speaker.rules.js';
import type { RoundOccasion } from '../../domain/round/round-speaker.rules.js';
import type { RoundActData, RoundActKind, RoundState } from '../../domain/round/round.types.js';
import { roundOf } from '../../domain/workflow/bonds.rules.js';
import type { Voice } from '../../domain/workflow/speaker.rules.js';
import type { WorkflowState } from '../../domain/workflow/workflow.types.js';
import type { AlsoRead, Changed, ChangeTarget, Found } from '../../graph/change.js';
import type { SubjectChange } from '../../graph/composing.js';
import { voiceOf } from '../../graph/reader.js';
import type { Near } from '../../graph/rounds.js';
import type { PlanningRoundPayload } from '../../schema/round/round.inputs.js';
import { actView } from '../act/act.view.js';
import { changeAs, expectVersion, groupSpokenFor } from '../common/changing.js';
import { localId, notFound } from '../common/identifiers.js';
import { orUserErrors } from '../common/refusals.js';
import { roundView } from './round.view.js';

interface Wish {
  readonly round: string;
  readonly words?: string | null;
  readonly idempotencyKey?: string | null;
  readonly expectedVersion?: number | null;
}

/** What every change of a round reads under its locks. */
interface Around {
  readonly round: RoundState | null;
  readonly cast: ReadonlyMap<string, AgentState>;
}

/** What an act of a round is made from, before its speaker is judged. */
export interface RoundOccasionOf<Also> {
  readonly state: RoundState;
  readonly found: Found;
  readonly also: Also;
  readonly voice: Voice;
}

interface Said<Kind extends RoundActKind> {
  readonly data: RoundActData[Kind];
  /** What follows in workflows. */
  readonly effects?: readonly SubjectChange[];
}

interface RoundChange<Kind extends RoundActKind, Also> {
  readonly operation: string;
  readonly act: Kind;
  readonly target: Omit<ChangeTarget, 'round'> & { readonly workflows?: readonly string[]; readonly all?: boolean };
  readonly also: (round: string) => AlsoRead<Also>;
  /** What the act is about, for whoever judges who may speak it. */
  readonly about?: (occasion: RoundOccasionOf<Also>) => RoundOccasion;
  readonly content: (occasion: RoundOccasionOf<Also> & { readonly speaker: string }) => Said<Kind>;
}

/** Every act about a round but its opening: load it under lock, judge the speaker, make the content, write, return. */
export async function changeRound<Kind extends Exclude<RoundActKind, 'OPEN_ROUND'>, Also extends Around>(context: Context, input: Wish, change: RoundChange<Kind, Also>): Promise<Changed> {
  const id = localId('PlanningRound', input.round, 'round');
  const words = checkOptionalText(input.words, 'words', 'words');
  const { workflows = [], all = false, ...target } = change.target;
  return changeAs<Also>(context, change.operation, input, { ...target, round: { round: id, workflows, all } }, (found, also): readonly SubjectChange[] => {
    const state = also.round;
    if (state === null) throw notFound('PlanningRound', 'round');
    expectVersion(state.version, input.expectedVersion);
    const voice = voiceOf(found.viewer);
    const occasion = { state, found, also, voice };
    const cast = new Map([...found.cast, ...also.cast]);
    const speaker = judgeRound(state, change.act, voice, cast, change.about?.(occasion));
    const { data, effects = [] } = change.content({ ...occasion, speaker });
    return [{ kind: 'ROUND', id, before: state, said: [{ act: change.act, data, party: groupSpokenFor(speaker, voice), words }] }, ...effects];
  }, change.also(id));
}

export function roundPayload(work: () => Promise<Changed>): Promise<PlanningRoundPayload> {
  const payload = orUserErrors(() => work().then(roundChanged), { act: null, round: null });
  // Views answer their fields when asked (resolvers/common/lazy.ts), which graphql-js does and the class type cannot say.
  return payload as unknown as Promise<PlanningRoundPayload>;
}

export function roundChanged({ acts, viewer }: Changed) {
  const record = acts.find(({ kind }) => kind === 'ROUND');
  invariant(record !== undefined, 'an act about a planning round was recorded');
  return { act: actView(record), round: roundView({ state: record.state as RoundState, voice: voiceOf(viewer), asOf: null }) };
}

/** Global ids of agents that are asked into a round. */
export function agentsNamed(ids: readonly string[] | null | undefined): readonly string[] {
  return (ids ?? []).map((id, index) => localId('Agent', id, ['agents', String(index)]));
}

/** @throws Refusal NOT_FOUND for the first that is not there */
export function agentsThere(ids: readonly string[], cast: ReadonlyMap<string, AgentState>): readonly AgentState[] {
  return ids.map((id, index) => {
    const agent = cast.get(id);
    if (agent === undefined) throw notFound('Agent', ['agents', String(index)]);
    return agent;
  });
}

/** Global ids of workflows that a round is to have, or no longer. */
export function workflowsNamed(ids: readonly string[] | null | undefined): readonly string[] {
  return (ids ?? []).map((id, index) => localId('Workflow', id, ['workflows', String(index)]));
}

/** @throws Refusal NOT_FOUND for the first that is not there, or may not be seen */
export function seenWorkflows(ids: readonly string[], near: ReadonlyMap<string, Near>): readonly WorkflowState[] {
  return ids.map((id, index) => {
    const found = near.get(id);
    if (found?.seen !== true) throw notFound('Workflow', ['workflows', String(index)]);
    return found.state;
  });
}

/** @param consentBy left out where the round has no deadline; null where it has none any more */
export function joining(states: readonly WorkflowState[], data: { readonly round: string; readonly consentBy?: Moment | null }): readonly SubjectChange[] {
  return states.map((state) => ({ kind: 'WORKFLOW', id: state.id, before: state, said: [{ act: 'ROUND_JOINED', data, side: null }] }));
}

/** What a workflow is told of the round that it comes into. */
export function joined(round: string, consentBy: Moment | null): { readonly round: string; readonly consentBy?: Moment } {
  return consentBy === null ? { round } : { round, consentBy };
}

/** Those that are in the round still: one that was closed meanwhile is told too. */
export function leaving(states: readonly WorkflowState[], round: string): readonly SubjectChange[] {
  return states.filter((state) => roundOf(state) === round).map((state) => ({ kind: 'WORKFLOW', id: state.id, before: state, said: [{ act: 'ROUND_LEFT', data: { round }, side: null }] }));
}

/** @throws Refusal NOT_THE_SPEAKER for anybody who convenes in another's name */
export function convenerOf(wanted: string | null, voice: Voice): string {
  if (wanted === null || wanted === voice.person || voice.represents.includes(wanted)) return wanted ?? voice.person;
  throw new Refusal('NOT_THE_SPEAKER', 'A round is convened by you, or by a group that you represent.', { field: ['convener'] });
}
