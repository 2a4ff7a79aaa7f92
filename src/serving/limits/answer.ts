import type { GraphQLError } from 'graphql';
import { limitExceeded, limits } from './limits.js';

const done = 'If this was to change something, it has been done.';

/** What an operation is told that has used up what it may read, or answer. */
export function tooMuchOf(what: 'answer' | 'reading'): GraphQLError {
  return what === 'answer'
    ? limitExceeded('answer', `An answer has at most ${limits.answer} letters. Ask for shorter pages, and for each thing once. ${done}`)
    : limitExceeded('reading', `At most ${limits.reading} letters are read for one operation. Ask for shorter pages, and for what is large in them by id. ${done}`);
}

/** Letters and values of an answer, before they are written out: what is there a thousand times is one text until then. */
export function checkAnswer(data: unknown): GraphQLError | null {
  const waiting: unknown[] = [data];
  let left = limits.answer;
  while (waiting.length > 0) {
    const value = waiting.pop();
    left -= typeof value === 'string' ? value.length : 1;
    if (left < 0) return tooMuchOf('answer');
    if (typeof value !== 'object' || value === null) continue;
    for (const [name, inner] of Object.entries(value)) {
      left -= name.length;
      waiting.push(inner);
    }
  }
  return null;
}
