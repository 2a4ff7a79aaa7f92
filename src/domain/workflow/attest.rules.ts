import { readDecimal } from '../common/decimal.rules.js';
import { dueMoment, horizonDays, startMoment } from '../common/moment.rules.js';
import type { Moment } from '../common/moment.rules.js';
import { invalid, invariant } from '../common/refusal.js';
import { checkCustomership, defaultCustomership } from './customership.rules.js';
import type { CustomershipDefault } from './customership.rules.js';
import type { CustomershipWords } from './customership.rules.js';
import { isEnded } from './cycle.rules.js';
import { checkConditionWords, checkConfidence, checkScore } from './terms.rules.js';
import type { ConditionWords, WindowWords } from './terms.rules.js';
import type { ActData, Origin, Outcome, Phase, PromisedCondition, PromiseState, PromiseStatus, Proposal, Side, Window, WorkflowState } from './workflow.types.js';

type Path = readonly (string | number)[];

export interface AttestedConditionWords extends ConditionWords {
  readonly current?: string | null;
  readonly measuredAt?: string | null;
  readonly outcome?: Outcome | null;
}

export interface AttestedPromiseWords {
  readonly status: PromiseStatus;
  readonly madeAt: string;
  readonly due: string;
  readonly conditions: readonly AttestedConditionWords[];
  readonly confidence?: number | null;
  readonly forecast?: string | null;
  readonly reportedAt?: string | null;
  readonly deliveredAt?: string | null;
  readonly endedAt?: string | null;
}

/** A workflow as another system knows it; days and moments as it wrote them. */
export interface AttestedWords {
  readonly window: WindowWords & { readonly starts: string };
  readonly phase: Phase;
  readonly explicit?: boolean | null;
  readonly cycle?: number | null;
  readonly customership?: CustomershipWords | null;
  readonly openedAt?: string | null;
  readonly requestedAt?: string | null;
  readonly offeredAt?: string | null;
  readonly lastCheckInAt?: string | null;
  readonly promise?: AttestedPromiseWords | null;
  readonly renegotiation?: { readonly by: Side; readonly since: string; readonly concernChanged?: boolean | null } | null;
  readonly assessment?: { readonly satisfaction: number; readonly at: string } | null;
  readonly closed?: { readonly how: 'DECLINED' | 'ENDED'; readonly by: Side; readonly at: string } | null;
}

/** What the importer knows besides the words of the record. */
export interface Attesting {
  readonly workflow: string;
  readonly origin: Origin;
  readonly zone: string;
  readonly customer: string;
  readonly performer: string;
  readonly concern: { readonly id: string; readonly statement: string; readonly articulated: boolean };
  /** The present: what is attested has happened. */
  readonly now: Moment;
  readonly newId: () => string;
  /** What the organisation says of customership where nothing else is said. */
  readonly defaults?: readonly CustomershipDefault[];
}

/** What a promise can be in each phase. Nothing stands on the table: whoever wants terms there proposes them. */
const statusesIn: Readonly<Record<Phase, readonly PromiseStatus[]>> = {
  LISTENING: [],
  NEGOTIATING: ['UNDER_RENEGOTIATION'],
  EXECUTING: ['IN_FORCE'],
  ASSESSING: ['DELIVERED', 'REDEEMED', 'BROKEN', 'RELEASED'],
  CLOSED: ['REDEEMED', 'BROKEN', 'RELEASED'],
};

/**
 * Holds an attested present to every invariant that the cycle would have kept, had it been lived through here.
 * @throws Refusal INVALID_INPUT for a state that no acts could have led to
 */
export function checkAttested(words: AttestedWords, about: Attesting): ActData['ATTEST'] {
  const { zone, now, origin, workflow, customer, performer, concern } = about;
  if (customer === performer) throw invalid('performer', 'Customer and Performer are never the same agent.');
  const window = { starts: startMoment(words.window.starts, zone, ['window', 'starts']), due: dueMoment(words.window.due, zone, ['window', 'due']) };
  if (window.due <= window.starts) throw invalid(['window', 'due'], 'The window is due before it starts.');
  const past = (text: string | null | undefined, field: Path, notBefore: Moment | null = null): Moment | null => {
    if (text === null || text === undefined) return null;
    const moment = startMoment(text, zone, field);
    if (moment > now) throw invalid(field, 'This lies ahead: what is attested has happened.');
    if (notBefore !== null && moment < notBefore) throw invalid(field, `This lies before ${notBefore}, when what it follows from had not happened.`);
    return moment;
  };
  const openedAt = past(words.openedAt, ['openedAt']) ?? (window.starts <= now ? window.starts : now);
  const usual = defaultCustomership(horizonDays(window.starts, window.due, zone), about.defaults);
  const cycle = words.cycle ?? 1;
  const explicit = words.explicit ?? true;
  const promise = promiseOf(words, { ...about, window, cycle, openedAt, past });
  // Past Q1 both have been heard, whether or not it is known when.
  const heard = words.phase === 'LISTENING' || (words.phase === 'CLOSED' && promise === null) ? null : openedAt;
  const present: ActData['ATTEST'] = {
    workflow, origin, zone, customer, performer, concern, window,
    customership: checkCustomership(words.customership, usual, ['customership']) ?? usual,
    phase: words.phase,
    explicit,
    cycle,
    openedAt,
    request: past(words.requestedAt, ['requestedAt'], openedAt) ?? heard,
    offer: past(words.offeredAt, ['offeredAt'], openedAt) ?? heard,
    lastCheckIn: past(words.lastCheckInAt, ['lastCheckInAt'], promise?.madeAt ?? openedAt),
    promise,
    renegotiation: renegotiationOf(words, promise, past),
    assessment: assessmentOf(words, promise, about.newId, past),
    closed: closingOf(words, promise, openedAt, past),
  };
  checkWhatWasHeard(present);
  return present;
}

