import { z } from 'zod';
import { agentKinds } from '../agent/agent.rules.js';
import type { AgentState } from '../agent/agent.rules.js';
import { isTimeZone, readDuration } from '../common/moment.rules.js';
import { concernStatuses } from '../concern/concern.rules.js';
import type { ConcernState } from '../concern/concern.rules.js';
import type { OrganizationState } from '../organization/organization.rules.js';
import { roleStatuses } from '../role/role.types.js';
import type { RoleState } from '../role/role.types.js';
import { roundStatuses } from '../round/round.types.js';
import type { RoundState } from '../round/round.types.js';
import { isEnded } from '../workflow/cycle.rules.js';
import { directions, moves, outcomes, phases, promiseStatuses, sides, visibilities } from '../workflow/workflow.types.js';
import type { PromiseState, WorkflowState } from '../workflow/workflow.types.js';
import { cascadeForm, faultOfBonds, interlockForm } from './bonds.rules.js';
import { conditionKey, count, decimal, id, moment, when } from './forms.rules.js';
import { formOf } from './form.rules.js';
import { quoted } from './records.rules.js';

/**
 * What every state has the form of, and what holds of every state of a workflow. Acts that come out of a file are not
 * trusted to have been written by us: whatever they add up to must be something that acts can lead to. Fields that a
 * later version adds are let pass.
 */
const side = z.enum(sides);
const condition = z.looseObject({
  key: conditionKey, statement: z.string().min(1), mandatory: z.boolean(), due: when,
  measure: z.looseObject({ metric: z.string(), unit: z.string().nullable(), direction: z.enum(directions), baseline: decimal.nullable(), target: decimal }).nullable(),
});
const customership = z.looseObject({ respondWithin: z.string(), checkInEvery: z.string(), assessWithin: z.string() });
const each = <Value extends z.ZodType>(value: Value) => z.looseObject({ CUSTOMER: value, PERFORMER: value });
const window = z.looseObject({ starts: moment, due: moment });

const workflow = z.looseObject({
  format: z.literal(1), id, version: count, zone: z.string().refine(isTimeZone, 'is no time zone'), phase: z.enum(phases), explicit: z.boolean(), visibility: z.enum(visibilities).optional(), customer: id, performer: id,
  concern: z.looseObject({ id, statement: z.string().min(1), articulated: z.boolean() }),
  cycle: z.looseObject({ number: count, starts: moment, due: moment, openedAt: moment }),
  customership, request: when, offer: when, offeredSince: moment.optional(), lastHeard: side.nullable(),
  deferral: each(z.looseObject({ until: moment, act: id }).nullable()),
  proposals: count, conditionKeys: count,
  standing: z.looseObject({
    id, version: count, cycle: count, author: side, party: id, at: moment, act: id,
    terms: z.looseObject({ conditions: z.array(condition), due: moment, window, answerBy: when, customership: customership.nullable() }),
  }).nullable(),
  renegotiation: z.looseObject({ side, at: moment, concernChanged: z.boolean(), act: id, restatedAt: when.optional() }).nullable(),
  promise: z.looseObject({
    id, proposal: id, cycle: count, performer: id, customer: id, objective: z.string(), status: z.enum(promiseStatuses), starts: moment, due: moment, madeAt: moment, supersedes: id.nullable(),
    conditions: z.array(z.looseObject({ ...condition.shape, current: decimal.nullable(), measuredAt: when, outcome: z.enum(outcomes).nullable() })),
    confidence: z.number().min(0).max(1).nullable(), forecast: when, reportedAt: when, deliveredAt: when, endedAt: when, reworks: count,
  }).nullable(),
  assessment: z.looseObject({
    id, promise: id, cycle: count, verdict: z.string(), next: z.string().nullable(), satisfaction: z.number().int().min(1).max(5), at: moment, act: id,
    outcomes: z.array(z.looseObject({ key: z.string(), outcome: z.enum(outcomes) })),
  }).nullable(),
  lastCheckIn: when,
  handOver: each(z.looseObject({ successor: id, at: moment, act: id }).nullable()),
  voices: each(z.array(id)),
  reviewable: z.array(z.looseObject({ cycle: count, performer: id, customers: z.array(id) })),
  reviewed: z.boolean(),
  reviews: z.array(z.looseObject({ cycle: count, clarity: count, helpfulness: count, at: moment, act: id })),
  awaited: z.array(z.looseObject({ agent: id, side, move: z.enum(moves), subject: z.string(), since: moment, from: moment, due: moment, ownDue: moment.optional() })),
  closed: z.looseObject({ at: moment, side, how: z.enum(['DECLINED', 'ENDED']), act: id }).nullable(),
  openedAt: moment, changedAt: moment,
  cascade: cascadeForm.optional(), interlock: interlockForm.optional(),
  round: id.nullable().optional(),
  consentBy: when.optional(),
  role: z.looseObject({ role: id, line: z.string().min(1) }).optional(),
  consent: z.looseObject({ round: id, proposal: id, side, person: id, party: id.nullable(), at: moment, act: id }).nullable().optional(),
});
const limit = z.number().int().min(1).nullable();
const capacity = z.looseObject({ promises: limit, percent: limit });
const agent = z.looseObject({
  format: z.literal(1), id, version: count, kind: z.enum(agentKinds), name: z.string().min(1), active: z.boolean(), administrator: z.boolean(), subject: z.string().min(1).nullable(),
  wordsErased: z.boolean(), createdAt: moment, changedAt: moment, capacity: capacity.optional(),
});
const concern = z.looseObject({
  format: z.literal(1), id, version: count, holder: id, statement: z.string().min(1), articulated: z.boolean(), status: z.enum(concernStatuses), workflows: z.array(id), heldSince: moment, changedAt: moment,
});
const organization = z.looseObject({ format: z.literal(1), id, version: count, name: z.string().min(1), zone: z.string().refine(isTimeZone, 'is no time zone'), foundedAt: moment, changedAt: moment, capacity: capacity.extend({ percentEach: limit }).optional(),
  customership: z.array(z.looseObject({ upToDays: z.number().int().min(1).nullable(), terms: customership })).min(1).refine((some) => some[some.length - 1]?.upToDays === null, 'has no last default').optional(),
  thresholds: z.looseObject({}).optional(),
});
const round = z.looseObject({
  format: z.literal(1), id, version: count, zone: z.string().refine(isTimeZone, 'is no time zone'), name: z.string().min(1), status: z.enum(roundStatuses), convener: id, window, consentBy: when,
  workflows: z.array(id), invited: z.array(id), waivers: z.array(z.looseObject({ misalignment: z.string().min(1), by: id, at: moment, act: id })), openedAt: moment, changedAt: moment, endedAt: when,
});

