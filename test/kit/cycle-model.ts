import fc from 'fast-check';
import { checkOwn } from '../../src/domain/cascade/serving.rules.js';
import { dueMoment, millisecondsOf, momentOf } from '../../src/domain/common/moment.rules.js';
import type { Moment } from '../../src/domain/common/moment.rules.js';
import { apply } from '../../src/domain/workflow/apply.rules.js';
import { lapsedBy } from '../../src/domain/workflow/clock.rules.js';
import { cyclesToReview } from '../../src/domain/workflow/cycle.rules.js';
import { checkCustomership, customershipOfRenewal, defaultCustomership } from '../../src/domain/workflow/customership.rules.js';
import { availableActs, judge, partyOf } from '../../src/domain/workflow/speaker.rules.js';
import type { AgentFacts, Cast, Voice } from '../../src/domain/workflow/speaker.rules.js';
import { judgeSuccessor } from '../../src/domain/workflow/opening.rules.js';
import { checkAssessment, checkConfidence, checkScore, checkTerms, checkValues, checkWindow } from '../../src/domain/workflow/terms.rules.js';
import { otherSide } from '../../src/domain/workflow/workflow.types.js';
import type { ActData, AnyWorkflowAct, Move, PromiseState, Side, WorkflowState } from '../../src/domain/workflow/workflow.types.js';
import type { AgentState } from '../../src/domain/agent/agent.rules.js';
import { drawContent, isLone } from './cycle-contents.js';
import type { Contents, LoneAct, SpokenAct } from './cycle-contents.js';
import { Dice } from './dice.js';

/**
 * The cycle without a database: people of the cast, two groups, and one workflow that lives through random acts. Every
 * act is one that `availableActs` lists, with a content that passes the same rules as a client's input does.
 */
const hour = 60 * 60 * 1_000;
const day = 24 * hour;

export const people = ['ada', 'bram', 'chidi', 'dana', 'emil', 'grace', 'henrik', 'olga'] as const;
/** Never drawn to speak or to stand anywhere: somebody new to name where all others have spoken for the other side. */
export const newcomer = 'fatima';
export const groups = ['board', 'team'] as const;

/** Who is there, who has left, and who speaks for the groups. */
export class Roster {
  readonly #left: Set<string>;
  readonly #representatives: ReadonlyMap<string, Set<string>>;

