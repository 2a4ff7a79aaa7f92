import type { Moment } from '../domain/common/moment.rules.js';
import { abilityThresholds } from '../domain/dual/ability.rules.js';
import type { CustomerRecord } from '../domain/dual/ability.rules.js';
import type { CarriedSpan, CustomerLoad, JudgedDuty } from '../domain/dual/customer-record.rules.js';
import type { KeptReview } from '../domain/dual/duties.rules.js';
import type { EndedPromise } from '../domain/dual/outcomes.rules.js';
import { usualCapacityOf } from '../domain/organization/organization.rules.js';
import type { OrganizationState } from '../domain/organization/organization.rules.js';
import { capacityOf, promisesWithin } from '../domain/round/capacity.rules.js';
import type { Capacity } from '../domain/round/round.types.js';
import type { Reader, Viewing } from './reader.js';
import { statement } from './statement.js';

/** Rows without names: thousands of them come back in half the time. */
type DutyRow = [condition: JudgedDuty['condition'], done: boolean, lateSeconds: number, answerSeconds: number | null, occasions: number, withWords: boolean | null, horizonDays: number];
type PromiseRow = [status: EndedPromise['status'], horizonDays: number, madeAt: Moment, due: Moment, deliveredAt: Moment | null, endedAt: Moment, renegotiatedAt: Moment | null, confidence: number | null];
type ReviewRow = Omit<KeptReview, 'customer' | 'act'> & { readonly id: string; readonly workflow: string };

interface Span { readonly agent: string; readonly from: Moment; readonly to: Moment; readonly limit: number }

const ofCustomer = statement<
  Viewing & Span & { now: Moment; many: number },
  { organization: string; duties: DutyRow[]; promises: PromiseRow[]; reviews: ReviewRow[]; openDuals: number; performing: number; waits: boolean[]; ownKept: CarriedSpan[] }
>('dual/customer-record');
const ofPerformer = statement<Viewing & Span, { promises: PromiseRow[] }>('dual/performer-record');

/** As many of a kind as one record is made of. More than a hundred a working day, for a year. */
const most = 25_000;

export interface ReviewFound {
  readonly act: string;
  readonly workflow: string;
  readonly performer: string;
  readonly cycle: number;
  readonly clarity: number;
  readonly helpfulness: number;
  readonly at: Moment;
}

export interface CustomerRecordFound extends CustomerRecord {
  readonly reviews: readonly ReviewFound[];
  /** Whether there was more of something than it is made of. */
  readonly isPartial: boolean;
}

/**
 * What somebody did as a Customer after one moment and up to another, as far as the viewer may see it: one round trip.
 * @param agent as they stand, or stood at the moment that they are shown as of
 */
export async function readCustomerRecord(reader: Reader, agent: { readonly id: string; readonly active: boolean; readonly capacity: Capacity }, from: Moment, to: Moment, now: Moment): Promise<CustomerRecordFound> {
  const row = await reader.one(ofCustomer, { agent: agent.id, from, to, now, many: abilityThresholds.carriedMuch, limit: most + 1 });
  const load: CustomerLoad = { openDuals: row.openDuals, performing: row.performing, waiting: row.waits.length, overdue: row.waits.filter((overdue) => overdue).length };
  const { percentEach, ...usual } = usualCapacityOf(JSON.parse(row.organization) as OrganizationState);
  return {
    active: agent.active,
    duties: row.duties.slice(0, most).map(([condition, done, lateSeconds, answerSeconds, occasions, withWords, horizonDays]) => ({ condition, done, lateSeconds, answerSeconds, occasions, withWords, horizonDays })),
    promises: row.promises.slice(0, most).map(endedPromise),
    reviews: row.reviews.slice(0, most).map(({ id, ...review }) => ({ ...review, act: id })),
    load,
    capacity: promisesWithin(capacityOf(agent.id, { usual, byAgent: new Map([[agent.id, agent.capacity]]) }), percentEach),
    ownKept: row.ownKept,
    isPartial: [row.duties, row.promises, row.reviews].some((rows) => rows.length > most),
  };
}

/** How promises that somebody made ended after one moment and up to another, as far as the viewer may see it: one round trip. */
export async function readPerformerRecord(reader: Reader, agent: string, from: Moment, to: Moment): Promise<{ readonly promises: readonly EndedPromise[]; readonly isPartial: boolean }> {
  const { promises } = await reader.one(ofPerformer, { agent, from, to, limit: most + 1 });
  return { promises: promises.slice(0, most).map(endedPromise), isPartial: promises.length > most };
}

function endedPromise([status, horizonDays, madeAt, due, deliveredAt, endedAt, renegotiatedAt, confidence]: PromiseRow): EndedPromise {
  return { status, horizonDays, madeAt, due, deliveredAt, endedAt, renegotiatedAt, confidence };
}
