import type { AgentState } from '../domain/agent/agent.rules.js';
import type { Moment } from '../domain/common/moment.rules.js';
import { Between } from '../domain/interlock/between.rules.js';
import type { NeedEdge } from '../domain/interlock/between.rules.js';
import { factsOf } from '../domain/interlock/facts-of-state.rules.js';
import type { WorkflowFacts } from '../domain/interlock/interlock.types.js';
import type { OrganizationState } from '../domain/organization/organization.rules.js';
import { usualCapacityOf } from '../domain/organization/organization.rules.js';
import { capacityOf, isLimited } from '../domain/round/capacity.rules.js';
import { hardRings, possibleRings } from '../domain/round/hard-rings.rules.js';
import type { RingScene } from '../domain/round/hard-rings.rules.js';
import type { Capacity, Load, RoundFacts, RoundState, RoundStatus, UsualCapacity } from '../domain/round/round.types.js';
import { interlockOf } from '../domain/workflow/bonds.rules.js';
import type { Voice } from '../domain/workflow/speaker.rules.js';
import type { WorkflowState } from '../domain/workflow/workflow.types.js';
import type { AlsoRead } from './change.js';
import { readFacts } from './interlock-copies.js';
import { voiceOf } from './reader.js';
import type { Reader, ViewerRow, Viewing } from './reader.js';
import { statement } from './statement.js';
import type { Statement } from './statement.js';
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
  readonly cast: readonly string[];
  readonly left: readonly string[];
}

const byIds = statement<Viewing & { ids: readonly string[] }, { viewer: ViewerRow; rounds: string[] }>('round/by-ids');
const statesAsOf = statement<Viewing & { ids: readonly string[]; kind: string; at: Moment }, { states: string[] }>('act/states-as-of');
const list = statement<
  Viewing & { statuses: readonly RoundStatus[] | null; convener: string | null; invited: string | null; afterId: string; limit: number; withTotal: boolean },
  { viewer: ViewerRow; rounds: string[]; total: number | null }
>('round/list');
const factsOfRound = statement<Viewing & { round: string }, FactsRow>('round/facts');
const carriedByPerformers = statement<Viewing & { round: string; performers: readonly string[]; windowDue: Moment }, { workflows: NearRow[] }>('round/carried');
const nextStations = statement<Viewing & { dependents: readonly string[]; providers: readonly string[] }, { edges: NeedEdge[] }>('round/next-stations');
const stationsBetween = statement<Viewing & { ids: readonly string[] }, { stations: string[] }>('round/stations');
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
  /** An agent who is invited to them. */
  readonly invited: string | null;
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
  /** What hard needs may go round; null where they don't, whatever is promised. */
  readonly ringing: RingScene | null;
  readonly capacity: UsualCapacity;
  /** What the Performers of the round carry elsewhere, where anybody said how much they can. */
  readonly carried: ReadonlyMap<string, Near>;
}

function nearOf(rows: readonly NearRow[]): ReadonlyMap<string, Near> {
  return new Map(rows.map(({ state, seen }) => ({ state: JSON.parse(state) as WorkflowState, seen })).map((near) => [near.state.id, near]));
}

/** Reads for whoever looks at a round, or under the locks of a change; nothing where they are no longer active. */
type Reading = <Parameters extends object, Row extends object>(statement: Statement<Parameters & Viewing, Row>, parameters: Parameters) => Promise<Row | undefined>;

/** A round with what it touches; null where the viewer is no longer active. */
async function readScene(read: Reading, id: string): Promise<RoundScene | null> {
  const row = await read(factsOfRound, { round: id });
  if (row === undefined) return null;
  const round = row.round === null ? null : parse(row.round);
  const near = nearOf(row.workflows);
  const organization = JSON.parse(row.organization) as OrganizationState;
  const inRound = new Set(round?.workflows);
  const ringing = await readRinging(read, organization.zone, near, inRound);
  const rings = round === null ? [] : possibleRings(round, ringing);
  // What is on a ring with the round is judged with it, however far away.
  const far = [...new Set(rings.flatMap((ring) => ring.map(({ workflow }) => workflow)))].filter((workflow) => !near.has(workflow));
  const besides = far.length === 0 ? undefined : await read(someOfRound, { round: id, ids: far });
  return withCarried({
    round,
    voice: voiceOf(row.viewer),
    near: new Map([...nearOf(besides?.workflows ?? []), ...near]),
    cast: castOf([...row.cast, ...(besides?.cast ?? [])]),
    left: new Set(row.left),
    ringing: rings.length === 0 ? null : ringing,
    capacity: usualCapacityOf(organization),
    carried: new Map(),
  }, read);
}

