import type { Cut as CutValue } from '../../domain/interlock/allowance.rules.js';
import { horizonBands } from '../../domain/interlock/facets.rules.js';
import { walkDirections } from '../../domain/interlock/walk.rules.js';
import { dependencyFlagKinds } from '../../domain/interlock/dependency.rules.js';
import { dependencyKinds, dependencyStatuses } from '../../domain/interlock/interlock.types.js';
import { differences, planSubjects } from '../../domain/interlock/plan-changes.rules.js';
import { enumOf } from '../common/enum-of.js';

export const DependencyKind = enumOf('DependencyKind', 'How much hangs on a dependency.', dependencyKinds, {
  HARD: 'It cannot be kept without it: what is late there makes this late.',
  SOFT: 'It is at risk without it, but no date follows.',
  INFORMATIONAL: 'Good to know; nothing follows.',
});

export const DependencyStatus = enumOf('DependencyStatus', 'What was answered to a dependency.', dependencyStatuses, {
  ASSERTED: 'Nobody has answered yet.',
  ACKNOWLEDGED: 'Whoever is depended on knows of it and stands by it.',
  REFUSED: 'Whoever is depended on will not be.',
});

export const DependencyFlagKind = enumOf('DependencyFlagKind', 'Why a dependency does not, or no longer, fit.', dependencyFlagKinds, {
  PROVIDER_GONE: 'What it needs is closed, or its promise was broken or released.',
  CONDITION_GONE: 'A condition at one of its ends is no longer promised, nor on the table.',
  DUE_TOO_LATE: 'What it needs is due after the day it is needed by.',
  NEEDED_TOO_LATE: 'It is needed by a day on which what needs it is due already.',
  REFUSED: 'Whoever is depended on has refused.',
});

export const ImpactDirection = enumOf('ImpactDirection', 'Which way dependencies are followed.', walkDirections, {
  DEPENDENTS: 'What hangs on it: what breaks if it slips.',
  PROVIDERS: 'What it hangs on: what it rests on.',
});

export const Unlisted = enumOf('Unlisted', 'What becomes of promises that a filter leaves out.', ['PASS', 'STOP'], {
  PASS: 'The way goes on through them, and says how many hops it hides.',
  STOP: 'The way ends before them.',
});

/** Of all reasons, those that an answer can be cut for here: whoever asks too much is refused, and the nearest say so by `hasMore`. */
const toldCuts = ['DEPTH', 'NOT_LOADED', 'STARTS_UNSEEN'] as const satisfies readonly CutValue[];
export const Cut = enumOf('Cut', 'Why an answer is not all there is.', toldCuts, {
  DEPTH: 'There is more, further away than was asked for.',
  NOT_LOADED: 'It leads to workflows of which nothing more is known.',
  STARTS_UNSEEN: 'It begins at an agent who performs more than you may see, or at a concern that there is more about, and what hangs on that is not told.',
});

export const DifferenceKind = enumOf('DifferenceKind', 'What has become of something between two moments.', differences, {
  APPEARED: 'It is there, and was not.',
  GONE: 'It was there, and is no longer.',
  CHANGED: 'It is otherwise.',
});

export const PlanSubject = enumOf('PlanSubject', 'What a plan is made of.', planSubjects, {
  WORKFLOW: 'A workflow: its parties, phase, status, due and horizon.',
  CONDITION: 'A condition of its promise, or of what is proposed for one.',
  DEPENDENCY: 'That it needs something of another.',
  SERVICE: 'That it exists so that another can be kept.',
});

export const HorizonBand = enumOf('HorizonBand', 'Horizons as people speak of them.', horizonBands.map(({ band }) => band), {
  DAY: 'A day.',
  WEEK: 'Up to a week.',
  MONTH: 'Up to a month.',
  QUARTER: 'Up to three months.',
  YEAR: 'Up to a year.',
  YEARS: 'More than a year.',
});