type Past = (text: string | null | undefined, field: Path, notBefore?: Moment | null) => Moment | null;
type Known = Attesting & { readonly window: Window; readonly cycle: number; readonly openedAt: Moment; readonly past: Past };

function promiseOf(words: AttestedWords, known: Known): PromiseState | null {
  const { phase } = words;
  const said = words.promise ?? null;
  if (said === null) {
    if (phase === 'EXECUTING' || phase === 'ASSESSING') throw invalid('promise', `A workflow in ${phase} has a promise: give it, or a phase before it.`);
    return null;
  }
  const possible = statusesIn[phase];
  if (!possible.includes(said.status)) {
    throw invalid(['promise', 'status'], possible.length === 0 ? `In ${phase} there is no promise of the cycle yet.` : `In ${phase} a promise is ${possible.join(' or ')}, not ${said.status}.`);
  }
  const { zone, window, past, newId } = known;
  const madeAt = past(said.madeAt, ['promise', 'madeAt'], known.openedAt);
  invariant(madeAt !== null, 'the moment a promise was made is required');
  const due = dueMoment(said.due, zone, ['promise', 'due']);
  if (due < window.starts || due > window.due) throw invalid(['promise', 'due'], `The due must lie inside the cycle's window (${window.starts} to ${window.due}).`);
  const conditions = checkConditionWords(said.conditions, zone, window.starts, due, ['promise', 'conditions']).map(
    (condition, index): PromisedCondition => ({ ...condition, ...measuredOf(said.conditions[index], ['promise', 'conditions', index], madeAt, past) }),
  );
  const wasDelivered = said.status === 'DELIVERED' || said.status === 'REDEEMED';
  const deliveredAt = past(said.deliveredAt, ['promise', 'deliveredAt'], madeAt);
  if (wasDelivered !== (deliveredAt !== null) && said.status !== 'BROKEN') {
    throw invalid(['promise', 'deliveredAt'], wasDelivered ? `A promise that is ${said.status} was delivered: say when.` : `A promise that is ${said.status} has no delivery.`);
  }
  const endedAt = past(said.endedAt, ['promise', 'endedAt'], deliveredAt ?? madeAt);
  if (isEnded(said.status) !== (endedAt !== null)) {
    throw invalid(['promise', 'endedAt'], isEnded(said.status) ? `A promise that is ${said.status} has ended: say when.` : `A promise that is ${said.status} has not ended.`);
  }
  if (said.status === 'REDEEMED' && conditions.some((one) => one.mandatory && one.outcome === 'NOT_MET')) {
    throw invalid(['promise', 'conditions'], 'A mandatory condition is not met, so the promise is not redeemed.');
  }
  return {
    id: newId(), proposal: newId(), cycle: known.cycle, performer: known.performer, customer: known.customer, objective: known.concern.statement,
    status: said.status, conditions, starts: window.starts, due, madeAt, supersedes: null,
    confidence: checkConfidence(said.confidence),
    forecast: said.forecast === null || said.forecast === undefined ? null : dueMoment(said.forecast, zone, ['promise', 'forecast']),
    reportedAt: past(said.reportedAt, ['promise', 'reportedAt'], madeAt),
    deliveredAt, endedAt, reworks: 0,
  };
}

