import { invalid } from '../common/refusal.js';
import { readDuration } from '../common/moment.rules.js';
import { horizonDays } from '../common/moment.rules.js';
import type { Customership, Window, WorkflowState } from './workflow.types.js';

/**
 * What a Customer promises as a Customer when nothing else was said, by the days the window reaches. A week's promise
 * is lost if an answer takes a week; a three-year one suffers nothing from ten days. Roughly a thirtieth of the
 * horizon to answer, a tenth between check-ins, a twentieth to assess, rounded to what calendars are made of.
 */
const defaults: readonly { readonly upToDays: number; readonly terms: Customership }[] = [
  { upToDays: 7, terms: { respondWithin: 'P1D', checkInEvery: 'P1D', assessWithin: 'P1D' } },
  { upToDays: 31, terms: { respondWithin: 'P2D', checkInEvery: 'P7D', assessWithin: 'P3D' } },
  { upToDays: 100, terms: { respondWithin: 'P3D', checkInEvery: 'P14D', assessWithin: 'P5D' } },
  { upToDays: 370, terms: { respondWithin: 'P7D', checkInEvery: 'P1M', assessWithin: 'P14D' } },
  { upToDays: Infinity, terms: { respondWithin: 'P14D', checkInEvery: 'P3M', assessWithin: 'P1M' } },
];

export function defaultCustomership(horizonDays: number): Customership {
  const found = defaults.find((one) => horizonDays <= one.upToDays) ?? defaults[defaults.length - 1];
  if (found === undefined) throw new RangeError('there is no default customership');
  return found.terms;
}

/** What stands for the next cycle: what was agreed goes on; where nothing was said, the new window has its own defaults. */
export function customershipOfRenewal(state: WorkflowState, window: Window): Customership {
  const daysOf = (one: Window): number => horizonDays(one.starts, one.due, state.zone);
  const usual = defaultCustomership(daysOf(state.cycle));
  const nothingSaid = (Object.keys(usual) as (keyof Customership)[]).every((name) => usual[name] === state.customership[name]);
  return nothingSaid ? defaultCustomership(daysOf(window)) : state.customership;
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
