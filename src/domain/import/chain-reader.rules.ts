import type { AgentState } from '../agent/agent.rules.js';
import { IdList } from '../common/id-map.rules.js';
import type { Moment } from '../common/moment.rules.js';
import type { ConcernState } from '../concern/concern.rules.js';
import type { OrganizationState } from '../organization/organization.rules.js';
import { agentsOf } from '../role/role.rules.js';
import type { RoleState } from '../role/role.types.js';
import type { RoundState } from '../round/round.types.js';
import { rowOf } from '../workflow/cycle.rules.js';
import type { ActKind, Side, WorkflowState } from '../workflow/workflow.types.js';
import { BondNotes } from './bonds.rules.js';
import type { BondsSaid } from './bonds.rules.js';
import type { Line } from './lines.rules.js';
import { formatVersion, quoted, readRecord } from './records.rules.js';
import type { RecordOf } from './records.rules.js';
import { RoundNotes } from './round-ledger.rules.js';
import type { RoundsSaid } from './round-ledger.rules.js';
import { faultOf } from './state.rules.js';
import { Problems } from './wish.rules.js';

export type AnyState = OrganizationState | AgentState | ConcernState | WorkflowState | RoundState | RoleState;
export type ActRow = RecordOf<'act'>;
export type ThingKind = ActRow['kind'];

/** One thing of an export: its acts as they were, and the states they add up to. */
export interface Restored {
  readonly kind: ThingKind;
  readonly id: string;
  readonly acts: readonly ActRow[];
  readonly states: readonly AnyState[];
}

/** The state after an act. */
export type Fold = (kind: ThingKind, before: AnyState | null, act: { id: string; act: string; side: Side | null; person: string | null; at: Moment; data: unknown }) => AnyState;

/** The thing whose acts are being read. */
interface Present {
  readonly kind: ThingKind;
  readonly id: string;
  readonly line: number;
  acts: ActRow[];
  readonly states: AnyState[];
  faulty: boolean;
}

/** Kinds of nodes whose ids an act gives, besides its own: no two of a kind have one. */
export const givenIds = ['PROPOSAL', 'PROMISE', 'ASSESSMENT'] as const;
export type GivenId = (typeof givenIds)[number];

/** Ids, as an IdList has them, with the lines they stand in. */
export interface IdsInLines {
  readonly words: Uint32Array;
  readonly lines: readonly number[];
}

/** What a part of an export says that has to fit the rest of it. Plain data: another thread may have read it. */
export interface Part {
  /** Where the header is in it. */
  readonly organization: string | null;
  readonly records: number;
  /** The line of the first of them; 0 where there is none. */
  readonly first: number;
  readonly things: readonly { readonly kind: ThingKind; readonly id: string; readonly line: number }[];
  readonly acts: IdsInLines;
  readonly given: Readonly<Record<GivenId, IdsInLines>>;
  /** Agents that somebody names, each with the first line that does. */
  readonly agents: ReadonlyMap<string, number>;
  /** The concern of each workflow. */
  readonly concerns: readonly { readonly id: string; readonly line: number }[];
  readonly identities: readonly { readonly subject: string; readonly line: number }[];
  readonly externals: readonly { readonly key: string; readonly record: RecordOf<'externalId'>; readonly line: number }[];
  readonly bonds: BondsSaid;
  readonly rounds: RoundsSaid;
  /** Roles that workflows are of, each with the first line that says so. */
  readonly roles: ReadonlyMap<string, number>;
  readonly end: { readonly record: RecordOf<'end'>; readonly line: number } | null;
  readonly problems: Pick<Problems, 'count' | 'listed'>;
}

export interface Heard {
  /** The thing that this line ends. */
  readonly thing: Restored | null;
  readonly external: RecordOf<'externalId'> | null;
}

const nothing: Heard = { thing: null, external: null };

/**
 * Reads a part of an export line by line: each thing with all its acts in order. What is read is folded again, and has to
 * fit. What has to fit what stands elsewhere is noted, for the ledger of the whole (ledger.rules.ts).
 */
export class ChainReader {
  #organization: string | null = null;
  #end: Part['end'] = null;
  #records = 0;
  #first = 0;
  #present: Present | null = null;
  #notes = new Notes();

  /** @param headed whether the header was read before this part */
  constructor(private readonly fold: Fold, private headed: boolean) {}

  get hasEnded(): boolean {
    return this.#end !== null;
  }

