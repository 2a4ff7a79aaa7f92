import { FOREVER } from '../domain/common/moment.rules.js';
import type { Moment } from '../domain/common/moment.rules.js';
import { invariant } from '../domain/common/refusal.js';
import { uuidv7 } from '../domain/common/identifier.rules.js';
import { applyToAgent } from '../domain/agent/agent.rules.js';
import type { AgentState, AnyAgentAct, Membership } from '../domain/agent/agent.rules.js';
import { applyToConcern } from '../domain/concern/concern.rules.js';
import type { AnyConcernAct, ConcernState } from '../domain/concern/concern.rules.js';
import { applyToOrganization } from '../domain/organization/organization.rules.js';
import type { AnyOrganizationAct, OrganizationState } from '../domain/organization/organization.rules.js';
import { apply } from '../domain/workflow/apply.rules.js';
import { applyToRole, begun, ended } from '../domain/role/role.rules.js';
import type { HoldingSpan } from '../domain/role/role.rules.js';
import type { AnyRoleAct, RoleState } from '../domain/role/role.types.js';
import { applyToRound } from '../domain/round/round.rules.js';
import type { AnyRoundAct, RoundState } from '../domain/round/round.types.js';
import type { ActData, ActKind, AnyWorkflowAct, Side, WorkflowState } from '../domain/workflow/workflow.types.js';
import { writeBonds } from './bonds.js';
import type { WriteTransaction } from './database.js';
import { agentProperties, concernProperties, endingAct, organizationProperties, roleProperties, roundProperties, workflowRows } from './projection.js';
import { randomPiece } from './random.js';
import type { ActNode, ActRecord, SubjectKind, SubjectStates } from './records.js';
import { statement } from './statement.js';
import { newWordsKey, sealWords } from './words.js';

/** One thing said, before it has an id and a moment. */
export interface Said<Kind extends string = string, Data = unknown> {
  readonly act: Kind;
  readonly data: Data;
  readonly side?: Side | null;
  readonly party?: string | null;
  readonly words?: string | null;
  /** Who said it, where that is not whoever speaks now: a consent that was given before. Without words. */
  readonly person?: string;
}

export type SaidInWorkflow = { [K in ActKind]: Said<K, ActData[K]> }[ActKind];

/** What a decision changes: for each thing, what stood and what is said about it. */
export type SubjectChange =
  | { readonly kind: 'WORKFLOW'; readonly id: string; readonly before: WorkflowState | null; readonly said: readonly SaidInWorkflow[] }
  | { readonly kind: 'CONCERN'; readonly id: string; readonly before: ConcernState | null; readonly said: readonly Said[] }
  | {
      readonly kind: 'AGENT';
      readonly id: string;
      readonly before: AgentState | null;
      readonly said: readonly Said[];
      readonly membership?: { readonly member: string; readonly next: Membership | null };
      /** The agent's words are erased: their key is thrown away. */
      readonly forgetWords?: boolean;
    }
  | { readonly kind: 'ORGANIZATION'; readonly id: string; readonly before: OrganizationState | null; readonly said: readonly Said[] }
  | { readonly kind: 'ROUND'; readonly id: string; readonly before: RoundState | null; readonly said: readonly Said[] }
  | { readonly kind: 'ROLE'; readonly id: string; readonly before: RoleState | null; readonly said: readonly Said[] };

const recordActs = statement<{ org: string; about: string; before: number; at: string; acts: readonly ActNode[] }, object>('act/record');
const recordWorkflow = statement<{ org: string; workflow: string; before: number } & ReturnType<typeof workflowRows>, object>('workflow/record');
const recordConcern = statement<{ org: string; concern: string; properties: object; holders: readonly string[] }, object>('concern/record');
const recordAgent = statement<{ org: string; agent: string; properties: object }, object>('agent/record');
const recordMembership = statement<{ org: string; group: string; member: string; at: string; next: readonly Membership[] }, object>('agent/record-membership');
const recordRound = statement<{ org: string; round: string; properties: object; joining: readonly string[]; leaving: readonly string[] }, object>('round/record');
const recordRole = statement<{ org: string; role: string; properties: object; taking: readonly HoldingSpan[]; leaving: readonly { id: string; to: Moment }[] }, object>('role/record');
const recordOrganization = statement<{ org: string; properties: object }, object>('organization/record');

