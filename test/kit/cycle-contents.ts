import { dayOf, momentOf, millisecondsOf } from '../../src/domain/common/moment.rules.js';
import type { Moment } from '../../src/domain/common/moment.rules.js';
import { cascadeOf, statedConditions } from '../../src/domain/workflow/bonds.rules.js';
import { cyclesToReview } from '../../src/domain/workflow/cycle.rules.js';
import type { CustomershipWords } from '../../src/domain/workflow/customership.rules.js';
import type { ConditionWords, OutcomeWords, TermsWords, ValueWords, WindowWords } from '../../src/domain/workflow/terms.rules.js';
import { directions, outcomes, unsatisfiedChoices } from '../../src/domain/workflow/workflow.types.js';
import { visibilityOf } from '../../src/domain/workflow/visibility.rules.js';
import type { ActKind, Side, UnsatisfiedChoice, Visibility, WorkflowState } from '../../src/domain/workflow/workflow.types.js';
import type { Dice } from './dice.js';

const aDay = 24 * 60 * 60 * 1_000;

/** What follows in a workflow from what is said in another one, or of a planning round or a role. */
export const followingActs = ['DEPENDENCY_ASSERTED', 'DEPENDENCY_ENDED', 'DEPENDENCY_ACKNOWLEDGED', 'DEPENDENCY_REFUSED', 'ROUND_JOINED', 'ROUND_LEFT', 'ROLE_JOINED'] as const satisfies readonly ActKind[];

/** Every act that somebody speaks in a workflow that has begun: all but the clock's, and what follows from other workflows. */
export type SpokenAct = Exclude<ActKind, 'OPEN' | 'NOTICE' | 'ATTEST' | 'LAPSE' | (typeof followingActs)[number]>;

/** The acts that take a second workflow, or a planning round. */
export const bondActs = ['SERVE', 'REWEIGH_SERVING', 'STOP_SERVING', 'DEPEND', 'STOP_DEPENDING', 'ACKNOWLEDGE_DEPENDENCY', 'REFUSE_DEPENDENCY'] as const satisfies readonly SpokenAct[];
export type BondAct = (typeof bondActs)[number];

/** The acts of a workflow that is planned with others. */
const roundActs = ['CONSENT', 'TAKE_BACK_CONSENT'] as const satisfies readonly SpokenAct[];
type RoundAct = (typeof roundActs)[number];

/** The acts that one workflow alone has everything for: a history of one is made of these. */
export type LoneAct = Exclude<SpokenAct, BondAct | RoundAct>;

export function isLone<Kind extends ActKind>(act: Kind): act is Exclude<Kind, BondAct | RoundAct | (typeof followingActs)[number]> {
  return ![...bondActs, ...roundActs, ...followingActs].some((one) => one === act);
}

type NoContent = Readonly<Record<string, never>>;

/** What a client says with each act, besides the workflow and free words. Ids are local ones. */
export interface Contents {
  ARTICULATE: { readonly statement: string };
  REQUEST: { readonly customership: CustomershipWords | null };
  OFFER: { readonly customership: CustomershipWords | null };
  ENGAGE: NoContent;
  DEFER: { readonly until: string };
  DECLINE: NoContent;
  PROPOSE: { readonly terms: TermsWords };
  AGREE: { readonly proposal: string };
  PROMISE: { readonly proposal: string };
  WITHDRAW: NoContent;
  REPORT_PROGRESS: { readonly values: readonly ValueWords[]; readonly confidence: number | null; readonly forecast: string | null };
  CHECK_IN: NoContent;
  RENEGOTIATE: { readonly concernChanged: boolean };
  DELIVER: { readonly values: readonly ValueWords[] };
  REVOKE: NoContent;
  RELEASE: NoContent;
  RETRACT: NoContent;
  ASSESS: { readonly outcomes: readonly OutcomeWords[]; readonly satisfaction: number; readonly otherwise: UnsatisfiedChoice | null };
  REVIEW_CUSTOMER: { readonly clarity: number; readonly helpfulness: number; readonly cycle: number | null };
  RENEW: { readonly window: WindowWords; readonly customership: CustomershipWords | null };
  CLOSE: NoContent;
  REMARK: NoContent;
  SET_VISIBILITY: { readonly visibility: Visibility };
  HAND_OVER: { readonly side: Side; readonly successor: string };
  TAKE_BACK_HAND_OVER: { readonly side: Side };
  TAKE_OVER: { readonly side: Side };
  REFUSE_HAND_OVER: { readonly side: Side };
  DECLARE_ROOT: NoContent;
  TAKE_BACK_ROOT: NoContent;
  MARK_OWN: { readonly conditions: readonly string[] };
}