  take(line: Line): Heard {
    if ('message' in line) return this.#refuse(line.line, line.message);
    const { number, text } = line;
    const record = readRecord(text);
    if (this.#end !== null) return this.#refuse(number, 'Nothing follows the end.');
    if (typeof record !== 'string' && record.record === 'end') {
      this.#end = { record, line: number };
      return { thing: this.rest(), external: null };
    }
    if (this.#records === 0) this.#first = number;
    this.#records += 1;
    if (typeof record === 'string') return this.#refuse(number, record);
    if (!this.headed) return this.#header(record, number);
    if (record.record === 'act') return this.#act(record, number);
    if (record.record === 'externalId') return this.#external(record, number);
    return this.#refuse(number, `A record of the kind "${record.record}" does not belong to an export.`);
  }

  /** The thing whose acts were being read, when nothing of it is to come. */
  rest(): Restored | null {
    const present = this.#present;
    this.#present = null;
    if (present === null || present.faulty || present.acts.length === 0) return null;
    const { kind, id, acts, states, line } = present;
    const state = states[states.length - 1];
    if (kind === 'AGENT' && state !== undefined) this.#identity(state as AgentState, line);
    if (kind === 'WORKFLOW') {
      this.#notes.bonds.stands(state as WorkflowState, line);
      this.#notes.rounds.workflowStands(state as WorkflowState, line);
    }
    if (kind === 'ROUND') this.#notes.rounds.roundStands(state as RoundState, line);
    return { kind, id, acts, states };
  }

  /** What was noted since it was asked for last. */
  part(): Part {
    const part: Part = { ...this.#notes.plain(), organization: this.#organization, records: this.#records, first: this.#first, end: this.#end };
    this.#notes = new Notes();
    [this.#records, this.#first] = [0, 0];
    return part;
  }

  #refuse(line: number, message: string): Heard {
    this.#notes.problems.add(line, message);
    return nothing;
  }

  #header(record: Exclude<ReturnType<typeof readRecord>, string>, line: number): Heard {
    this.headed = true;
    if (record.record !== 'header' || record.exported === undefined) return this.#refuse(line, 'This is no export: the first record is the header of one. Other files come in by `npm run import`.');
    if (record.version !== formatVersion) return this.#refuse(line, `Version ${String(record.version)} of the format: this server reads version ${String(formatVersion)}.`);
    this.#organization = record.exported.organization;
    return nothing;
  }

  #act(record: ActRow, line: number): Heard {
    const begins = this.#present?.id !== record.about || this.#present.kind !== record.kind;
    const thing = begins ? this.rest() : null;
    if (begins) this.#begin(record, line);
    const present = this.#present;
    if (present !== null && !present.faulty) {
      const fault = this.#fold(present, record, line);
      // What follows in the same chain would only say the same again.
      present.faulty = fault !== null;
      if (fault !== null) this.#notes.problems.add(line, fault);
    }
    return thing === null ? nothing : { thing, external: null };
  }

  #begin({ kind, about }: ActRow, line: number): void {
    this.#present = { kind, id: about, line, acts: [], states: [], faulty: false };
    this.#notes.things.push({ kind, id: about, line });
  }

  #fold(present: Present, record: ActRow, line: number): string | null {
    const { acts, states } = present;
    const last = acts[acts.length - 1];
    if (record.sequence !== acts.length + 1) return `This is act ${String(record.sequence)} of its chain, where ${String(acts.length + 1)} comes next.`;
    if (last !== undefined && record.recordedAt < last.recordedAt) return 'It was recorded before the act before it.';
    if (record.words !== undefined && (record.wordsErased === true || record.person === undefined)) return 'Words are there or erased, and somebody said them.';
    const before = states[states.length - 1] ?? null;
    if (record.kind === 'WORKFLOW' && before !== null && !belongsTo(record.act, (before as WorkflowState).phase)) return `${quoted(record.act).slice(1, -1)} does not follow from the acts before it.`;
    let state: AnyState;
    try {
      const act = { id: record.id, act: record.act, side: record.side ?? null, person: record.person ?? null, at: record.recordedAt, data: record.data };
      state = this.fold(record.kind, before, act);
    } catch {
      return `${quoted(record.act).slice(1, -1)} does not follow from the acts before it.`;
    }
    // A kind of act that this version doesn't know folds to nothing.
    const fault = typeof state !== 'object' ? 'it is of a kind that this version does not know' : state.id !== record.about ? 'it is about another thing' : faultOf(record.kind, state, before);
    if (fault !== null) return `What ${quoted(record.act).slice(1, -1)} leads to cannot be: ${fault}.`;
    this.#notes.act(record, state, before, line);
    acts.push(record);
    states.push(state);
    return null;
  }

  #identity({ subject }: AgentState, line: number): void {
    if (subject !== null) this.#notes.identities.push({ subject, line });
  }

  #external(record: RecordOf<'externalId'>, line: number): Heard {
    const thing = this.rest();
    this.#notes.externals.push({ key: JSON.stringify([record.source, record.kind, record.id]), record, line });
    return { thing, external: record };
  }
}