function measuredOf(words: AttestedConditionWords | undefined, field: Path, madeAt: Moment, past: Past): Pick<PromisedCondition, 'current' | 'measuredAt' | 'outcome'> {
  const outcome = words?.outcome ?? null;
  if (words?.current === null || words?.current === undefined) {
    if (words?.measuredAt != null) throw invalid([...field, 'measuredAt'], 'Nothing was measured: give `current`, or leave this out.');
    return { current: null, measuredAt: null, outcome };
  }
  if (words.measure == null) throw invalid([...field, 'current'], 'A condition without a measure has no value.');
  const current = readDecimal(words.current);
  if (current === null) throw invalid([...field, 'current'], 'Give a plain decimal, such as "99.95".');
  const measuredAt = past(words.measuredAt, [...field, 'measuredAt'], madeAt);
  if (measuredAt === null) throw invalid([...field, 'measuredAt'], 'Say when this was measured.');
  return { current, measuredAt, outcome };
}

function renegotiationOf(words: AttestedWords, promise: PromiseState | null, past: Past): ActData['ATTEST']['renegotiation'] {
  const said = words.renegotiation ?? null;
  if ((promise?.status === 'UNDER_RENEGOTIATION') !== (said !== null)) {
    throw invalid('renegotiation', said === null ? 'A promise is under renegotiation: say since when, and who asked for it.' : 'No promise is under renegotiation: leave this out.');
  }
  const at = past(said?.since, ['renegotiation', 'since'], promise?.madeAt ?? null);
  return said === null || at === null ? null : { side: said.by, at, concernChanged: said.concernChanged ?? false };
}

function assessmentOf(words: AttestedWords, promise: PromiseState | null, newId: () => string, past: Past): ActData['ATTEST']['assessment'] {
  const said = words.assessment ?? null;
  if (said === null) {
    // What the Customer found can still be asked of them, unless the promise counts as kept by their word alone.
    if (words.phase === 'ASSESSING' && promise?.status === 'REDEEMED') {
      throw invalid('assessment', 'A redeemed promise was assessed: give the assessment, or bring it in as DELIVERED, to be assessed here, or the workflow as CLOSED.');
    }
    return null;
  }
  if (promise === null || !isEnded(promise.status)) throw invalid('assessment', 'Only a promise that has ended has its assessment.');
  if (promise.deliveredAt !== null) {
    const missing = promise.conditions.filter(({ outcome }) => outcome === null).map((_, index) => String(index + 1));
    if (missing.length > 0) throw invalid(['promise', 'conditions'], 'An assessment says of each condition whether it is MET, NOT_MET or WAIVED: give each its `outcome`.');
  }
  const at = past(said.at, ['assessment', 'at'], promise.deliveredAt ?? promise.endedAt);
  invariant(at !== null, 'the moment of an assessment is required');
  return { id: newId(), satisfaction: checkScore(said.satisfaction, ['assessment', 'satisfaction']), at };
}

function closingOf(words: AttestedWords, promise: PromiseState | null, openedAt: Moment, past: Past): ActData['ATTEST']['closed'] {
  const said = words.closed ?? null;
  if ((words.phase === 'CLOSED') !== (said !== null)) {
    throw invalid('closed', said === null ? 'It is closed: say how, when and by whom.' : `A workflow in ${words.phase} is not closed: leave this out.`);
  }
  if (said === null) return null;
  if ((said.how === 'ENDED') !== (promise !== null)) {
    throw invalid(['closed', 'how'], promise === null ? 'It ends when its promise has ended: without a promise it was DECLINED.' : 'A workflow whose promise has ended is ENDED, not DECLINED.');
  }
  const at = past(said.at, ['closed', 'at'], promise?.endedAt ?? openedAt);
  return at === null ? null : { how: said.how, side: said.by, at };
}

function checkWhatWasHeard({ phase, explicit, request, offer, promise, concern, closed }: ActData['ATTEST']): void {
  const heard = request !== null || offer !== null || promise !== null;
  if (!explicit && (heard || (phase !== 'LISTENING' && closed?.how !== 'DECLINED'))) {
    throw invalid('explicit', 'An implicit workflow was never spoken: it is LISTENING (or was declined), without request, offer and promise.');
  }
  if (!concern.articulated && (request !== null || promise !== null || phase === 'NEGOTIATING')) {
    throw invalid('concern', 'The concern was never articulated by its holder, and nobody asks for help with, or promises for, what was not stated.');
  }
}

/** The terms that an attested promise was made of: what both stood behind is the promise itself. */
export function proposalOfAttested(state: WorkflowState): Proposal | null {
  const { promise, attested } = state;
  if (attested === undefined || promise === null) return null;
  const conditions = promise.conditions.map(({ key, statement, mandatory, due, measure }) => ({ key, statement, mandatory, due, measure }));
  return {
    id: promise.proposal, version: 1, cycle: promise.cycle, author: 'PERFORMER', party: promise.performer, at: promise.madeAt, act: attested.act,
    terms: { conditions, due: promise.due, window: { starts: state.cycle.starts, due: state.cycle.due }, answerBy: null, customership: null },
  };
}
