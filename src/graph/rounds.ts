import type { AgentState } from '../domain/agent/agent.rules.js';
import type { Moment } from '../domain/common/moment.rules.js';
import { factsOf } from '../domain/interlock/facts-of-state.rules.js';
import { buildGraph } from '../domain/interlock/building.rules.js';
import { findRings } from '../domain/interlock/rings.rules.js';
import type { Ring } from '../domain/interlock/rings.rules.js';
import type { OrganizationState } from '../domain/organization/organization.rules.js';
import { usualCapacityOf } from '../domain/organization/organization.rules.js';
import { capacityOf, isLimited } from '../domain/round/capacity.rules.js';
import type { Capacity, Load, RoundFacts, RoundState, RoundStatus, UsualCapacity } from '../domain/round/round.types.js';
import type { Voice } from '../domain/workflow/speaker.rules.js';
import type { WorkflowState } from '../domain/workflow/workflow.types.js';
import type { AlsoRead } from './change.js';
import { voiceOf } from './reader.js';
import type { Reader, ViewerRow, Viewing } from './reader.js';
import { statement } from './statement.js';
import { castOf, workflowFound } from './workflows.js';
import type { Page, WorkflowRow } from './workflows.js';

/** A planning round as it was found, and whose eyes it is seen with (null: of the past). */
export interface RoundFound {
  readonly state: RoundState;
  readonly voice: Voice | null;
  readonly asOf: Moment | null;
}

interface NearRow {
  readonly state: string;
  readonly seen: boolean;
}

interface FactsRow {
  readonly viewer: ViewerRow;
  readonly organization: string;
  readonly round: string | null;
  readonly workflows: readonly NearRow[];
  readonly stations: readonly string[];
  readonly cast: readonly string[];
  readonly left: readonly string[];
}

const byIds = statement<Viewing & { ids: readonly string[] }, { viewer: ViewerRow; rounds: string[] }>('round/by-ids');
const statesAsOf = statement<Viewing & { ids: readonly string[]; kind: string; at: Moment }, { states: string[] }>('act/states-as-of');
const list = statement<
  Viewing & { statuses: readonly RoundStatus[] | null; convener: string | null; afterId: string; limit: number; withTotal: boolean },
  { viewer: ViewerRow; rounds: string[]; total: number | null }
>('round/list');
const factsOfRound = statement<Viewing & { round: string }, FactsRow>('round/facts');
const carriedByPerformers = statement<Viewing & { round: string; performers: readonly string[]; windowDue: Moment }, { workflows: NearRow[] }>('round/carried');
const someOfRound = statement<Viewing & { round: string; ids: readonly string[] }, { round: string | null; workflows: NearRow[]; cast: string[] }>('round/workflows');
const listWorkflows = statement<
  Viewing & { round: string; afterId: string; limit: number; withTotal: boolean; withHidden: boolean },
  { viewer: ViewerRow; workflows: WorkflowRow[]; total: number | null; hidden: number | null }
>('round/list-workflows');

const parse = (text: string): RoundState => JSON.parse(text) as RoundState;

export async function readRounds(reader: Reader, ids: readonly string[], asOf: Moment | null): Promise<readonly RoundFound[]> {
  if (asOf !== null) {
    const { states } = await reader.one(statesAsOf, { ids, kind: 'ROUND', at: asOf });
    return states.map((text) => ({ state: parse(text), voice: null, asOf }));
  }
  const { viewer, rounds } = await reader.one(byIds, { ids });
  return rounds.map((text) => ({ state: parse(text), voice: voiceOf(viewer), asOf }));
}

export interface RoundListing {
  readonly statuses: readonly RoundStatus[] | null;
  readonly convener: string | null;
  readonly limit: number;
  readonly withTotal: boolean;
}

export async function listRounds(reader: Reader, listing: RoundListing, after: { readonly id: string } | null): Promise<{ readonly rounds: readonly RoundFound[]; readonly total: number | null }> {
  const { viewer, rounds, total } = await reader.one(list, { ...listing, afterId: after?.id ?? 'g' });
  return { rounds: rounds.map((text) => ({ state: parse(text), voice: voiceOf(viewer), asOf: null })), total };
}

/** The workflows of a round, by id. */
export async function listWorkflowsOfRound(reader: Reader, round: string, listing: { readonly limit: number; readonly withTotal: boolean; readonly withHidden: boolean }, after: { readonly id: string } | null): Promise<Page> {
  const { viewer, workflows, total, hidden } = await reader.one(listWorkflows, { ...listing, round, afterId: after?.id ?? '' });
  return { found: workflows.map((row) => workflowFound(row, viewer)), total, hidden };
}

/** A workflow that a round touches. */
export interface Near {
  readonly state: WorkflowState;
  readonly seen: boolean;
}

/** A round with all that it touches: what there is to be judged. */
export interface RoundScene {
  /** Null where there is none. */
  readonly round: RoundState | null;
  /** Null where nobody asks who may not be told all of it. */
  readonly voice: Voice | null;
  readonly near: ReadonlyMap<string, Near>;
  readonly cast: ReadonlyMap<string, AgentState>;
  readonly left: ReadonlySet<string>;
  readonly rings: readonly Ring[];
  readonly capacity: UsualCapacity;
  /** What the Performers of the round carry elsewhere, where anybody said how much they can. */
  readonly carried: ReadonlyMap<string, Near>;
}

