import fc from 'fast-check';
import { IdList, IdMap, idAt } from '../../../src/domain/common/id-map.rules.js';

/* Against a Map, which keeps texts. */

// Few of them, so that the same comes again, and far more than the smallest map has room for.
const ids = fc.nat(4_000).map((n) => `019c0000-0000-7000-8000-${(n * 7_919).toString(16).padStart(12, '0')}`);
const strange = fc.uuid({ version: 7 });

test('remembers what a Map remembers, in another thread\'s view too', () => {
  fc.assert(fc.property(fc.array(fc.tuple(fc.oneof(ids, strange), fc.nat(2 ** 31 - 2)), { minLength: 0, maxLength: 2_000, size: 'max' }), fc.boolean(), (pairs, isShared) => {
    const map = new IdMap(isShared);
    const naive = new Map<string, number>();
    for (const [id, value] of pairs) {
      expect(map.add(id, value)).toBe(!naive.has(id));
      if (!naive.has(id)) naive.set(id, value);
    }
    const view = IdMap.of(map.parts());
    expect([map.size, view.size]).toEqual([naive.size, naive.size]);
    for (const [id, value] of naive) expect([map.get(id), view.get(id), map.has(id)]).toEqual([value, value, true]);
    expect([map.get('00000000-0000-0000-0000-000000000000'), view.has('ffffffff-ffff-ffff-ffff-ffffffffffff')]).toEqual([undefined, false]);
  }), { numRuns: 20 });
});

test('a list gives back what was put into it', () => {
  fc.assert(fc.property(fc.array(fc.oneof(ids, strange)), (some) => {
    const list = new IdList();
    for (const id of some) list.add(id);
    const words = list.words();
    expect(some.map((_, index) => idAt(words, index))).toEqual(some);
    const map = new IdMap();
    for (let index = 0; index < list.size; index++) map.addWords(words, index * 4);
    expect(map.size).toBe(new Set(some).size);
  }));
});

test.each(['', 'w1', '019C0000-0000-7000-8000-000000000001', '019c0000-0000-7000-8000-00000000000g', '019c0000-0000-7000-8000-0000000000011', '019c0000_0000-7000-8000-000000000001'])('"%s" is no id, and would be mistaken for another', (id) => {
  const map = new IdMap();
  expect(() => map.add(id)).toThrow(RangeError);
  expect(() => { new IdList().add(id); }).toThrow(RangeError);
  map.add('019c0000-0000-7000-8000-000000000001');
  expect(map.has(id)).toBe(false);
});