class Notes {
  readonly things: Part['things'][number][] = [];
  readonly identities: Part['identities'][number][] = [];
  readonly externals: Part['externals'][number][] = [];
  readonly bonds = new BondNotes();
  readonly rounds = new RoundNotes();
  readonly problems = new Problems();
  readonly #acts = new NotedIds();
  readonly #given = { PROPOSAL: new NotedIds(), PROMISE: new NotedIds(), ASSESSMENT: new NotedIds() };
  readonly #agents = new Map<string, number>();
  readonly #roles = new Map<string, number>();
  readonly #concerns: Part['concerns'][number][] = [];

  plain(): Omit<Part, 'organization' | 'records' | 'first' | 'end'> {
    const { things, identities, externals, problems: { count, listed } } = this;
    const { PROPOSAL, PROMISE, ASSESSMENT } = this.#given;
    const given = { PROPOSAL: PROPOSAL.plain(), PROMISE: PROMISE.plain(), ASSESSMENT: ASSESSMENT.plain() };
    return { things, identities, externals, problems: { count, listed }, acts: this.#acts.plain(), given, bonds: this.bonds.plain(), rounds: this.rounds.plain(), roles: this.#roles, agents: this.#agents, concerns: this.#concerns };
  }

  act(record: ActRow, state: AnyState, before: AnyState | null, line: number): void {
    this.#acts.add(record.id, line);
    this.#agent(record.person, line);
    this.#agent(record.party, line);
    if (record.kind === 'WORKFLOW') this.bonds.said(record, line);
    if (record.kind === 'WORKFLOW') this.#workflow(state as WorkflowState, before as WorkflowState | null, line);
    if (record.kind === 'CONCERN') this.#agent((state as ConcernState).holder, line);
    if (record.kind === 'ROUND') this.#round(state as RoundState, line);
    if (record.kind === 'ROLE') for (const agent of agentsOf(state as RoleState)) this.#agent(agent, line);
    const { member } = record.data as { readonly member?: unknown };
    if (record.kind === 'AGENT' && typeof member === 'string') this.#agent(member, line);
  }

  /** What an act brings in, besides those who said it. */
  #workflow(state: WorkflowState, before: WorkflowState | null, line: number): void {
    this.#agent(state.customer, line);
    this.#agent(state.performer, line);
    this.#agent(state.handOver.CUSTOMER?.successor, line);
    this.#agent(state.handOver.PERFORMER?.successor, line);
    if (before === null) this.#concerns.push({ id: state.concern.id, line });
    const { promise, assessment, role } = state;
    if (role !== undefined && !this.#roles.has(role.role)) this.#roles.set(role.role, line);
    const proposal = state.standing?.id ?? (before === null ? promise?.proposal : undefined);
    if (proposal !== undefined && proposal !== before?.standing?.id) this.#given.PROPOSAL.add(proposal, line);
    if (promise !== null && promise.id !== before?.promise?.id) this.#given.PROMISE.add(promise.id, line);
    if (assessment !== null && assessment.id !== before?.assessment?.id) this.#given.ASSESSMENT.add(assessment.id, line);
  }

  #round(state: RoundState, line: number): void {
    this.rounds.said(state, line);
    for (const agent of [state.convener, ...state.invited, ...state.waivers.map(({ by }) => by)]) this.#agent(agent, line);
  }

  #agent(id: string | undefined, line: number): void {
    if (id !== undefined && !this.#agents.has(id)) this.#agents.set(id, line);
  }
}

class NotedIds {
  readonly #ids = new IdList();
  readonly #lines: number[] = [];

  add(id: string, line: number): void {
    this.#ids.add(id);
    this.#lines.push(line);
  }

  plain(): IdsInLines {
    return { words: this.#ids.words(), lines: this.#lines };
  }
}

/** Whether the cycle has the act in this phase at all. Guards are left to the day it was said: rules grow stricter, and what happened stays. */
function belongsTo(act: string, phase: WorkflowState['phase']): boolean {
  return rowOf(act as ActKind)?.from.includes(phase) ?? false;
}