/** What a speaker knows when they choose their words. */
export interface Occasion {
  readonly state: WorkflowState;
  readonly side: Side;
  readonly person: string;
  readonly now: Moment;
  /** Agents who may be named as successor of this side. */
  readonly successors: readonly string[];
}

type Draw<Kind extends LoneAct> = (occasion: Occasion, dice: Dice) => Contents[Kind];

/** A valid content for each act in the state it is spoken in, as the dice have it. */
export const drawContent: { readonly [Kind in LoneAct]: Draw<Kind> } = {
  ARTICULATE: (_, dice) => ({ statement: dice.oneOf(['Make the Company Awesome', 'Build Awesome Tech for the Company', 'Implement Awesome Feature']) }),
  REQUEST: (_, dice) => ({ customership: drawCustomership(dice) }),
  OFFER: (_, dice) => ({ customership: drawCustomership(dice) }),
  ENGAGE: () => ({}),
  DEFER: ({ state, now }, dice) => ({ until: later(now, 1 + dice.below(30), state.zone, dice) }),
  DECLINE: () => ({}),
  PROPOSE: ({ state, now }, dice) => ({ terms: drawTerms(state, now, dice) }),
  AGREE: ({ state }) => ({ proposal: state.standing?.id ?? '' }),
  PROMISE: ({ state }) => ({ proposal: state.standing?.id ?? '' }),
  WITHDRAW: () => ({}),
  REPORT_PROGRESS: ({ state, now }, dice) => ({
    values: drawValues(state, dice),
    confidence: dice.oneOf([null, 0, 0.3, 0.8, 1]),
    forecast: dice.onceIn(2) ? later(now, dice.below(90), state.zone, dice) : null,
  }),
  CHECK_IN: () => ({}),
  RENEGOTIATE: (_, dice) => ({ concernChanged: dice.onceIn(2) }),
  DELIVER: ({ state }, dice) => ({ values: drawValues(state, dice) }),
  REVOKE: () => ({}),
  RELEASE: () => ({}),
  RETRACT: () => ({}),
  ASSESS: ({ state }, dice) => drawAssessment(state, dice),
  REVIEW_CUSTOMER: ({ state, person }, dice) => ({
    clarity: 1 + dice.below(5), helpfulness: 1 + dice.below(5), cycle: dice.onceIn(2) ? null : dice.oneOf(cyclesToReview(state, person)),
  }),
  RENEW: ({ state, now }, dice) => ({ window: { due: later(now, 20 + dice.below(200), state.zone, dice) }, customership: drawCustomership(dice) }),
  CLOSE: () => ({}),
  REMARK: () => ({}),
  SET_VISIBILITY: ({ state }) => ({ visibility: ({ ORGANIZATION: 'PARTIES', PARTIES: 'PARTIES_AND_CHAIN_ABOVE', PARTIES_AND_CHAIN_ABOVE: 'ORGANIZATION' } as const)[visibilityOf(state)] }),
  HAND_OVER: ({ side, successors }, dice) => ({ side, successor: dice.oneOf(successors) }),
  TAKE_BACK_HAND_OVER: ({ side }) => ({ side }),
  TAKE_OVER: ({ side }) => ({ side }),
  REFUSE_HAND_OVER: ({ side }) => ({ side }),
  DECLARE_ROOT: () => ({}),
  TAKE_BACK_ROOT: () => ({}),
  MARK_OWN: ({ state }, dice) => ({ conditions: drawOwn(state, dice) }),
};

