import { invalid } from '../common/refusal.js';

/*
 * From where on something is worth a word. None of these is a law: they are where most people would ask, and who asks may
 * set others. Each says why it is what it is; docs/diagnosis.md is held to this table.
 */

interface Setting {
  readonly usual: number;
  readonly least: number;
  readonly most: number;
  /** Whether it counts things, or is a share. */
  readonly whole: boolean;
  readonly means: string;
  readonly because: string;
}

const counts = { least: 1, most: 10_000, whole: true } as const;
const share = { least: 0, most: 10, whole: false } as const;

export const thresholdTable = {
  listeningDays: { ...counts, usual: 7, means: 'Listening is never too long before so many days.', because: 'A week has a day on which both can meet.' },
  listeningShare: { ...share, usual: 0.1, means: 'Listening may take this share of the horizon.', because: 'What is listened to for more than a tenth of its time is missing that tenth when it is done.' },
  negotiatingDays: { ...counts, usual: 7, means: 'Negotiating is never too long before so many days.', because: 'An answer to each of two proposals takes that long where both are busy.' },
  negotiatingShare: { ...share, usual: 0.1, means: 'Negotiating may take this share of the horizon.', because: 'The same tenth as for listening: together they leave four fifths to keep the promise in.' },
  proposals: { ...counts, least: 2, usual: 5, means: 'So many proposals in one negotiation are a circle.', because: 'With the fifth, one side says something for the third time: what keeps them apart is not in the terms.' },
  unpromisedDays: { ...counts, usual: 30, means: 'So many days of work that nobody promised.', because: 'After a month it is a habit, and each of the two has an idea of their own what was meant.' },
  unmeasuredHorizonDays: { ...counts, usual: 32, means: 'A promise that reaches so many days needs something that can be measured.', because: 'Within a month people see how it goes; beyond it they remember differently.' },
  missedCheckIns: { ...counts, usual: 2, means: 'So many check-ins that fell due without a word.', because: 'One is a busy week; with the second the Performer learns that nobody looks.' },
  assessmentTimes: { least: 1, most: 1_000, whole: false, usual: 2, means: 'So many times as long as the Customer said an assessment would take.', because: 'Twice what was said is no delay any more, it is forgotten.' },
  waits: { ...counts, usual: 10, means: 'So many things that wait for one at the same time.', because: 'Two for each day of a week, besides whatever else they do.' },
  waitingPeople: { ...counts, usual: 4, means: 'So many others that wait for one.', because: 'Fewer than four can settle it with each other over a table.' },
  timesTheMean: { least: 1, most: 1_000, whole: false, usual: 3, means: 'So many times what waits for others who are waited for.', because: 'Where everybody has much to answer, nobody stands in the way more than others.' },
  customersOfConcern: { ...counts, least: 2, usual: 2, means: 'So many Customers of one concern, or of concerns in the same words.', because: 'Two who want the same and ask for it apart are answered twice, and differently.' },
  horizons: { ...counts, least: 2, most: 6, usual: 4, means: 'So many horizons on which one performs at once, of day, week, month, quarter, year and more.', because: 'Three that lie next to each other serve one another; on the fourth the long one loses to the urgent one.' },
  servesNothingDays: { ...counts, usual: 14, means: 'A promise may serve nothing for so many days.', because: 'Whoever asked for it has had two weeks to say what for.' },
  servesNothingHorizonDays: { ...counts, usual: 8, means: 'Promises that reach fewer days need no place in the cascade.', because: 'What is done within a week says what it is for.' },
  lastMinuteShare: { least: 0, most: 1, whole: false, usual: 0.1, means: 'The last share of a promise\'s time, in which renegotiating is late.', because: 'In the last tenth whoever rests on it can plan nothing else any more.' },
  lastMinuteTimes: { ...counts, usual: 2, means: 'So often is again and again.', because: 'Once is bad luck, and is what renegotiating is for.' },
  lastMinuteWithinDays: { ...counts, usual: 365, means: 'How many days back renegotiations are looked at.', because: 'Everybody may have become better since last year.' },
  ringDays: { ...counts, usual: 14, means: 'So many days proposals may hang on one another.', because: 'Two weeks are enough to bring all of them into one planning round.' },
  sidedWorkflows: { ...counts, least: 2, usual: 5, means: 'So many workflows between two with the same one as Customer in each.', because: 'With five it is a position that speaks, and not who needs what of whom.' },
} as const satisfies Readonly<Record<string, Setting>>;

export type ThresholdName = keyof typeof thresholdTable;
export const thresholdNames = Object.keys(thresholdTable) as readonly ThresholdName[];
export type Thresholds = Readonly<Record<ThresholdName, number>>;

export const usualThresholds = Object.fromEntries(thresholdNames.map((name) => [name, thresholdTable[name].usual])) as Thresholds;

/** Some thresholds, that somebody set. */
export type ChosenThresholds = { readonly [Name in ThresholdName]?: number | null };

/**
 * The usual thresholds, with those that the organisation set, and those that are set for one question.
 * @throws Refusal INVALID_INPUT for one outside its bounds
 */
export function thresholdsWith(set: ChosenThresholds | null | undefined, ofOrganization: ChosenThresholds = {}): Thresholds {
  const chosen = checkThresholds(set, ['thresholds']);
  return Object.fromEntries(thresholdNames.map((name) => [name, chosen[name] ?? ofOrganization[name] ?? thresholdTable[name].usual])) as Thresholds;
}

/**
 * Those that were set, and nothing of the others.
 * @throws Refusal INVALID_INPUT for one outside its bounds
 */
export function checkThresholds(set: ChosenThresholds | null | undefined, field: readonly string[]): ChosenThresholds {
  const chosen = thresholdNames.flatMap((name): [ThresholdName, number][] => {
    const value = set?.[name] ?? null;
    if (value === null) return [];
    const { least, most, whole } = thresholdTable[name] as Setting;
    if (!(value >= least && value <= most) || (whole && !Number.isInteger(value))) {
      throw invalid([...field, name], `Give ${whole ? 'a whole number' : 'a number'} from ${String(least)} to ${String(most)}.`);
    }
    return [[name, value]];
  });
  return Object.fromEntries(chosen);
}
