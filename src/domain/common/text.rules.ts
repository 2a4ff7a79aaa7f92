import { invalid } from './refusal.js';

/** Longest texts, in characters. A statement is read in a list; words are read on their own; a name fits a line. */
export const textLimits = { name: 200, statement: 2_000, words: 10_000, unit: 40, key: 200 } as const;

// C0 and C1 controls but tab, line feed and carriage return: they have no business in what people say, and NUL is
// refused by several stores behind us.
// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/;
// Nothing to be seen: white space, joiners, marks of direction.
const INVISIBLE = /^[\s\p{Cf}]*$/u;
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** Whether a text is whole letters, without control characters but tab, line feed and carriage return. */
export function isPlain(text: string): boolean {
  return !CONTROL.test(text) && !LONE_SURROGATE.test(text);
}

/**
 * A text that must say something, trimmed.
 * @throws Refusal INVALID_INPUT when it is empty, too long, or holds control characters.
 */
export function checkText(text: string, kind: keyof typeof textLimits, field: string | readonly (string | number)[]): string {
  const trimmed = text.trim();
  if (INVISIBLE.test(trimmed)) throw invalid(field, 'Say something here: the text is empty.');
  if (trimmed.length > textLimits[kind]) throw invalid(field, `At most ${textLimits[kind]} characters; this has ${trimmed.length}.`);
  if (CONTROL.test(trimmed)) throw invalid(field, 'Control characters are not accepted in a text.');
  if (LONE_SURROGATE.test(trimmed)) throw invalid(field, 'The text is not valid Unicode: it holds half of a surrogate pair.');
  return trimmed;
}

/** The same for a text that may be left out: null for null, undefined or blanks. */
export function checkOptionalText(
  text: string | null | undefined,
  kind: keyof typeof textLimits,
  field: string | readonly (string | number)[],
): string | null {
  return text === null || text === undefined || text.trim() === '' ? null : checkText(text, kind, field);
}
