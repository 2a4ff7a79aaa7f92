import { Refusal } from '../common/refusal.js';
import type { Alternative } from '../common/refusal.js';
import type { Moment } from '../common/moment.rules.js';
import { cycle, cyclesToReview, rowOf } from './cycle.rules.js';
import type { CycleRow, Guard, Speaker } from './cycle.rules.js';
import { otherSide, sides } from './workflow.types.js';
import type { ActKind, Side, WorkflowState } from './workflow.types.js';

/** The person or automation who asks, with what they may speak for. */
export interface Voice {
  readonly person: string;
  readonly administrator: boolean;
  /** The groups that this person is a named representative of. */
  readonly represents: readonly string[];
}

/** What must be known of an agent to say whether somebody speaks for it. */
export interface AgentFacts {
  readonly id: string;
  readonly name: string;
  readonly active: boolean;
}

export type Cast = ReadonlyMap<string, AgentFacts>;

export function partyOf(state: Pick<WorkflowState, 'customer' | 'performer'>, side: Side): string {
  return side === 'CUSTOMER' ? state.customer : state.performer;
}

type Standing = { readonly side: Side } | { readonly side: null; readonly because: string };

function standsFor(voice: Voice, agent: string): boolean {
  return voice.person === agent || voice.represents.includes(agent);
}

/**
 * The side a person speaks for. Persons are compared, not parties: nobody speaks for both sides, neither at once
 * (the CEO who sits on the Board is not its voice to the CEO) nor one after the other within a cycle.
 */
export function sideOf(state: WorkflowState, voice: Voice, cast: Cast): Standing {
  const own = sides.find((side) => partyOf(state, side) === voice.person);
  const stood = sides.filter((side) => standsFor(voice, partyOf(state, side)));
  const first = stood[0];
  if (own === undefined && first === undefined) return { side: null, because: 'you are no party to this workflow' };
  let side = own ?? first;
  if (own === undefined && stood.length === 2) {
    side = sides.find((one) => state.voices[one].includes(voice.person) && !state.voices[otherSide(one)].includes(voice.person));
    if (side === undefined) {
      return { side: null, because: 'you represent both parties, and no person speaks for both sides: another representative has to speak' };
    }
  }
  if (side === undefined) return { side: null, because: 'you are no party to this workflow' };
  if (state.voices[otherSide(side)].includes(voice.person)) {
    return { side: null, because: 'you have spoken for the other side in this cycle, and no person speaks for both sides' };
  }
  if (cast.get(partyOf(state, side))?.active !== true) {
    return { side: null, because: `${nameOf(cast, partyOf(state, side))} is no longer active` };
  }
  return { side };
}

/**
 * The sides on which this person is the named successor and may answer. To take over is to become that side's voice,
 * which nobody does who has been the other's in this cycle; to refuse is not, so whoever is asked can always answer.
 */
function successions(act: ActKind, state: WorkflowState, voice: Voice, cast: Cast): readonly Side[] {
  return sides.filter((side) => {
    const named = state.handOver[side]?.successor;
    if (named === undefined || !standsFor(voice, named) || cast.get(named)?.active !== true) return false;
    const other = partyOf(state, otherSide(side));
    if (voice.person === other || (named !== voice.person && voice.represents.includes(other))) return false;
    return act === 'REFUSE_HAND_OVER' || !state.voices[otherSide(side)].includes(voice.person);
  });
}

/** The sides for which this person may name or take back a successor: their own, or as administrator one whose party has left. */
function handOverSides(state: WorkflowState, voice: Voice, cast: Cast): readonly Side[] {
  const own = sideOf(state, voice, cast).side;
  return sides.filter((side) => side === own || (voice.administrator && cast.get(partyOf(state, side))?.active !== true));
}

function nameOf(cast: Cast, agent: string): string {
  return cast.get(agent)?.name ?? 'an agent';
}

function speakersOf(row: CycleRow, state: WorkflowState, voice: Voice, cast: Cast): readonly Side[] {
  switch (row.speaker) {
    case 'SUCCESSOR':
      return successions(row.act, state, voice, cast);
    case 'PARTY_OR_ADMINISTRATOR':
      return handOverSides(state, voice, cast);
    case 'CLOCK':
    case 'COUNTERPART':
      return [];
    case 'CUSTOMER':
    case 'PERFORMER':
    case 'EITHER': {
      const { side } = sideOf(state, voice, cast);
      if (row.act === 'REVIEW_CUSTOMER' && cyclesToReview(state, voice.person).length === 0 && cyclesToReview(state).length > 0) return [];
      return side !== null && (row.speaker === 'EITHER' || row.speaker === side) ? [side] : [];
    }
  }
}

function brokenGuard(row: CycleRow, state: WorkflowState, side: Side, now: Moment): Guard | undefined {
  return row.when.find((guard) => !guard.holds(state, { side, now }));
}

export interface AvailableAct {
  readonly act: ActKind;
  readonly side: Side;
}