/** What rings of hard needs that a round is on are made of, with all that they lead through outside of it. */
async function readRinging(read: Reading, zone: string, near: ReadonlyMap<string, Near>, inRound: ReadonlySet<string>): Promise<RingScene> {
  const between = await readBetween(read, near, inRound);
  const states = [...near.values()].map(({ state }) => state);
  const ids = [...between].filter((id) => !near.has(id));
  const besides: WorkflowFacts[] = states.filter(({ id }) => between.has(id)).map((state) => factsOf(state, 'PROMISE'));
  for (let from = 0; from < ids.length; from += stationsAtOnce) {
    const row = await read(stationsBetween, { ids: ids.slice(from, from + stationsAtOnce) });
    besides.push(...(row?.stations ?? []).map(readFacts));
  }
  return { zone, own: states.filter(({ id }) => inRound.has(id)), besides };
}

const stationsAtOnce = 2_000;

/** The workflows outside of a round that lie on a way from it back to it. */
async function readBetween(read: Reading, near: ReadonlyMap<string, Near>, inRound: ReadonlySet<string>): Promise<ReadonlySet<string>> {
  const own = [...inRound].flatMap((id) => near.get(id)?.state ?? []);
  const outside = (end: 'needs' | 'needed', other: 'provider' | 'dependent'): readonly string[] =>
    own.flatMap((state) => interlockOf(state)[end].filter(({ kind, status }) => kind === 'HARD' && status !== 'REFUSED').map((edge) => edge[other])).filter((id) => !inRound.has(id));
  const between = new Between(outside('needs', 'provider'), outside('needed', 'dependent'), inRound);
  for (let step = between.next(); step !== null; step = between.next()) {
    const row = await read(nextStations, step.along === 'NEEDS' ? { dependents: step.of, providers: [] } : { dependents: [], providers: step.of });
    between.add(step.along, row?.edges ?? []);
  }
  return between.stations();
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

async function withCarried(scene: RoundScene, read: Reading): Promise<RoundScene> {
  const performers = limitedIn(scene);
  if (scene.round === null || performers.length === 0) return scene;
  const row = await read(carriedByPerformers, { round: scene.round.id, performers, windowDue: scene.round.window.due });
  return { ...scene, carried: nearOf(row?.workflows ?? []) };
}

/** A round with what it touches, for whoever asks. */
export async function readRoundScene(reader: Reader, round: string): Promise<RoundScene> {
  return (await readScene((statement, parameters) => reader.one(statement, parameters), round)) ?? nothing;
}

/** The same under the locks of a change. */
export function alsoRoundScene(viewing: Viewing, round: string): AlsoRead<RoundScene> {
  const reading = async (transaction: Parameters<AlsoRead<RoundScene>>[0]): Promise<RoundScene> =>
    (await readScene(async (statement, parameters) => (await transaction.run(statement, { ...viewing, ...parameters }))[0], round)) ?? nothing;
  // What is carried elsewhere may have been said by the clock of another server, too.
  return Object.assign(reading, { changedAt: ({ round, near, carried }: RoundScene) => [round, ...[...near.values(), ...carried.values()].map(({ state }) => state)].map((state) => state?.changedAt ?? '') });
}

const nothing: RoundScene = { round: null, voice: null, near: new Map(), cast: new Map(), left: new Set(), ringing: null, capacity: usualCapacityOf({}), carried: new Map() };

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
export function factsOfScene({ round, near, left, ringing, cast, capacity: { percentEach, ...usual }, carried }: RoundScene, now: Moment): RoundFacts {
  return {
    now, left,
    rings: round === null || ringing === null ? [] : hardRings(round, ringing, { now, left }),
    workflows: new Map([...near].map(([id, { state }]) => [id, state])),
    capacity: { usual, byAgent: capacitiesIn(cast), usualPercent: percentEach, percentByWorkflow: new Map() },
    carried: [...carried.values()].flatMap(({ state }) => loadOf(state) ?? []),
  };
}

function loadOf({ id, promise }: WorkflowState): Load | null {
  return promise === null ? null : { workflow: id, customer: promise.customer, performer: promise.performer, starts: promise.starts, due: promise.due };
}
