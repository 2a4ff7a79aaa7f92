import type { Figure, RolledCondition, RolledUp } from './roll-up.rules.js';

/** Which of the two figures a formula is of: they are made alike, but for what silence means. */
export type Rolled = 'progress' | 'confidence';

/** How a figure of a condition came about, in words; its inputs are the parts. */
export function formulaOfCondition(condition: RolledCondition, what: Rolled): string {
  const figure = condition[what];
  switch (figure.basis) {
    case 'MEASURED':
      return figure.value === null ? 'its own measure; nothing has been measured yet' : 'its own measure';
    case 'ACCEPTED':
      return 'accepted: the Customer found it met';
    case 'CHILDREN':
      return [`Σ contribution × ${what} of what serves it`, ...howWeighed(condition), ...howSilent(figure, what)].join('; ');
    case 'UNKNOWN':
      return condition.parts.length > 0 ? unheard(what) : nobody(what);
    case 'STATED':
    case 'ENDED':
    case 'CONDITIONS':
      return ofThePromise(figure, what);
  }
}

/** How a figure of a promise came about, in words; its inputs are the conditions. */
export function formulaOfPromise(rolled: RolledUp, what: Rolled): string {
  if (rolled.promise === null) return 'there is no promise in this cycle yet';
  return rolled[what].basis === 'UNKNOWN' ? nobodyOfTheConditions(what) : ofThePromise(rolled[what], what);
}

/** How the forecast came about. */
export const formulaOfForecast = 'the latest of its own forecast and those of what serves it, as far as there are any';

function ofThePromise(figure: Figure, what: Rolled): string {
  if (figure.basis === 'STATED') return 'as the Performer last said';
  if (figure.basis === 'ENDED') return figure.value === 1 ? 'the promise is kept' : 'the promise has come to nothing';
  return [`the mean of its ${String(figure.of)} mandatory conditions that were not waived`, ...howSilent(figure, what)].join('; ');
}

function howWeighed({ weighing, rest, parts }: RolledCondition): readonly string[] {
  switch (weighing) {
    case 'EQUAL_PARTS':
      return parts.length === 1 ? ['its contribution was not given, and counts as 1'] : ['no contribution was given, so each counts the same'];
    case 'REST_IN_EQUAL_PARTS':
      return ['contributions that were not given share the rest in equal parts'];
    case 'SCALED':
      return ['the contributions add up to more than 1 and are divided by their sum; those not given count as 0'];
    case 'GIVEN':
      return rest === '0' ? [] : [`${rest} of it rests on none of them`];
  }
}

function howSilent({ known, of }: Figure, what: Rolled): readonly string[] {
  if (known === of) return [];
  const silent = `${String(of - known)} of ${String(of)}`;
  return [what === 'progress' ? `${silent} have shown nothing yet and count as 0` : `${silent} have stated none and are taken to be as the others are`];
}

function unheard(what: Rolled): string {
  return what === 'progress' ? 'what serves it has shown nothing yet' : 'nobody has stated one for what serves it';
}

function nobody(what: Rolled): string {
  return what === 'progress' ? 'it has no measure, and nothing serves it' : 'nobody has stated one, and nothing serves it';
}

function nobodyOfTheConditions(what: Rolled): string {
  return what === 'progress' ? 'nothing is known yet of its mandatory conditions' : 'nobody has stated one, for it or for what serves it';
}
