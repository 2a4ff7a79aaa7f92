import { conditionFigures, mostAtOnce, reviewFigures } from './customer-record.rules.js';
import type { CarriedSpan, CustomerLoad, JudgedDuty } from './customer-record.rules.js';
import { countsOf } from './dual.rules.js';
import type { DualCondition } from './duties.rules.js';
import { keptShare, outcomesOf } from './outcomes.rules.js';
import type { EndedPromise } from './outcomes.rules.js';

/** The answer to "are they able to be a good customer?" */
export const abilities = ['YES', 'WITH_DOUBTS', 'NO', 'UNKNOWN'] as const;
export type Ability = (typeof abilities)[number];

export const abilityReasons = [
  'HAS_LEFT', 'LITTLE_RECORD', 'RECORD_HOLDS', 'RECORD_FALLS_SHORT', 'CONDITION_NEGLECTED', 'FEEDBACK_WITHOUT_WORDS', 'NO_RECORD_ON_HORIZON', 'OVERDUE_NOW', 'MUCH_WAITS', 'MUCH_OPEN', 'MUCH_PROMISED', 'REVIEWED_POORLY', 'PROMISES_TO_THEM_BREAK',
] as const;
export type AbilityReasonKind = (typeof abilityReasons)[number];

/** What a reason says for the answer. */
export const reasonWeights = ['FOR', 'DOUBT', 'AGAINST'] as const;
export type ReasonWeight = (typeof reasonWeights)[number];

export interface AbilityReason {
  readonly kind: AbilityReasonKind;
  readonly weight: ReasonWeight;
  /** The standing condition it is about; null for none in particular. */
  readonly condition: DualCondition | null;
  /** The figure that was looked at, and what it was held against; null where nothing was counted. */
  readonly figure: number | null;
  readonly threshold: number | null;
  readonly says: string;
}

/**
 * What the answer hangs on. Four in five in time is what people call reliable; who does less than half of it is counted on
 * by nobody. Below five occasions, or three of one kind, one bad week would decide.
 */
export const abilityThresholds = {
  /** Less than this on record, all conditions together, is too little to say anything. */
  leastOccasions: 5,
  /** Less than this of one condition, and it isn't judged by itself. */
  leastOfCondition: 3,
  inTimeGood: 0.8,
  inTimeBad: 0.5,
  feedbackWithWords: 0.5,
  /** A record on another horizon says something as long as that isn't more than so many times longer or shorter. */
  likeHorizon: 3,
  overdueBad: 4,
  waitingMuch: 10,
  /** More at once than this is much for anybody who hasn't carried as much before: twenty on a quarter are two check-ins a working day. */
  carriedMuch: 20,
  leastReviews: 3,
  reviewGood: 3,
  reviewBad: 2,
  leastPromises: 5,
  keptGood: 0.5,
} as const;

export interface CustomerRecord {
  readonly active: boolean;
  readonly duties: readonly JudgedDuty[];
  /** Promises made to them that have ended. */
  readonly promises: readonly EndedPromise[];
  readonly reviews: readonly { readonly clarity: number; readonly helpfulness: number }[];
  /** What they have on their hands now; null where it is asked of the past. */
  readonly load: CustomerLoad | null;
  /** How many promises of their own they can carry at once, by what an administrator said; null where nobody did. */
  readonly capacity: number | null;
  /** Promises of their own that they kept. Looked at only where they have many to keep now, and nobody said how many they can carry. */
  readonly ownKept: readonly CarriedSpan[];
}

export interface AbilityAnswer {
  readonly answer: Ability;
  readonly reasons: readonly AbilityReason[];
  /** How often something was asked of them that the answer is judged from. */
  readonly occasions: number;
  /** Whether that was on horizons like the one that was asked about; otherwise it is all there is. */
  readonly onLikeHorizons: boolean;
}

const percent = (share: number): string => `${String(Math.round(share * 100))} %`;
const names: Readonly<Record<DualCondition, string>> = {
  ARTICULATES: 'state a changed concern anew', NEGOTIATES: 'answer offers and proposals', CHECKS_IN: 'check in', GIVES_FEEDBACK: 'assess what is delivered',
};

/** Whether somebody is able to be a good Customer of one more workflow on a horizon, from what they did. */
export function abilityOf(record: CustomerRecord, horizonDays: number): AbilityAnswer {
  const limits = abilityThresholds;
  const like = record.duties.filter((duty) => duty.horizonDays <= horizonDays * limits.likeHorizon && duty.horizonDays * limits.likeHorizon >= horizonDays);
  const onLikeHorizons = countsOf(like).asked >= limits.leastOccasions;
  const duties = onLikeHorizons ? like : record.duties;
  const { asked, inTime } = countsOf(duties);
  const reasons: AbilityReason[] = [];
  const because = (kind: AbilityReasonKind, weight: ReasonWeight, says: string, figure: number | null = null, threshold: number | null = null, condition: DualCondition | null = null): void => {
    reasons.push({ kind, weight, condition, figure, threshold, says });
  };
  if (!record.active) because('HAS_LEFT', 'AGAINST', 'They no longer take part.');
  ofConditions(duties, because);
  if (record.load !== null) {
    ofLoad(record.load, because);
    ofAllAtOnce(record, record.load, because);
  }
  ofOthers(record, because);
  if (asked < limits.leastOccasions) because('LITTLE_RECORD', 'DOUBT', `Only ${String(asked)} times was something asked of them as a Customer: too little to judge by.`, asked, limits.leastOccasions);
  else if (!onLikeHorizons) because('NO_RECORD_ON_HORIZON', 'DOUBT', `What they did was on other horizons than ${String(horizonDays)} days.`, countsOf(like).asked, limits.leastOccasions);
  if (asked >= limits.leastOccasions) ofAll(inTime / asked, because);
  return { answer: answerOf(reasons), reasons, occasions: asked, onLikeHorizons };
}

