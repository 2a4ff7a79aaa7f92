import type { AgentState, Membership } from '../agent/agent.rules.js';
import { FOREVER } from '../common/moment.rules.js';
import type { Moment } from '../common/moment.rules.js';
import type { ConcernState } from '../concern/concern.rules.js';
import type { OrganizationState } from '../organization/organization.rules.js';
import type { RoundState } from '../round/round.types.js';
import { rowOf } from '../workflow/cycle.rules.js';
import type { ActKind, Side, WorkflowState } from '../workflow/workflow.types.js';
import { BondLedger } from './bonds.rules.js';
import type { Line } from './lines.rules.js';
import { formatVersion, quoted, readRecord } from './records.rules.js';
import { RoundLedger } from './round-ledger.rules.js';
import type { RecordOf } from './records.rules.js';
import { faultOf } from './state.rules.js';
import type { Problems } from './wish.rules.js';

export type AnyState = OrganizationState | AgentState | ConcernState | WorkflowState | RoundState;
export type ActRow = RecordOf<'act'>;

/** One thing of an export: its acts as they were, and the states they add up to. */
export interface Restored {
  readonly kind: ActRow['kind'];
  readonly id: string;
  readonly acts: readonly ActRow[];
  readonly states: readonly AnyState[];
}

/** What reading an export needs of the world: the fold of each kind, and a digest of what was read. */
export interface Reading {
  readonly fold: (kind: ActRow['kind'], before: AnyState | null, act: { id: string; act: string; side: Side | null; person: string | null; at: Moment; data: unknown }) => AnyState;
  /** Takes in a line; the digest of all lines so far, in hexadecimal. */
  readonly digest: { update(line: string): void; hex(): string };
}

/** The thing whose acts are being read. */
interface Present {
  readonly kind: ActRow['kind'];
  readonly id: string;
  readonly line: number;
  acts: ActRow[];
  readonly states: AnyState[];
  faulty: boolean;
}

const rank: Readonly<Record<ActRow['kind'], number>> = { ORGANIZATION: 0, AGENT: 1, CONCERN: 2, WORKFLOW: 3, ROUND: 4 };

/**
 * Reads an export line by line: organisation, agents, concerns, workflows, planning rounds, each with all its acts in order, then the ids
 * of other systems, then the end with a digest of everything before it. What is read is folded again, and has to fit.
 */
export class ExportReader {
  /** The organisation that the header names; null until it was read. */
  organization: string | null = null;
  ended = false;
  #headed = false;
  #records = 0;
  #present: Present | null = null;
  readonly #things = { ORGANIZATION: new Set<string>(), AGENT: new Set<string>(), CONCERN: new Set<string>(), WORKFLOW: new Set<string>(), ROUND: new Set<string>() };
  readonly #acts = new Set<string>();
  readonly #externals = new Set<string>();
  readonly #identities = new Set<string>();
  /** References to agents that have not been read, with the line of the first. */
  readonly #named = new Map<string, number>();
  readonly #bonds = new BondLedger();
  readonly #rounds = new RoundLedger();

  constructor(private readonly reading: Reading, private readonly problems: Problems) {}