/** When something is said, and by whom: the clock speaks for nobody, and has no words to seal. */
export interface Speaking {
  readonly org: string;
  readonly at: Moment;
  /** When it was said, where that is not when it is recorded. */
  readonly saidAt?: Moment;
  readonly speaker: { readonly id: string; readonly wordsKey: string } | null;
  readonly newId: () => string;
}

export interface Written {
  readonly subject: SubjectChange;
  readonly states: readonly SubjectStates[SubjectKind][];
  readonly records: readonly ActRecord[];
  readonly write: (transaction: WriteTransaction) => Promise<unknown>[];
}

/** Folds what was said into the states and acts to write. */
export function compose(speaking: Speaking, subject: SubjectChange): Written {
  const { org, at, speaker } = speaking;
  const said: readonly Said[] = subject.said;
  const states: SubjectStates[SubjectKind][] = [];
  const records = said.map((one, index): ActRecord => {
    const before = states[index - 1] ?? subject.before;
    const id = speaking.newId();
    const person = one.person ?? speaker?.id ?? null;
    // Words are sealed with the key of whoever speaks now: another's would be lost with it, and stay when theirs is thrown away.
    invariant(one.person === undefined || one.person === speaker?.id || (one.words ?? null) === null, 'what was said by somebody else before carries no words');
    const state = next(subject.kind, before, { id, act: one.act, side: one.side ?? null, person, at, data: one.data });
    states.push(state);
    return {
      id, kind: subject.kind, about: subject.id, sequence: state.version, act: one.act, side: one.side ?? null, person, party: one.party ?? null,
      saidAt: speaking.saidAt ?? at, recordedAt: at, data: one.data as Readonly<Record<string, unknown>>, state, before, words: one.words ?? null, wordsErased: false,
    };
  });
  invariant(states.length > 0, 'a change says at least one thing');
  return {
    subject,
    states,
    records,
    write: (transaction) => [
      ...writeState(transaction, org, subject, records, at),
      transaction.run(recordActs, { org, about: subject.id, before: subject.before?.version ?? 0, at, acts: nodesOf(records, speaking) }),
    ],
  };
}

/** The acts of one change as they are kept: only the state after the last of them lasts. */
export function nodesOf(records: readonly ActRecord[], { org, at, speaker }: Speaking): ActNode[] {
  return records.map((record, index) => actNode(org, record, index === records.length - 1 ? FOREVER : at, speaker?.wordsKey ?? null));
}

export function next(kind: SubjectKind, before: SubjectStates[SubjectKind] | null, act: { id: string; act: string; side: Side | null; person: string | null; at: Moment; data: unknown }): SubjectStates[SubjectKind] {
  switch (kind) {
    case 'WORKFLOW':
      return apply(before as WorkflowState | null, act as AnyWorkflowAct);
    case 'CONCERN':
      return applyToConcern(before as ConcernState | null, act as AnyConcernAct);
    case 'AGENT':
      return applyToAgent(before as AgentState | null, act as AnyAgentAct);
    case 'ORGANIZATION':
      return applyToOrganization(before as OrganizationState | null, act as AnyOrganizationAct);
    case 'ROUND':
      return applyToRound(before as RoundState | null, act as AnyRoundAct);
    case 'ROLE':
      return applyToRole(before as RoleState | null, act as AnyRoleAct);
  }
}

