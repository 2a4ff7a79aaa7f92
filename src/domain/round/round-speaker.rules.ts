import type { Alternative } from '../common/refusal.js';
import { Refusal } from '../common/refusal.js';
import type { Cast, Voice } from '../workflow/speaker.rules.js';
import { roundCycle, roundRowOf } from './round-cycle.rules.js';
import type { RoundGuard, RoundRow, RoundSpeaker } from './round-cycle.rules.js';
import type { Misalignment, RoundActKind, RoundState } from './round.types.js';

/** The two who may take a workflow out of a round, or bring it in. */
export interface Parties {
  readonly customer: string;
  readonly performer: string;
}

/** What an act is about, besides the round. */
export interface RoundOccasion {
  /** Of the workflows that are to be added or removed. */
  readonly parties?: readonly Parties[];
  /** What is to be waived, among what is misaligned now; or, taken back, the key alone. */
  readonly misalignment?: Pick<Misalignment, 'key' | 'waivedBy'>;
}

/** Whether a person speaks for an agent who is there: for themselves, or for a group. */
export function standsFor(voice: Voice, agent: string, cast: Cast): boolean {
  return (voice.person === agent || voice.represents.includes(agent)) && cast.get(agent)?.active === true;
}

/** The agents for whom a person may speak an act, the likeliest first. */
function speakersOf(row: RoundRow, state: RoundState, voice: Voice, cast: Cast, about: RoundOccasion): readonly string[] {
  const convener = standsFor(voice, state.convener, cast) ? [state.convener] : [];
  const partiesOf = (parties: Parties): readonly string[] => [parties.customer, parties.performer].filter((agent) => standsFor(voice, agent, cast));
  const ofEach = (about.parties ?? []).map(partiesOf);
  // A person speaks here for the first of their parties; each of the workflows must have one of theirs.
  const party = ofEach.length > 0 && ofEach.every((own) => own.length > 0) ? ofEach.flat().slice(0, 1) : [];
  switch (row.speaker) {
    case 'ANYBODY':
      return [];
    case 'CONVENER':
      return convener;
    case 'CONVENER_OR_INVITED_PARTY':
      return [...convener, ...(state.invited.some((agent) => standsFor(voice, agent, cast)) ? party : [])];
    case 'CONVENER_OR_PARTY':
      return [...convener, ...party];
    case 'CONVENER_OR_ADMINISTRATOR':
      return [...convener, ...(voice.administrator && cast.get(state.convener)?.active !== true ? [voice.person] : [])];
    case 'WAIVER':
      return waiversOf(row.act, state, about).filter((agent) => standsFor(voice, agent, cast));
  }
}

/** Who may waive it and hasn't yet; or who waived it. */
function waiversOf(act: RoundActKind, { waivers }: RoundState, { misalignment }: RoundOccasion): readonly string[] {
  const did = waivers.filter((one) => one.misalignment === misalignment?.key).map(({ by }) => by);
  return act === 'TAKE_BACK_WAIVER' ? did : (misalignment?.waivedBy ?? []).filter((agent) => !did.includes(agent));
}

function brokenGuard(row: RoundRow, state: RoundState): RoundGuard | undefined {
  return row.when.find((guard) => !guard.holds(state));
}

/**
 * Decides whether this person may speak this act of a round now.
 * @returns the agent for whom it is spoken
 * @throws Refusal NOT_AVAILABLE or NOT_THE_SPEAKER, with what may be said instead and by whom
 */
