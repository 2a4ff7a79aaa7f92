import { invalid } from '../common/refusal.js';
import { checkText } from '../common/text.rules.js';

/*
 * What counts as a word, and when two are the same. The index gets words and nothing else, and a question is made into
 * words by the same rules, so that no sign in it ever means something to the query language of the index.
 */

export const searchKinds = ['CONCERN', 'PROMISE', 'CONDITION', 'PERSON', 'GROUP', 'AUTOMATION'] as const;
export type SearchKind = (typeof searchKinds)[number];

/** A question of more words than this is no question but a text; each of them costs a look into the index. */
export const mostWords = 10;

// Longer than any word that people type; the index takes up to 255 letters for one.
const longestWord = 100;

// Scripts that put no spaces between words: each letter is a word, and words in a row are found by their letters.
const unspaced = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}';
const letters = '[\\p{L}\\p{N}\\p{M}]';
const WORD = new RegExp(`[${letters}&&[${unspaced}]]|[${letters}--[${unspaced}]]+`, 'gv');

// Letters that people without them on the keyboard write in another way, and that no normal form takes apart.
const folded: Readonly<Record<string, string>> = { æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i', ς: 'σ' };

/** Without accents and capitals: Hélène is found by helene, and Straße by STRASSE. */
function fold(text: string): string {
  return text
    .normalize('NFKD') // before the letters change case too: some that are pictures of letters have no lower case
    .toUpperCase()
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[æœøłđðþıς]/g, (letter) => folded[letter] ?? letter);
}

// Letters that fold to nothing but their small ones: most texts are of these alone, and most of the time goes into folding.
const PLAIN = /^[\t\n\r -~]*$/;
const PLAIN_WORD = /[0-9a-z]+/g;

/** The words of a text, folded, in their order. */
export function wordsOf(text: string): readonly string[] {
  if (PLAIN.test(text)) return (text.toLowerCase().match(PLAIN_WORD) ?? []).map((word) => word.slice(0, longestWord));
  return (fold(text).match(WORD) ?? []).map((word) => [...word].slice(0, longestWord).join(''));
}

/**
 * The words that are looked for, each once.
 * @throws Refusal INVALID_INPUT when there is none in the question, or there are too many
 */
export function wordsAskedFor(query: string): readonly string[] {
  const words = [...new Set(wordsOf(checkText(query, 'name', 'query')))];
  if (words.length === 0) throw invalid('query', 'There is no word in it: use letters or digits.');
  if (words.length > mostWords) throw invalid('query', `At most ${mostWords} words; this has ${words.length}.`);
  return words;
}

const excerptLength = 160;

/** The part of a text where the first of the words that it has is found, with dots where there was more. */
export function excerptOf(text: string, words: readonly string[]): string {
  const flat = text.replace(/\s+/g, ' ').trim();
  if (flat.length <= excerptLength) return flat;
  const found = [...flat.matchAll(/\S+/g)].find(({ 0: piece }) => wordsOf(piece).some((word) => words.some((asked) => word.startsWith(asked))));
  const middle = (found?.index ?? 0) + (found?.[0].length ?? 0) / 2;
  const from = Math.max(0, Math.min(Math.round(middle - excerptLength / 2), flat.length - excerptLength));
  // Cut between words, and never between the halves of a letter.
  const start = from === 0 ? 0 : flat.indexOf(' ', from) + 1 || from;
  const end = from + excerptLength >= flat.length ? flat.length : flat.lastIndexOf(' ', from + excerptLength);
  const cut = flat.slice(start <= middle ? start : from, end > middle ? end : from + excerptLength).replace(/^[\udc00-\udfff]|[\ud800-\udbff]$/g, '');
  return `${start === 0 ? '' : '… '}${cut}${end === flat.length ? '' : ' …'}`;
}