function nearOf(rows: readonly NearRow[]): ReadonlyMap<string, Near> {
  return new Map(rows.map(({ state, seen }) => ({ state: JSON.parse(state) as WorkflowState, seen })).map((near) => [near.state.id, near]));
}

function sceneOf(row: FactsRow): RoundScene {
  const round = row.round === null ? null : parse(row.round);
  const near = nearOf(row.workflows);
  const far = nearOf(row.stations.map((state) => ({ state, seen: false })));
  // What is on a ring with the round is judged with it, however far away.
  const all = new Map([...far, ...near]);
  const organization = JSON.parse(row.organization) as OrganizationState;
  const { zone } = organization;
  const inRound = new Set(round?.workflows);
  // What is proposed elsewhere is not promised with the round: whoever accepts it later is told of a ring then.
  const rings = findRings(buildGraph(zone, [...all.values()].map(({ state }) => factsOf(state, inRound.has(state.id) ? 'PROPOSAL' : 'PROMISE')))).rings
    .filter((ring) => ring.some(({ workflow }) => inRound.has(workflow)));
  const onRings = new Set(rings.flatMap((ring) => ring.map(({ workflow }) => workflow)));
  return {
    round,
    voice: voiceOf(row.viewer),
    near: new Map([...all].filter(([id]) => near.has(id) || onRings.has(id))),
    cast: castOf(row.cast),
    left: new Set(row.left),
    rings,
    capacity: usualCapacityOf(organization),
    carried: new Map(),
  };
}

/** Performers of the round whose load is to be known: those of whom anybody said how much they can carry. */
function limitedIn({ round, near, cast, capacity }: RoundScene): readonly string[] {
  const performers = new Set((round?.workflows ?? []).flatMap((id) => {
    const state = near.get(id)?.state;
    return state === undefined ? [] : [state.performer, ...(state.promise === null ? [] : [state.promise.performer])];
  }));
  const byAgent = capacitiesIn(cast);
  return [...performers].filter((agent) => isLimited(capacityOf(agent, { usual: capacity, byAgent })));
}

function capacitiesIn(cast: RoundScene['cast']): ReadonlyMap<string, Capacity> {
  return new Map([...cast].flatMap(([id, { capacity }]) => (capacity === undefined ? [] : [[id, capacity]])));
}

async function withCarried(scene: RoundScene, read: (asked: { round: string; performers: readonly string[]; windowDue: Moment }) => Promise<readonly NearRow[]>): Promise<RoundScene> {
  const performers = limitedIn(scene);
  if (scene.round === null || performers.length === 0) return scene;
  return { ...scene, carried: nearOf(await read({ round: scene.round.id, performers, windowDue: scene.round.window.due })) };
}

/** A round with what it touches, for whoever asks. */
export async function readRoundScene(reader: Reader, round: string): Promise<RoundScene> {
  const scene = sceneOf(await reader.one(factsOfRound, { round }));
  return withCarried(scene, async (asked) => (await reader.one(carriedByPerformers, asked)).workflows);
}

/** The same under the locks of a change. */
export function alsoRoundScene(viewing: Viewing, round: string): AlsoRead<RoundScene> {
  const reading = async (transaction: Parameters<AlsoRead<RoundScene>>[0]): Promise<RoundScene> => {
    const [row] = await transaction.run(factsOfRound, { ...viewing, round });
    if (row === undefined) return nothing;
    return withCarried(sceneOf(row), async (asked) => (await transaction.run(carriedByPerformers, { ...viewing, ...asked }))[0]?.workflows ?? []);
  };
  return Object.assign(reading, { changedAt: ({ round, near }: RoundScene) => [round, ...[...near.values()].map(({ state }) => state)].map((state) => state?.changedAt ?? '') });
}

const nothing: RoundScene = { round: null, voice: null, near: new Map(), cast: new Map(), left: new Set(), rings: [], capacity: usualCapacityOf({}), carried: new Map() };

/** A round, and workflows that are to come in or go out. */
export interface RoundAndSome {
  readonly round: RoundState | null;
  readonly near: ReadonlyMap<string, Near>;
  readonly cast: ReadonlyMap<string, AgentState>;
}

export function alsoRoundAndSome(viewing: Viewing, round: string, workflows: readonly string[]): AlsoRead<RoundAndSome> {
  const reading = async (transaction: Parameters<AlsoRead<RoundAndSome>>[0]): Promise<RoundAndSome> => {
    const [row] = await transaction.run(someOfRound, { ...viewing, round, ids: workflows });
    const text = row?.round ?? null;
    return { round: text === null ? null : parse(text), near: nearOf(row?.workflows ?? []), cast: castOf(row?.cast ?? []) };
  };
  return Object.assign(reading, { changedAt: ({ round, near }: RoundAndSome) => [round, ...[...near.values()].map(({ state }) => state)].map((state) => state?.changedAt ?? '') });
}

/** The facts that a round is judged on. */
export function factsOfScene({ near, left, rings, cast, capacity: { percentEach, ...usual }, carried }: RoundScene, now: Moment): RoundFacts {
  return {
    now, rings, left,
    workflows: new Map([...near].map(([id, { state }]) => [id, state])),
    capacity: { usual, byAgent: capacitiesIn(cast), usualPercent: percentEach, percentByWorkflow: new Map() },
    carried: [...carried.values()].flatMap(({ state }) => loadOf(state) ?? []),
  };
}

function loadOf({ id, promise }: WorkflowState): Load | null {
  return promise === null ? null : { workflow: id, customer: promise.customer, performer: promise.performer, starts: promise.starts, due: promise.due };
}