/** A day or a moment so many days from now, as clients write either. */
function later(now: Moment, days: number, zone: string, dice: Dice): string {
  const moment = momentOf(millisecondsOf(now) + days * aDay + 60_000);
  return dice.onceIn(2) ? dayOf(moment, zone) : moment;
}

function drawCustomership(dice: Dice): CustomershipWords | null {
  return dice.oneOf([null, null, { respondWithin: 'P2D' }, { checkInEvery: 'P1M', assessWithin: 'PT36H' }]);
}

function drawTerms(state: WorkflowState, now: Moment, dice: Dice): TermsWords {
  const days = 1 + dice.below(120);
  const due = later(now, days, state.zone, dice);
  // Two days of air: a bare date means the end of its day, and no due may lie behind its window.
  const fits = millisecondsOf(now) + (days + 2) * aDay < millisecondsOf(state.cycle.due) && state.cycle.starts <= now;
  const window = fits && dice.onceIn(2) ? null : { starts: dice.onceIn(3) ? dayOf(now, state.zone) : state.cycle.starts < now ? null : now, due: later(now, days + 2 + dice.below(60), state.zone, dice) };
  return {
    conditions: drawConditions(state, now, days, dice),
    due,
    window,
    answerBy: dice.onceIn(3) ? later(now, 1 + dice.below(10), state.zone, dice) : null,
    customership: drawCustomership(dice),
  };
}

function drawConditions(state: WorkflowState, now: Moment, days: number, dice: Dice): readonly ConditionWords[] {
  const used = Array.from({ length: state.conditionKeys }, (_, index) => `c${index + 1}`);
  const count = 1 + dice.below(3);
  return Array.from({ length: count }, (_, index): ConditionWords => {
    const again = dice.onceIn(2) ? used.splice(dice.below(Math.max(1, used.length)), 1)[0] : undefined;
    return {
      key: again ?? null,
      statement: dice.oneOf(['It stays up', 'It is quick', 'People love it']),
      mandatory: index === 0 || dice.onceIn(2),
      due: days > 3 && dice.onceIn(3) ? momentOf(millisecondsOf(now) + (1 + dice.below(days - 2)) * aDay) : null,
      measure: dice.onceIn(2) ? { metric: dice.oneOf(['uptime', 'latency']), unit: dice.oneOf(['percent', null]), direction: dice.oneOf(directions), target: dice.oneOf(['99.95', '120', '0']) } : null,
    };
  });
}

/** Other conditions than those that are marked already: to mark the same again is refused. */
function drawOwn(state: WorkflowState, dice: Dice): readonly string[] {
  const keys = statedConditions(state).map(({ key }) => key);
  const drawn = keys.filter(() => dice.onceIn(2));
  const same = (list: readonly string[]): boolean => list.length === cascadeOf(state).own.length && list.every((key) => cascadeOf(state).own.includes(key));
  return !same(drawn) ? drawn : drawn.length > 0 ? [] : keys;
}

function drawValues(state: WorkflowState, dice: Dice): readonly ValueWords[] {
  const measured = (state.promise?.conditions ?? []).filter((condition) => condition.measure !== null);
  return measured.filter(() => dice.onceIn(2)).map(({ key }) => ({ condition: key, value: dice.oneOf(['-1.5', '0', '60', '99.96', '250']) }));
}

function drawAssessment(state: WorkflowState, dice: Dice): Contents['ASSESS'] {
  const satisfaction = 1 + dice.below(5);
  const { promise } = state;
  if (promise?.status !== 'DELIVERED') return { outcomes: [], satisfaction, otherwise: null };
  const judged = promise.conditions.map(({ key, mandatory }) => ({ condition: key, mandatory, outcome: dice.oneOf(outcomes) }));
  const unmet = judged.some(({ mandatory, outcome }) => mandatory && outcome === 'NOT_MET');
  const choices = promise.performer === state.performer ? unsatisfiedChoices : unsatisfiedChoices.filter((one) => one !== 'REWORK');
  return { outcomes: judged.map(({ condition, outcome }) => ({ condition, outcome })), satisfaction, otherwise: unmet ? dice.oneOf(choices) : null };
}