export function judgeRound(state: RoundState, act: Exclude<RoundActKind, 'OPEN_ROUND'>, voice: Voice, cast: Cast, about: RoundOccasion = {}): string {
  const row = roundRowOf(act);
  const refuse = (code: 'NOT_AVAILABLE' | 'NOT_THE_SPEAKER', because: string): Refusal =>
    new Refusal(code, `${act} is refused: ${because}.`, { instead: roundAlternatives(state), currentVersion: state.version });
  if (row === undefined || !row.from.includes(state.status)) throw refuse('NOT_AVAILABLE', `the round is ${state.status}, and nothing more is said in it`);
  const guard = brokenGuard(row, state);
  if (guard !== undefined) throw refuse('NOT_AVAILABLE', guard.because);
  if (act === 'WAIVE' && about.misalignment?.waivedBy.length === 0) throw refuse('NOT_AVAILABLE', 'this cannot be waived: it has to be mended');
  const [speaker] = speakersOf(row, state, voice, cast, about);
  if (speaker === undefined) throw refuse('NOT_THE_SPEAKER', whyNot(row, state, voice, cast, about));
  return speaker;
}

function whyNot(row: RoundRow, state: RoundState, voice: Voice, cast: Cast, about: RoundOccasion): string {
  const nameOf = (agent: string): string => cast.get(agent)?.name ?? 'an agent';
  const convener = nameOf(state.convener);
  const speakers: Record<Exclude<RoundSpeaker, 'WAIVER'>, string> = {
    ANYBODY: 'it is open already',
    CONVENER: `only ${convener}, who convenes the round, may say this`,
    CONVENER_OR_INVITED_PARTY: `only ${convener}, who convenes the round, may say this, or somebody invited, of workflows that they are party to`,
    CONVENER_OR_PARTY: `only ${convener}, who convenes the round, may say this, or a party to the workflow`,
    CONVENER_OR_ADMINISTRATOR: `only ${convener}, who convenes the round, may say this, or an administrator for one who has left`,
  };
  if (row.speaker !== 'WAIVER') return speakers[row.speaker];
  const may = waiversOf(row.act, state, about);
  if (row.act === 'TAKE_BACK_WAIVER') return may.length === 0 ? 'nobody has waived it' : `only those who waived it may say this: ${may.map(nameOf).join(', ')}`;
  const did = (about.misalignment?.waivedBy ?? []).some((agent) => standsFor(voice, agent, cast));
  if (did) return 'you have waived it already';
  return may.length === 0 ? 'it is waived already' : `only those who bear it may say this: ${may.map(nameOf).join(', ')}`;
}

/** What is said of a round as it stands, and by whom: what a refusal offers instead. */
export function roundAlternatives(state: RoundState): readonly Alternative[] {
  return roundCycle
    .filter((row) => row.from.includes(state.status) && brokenGuard(row, state) === undefined)
    .map(({ act, speaker }) => ({ act, speaker }));
}

/** Exactly what the server will accept from this person now, given valid input. */
export function availableRoundActs(
  state: RoundState,
  voice: Voice,
  cast: Cast,
  about: { readonly workflows: readonly Parties[]; readonly misalignments: readonly Pick<Misalignment, 'key' | 'waivedBy'>[] },
): readonly RoundActKind[] {
  const anyOf = (row: RoundRow): boolean => {
    switch (row.speaker) {
      case 'ANYBODY':
        return false;
      case 'CONVENER':
      case 'CONVENER_OR_ADMINISTRATOR':
        return speakersOf(row, state, voice, cast, {}).length > 0;
      case 'CONVENER_OR_PARTY':
        return [{}, ...about.workflows.map((one) => ({ parties: [one] }))].some((occasion) => speakersOf(row, state, voice, cast, occasion).length > 0);
      case 'CONVENER_OR_INVITED_PARTY':
        return [state.convener, ...state.invited].some((agent) => standsFor(voice, agent, cast));
      case 'WAIVER': {
        const known = row.act === 'WAIVE' ? about.misalignments : state.waivers.map(({ misalignment: key }) => ({ key, waivedBy: [] }));
        return known.some((misalignment) => speakersOf(row, state, voice, cast, { misalignment }).length > 0);
      }
    }
  };
  return roundCycle.filter((row) => row.from.includes(state.status) && brokenGuard(row, state) === undefined && anyOf(row)).map(({ act }) => act);
}