/** What decides against somebody however little they were asked: it isn't judged from how often they did it. */
const decidesAlone: ReadonlySet<AbilityReasonKind> = new Set<AbilityReasonKind>(['HAS_LEFT', 'OVERDUE_NOW', 'REVIEWED_POORLY']);

function answerOf(reasons: readonly AbilityReason[]): Ability {
  const little = reasons.some(({ kind }) => kind === 'LITTLE_RECORD');
  if (reasons.some(({ kind, weight }) => weight === 'AGAINST' && (!little || decidesAlone.has(kind)))) return 'NO';
  // What else speaks against somebody with a short record is said, and decides nothing.
  if (little) return 'UNKNOWN';
  return reasons.some(({ weight }) => weight === 'DOUBT') ? 'WITH_DOUBTS' : 'YES';
}

function ofAll(share: number, because: Because): void {
  const { inTimeGood, inTimeBad } = abilityThresholds;
  const says = `They did ${percent(share)} of what was asked of them in time.`;
  if (share >= inTimeGood) because('RECORD_HOLDS', 'FOR', says, share, inTimeGood);
  else if (share >= inTimeBad) because('RECORD_FALLS_SHORT', 'DOUBT', says, share, inTimeGood);
  else because('RECORD_FALLS_SHORT', 'AGAINST', says, share, inTimeBad);
}

type Because = (kind: AbilityReasonKind, weight: ReasonWeight, says: string, figure?: number | null, threshold?: number | null, condition?: DualCondition | null) => void;

function ofConditions(duties: readonly JudgedDuty[], because: Because): void {
  const limits = abilityThresholds;
  for (const { condition, asked, inTime, inTimeShare, withWordsShare } of conditionFigures(duties)) {
    if (asked < limits.leastOfCondition || inTimeShare === null) continue;
    if (inTimeShare < limits.inTimeGood) {
      const bad = inTimeShare < limits.inTimeBad;
      because('CONDITION_NEGLECTED', bad ? 'AGAINST' : 'DOUBT', `Of ${String(asked)} times that they were to ${names[condition]}, they did in time ${String(inTime)}.`, inTimeShare, bad ? limits.inTimeBad : limits.inTimeGood, condition);
    }
    if (withWordsShare !== null && withWordsShare < limits.feedbackWithWords) {
      because('FEEDBACK_WITHOUT_WORDS', 'DOUBT', `They assess without a word: ${percent(withWordsShare)} of their assessments came with any.`, withWordsShare, limits.feedbackWithWords, condition);
    }
  }
}

function ofLoad({ overdue, waiting }: CustomerLoad, because: Because): void {
  const { overdueBad, waitingMuch } = abilityThresholds;
  if (overdue > 0) because('OVERDUE_NOW', overdue >= overdueBad ? 'AGAINST' : 'DOUBT', `${overdue === 1 ? 'One thing is' : `${String(overdue)} things are`} overdue of them as a Customer now.`, overdue, overdue >= overdueBad ? overdueBad : 1);
  if (waiting > waitingMuch) because('MUCH_WAITS', 'DOUBT', `${String(waiting)} things wait for them as a Customer now.`, waiting, waitingMuch);
}

/**
 * How much they carry at once, held against what they have carried before and seen kept, and against what was said of their
 * capacity. It is a doubt at the most: who carries much may carry one more.
 */
function ofAllAtOnce({ promises, capacity, ownKept }: CustomerRecord, { openDuals, performing }: CustomerLoad, because: Because): void {
  const { carriedMuch } = abilityThresholds;
  const more = (carried: number): string => (carried === carriedMuch ? `more than ${String(carriedMuch)}, which is much for anybody` : `more than the ${String(carried)} that they have carried at once before`);
  const open = Math.max(carriedMuch, mostAtOnce(promises.filter(({ status }) => status === 'REDEEMED')));
  if (openDuals > open) because('MUCH_OPEN', 'DOUBT', `They are to be a good Customer in ${String(openDuals)} workflows at once: ${more(open)}.`, openDuals, open);
  const own = capacity ?? Math.max(carriedMuch, mostAtOnce(ownKept));
  if (performing > own) because('MUCH_PROMISED', 'DOUBT', `They have ${promisesOf(performing)} of their own to keep: ${capacity === null ? more(own) : `more than the ${String(capacity)} that they can carry at once, as is said of them`}.`, performing, own);
}

const promisesOf = (count: number): string => (count === 1 ? 'one promise' : `${String(count)} promises`);

function ofOthers({ reviews, promises }: CustomerRecord, because: Because): void {
  const limits = abilityThresholds;
  const { count, clarity, helpfulness } = reviewFigures(reviews);
  if (count >= limits.leastReviews && clarity !== null && helpfulness !== null) {
    const least = Math.min(clarity, helpfulness);
    const bad = least < limits.reviewBad;
    if (least < limits.reviewGood) because('REVIEWED_POORLY', bad ? 'AGAINST' : 'DOUBT', `${String(count)} reviews by Performers come to ${least.toFixed(1)} of 5 for ${clarity <= helpfulness ? 'clarity' : 'helpfulness'}.`, least, bad ? limits.reviewBad : limits.reviewGood);
  }
  const outcomes = outcomesOf(promises);
  const share = keptShare(outcomes);
  if (share !== null && outcomes.kept + outcomes.keptLate + outcomes.broken >= limits.leastPromises && share < limits.keptGood) {
    because('PROMISES_TO_THEM_BREAK', 'DOUBT', `Of the promises made to them ${percent(share)} were kept in time: a Customer answers for the success of their Performers.`, share, limits.keptGood);
  }
}