  constructor(like?: Roster) {
    this.#left = new Set(like === undefined ? [] : like.#left);
    this.#representatives = like === undefined
      ? new Map([['board', new Set(['grace', 'henrik'])], ['team', new Set(['bram', 'emil', 'grace'])]])
      : new Map([...like.#representatives].map(([group, persons]) => [group, new Set(persons)]));
  }

  get cast(): Cast {
    return new Map([...people, newcomer, ...groups].map((id): [string, AgentFacts] => [id, { id, name: id, active: this.isActive(id) }]));
  }

  isActive(agent: string): boolean {
    return !this.#left.has(agent);
  }

  leaves(agent: string): void {
    this.#left.add(agent);
  }

  comesBack(agent: string): void {
    this.#left.delete(agent);
  }

  /** Whoever left first, of those who have; null when everybody is there. */
  get longestGone(): string | null {
    return [...this.#left][0] ?? null;
  }

  represents(group: string, person: string): boolean {
    return this.#representatives.get(group)?.has(person) ?? false;
  }

  nameRepresentative(group: string, person: string): void {
    this.#representatives.get(group)?.add(person);
  }

  dismissRepresentative(group: string, person: string): void {
    this.#representatives.get(group)?.delete(person);
  }

  voiceOf(person: string): Voice {
    return { person, administrator: person === 'olga', represents: groups.filter((group) => this.isActive(group) && this.represents(group, person)) };
  }

  /** All who can sign in. */
  get voices(): readonly Voice[] {
    return [...people, newcomer].filter((person) => this.isActive(person)).map((person) => this.voiceOf(person));
  }
}

/** What one step of a history was. */
export interface Told {
  readonly before: WorkflowState;
  readonly act: AnyWorkflowAct;
  readonly state: WorkflowState;
}

/** A workflow, its roster and its clock, as random steps take them along. */
export class History {
  roster = new Roster();
  readonly acts: AnyWorkflowAct[] = [];
  state: WorkflowState;
  now: Moment = '2026-03-02T09:00:00.000Z';
  private ids = 0;
  private readonly name: string;

  constructor(beginning: Beginning) {
    const { customer, performer, notice, articulated, name = '' } = beginning;
    this.name = name;
    const data: ActData['OPEN'] = {
      workflow: `${name}workflow`, zone: 'Europe/Amsterdam', customer, performer,
      concern: { id: `${name}concern`, statement: 'Make the Company Awesome', articulated },
      window: { starts: this.now, due: '2026-12-31T22:59:59.999Z' }, customership: defaultCustomership(304),
    };
    const person = people.find((one) => one === customer || (this.roster.represents(customer, one) && one !== performer)) ?? customer;
    const opening = notice
      ? { id: this.newId(), act: 'NOTICE' as const, side: null, person, at: this.now, data }
      : { id: this.newId(), act: 'OPEN' as const, side: 'CUSTOMER' as const, person, at: this.now, data };
    this.acts.push(opening);
    this.state = apply(null, opening);
  }

  /** The same history up to now, to be told on in another way. */
  fork(): History {
    const other = Object.create(History.prototype) as History;
    return Object.assign(other, this, { roster: new Roster(this.roster), acts: [...this.acts] });
  }

  newId(): string {
    return `${this.name}id-${String(++this.ids)}`;
  }

  /** Everything that somebody may say now, with nothing but this workflow in the world. */
  get sayable(): readonly Sayable[] {
    const { cast } = this.roster;
    return this.roster.voices.flatMap((voice) => availableActs(this.state, voice, cast, this.now).map(({ act, side }) => ({ act: act as SpokenAct, side, voice })))
      .filter((one): one is Sayable => isLone(one.act));
  }

  /** Speaks an act that must be accepted; without a content, one that the dice make. */
  says<Kind extends LoneAct>(voice: Voice, act: Kind, wanted: Side, dice: Dice, content?: Contents[Kind]): Told {
    const { state, now } = this;
    const side = judge(state, act, voice, this.roster.cast, now, sideMatters(act) ? wanted : null);
    const occasion = { state, side, now, person: voice.person, successors: this.successorsOf(side) };
    const said = content ?? drawContent[act](occasion, dice);
    const data = dataOf[act](said, { ...occasion, cast: this.roster.cast, newId: () => this.newId() });
    const told = { id: this.newId(), act, side: spokenSide(act, side, voice, state), person: voice.person, at: now, data } as unknown as AnyWorkflowAct;
    return this.tells(told);
  }

  /** Adds an act that has been judged. */
  tells(act: AnyWorkflowAct): Told {
    const before = this.state;
    this.state = apply(before, act);
    this.acts.push(act);
    return { before, act, state: this.state };
  }

  /** Lets the clock say what has run out. @returns null where nothing has */
  strikes(): Told | null {
    const { state, now } = this;
    const data = lapsedBy(state, now);
    if (data === null) return null;
    return this.tells({ id: this.newId(), act: 'LAPSE', side: null, person: null, at: now, data });
  }

  /** Whom the party of a side could name. */
  successorsOf(side: Side): readonly string[] {
    const { state } = this;
    const taken = [state.customer, state.performer, state.handOver[otherSide(side)]?.successor];
    return [...people, ...groups].filter((agent) => this.roster.isActive(agent) && !taken.includes(agent));
  }

  wait(milliseconds: number): void {
    this.now = momentOf(millisecondsOf(this.now) + milliseconds);
  }
}

// Only the acts that may be about either side take the side as input.
function sideMatters(act: LoneAct): boolean {
  return act === 'HAND_OVER' || act === 'TAKE_BACK_HAND_OVER' || act === 'TAKE_OVER' || act === 'REFUSE_HAND_OVER';
}

function spokenSide(act: LoneAct, side: Side, voice: Voice, state: WorkflowState): Side | null {
  if (act === 'REFUSE_HAND_OVER') return null;
  const party = act === 'TAKE_OVER' ? (state.handOver[side]?.successor ?? '') : partyOf(state, side);
  return party === voice.person || voice.represents.includes(party) ? side : null;
}

interface Checking {
  readonly state: WorkflowState;
  readonly side: Side;
  readonly person: string;
  readonly now: Moment;
  readonly cast: Cast;
  readonly newId: () => string;
}

type Check = { readonly [Kind in LoneAct]: (content: Contents[Kind], checking: Checking) => ActData[Kind] };

function promiseOf(state: WorkflowState): PromiseState {
  if (state.promise === null) throw new Error('this act needs a promise');
  return state.promise;
}

/** From what a client says to what is recorded, through the rules that the resolvers call. */
const checks: Check = {
  ARTICULATE: ({ statement }) => ({ statement }),
  REQUEST: ({ customership }, { state }) => ({ customership: checkCustomership(customership, state.customership, []) }),
  OFFER: ({ customership }, { state }) => ({ customership: checkCustomership(customership, state.customership, []) }),
  ENGAGE: () => ({}),
  DEFER: ({ until }, { state }) => ({ until: dueMoment(until, state.zone, []) }),
  DECLINE: () => ({}),
  PROPOSE: ({ terms }, { state, now, newId }) => ({ proposal: newId(), ...checkTerms(terms, state, now) }),
  AGREE: ({ proposal }, { newId }) => ({ proposal, promise: newId() }),
  PROMISE: ({ proposal }, { newId }) => ({ proposal, promise: newId() }),
  WITHDRAW: () => ({}),
  REPORT_PROGRESS: ({ values, confidence, forecast }, { state }) => ({
    values: checkValues(values, promiseOf(state), 'values'), confidence: checkConfidence(confidence), forecast: forecast === null ? null : dueMoment(forecast, state.zone, []),
  }),
  CHECK_IN: () => ({}),
  RENEGOTIATE: ({ concernChanged }) => ({ concernChanged }),
  DELIVER: ({ values }, { state }) => ({ values: checkValues(values, promiseOf(state), 'values') }),
  REVOKE: () => ({}),
  RELEASE: () => ({}),
  RETRACT: () => ({}),
  ASSESS: (words, { state, newId }) => ({ assessment: newId(), ...checkAssessment(words, state) }),
  REVIEW_CUSTOMER: ({ clarity, helpfulness, cycle }, { state, person }) => {
    const open = cyclesToReview(state, person);
    return { cycle: cycle ?? open[open.length - 1] ?? state.cycle.number, clarity: checkScore(clarity, 'clarity'), helpfulness: checkScore(helpfulness, 'helpfulness') };
  },
  RENEW: ({ window: words, customership }, { state, now }) => {
    const window = checkWindow(words, state.zone, now, []);
    const standing = customershipOfRenewal(state, window);
    return { window, customership: checkCustomership(customership, standing, []) ?? standing };
  },
  CLOSE: () => ({}),
  REMARK: () => ({}),
  SET_VISIBILITY: ({ visibility }) => ({ visibility }),
  HAND_OVER: ({ side, successor }, { state, cast }) => {
    judgeSuccessor(cast.get(successor) as AgentState | undefined, partyOf(state, side), partyOf(state, otherSide(side)), state.handOver[otherSide(side)]?.successor ?? null);
    return { side, successor };
  },
  TAKE_BACK_HAND_OVER: ({ side }) => ({ side }),
  TAKE_OVER: ({ side }) => ({ side }),
  REFUSE_HAND_OVER: ({ side }) => ({ side }),
  DECLARE_ROOT: () => ({}),
  TAKE_BACK_ROOT: () => ({}),
  MARK_OWN: ({ conditions }, { state }) => ({ conditions: checkOwn(conditions, state) }),
};
// TypeScript cannot see that the content of a kind goes to the check of the same kind.
const dataOf = checks as { readonly [Kind in LoneAct]: (content: Contents[LoneAct], checking: Checking) => unknown };

export interface Beginning {
  readonly customer: string;
  readonly performer: string;
  readonly notice: boolean;
  readonly articulated: boolean;
  /** What its ids begin with, where there are several. */
  readonly name?: string;
}

export interface Step {
  readonly kind: 'SPEAK' | 'ROSTER' | 'CLOCK';
  readonly pick: number;
  readonly wait: number;
  readonly dice: readonly number[];
}

const parties = ['ada', 'bram', 'chidi', 'board', 'team'] as const;

export const beginnings: fc.Arbitrary<Beginning> = fc
  .record({ customer: fc.constantFrom(...parties), performer: fc.constantFrom(...parties), notice: fc.boolean(), articulated: fc.boolean() })
  .filter(({ customer, performer }) => customer !== performer);

export const steps: fc.Arbitrary<Step> = fc.record({
  kind: fc.oneof({ weight: 12, arbitrary: fc.constant('SPEAK' as const) }, { weight: 1, arbitrary: fc.constant('ROSTER' as const) }, { weight: 1, arbitrary: fc.constant('CLOCK' as const) }),
  pick: fc.nat(10_000),
  wait: fc.constantFrom(0, 1, hour, day, 5 * day, 20 * day, 90 * day),
  dice: fc.array(fc.nat(1_000), { minLength: 1, maxLength: 12 }),
});

/** The acts that somebody is waited for to say. */
const answers: Readonly<Record<Move, readonly SpokenAct[]>> = {
  ARTICULATE: ['ARTICULATE'], REQUEST: ['REQUEST'], OFFER: ['OFFER'], ENGAGE: ['ENGAGE'], PROPOSE: ['PROPOSE'], ANSWER_PROPOSAL: ['AGREE', 'PROMISE'],
  CHECK_IN: ['CHECK_IN'], DELIVER: ['DELIVER', 'REPORT_PROGRESS', 'RENEGOTIATE'], ASSESS: ['ASSESS'], NAME_NEXT_STEP: ['RENEW'], ANSWER_HAND_OVER: ['TAKE_OVER'],
  ANSWER_DEPENDENCY: ['ACKNOWLEDGE_DEPENDENCY', 'REFUSE_DEPENDENCY'],
};
const seldom: readonly SpokenAct[] = ['DECLINE', 'CLOSE', 'REMARK', 'SET_VISIBILITY', 'ARTICULATE', 'DEFER', 'DECLARE_ROOT', 'TAKE_BACK_ROOT', 'MARK_OWN'];

// People mostly say what they are waited for to say. Drawn evenly, the many ways to end a workflow would end each story
// before its first promise.
function frequency(act: SpokenAct, state: WorkflowState): number {
  if (state.awaited.some(({ move }) => answers[move].includes(act))) return 16;
  return seldom.includes(act) ? 1 : 2;
}

export interface Sayable {
  readonly act: LoneAct;
  readonly side: Side;
  readonly voice: Voice;
}

/** Chooses one of the things that may be said; null where nothing may. */
export function choose<Choice extends Sayable>(sayable: readonly Choice[], state: WorkflowState, pick: number, dice: Dice): Choice | null {
  const kinds = [...new Set(sayable.map(({ act }) => act))].flatMap((act) => Array.from({ length: frequency(act, state) }, () => act));
  const act = kinds[pick % Math.max(1, kinds.length)];
  return act === undefined ? null : dice.oneOf(sayable.filter((one) => one.act === act));
}

/** Takes a history one step on. @returns what was said; null where only the roster changed, or nobody may speak */
export function takeStep(history: History, step: Step): Told | null {
  history.wait(step.wait);
  const dice = new Dice(step.dice);
  if (step.kind === 'CLOCK') return history.strikes();
  if (step.kind === 'ROSTER') {
    changeRoster(history.roster, dice);
    return null;
  }
  const chosen = choose(history.sayable, history.state, step.pick, dice);
  if (chosen === null || (chosen.act === 'HAND_OVER' && history.successorsOf(chosen.side).length === 0)) return null;
  return history.says(chosen.voice, chosen.act, chosen.side, dice);
}

function changeRoster(roster: Roster, dice: Dice): void {
  const somebody = dice.oneOf([...people.filter((person) => person !== 'olga'), ...groups]);
  const group = dice.oneOf(groups);
  const person = dice.oneOf(people);
  const changes: readonly (() => void)[] = [
    () => { roster.leaves(somebody); },
    () => { roster.comesBack(roster.longestGone ?? somebody); },
    () => { roster.nameRepresentative(group, person); },
    () => { roster.dismissRepresentative(group, person); },
  ];
  dice.oneOf(changes)();
}