const role = z.looseObject({
  format: z.literal(1), id, version: count, name: z.string().min(1), description: z.string().nullable(), status: z.enum(roleStatuses), keeper: id,
  lines: z.array(z.looseObject({
    key: z.string().min(1), customer: id.nullable(), statement: z.string().min(1), horizon: z.string().refine((text) => readDuration(text) !== null, 'is no duration'),
    conditions: z.array(condition), customership, backing: z.looseObject({ person: id, at: moment, act: id }).nullable(),
  })).min(1),
  lineKeys: count,
  offers: z.array(z.looseObject({ agent: id, person: id, by: id, until: when, at: moment, act: id })),
  holders: z.array(z.looseObject({ id, agent: id, since: moment, until: when, lines: z.array(z.string().min(1)).optional() })),
  vacant: z.array(z.looseObject({ line: z.string().min(1), concern: id })),
  createdAt: moment, changedAt: moment, retiredAt: when,
});

export const stateSchemas = { WORKFLOW: workflow, AGENT: agent, CONCERN: concern, ORGANIZATION: organization, ROUND: round, ROLE: role } as const;
const forms = { WORKFLOW: formOf(workflow), AGENT: formOf(agent), CONCERN: formOf(concern), ORGANIZATION: formOf(organization), ROUND: formOf(round), ROLE: formOf(role) } as const;

type State = WorkflowState | AgentState | ConcernState | OrganizationState | RoundState | RoleState;

/**
 * What is wrong with a state that acts of a file add up to; null when nothing is.
 * @param before the state before it, which nothing was wrong with: what hasn't changed since is not looked at again
 */
export function faultOf(kind: keyof typeof forms, state: State, before: State | null): string | null {
  if (!forms[kind](state, before ?? undefined)) {
    const read = stateSchemas[kind].safeParse(state);
    const [issue] = read.error?.issues ?? [];
    if (!read.success) return `${issue?.path.map(String).join('.').slice(0, 100) ?? ''} ${quoted(issue?.message ?? '').slice(1, -1)}`;
  }
  return kind === 'WORKFLOW' ? faultOfWorkflow(state as WorkflowState) : null;
}

const phasesOf: Readonly<Record<PromiseState['status'], readonly WorkflowState['phase'][]>> = {
  IN_FORCE: ['EXECUTING'], UNDER_RENEGOTIATION: ['NEGOTIATING'], DELIVERED: ['ASSESSING'],
  REDEEMED: ['ASSESSING', 'CLOSED'], BROKEN: ['ASSESSING', 'CLOSED'], RELEASED: ['ASSESSING', 'CLOSED'], SUPERSEDED: [],
};

function faultOfWorkflow(state: WorkflowState): string | null {
  const { phase, promise, standing, cycle, closed } = state;
  if (state.customer === state.performer) return 'Customer and Performer are one agent';
  if (cycle.due <= cycle.starts) return 'the window of the cycle ends before it starts';
  if (promise === null && (phase === 'EXECUTING' || phase === 'ASSESSING')) return `there is no promise in ${phase}`;
  if (promise !== null && !phasesOf[promise.status].includes(phase)) return `a promise is ${promise.status} in ${phase}`;
  if (promise !== null && !promise.conditions.some(({ mandatory }) => mandatory)) return 'the promise has no mandatory condition';
  if (promise !== null && new Set(promise.conditions.map(({ key }) => key)).size < promise.conditions.length) return 'two conditions of the promise have one key';
  if (promise !== null && (promise.due < cycle.starts || promise.due > cycle.due)) return 'the promise is due outside the window of its cycle';
  if (promise !== null && isEnded(promise.status) !== (promise.endedAt !== null)) return 'the promise has ended at no moment, or at one and has not ended';
  if (standing !== null && phase !== 'NEGOTIATING') return `a proposal stands in ${phase}`;
  if ((phase === 'CLOSED') !== (closed !== null)) return 'it is closed by nobody, or by somebody and is not closed';
  return faultOfBonds(state);
}
