import type { Moment } from '../domain/common/moment.rules.js';
import type { AgentState } from '../domain/agent/agent.rules.js';
import type { ConcernState } from '../domain/concern/concern.rules.js';
import type { OrganizationState } from '../domain/organization/organization.rules.js';
import type { RoleState } from '../domain/role/role.types.js';
import type { RoundState } from '../domain/round/round.types.js';
import type { Side, WorkflowState } from '../domain/workflow/workflow.types.js';
import { openWords } from './words.js';

export const subjectKinds = ['WORKFLOW', 'CONCERN', 'AGENT', 'ORGANIZATION', 'ROUND', 'ROLE'] as const;
export type SubjectKind = (typeof subjectKinds)[number];

export interface SubjectStates {
  WORKFLOW: WorkflowState;
  CONCERN: ConcernState;
  AGENT: AgentState;
  ORGANIZATION: OrganizationState;
  ROUND: RoundState;
  ROLE: RoleState;
}

/** An act as it stands on the record: who, when, about what, and its words. */
export interface ActHead {
  readonly id: string;
  readonly kind: SubjectKind;
  /** The id of the workflow, concern, agent, organisation, planning round or role it is about. */
  readonly about: string;
  readonly sequence: number;
  readonly act: string;
  readonly side: Side | null;
  /** Null for the clock. */
  readonly person: string | null;
  /** The group it was said for, where the person represented one. */
  readonly party: string | null;
  readonly saidAt: Moment;
  readonly recordedAt: Moment;
  readonly words: string | null;
  readonly wordsErased: boolean;
}

/** What an act said, what it led to, and what was before it. */
export interface ActContent {
  readonly data: Readonly<Record<string, unknown>>;
  readonly state: SubjectStates[SubjectKind];
  readonly before: SubjectStates[SubjectKind] | null;
}

export type ActRecord = ActHead & ActContent;

/** The properties of an Act node. */
export interface ActNode {
  readonly org: string;
  readonly id: string;
  readonly kind: SubjectKind;
  readonly about: string;
  readonly sequence: number;
  readonly act: string;
  readonly side: Side | null;
  readonly person: string | null;
  readonly party: string | null;
  readonly saidAt: Moment;
  readonly recordedAt: Moment;
  /** The span of time in which the state it led to was the present one. */
  readonly from: Moment;
  readonly to: Moment;
  readonly data: string;
  readonly state: string;
  readonly words: string | null;
  /** The parties after it, where it is about a workflow: lists of the past are filtered by them. */
  readonly customer: string | null;
  readonly performer: string | null;
  readonly phase: string | null;
  /** Whether the agent took part after it, where it is about one. */
  readonly active: boolean | null;
}

export interface HeadRow {
  readonly act: Pick<ActNode, 'id' | 'kind' | 'about' | 'sequence' | 'act' | 'side' | 'person' | 'party' | 'saidAt' | 'recordedAt' | 'words'>;
  readonly wordsKey: string | null;
}

/** What of an act is read apart, as far as it was asked for. */
export interface ContentRow {
  readonly id: string;
  readonly data: string | null;
  readonly state: string | null;
  readonly before: string | null;
  /** Workflows about the same concern that the viewer may not see: no state names one to them. */
  readonly untold: readonly string[];
}

export interface ContentFound {
  readonly said: ActContent['data'] | null;
  readonly states: Pick<ActContent, 'state' | 'before'> | null;
}

export interface ActRow extends HeadRow {
  readonly act: ActNode;
  readonly before: string | null;
}

/** The driver leaves out what is null, so each optional property is asked for with that in mind. */
export function actHead(row: HeadRow): ActHead {
  const { act } = row;
  const sealed = act.words ?? null;
  const words = sealed === null ? null : openWords(sealed, row.wordsKey);
  return {
    id: act.id,
    kind: act.kind,
    about: act.about,
    sequence: act.sequence,
    act: act.act,
    side: act.side ?? null,
    person: act.person ?? null,
    party: act.party ?? null,
    saidAt: act.saidAt,
    recordedAt: act.recordedAt,
    words,
    wordsErased: sealed !== null && words === null,
  };
}

export function contentFound({ data, state, before, untold }: ContentRow): ContentFound {
  return {
    said: data === null ? null : (JSON.parse(data) as ActContent['data']),
    states: state === null ? null : { state: readState(state, untold), before: before === null ? null : readState(before, untold) },
  };
}

function readState(text: string, untold: readonly string[]): SubjectStates[SubjectKind] {
  return withoutUntold(JSON.parse(text) as SubjectStates[SubjectKind], untold);
}

function withoutUntold(state: SubjectStates[SubjectKind], untold: readonly string[]): SubjectStates[SubjectKind] {
  return untold.length > 0 && 'workflows' in state ? { ...state, workflows: state.workflows.filter((one) => !untold.includes(one)) } : state;
}

export function actRecord(row: ActRow): ActRecord {
  const { data, state } = row.act;
  return { ...actHead(row), data: JSON.parse(data) as ActContent['data'], state: readState(state, []), before: row.before === null ? null : readState(row.before, []) };
}
