import type { Moment } from '../common/moment.rules.js';
import { invariant } from '../common/refusal.js';
import type { ActData, Opening, PromiseState, WorkflowAct, WorkflowState } from './workflow.types.js';

/* How a workflow begins: opened or noticed here, or attested as it stood elsewhere. */

export function opened(opening: Opening, explicit: boolean, at: Moment): WorkflowState {
  return {
    format: 1,
    id: opening.workflow,
    version: 0,
    zone: opening.zone,
    phase: 'LISTENING',
    explicit,
    ...(opening.visibility === undefined ? {} : { visibility: opening.visibility }),
    ...(opening.role === undefined ? {} : { role: opening.role }),
    customer: opening.customer,
    performer: opening.performer,
    concern: opening.concern,
    cycle: { number: 1, ...opening.window, openedAt: at },
    customership: opening.customership,
    request: null,
    offer: null,
    lastHeard: null,
    deferral: { CUSTOMER: null, PERFORMER: null },
    proposals: 0,
    conditionKeys: 0,
    standing: null,
    renegotiation: null,
    promise: null,
    assessment: null,
    lastCheckIn: null,
    handOver: { CUSTOMER: null, PERFORMER: null },
    voices: { CUSTOMER: [], PERFORMER: [] },
    reviewable: [],
    reviewed: false,
    reviews: [],
    awaited: [],
    closed: null,
    openedAt: at,
    changedAt: at,
  };
}

/** A workflow that was under way elsewhere: as it stands, with nothing said in it here yet. */
export function attested({ id, at, data }: WorkflowAct<'ATTEST'>): WorkflowState {
  const { promise, renegotiation, assessment, closed: end } = data;
  const spokenFor = data.request !== null || data.offer !== null;
  const reachedItsEnd = promise !== null && (data.phase === 'ASSESSING' || data.phase === 'CLOSED');
  return {
    ...opened(data, data.explicit, data.openedAt),
    phase: data.phase,
    cycle: { number: data.cycle, ...data.window, openedAt: data.openedAt },
    request: data.request,
    offer: data.offer,
    lastHeard: !spokenFor ? null : data.request !== null && data.request > (data.offer ?? '') ? 'CUSTOMER' : 'PERFORMER',
    proposals: promise === null ? 0 : 1,
    conditionKeys: promise?.conditions.length ?? 0,
    renegotiation: renegotiation === null ? null : { ...renegotiation, act: id },
    promise,
    assessment: promise === null || assessment === null ? null : assessmentOf(promise, assessment, id),
    lastCheckIn: data.lastCheckIn,
    reviewable: reachedItsEnd ? [{ cycle: data.cycle, performer: promise.performer, customers: [] }] : [],
    closed: end === null ? null : { ...end, act: id },
    changedAt: at,
    attested: { ...data.origin, at, act: id },
  };
}

function assessmentOf(promise: PromiseState, known: NonNullable<ActData['ATTEST']['assessment']>, act: string): WorkflowState['assessment'] {
  const { status } = promise;
  invariant(status === 'REDEEMED' || status === 'BROKEN' || status === 'RELEASED', 'an attested assessment is of a promise that has ended');
  const outcomes = promise.conditions.flatMap(({ key, outcome }) => (outcome === null ? [] : [{ key, outcome }]));
  const next = status === 'BROKEN' && promise.deliveredAt !== null ? 'BROKEN' : null;
  return { ...known, promise: promise.id, cycle: promise.cycle, verdict: status, next, outcomes, act };
}

/** Since when a workflow that has only begun here is in the phase it began in: what came from elsewhere was in it before. */
export function phaseOfBirthSince({ attested: from, phase, openedAt, changedAt, request, offer, renegotiation, promise, closed }: WorkflowState): Moment {
  if (from === undefined) return changedAt;
  switch (phase) {
    case 'LISTENING':
      return openedAt;
    case 'NEGOTIATING':
      return renegotiation?.at ?? [openedAt, request, offer].reduce<Moment>((latest, one) => (one !== null && one > latest ? one : latest), openedAt);
    case 'EXECUTING':
      return promise?.madeAt ?? changedAt;
    case 'ASSESSING':
      return promise?.endedAt ?? promise?.deliveredAt ?? changedAt;
    case 'CLOSED':
      return closed?.at ?? changedAt;
  }
}
