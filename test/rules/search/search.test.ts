import fc from 'fast-check';
import { Refusal } from '../../../src/domain/common/refusal.js';
import { excerptOf, wordsAskedFor, wordsOf } from '../../../src/domain/search/search.rules.js';
import { luceneQuery, searchText } from '../../../src/graph/search-text.js';

const org = '019caca0-1111-7222-8333-0123456789ab';

test.each([
  ['Ship an Awesome Product', ['ship', 'an', 'awesome', 'product']],
  ['Hélène Łódź, Zoë Strøm', ['helene', 'lodz', 'zoe', 'strom']],
  ['Straße STRASSE', ['strasse', 'strasse']],
  ['ΟΔΟΣ οδός', ['οδοσ', 'οδοσ']],
  ['p99 < 0.5 s (C++/KEP-1287)', ['p99', '0', '5', 's', 'c', 'kep', '1287']],
  ['支払いの約束', ['支', '払', 'い', 'の', '約', '束']],
  ['ﬁne Ⅳ', ['fine', 'iv']],
  ["the company's", ['the', 'company', 's']],
  ['… — !?', []],
])('%s has the words %j', (text, words) => {
  expect(wordsOf(text)).toEqual(words);
});

test('a word is found by itself, however it is written, and by each of its beginnings', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.constantFrom('NFC', 'NFD', 'NFKC', 'NFKD'), (text, form) => {
      const plain = wordsOf(text);
      expect(wordsOf(text.normalize(form))).toEqual(plain);
      for (const word of plain) {
        expect(wordsOf(word)).toEqual([word]); // folding what is folded changes nothing
        expect(word).not.toMatch(/\s/);
      }
    }),
  );
});

test('nothing that is asked for is a sign to the index, whatever the question', () => {
  const signs = fc.string({ unit: fc.constantFrom(...'+-&|!(){}[]^"~*?:\\/ =<>', 'AND ', 'OR ', 'NOT ', 'TO ', 'a', 'pay', 'org:'), maxLength: 60 });
  const word = '[\\p{L}\\p{N}\\p{M}]+';
  const harmless = new RegExp(`^(\\+\\(\\["(0123456789ab${word})" TO "\\2"\\]\\^2 \\2\\*\\)( |$))+$`, 'u');
  fc.assert(
    fc.property(fc.oneof(signs, fc.string({ unit: 'grapheme', maxLength: 60 })), (question) => {
      const words = wordsOf(question);
      if (words.length > 0) expect(luceneQuery(org, words)).toMatch(harmless);
    }),
  );
});

test('each word in the index begins with the mark of its organisation, and stands there once', () => {
  expect(searchText(org, 'Pay, pay and PAY', null, 'on time')).toBe('0123456789abpay 0123456789aband 0123456789abon 0123456789abtime');
});

test.each([
  ['', /empty/],
  ['   ', /empty/],
  ['?!', /no word/],
  ['*', /no word/],
  ['x'.repeat(201), /At most 200/],
  ['a\u0000b', /Control characters/],
  ['a b c d e f g h i j k', /At most 10 words; this has 11/],
])('a question of %j is refused with what to do', (query, message) => {
  expect(() => wordsAskedFor(query)).toThrow(Refusal);
  expect(() => wordsAskedFor(query)).toThrow(message);
});

test('a word that is said twice is asked for once', () => {
  expect(wordsAskedFor('Pay PAY páy')).toEqual(['pay']);
});

describe('an excerpt', () => {
  const filler = 'lorem ipsum dolor sit amet consectetur '.repeat(20);

  test('is the whole of a short text, on one line', () => {
    expect(excerptOf('Pay\n  on time', ['pay'])).toBe('Pay on time');
  });

  test.each([
    ['at the beginning', `Payments work. ${filler}`, /^Payments work\. .* …$/],
    ['in the middle', `${filler}the Páyments work ${filler}`, /^… .*the Páyments work.* …$/],
    ['at the end', `${filler}payments`, /^… .* payments$/],
    ['nowhere', filler, /^lorem .* …$/],
  ])('shows a long text where the word is: %s', (_, text, shown) => {
    expect(excerptOf(text, ['paym'])).toMatch(shown);
  });

  test('is never much longer than a line or two, holds the word, and breaks no letter', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), fc.string({ unit: 'grapheme', maxLength: 400 }), (before, after) => {
        const excerpt = excerptOf(`${before} needle ${after}`, ['needle']);
        expect(excerpt.length).toBeLessThanOrEqual(164);
        expect(excerpt).toContain('…'.concat('needle').slice(1));
        expect(encodeURIComponent(excerpt)).not.toBe('');
      }),
    );
  });
});

test('a plain text has the words that it has beside letters that are not plain', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme-ascii', maxLength: 300 }), (text) => {
    expect([...wordsOf(text), 'e']).toEqual(wordsOf(`${text} é`));
  }));
});
