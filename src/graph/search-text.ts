import { wordsOf } from '../domain/search/search.rules.js';

/**
 * Begins each word of an organisation in the index: the random end of its id. One index holds everybody's words, and
 * looking for the beginning of a word reads all that begin so; with this it reads this organisation's alone, in a time
 * that says nothing of the others.
 */
function mark(org: string): string {
  return org.slice(-12).toLowerCase().replace(/[^0-9a-z]/g, '');
}

/** What the index is told of a text: its words, each once. */
export function searchText(org: string, ...texts: readonly (string | null | undefined)[]): string {
  const words = new Set<string>();
  for (const text of texts) for (const word of wordsOf(text ?? '')) words.add(word);
  const begin = mark(org);
  return [...words].map((word) => begin + word).join(' ');
}

/**
 * Asks for all of the words, of which each may also be the beginning of one. A range of one word and a beginning both
 * score the same for whatever they find: Lucene's own measure counts how rare a word is in the whole index, and would
 * let one organisation guess at the words of another.
 */
export function luceneQuery(org: string, words: readonly string[]): string {
  const begin = mark(org);
  return words.map((word) => begin + word).map((term) => `+(["${term}" TO "${term}"]^2 ${term}*)`).join(' ');
}
