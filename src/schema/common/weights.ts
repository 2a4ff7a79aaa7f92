import { textLimits } from '../../domain/common/text.rules.js';
import { longestTerms } from '../../domain/workflow/terms.rules.js';

/** Letters that are worth a thing in a list: about what the state of a workflow takes. */
export const lettersOfThing = 2_000;

/** Terms as long as they may be: the statements of their conditions, and as much again for measures, days and keys. */
const terms = 2 * longestTerms;

/**
 * What a field may have to say, in letters, where that is much more than a thing in a list usually takes. It goes by what is
 * accepted at most, since nobody knows before it is read; most say a hundredth of it.
 */
const mostLetters = {
  words: textLimits.words,
  conditions: terms,
  said: terms,
  /** From one version of terms to another, each with what it was and what it is. */
  differences: 2 * terms,
  /** The same of a whole state: what is promised, and what is on the table. */
  changed: 4 * terms,
} as const;

/** For `Extensions`: what such a field is worth, in things; of a list of things with ids, each of them. */
export function weight(field: keyof typeof mostLetters): { readonly weight: number } {
  return { weight: mostLetters[field] / lettersOfThing };
}
