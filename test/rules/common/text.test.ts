import fc from 'fast-check';
import { checkOptionalText, checkText, textLimits } from '../../../src/domain/common/text.rules.js';

const refused = (message: RegExp) => expect.objectContaining({ code: 'INVALID_INPUT', field: ['statement'], message: expect.stringMatching(message) as string }) as Error;

describe('a text', () => {
  test('is kept as it was said, without the blanks around it', () => {
    expect(checkText('  Make the\tCompany\r\nAwesome 🚀  ', 'statement', 'statement')).toBe('Make the\tCompany\r\nAwesome 🚀');
  });

  test.each(['', '   ', '\n\t'])('says something: "%s" is refused', (text) => {
    expect(() => checkText(text, 'statement', 'statement')).toThrow(refused(/empty/));
  });

  test.each(Object.entries(textLimits))('of the kind %s has %i characters at most', (kind, limit) => {
    const longest = 'x'.repeat(limit);
    expect(checkText(longest, kind as keyof typeof textLimits, 'statement')).toBe(longest);
    expect(() => checkText(`${longest}x`, kind as keyof typeof textLimits, 'statement')).toThrow(refused(/At most/));
  });

  test.each([['NUL', '\u0000'], ['escape', '\u001b'], ['delete', '\u007f'], ['a C1 control', '\u0085']])('holds no control character such as %s', (_, character) => {
    expect(() => checkText(`a${character}b`, 'statement', 'statement')).toThrow(refused(/Control/));
  });

  test.each([['a high', '\ud800'], ['a low', '\udc00'], ['two in the wrong order', '\udc00\ud800']])('holds no half of a surrogate pair: %s', (_, half) => {
    expect(() => checkText(`a${half}b`, 'statement', 'statement')).toThrow(refused(/Unicode/));
  });

  test('that passes comes back the same through UTF-8', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 100 }), (text) => {
      let checked: string;
      try {
        checked = checkText(text, 'words', 'words');
      } catch {
        return;
      }
      expect(Buffer.from(checked, 'utf8').toString('utf8')).toBe(checked);
    }));
  });
});

test('a text that may be left out is nothing where there are only blanks', () => {
  expect([null, undefined, '', '  '].map((text) => checkOptionalText(text, 'words', 'words'))).toEqual([null, null, null, null]);
  expect(checkOptionalText(' Thank you. ', 'words', 'words')).toBe('Thank you.');
  expect(() => checkOptionalText('\u0000', 'words', 'statement')).toThrow(refused(/Control/));
});
