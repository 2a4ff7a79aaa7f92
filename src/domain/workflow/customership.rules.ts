import { invalid } from '../common/refusal.js';
import { readDuration } from '../common/moment.rules.js';
import { horizonDays } from '../common/moment.rules.js';
import type { Customership, Window, WorkflowState } from './workflow.types.js';

/**
 * What a Customer promises as a Customer when nothing else was said, by the days the window reaches. A week's promise
 * is lost if an answer takes a week; a three-year one suffers nothing from ten days. Roughly a thirtieth of the
 * horizon to answer, a tenth between check-ins, a twentieth to assess, rounded to what calendars are made of.
 */
export const usualDefaults: readonly CustomershipDefault[] = [
  { upToDays: 7, terms: { respondWithin: 'P1D', checkInEvery: 'P1D', assessWithin: 'P1D' } },
  { upToDays: 31, terms: { respondWithin: 'P2D', checkInEvery: 'P7D', assessWithin: 'P3D' } },
  { upToDays: 100, terms: { respondWithin: 'P3D', checkInEvery: 'P14D', assessWithin: 'P5D' } },
  { upToDays: 370, terms: { respondWithin: 'P7D', checkInEvery: 'P1M', assessWithin: 'P14D' } },
  { upToDays: null, terms: { respondWithin: 'P14D', checkInEvery: 'P3M', assessWithin: 'P1M' } },
];

/** What Customers promise as Customers on horizons up to so many days; null: on all that are longer. */
export interface CustomershipDefault {
  readonly upToDays: number | null;
  readonly terms: Customership;
}

/** @param defaults those of the organisation, where it has said its own */
export function defaultCustomership(horizonDays: number, defaults: readonly CustomershipDefault[] = usualDefaults): Customership {
  const found = defaults.find(({ upToDays }) => upToDays === null || horizonDays <= upToDays);
  if (found === undefined) throw new RangeError('the last default has no limit');
  return found.terms;
}

const mostDefaults = 10;
const longestHorizon = 36_525;

/**
 * The defaults that an organisation says: the shorter horizons first, and the last for all that are longer.
 * @throws Refusal INVALID_INPUT
 */
export function checkDefaults(said: readonly (CustomershipWords & { readonly upToDays?: number | null })[]): readonly CustomershipDefault[] {
  if (said.length < 1 || said.length > mostDefaults) throw invalid('defaults', `Give 1 to ${String(mostDefaults)} defaults.`);
  return said.map(({ upToDays = null, ...words }, index) => {
    const field = ['defaults', String(index)];
    const before = index === 0 ? 0 : (said[index - 1]?.upToDays ?? null);
    const last = index === said.length - 1;
    if (last !== (upToDays === null)) throw invalid([...field, 'upToDays'], last ? 'Leave this out of the last one: it holds for all horizons that are longer.' : 'Say up to how many days it holds: only the last one has no end.');
    if (upToDays !== null && (before === null || upToDays <= before || upToDays > longestHorizon)) throw invalid([...field, 'upToDays'], `Give whole days, more than in the one before, and ${String(longestHorizon)} at most.`);
    for (const name of Object.keys(usualDefaults[0]?.terms ?? {}) as (keyof Customership)[]) {
      if (words[name] === null || words[name] === undefined) throw invalid([...field, name], 'Say all three: a default leaves nothing to another.');
    }
    const unsaid = { respondWithin: '', checkInEvery: '', assessWithin: '' };
    return { upToDays, terms: checkCustomership(words, unsaid, field) ?? unsaid };
  });
}

/** What stands for the next cycle: what was agreed goes on; where nothing was said, the new window has its own defaults. */
export function customershipOfRenewal(state: WorkflowState, window: Window, defaults: readonly CustomershipDefault[] = usualDefaults): Customership {
  const daysOf = (one: Window): number => horizonDays(one.starts, one.due, state.zone);
  const isStanding = (usual: Customership): boolean => (Object.keys(usual) as (keyof Customership)[]).every((name) => usual[name] === state.customership[name]);
  // It may have begun before the organisation said its own.
  const nothingSaid = [defaults, usualDefaults].some((some) => isStanding(defaultCustomership(daysOf(state.cycle), some)));
  return nothingSaid ? defaultCustomership(daysOf(window), defaults) : state.customership;
}

export interface CustomershipWords {
  readonly respondWithin?: string | null;
  readonly checkInEvery?: string | null;
  readonly assessWithin?: string | null;
}

/** The terms that stand after some of them were said: what wasn't said stays. */
export function checkCustomership(said: CustomershipWords | null | undefined, standing: Customership, field: readonly string[]): Customership | null {
  if (said === null || said === undefined) return null;
  const read = (name: keyof CustomershipWords): string => {
    const text = said[name];
    if (text === null || text === undefined) return standing[name];
    const duration = readDuration(text);
    if (duration === null) throw invalid([...field, name], 'Give an ISO 8601 duration greater than zero, such as P3D or PT4H.');
    return duration;
  };
  return { respondWithin: read('respondWithin'), checkInEvery: read('checkInEvery'), assessWithin: read('assessWithin') };
}