/** @param text the state as JSON, where it was written out before */
export function actNode(org: string, record: Omit<ActRecord, 'before' | 'wordsErased'>, to: Moment, wordsKey: string | null, text = JSON.stringify(record.state)): ActNode {
  const workflow = record.kind === 'WORKFLOW' ? (record.state as WorkflowState) : null;
  return {
    org,
    id: record.id,
    kind: record.kind,
    about: record.about,
    sequence: record.sequence,
    act: record.act,
    side: record.side,
    person: record.person,
    party: record.party,
    saidAt: record.saidAt,
    recordedAt: record.recordedAt,
    from: record.recordedAt,
    to,
    data: JSON.stringify(record.data),
    state: text,
    words: record.words === null || wordsKey === null ? null : sealWords(record.words, wordsKey),
    customer: workflow?.customer ?? null,
    performer: workflow?.performer ?? null,
    phase: workflow?.phase ?? null,
    active: record.kind === 'AGENT' ? (record.state as AgentState).active : null,
  };
}

function writeState(transaction: WriteTransaction, org: string, subject: SubjectChange, records: readonly ActRecord[], at: Moment): Promise<unknown>[] {
  const states = records.map(({ state }) => state);
  const last = states[states.length - 1];
  switch (subject.kind) {
    case 'WORKFLOW':
      return [
        transaction.run(recordWorkflow, { org, workflow: subject.id, before: subject.before?.version ?? 0, ...workflowRows(org, subject.before, states as WorkflowState[], records.map(endingAct)) }),
        ...writeBonds(transaction, org, subject.before, last as WorkflowState, at),
      ];
    case 'CONCERN': {
      const state = last as ConcernState;
      const holders = subject.before?.holder === state.holder ? [] : [state.holder];
      return [transaction.run(recordConcern, { org, concern: subject.id, properties: concernProperties(org, state), holders })];
    }
    case 'AGENT': {
      // Words are forgotten by putting another key in the place of theirs, so that whoever comes back can speak again.
      const key = subject.before === null || subject.forgetWords === true ? { wordsKey: newWordsKey() } : {};
      const properties = { ...agentProperties(org, last as AgentState), ...key };
      const writes: Promise<unknown>[] = [transaction.run(recordAgent, { org, agent: subject.id, properties })];
      if (subject.membership !== undefined) {
        const { member, next: after } = subject.membership;
        writes.push(transaction.run(recordMembership, { org, group: subject.id, member, at, next: after === null ? [] : [after] }));
      }
      return writes;
    }
    case 'ORGANIZATION':
      return [transaction.run(recordOrganization, { org, properties: organizationProperties(last as OrganizationState) })];
    case 'ROLE': {
      const state = last as RoleState;
      return [transaction.run(recordRole, { org, role: subject.id, properties: roleProperties(state), taking: begun(subject.before, state), leaving: ended(subject.before, state) })];
    }
    case 'ROUND': {
      const state = last as RoundState;
      const [had, has] = [new Set(subject.before?.workflows), new Set(state.workflows)];
      return [transaction.run(recordRound, {
        org, round: subject.id, properties: roundProperties(state),
        joining: state.workflows.filter((id) => !had.has(id)), leaving: [...had].filter((id) => !has.has(id)),
      })];
    }
  }
}

/** Where this process is within a millisecond: 26 bits, begun anywhere in their lower half so that no two processes begin alike. */
let placeInMillisecond = { milliseconds: -1, place: 0 };

/**
 * Ids that sort in the order they are made by this process, also within one millisecond and from one change to the next: acts
 * are listed, and events numbered, as they were said. (RFC 9562, 6.2, method 1: a counter in front of the randomness.)
 */
export function idsFrom(clock: () => number): () => string {
  return () => {
    const milliseconds = clock();
    const random = randomPiece(10);
    if (milliseconds === placeInMillisecond.milliseconds) placeInMillisecond.place++;
    else placeInMillisecond = { milliseconds, place: random.readUInt32BE(6) >>> 7 };
    const { place } = placeInMillisecond;
    // Twelve bits behind the version, and fourteen behind the two that tell the variant.
    random.writeUInt16BE((place >>> 14) & 0x0fff);
    random.writeUInt16BE(place & 0x3fff, 2);
    return uuidv7(milliseconds, random);
  };
}
