import fc from 'fast-check';
import { globalId, isUuid, readGlobalId, uuidv7 } from '../../../src/domain/common/identifier.rules.js';

const moments = fc.integer({ min: 0, max: 2 ** 48 - 1 });
const randomness = fc.uint8Array({ minLength: 10, maxLength: 16 });
const ids = fc.tuple(moments, randomness).map(([moment, random]) => uuidv7(moment, random));

describe('an id', () => {
  test('is a UUID of version 7 and says when it was made', () => {
    fc.assert(fc.property(moments, randomness, (moment, random) => {
      const id = uuidv7(moment, random);
      expect(isUuid(id)).toBe(true);
      expect(id).toMatch(/^.{14}7.{4}[89ab]/);
      expect(parseInt(id.slice(0, 8) + id.slice(9, 13), 16)).toBe(moment);
    }));
  });

  test('sorts by the moment it was made', () => {
    fc.assert(fc.property(moments, moments, randomness, randomness, (one, other, random, more) => {
      fc.pre(one !== other);
      expect(uuidv7(one, random) < uuidv7(other, more)).toBe(one < other);
    }));
  });

  test('differs for other randomness', () => {
    const made = Array.from({ length: 256 }, (_, byte) => uuidv7(0, new Uint8Array(10).fill(byte)));
    expect(new Set(made).size).toBe(256);
  });

  test('is not made of too little randomness', () => {
    expect(() => uuidv7(0, new Uint8Array(9))).toThrow(RangeError);
  });
});

describe('a global id', () => {
  test('names the type and the id it was made of', () => {
    fc.assert(fc.property(fc.constantFrom('Agent', 'Workflow', 'Promise'), ids, (type, id) => { expect(readGlobalId(globalId(type, id))).toEqual({ type, id }); }));
  });

  test('is read from its one spelling alone', () => {
    // 44 bytes: the last character has two bits to spare, so that another one spells the same bytes.
    const id = globalId('Promise', '0192a000-0000-7000-8000-00000000de30');
    const others = [`${id}=`, `${id}==`, ` ${id}`, `${id}\n`, id.replace(/.$/, (last) => String.fromCharCode(last.charCodeAt(0) + 1)), Buffer.from(id, 'base64url').toString('hex')];
    expect(readGlobalId(id)).not.toBeNull();
    expect(others.map(readGlobalId)).toEqual(others.map(() => null));
  });

  test('is not read from anything else', () => {
    const near = fc.tuple(fc.constantFrom('Agent', '', 'a:b'), fc.oneof(fc.string(), ids.map((id) => id.toUpperCase()))).map(([type, id]) => Buffer.from(`${type}:${id}`).toString('base64url'));
    fc.assert(fc.property(fc.oneof(fc.string({ maxLength: 200 }), near), (text) => {
      const read = readGlobalId(text);
      if (read !== null) expect(globalId(read.type, read.id)).toBe(text);
      expect(read).toEqual(read !== null && isUuid(read.id) ? read : null);
    }));
    expect(readGlobalId(globalId('A'.repeat(100), '0192a000-0000-7000-8000-00000000de30'))).toBeNull();
  });
});