/** Exactly what the server will accept from this person now, given valid input. */
export function availableActs(state: WorkflowState, voice: Voice, cast: Cast, now: Moment): readonly AvailableAct[] {
  return cycle
    .filter((row) => row.from.includes(state.phase))
    .flatMap((row) =>
      speakersOf(row, state, voice, cast)
        .filter((side) => brokenGuard(row, state, side, now) === undefined)
        .map((side) => ({ act: row.act, side })),
    );
}

/** What may be said now by either party or a successor, whoever asks: what a refusal offers instead. */
export function alternatives(state: WorkflowState, now: Moment): readonly Alternative[] {
  return cycle
    .filter((row) => row.from.includes(state.phase))
    .flatMap((row) =>
      speakerSides(row.speaker)
        .filter((side) => brokenGuard(row, state, side, now) === undefined)
        .map((side) => ({ act: row.act, speaker: row.speaker === 'SUCCESSOR' ? 'SUCCESSOR' : side })),
    );
}

function speakerSides(speaker: Speaker): readonly Side[] {
  if (speaker === 'CLOCK' || speaker === 'COUNTERPART') return [];
  return speaker === 'CUSTOMER' || speaker === 'PERFORMER' ? [speaker] : sides;
}

/**
 * Decides whether this person may speak this act now.
 * @param wanted the side meant, where the act may be about either (naming a successor, answering for one)
 * @returns the side it is spoken for
 * @throws Refusal NOT_AVAILABLE or NOT_THE_SPEAKER, with what may be said instead and by whom
 */
export function judge(
  state: WorkflowState,
  act: ActKind,
  voice: Voice,
  cast: Cast,
  now: Moment,
  wanted: Side | null = null,
): Side {
  const row = rowOf(act);
  const refuse = (code: 'NOT_AVAILABLE' | 'NOT_THE_SPEAKER', because: string): Refusal =>
    new Refusal(code, `${act} is refused: ${because}. ${whatInstead(state, voice, cast, now)}`, {
      instead: alternatives(state, now),
      currentVersion: state.version,
    });
  if (row === undefined || !row.from.includes(state.phase)) {
    throw refuse('NOT_AVAILABLE', `the workflow is ${state.phase}, and this act belongs to ${row?.from.join(' or ') ?? 'its beginning'}`);
  }
  const mayStandFor = speakersOf(row, state, voice, cast);
  const meant = wanted === null ? mayStandFor : mayStandFor.filter((side) => side === wanted);
  if (meant.length === 0) throw refuse('NOT_THE_SPEAKER', whyNotSpeaker(row, state, voice, cast));
  const free = meant.filter((side) => brokenGuard(row, state, side, now) === undefined);
  const side = free[0];
  if (side === undefined) {
    const guard = meant.map((one) => brokenGuard(row, state, one, now)).find((one) => one !== undefined);
    throw refuse('NOT_AVAILABLE', guard?.because ?? 'it does not fit the present state');
  }
  if (free.length > 1) {
    throw new Refusal('INVALID_INPUT', 'You could mean either side here: name the one you mean.', { field: ['side'] });
  }
  return side;
}

function whyNotSpeaker(row: CycleRow, state: WorkflowState, voice: Voice, cast: Cast): string {
  const who = (side: Side): string => `${nameOf(cast, partyOf(state, side))} (${side === 'CUSTOMER' ? 'Customer' : 'Performer'})`;
  const standing = sideOf(state, voice, cast);
  const speakers: Record<Speaker, string> = {
    CUSTOMER: `only ${who('CUSTOMER')} may say this`,
    PERFORMER: `only ${who('PERFORMER')} may say this`,
    EITHER: `only ${who('CUSTOMER')} or ${who('PERFORMER')} may say this`,
    SUCCESSOR: successorsNamed(state, cast),
    PARTY_OR_ADMINISTRATOR: `only the party itself may say this, or an administrator for one who has left`,
    COUNTERPART: 'nobody says this here: it follows from what is said in another workflow',
    CLOCK: 'nobody says this: the clock does',
  };
  const reason = speakers[row.speaker];
  const speaksForNone = standing.side === null && row.speaker !== 'SUCCESSOR';
  return speaksForNone ? `${standing.because}; ${reason}` : reason;
}

function successorsNamed(state: WorkflowState, cast: Cast): string {
  const named = sides.flatMap((side) => state.handOver[side]?.successor ?? []).map((agent) => nameOf(cast, agent));
  return named.length === 0 ? 'no successor is named' : `only the named successor (${named.join(', ')}) may say this, and no person speaks for both sides`;
}

function whatInstead(state: WorkflowState, voice: Voice, cast: Cast, now: Moment): string {
  const yours = availableActs(state, voice, cast, now).map((one) => one.act);
  if (yours.length > 0) return `You may say: ${[...new Set(yours)].join(', ')}.`;
  const theirs = alternatives(state, now);
  const bySpeaker = new Map<string, string[]>();
  for (const { act, speaker } of theirs) bySpeaker.set(speaker, [...(bySpeaker.get(speaker) ?? []), act]);
  return `Others may: ${[...bySpeaker].map(([speaker, acts]) => `${speaker} ${acts.join(', ')}`).join('; ')}.`;
}