  /** @returns the thing that this line ends, and the record of an external id, where it is one */
  take(line: Line): { readonly thing: Restored | null; readonly external: RecordOf<'externalId'> | null } {
    if ('message' in line) return this.#refuse(line.line, line.message);
    const { number, text } = line;
    const record = readRecord(text);
    if (this.ended) return this.#refuse(number, 'Nothing follows the end.');
    if (typeof record !== 'string' && record.record === 'end') return { thing: this.#end(record, number), external: null };
    this.reading.digest.update(text);
    this.#records += 1;
    if (typeof record === 'string') return this.#refuse(number, record);
    if (!this.#headed) {
      this.#headed = true;
      if (record.record !== 'header' || record.exported === undefined) return this.#refuse(number, 'This is no export: the first record is the header of one. Other files come in by `npm run import`.');
      if (record.version !== formatVersion) return this.#refuse(number, `Version ${String(record.version)} of the format: this server reads version ${String(formatVersion)}.`);
      this.organization = record.exported.organization;
      return { thing: null, external: null };
    }
    if (record.record === 'act') return { thing: this.#act(record, number), external: null };
    if (record.record === 'externalId') return { thing: this.#finish(), external: this.#external(record, number) };
    return this.#refuse(number, `A record of the kind "${record.record}" does not belong to an export.`);
  }

  /** After the last line: whether it was all. */
  close(): void {
    if (!this.ended) this.problems.add(this.#records + 1, 'The file breaks off: an export has an end, and nobody can say what is missing here.');
    for (const [agent, line] of this.#named) if (!this.#things.AGENT.has(agent)) this.problems.add(line, `There is no agent ${agent} in this export.`);
    this.#bonds.close((workflow) => this.#things.WORKFLOW.has(workflow), this.problems);
    this.#rounds.close(this.problems);
    if (this.ended && this.#things.ORGANIZATION.size === 0) this.problems.add(1, 'The organisation itself is missing.');
  }

  #refuse(line: number, message: string): { thing: null; external: null } {
    this.problems.add(line, message);
    return { thing: null, external: null };
  }

  #act(record: ActRow, line: number): Restored | null {
    const begins = this.#present?.id !== record.about || this.#present.kind !== record.kind;
    const before = begins ? this.#finish() : null;
    if (begins) this.#begin(record, line);
    const present = this.#present;
    if (present === null || present.faulty) return before;
    const fault = this.#fold(present, record, line);
    if (fault !== null) {
      // What follows in the same chain would only say the same again.
      present.faulty = true;
      this.problems.add(line, fault);
    }
    return before;
  }

  #begin({ kind, about }: ActRow, line: number): void {
    const last = this.#present;
    const outOfOrder = last !== null && (rank[kind] < rank[last.kind] || (kind === last.kind && about <= last.id));
    const isKnown = this.#things[kind].has(about);
    this.#present = { kind, id: about, line, acts: [], states: [], faulty: false };
    if (isKnown || outOfOrder) this.#fail(line, `The acts about ${about} are out of their order: organisation, agents, concerns, workflows, planning rounds, each by id with all its acts.`);
    else if (kind === 'ORGANIZATION' && about !== this.organization) this.#fail(line, 'This is another organisation than that of the header.');
    this.#things[kind].add(about);
  }

  #fail(line: number, message: string): void {
    if (this.#present !== null) this.#present.faulty = true;
    this.problems.add(line, message);
  }

  #fold(present: Present, record: ActRow, line: number): string | null {
    const { acts, states } = present;
    const last = acts[acts.length - 1];
    if (record.sequence !== acts.length + 1) return `This is act ${String(record.sequence)} of its chain, where ${String(acts.length + 1)} comes next.`;
    if (this.#acts.has(record.id)) return `There is another act with the id ${record.id}.`;
    if (last !== undefined && record.recordedAt < last.recordedAt) return 'It was recorded before the act before it.';
    if (record.words !== undefined && (record.wordsErased === true || record.person === undefined)) return 'Words are there or erased, and somebody said them.';
    const before = states[states.length - 1] ?? null;
    if (record.kind === 'WORKFLOW' && before !== null && !belongsTo(record.act, (before as WorkflowState).phase)) return `${quoted(record.act).slice(1, -1)} does not follow from the acts before it.`;
    let state: AnyState;
    try {
      const act = { id: record.id, act: record.act, side: record.side ?? null, person: record.person ?? null, at: record.recordedAt, data: record.data };
      state = this.reading.fold(record.kind, before, act);
    } catch {
      return `${quoted(record.act).slice(1, -1)} does not follow from the acts before it.`;
    }
    // A kind of act that this version doesn't know folds to nothing.
    const fault = typeof state !== 'object' ? 'it is of a kind that this version does not know' : state.id !== record.about ? 'it is about another thing' : faultOf(record.kind, state, before);
    if (fault !== null) return `What ${quoted(record.act).slice(1, -1)} leads to cannot be: ${fault}.`;
    this.#acts.add(record.id);
    acts.push(record);
    states.push(state);
    for (const agent of [record.person, record.party, ...agentsIn(record, state)]) if (agent !== undefined && !this.#things.AGENT.has(agent) && !this.#named.has(agent)) this.#named.set(agent, line);
    if (record.kind === 'WORKFLOW') this.#bonds.said(record, line);
    if (record.kind === 'WORKFLOW' && !this.#things.CONCERN.has((state as WorkflowState).concern.id)) return 'The concern of this workflow is not in the export.';
    if (record.kind === 'ROUND' && !(state as RoundState).workflows.every((workflow) => this.#things.WORKFLOW.has(workflow))) return 'A workflow of this round is not in the export.';
    return null;
  }

  #finish(): Restored | null {
    const present = this.#present;
    if (present === null || present.faulty || present.acts.length === 0) return null;
    const { kind, id, acts, states, line } = present;
    const state = states[states.length - 1];
    if (kind === 'AGENT' && state !== undefined) this.#identity(state as AgentState, line);
    if (kind === 'WORKFLOW') {
      this.#bonds.stands(state as WorkflowState, line);
      this.#rounds.workflowStands(state as WorkflowState, line);
    }
    if (kind === 'ROUND') this.#rounds.roundStands(state as RoundState, line, this.problems);
    present.acts = [];
    return { kind, id, acts, states };
  }

  #identity({ subject }: AgentState, line: number): void {
    if (subject === null) return;
    if (this.#identities.has(subject)) this.problems.add(line, `Two agents have the identity ${quoted(subject)}.`);
    this.#identities.add(subject);
  }

  #external(record: RecordOf<'externalId'>, line: number): RecordOf<'externalId'> | null {
    const key = JSON.stringify([record.source, record.kind, record.id]);
    if (this.#externals.has(key)) this.problems.add(line, `${quoted(record.id)} of ${quoted(record.source)} stands here twice.`);
    else if (!this.#things[record.kind].has(record.about)) this.problems.add(line, `There is no ${record.kind.toLowerCase()} ${record.about} in this export.`);
    this.#externals.add(key);
    return record;
  }

  #end(record: RecordOf<'end'>, line: number): Restored | null {
    const thing = this.#finish();
    this.ended = true;
    if (record.records !== this.#records || record.sha256 !== this.reading.digest.hex()) {
      this.problems.add(line, `The file has changed since it was written: it ends after ${String(record.records)} records with another digest than these ${String(this.#records)} have.`);
    }
    return thing;
  }
}

/** Whether the cycle has the act in this phase at all. Guards are left to the day it was said: rules grow stricter, and what happened stays. */
function belongsTo(act: string, phase: WorkflowState['phase']): boolean {
  return rowOf(act as ActKind)?.from.includes(phase) ?? false;
}

/** The agents that an act brings in, besides those who said it. */
function agentsIn(record: ActRow, state: AnyState): readonly string[] {
  if (record.kind === 'WORKFLOW') {
    const { customer, performer, handOver } = state as WorkflowState;
    return [customer, performer, handOver.CUSTOMER?.successor, handOver.PERFORMER?.successor].filter((one) => one !== undefined);
  }
  if (record.kind === 'CONCERN') return [(state as ConcernState).holder];
  if (record.kind === 'ROUND') {
    const { convener, invited, waivers } = state as RoundState;
    return [convener, ...invited, ...waivers.map(({ by }) => by)];
  }
  const { member } = record.data as { readonly member?: unknown };
  return record.kind === 'AGENT' && typeof member === 'string' ? [member] : [];
}

export interface Span extends Membership {
  readonly member: string;
  readonly from: Moment;
  readonly to: Moment;
}

/** The memberships of a group, each with its span, as its acts tell them. */
export function membershipSpans(acts: readonly ActRow[]): readonly Span[] {
  const spans: Span[] = [];
  const present = new Map<string, Span>();
  const changes: Readonly<Record<string, Membership | null>> = {
    ADD_MEMBER: { representative: false }, NAME_REPRESENTATIVE: { representative: true }, DISMISS_REPRESENTATIVE: { representative: false }, REMOVE_MEMBER: null,
  };
  for (const { act, data, recordedAt } of acts) {
    const next = changes[act];
    if (next === undefined) continue;
    const member = String(data['member']);
    const before = present.get(member);
    if (before !== undefined && before.from < recordedAt) spans.push({ ...before, to: recordedAt });
    present.delete(member);
    if (next !== null) present.set(member, { ...next, member, from: recordedAt, to: FOREVER });
  }
  return [...spans, ...present.values()];
}
