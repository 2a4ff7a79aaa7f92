import fc from 'fast-check';
import { chooseNext, keyOf } from '../../../src/domain/webhook/choosing.rules.js';
import type { Due } from '../../../src/domain/webhook/choosing.rules.js';

const dues = fc.uniqueArray(fc.record({ org: fc.constantFrom('a', 'b', 'c'), id: fc.nat({ max: 15 }).map(String), slow: fc.boolean() }), { maxLength: 40, selector: keyOf });
const slowOf = (some: readonly Due[]): number => some.filter(({ slow }) => slow).length;

test('no more are served than there are places, none twice, and the slow have half of them at most', () => {
  fc.assert(fc.property(dues, dues, fc.integer({ min: 2, max: 20 }), (due, served, places) => {
    const serving: Due[] = [];
    for (const one of served) if (serving.length < places && (!one.slow || slowOf(serving) < Math.floor(places / 2))) serving.push(one);
    const chosen = chooseNext(due, serving, places);
    const all = [...serving, ...chosen];
    return all.length <= Math.max(places, serving.length) && new Set(all.map(keyOf)).size === all.length && slowOf(all) <= Math.floor(places / 2);
  }));
});

test('whoever answers at once is served while a place is free, however many slow ones wait', () => {
  fc.assert(fc.property(dues, fc.integer({ min: 2, max: 20 }), (due, places) => {
    const chosen = chooseNext(due, [], places);
    const quick = due.filter(({ slow }) => !slow).length;
    return chosen.filter(({ slow }) => !slow).length >= Math.min(quick, Math.ceil(places / 2)) && chosen.length >= Math.min(due.length, quick, places);
  }));
});

test('no place stays free for which somebody waits who may have it', () => {
  fc.assert(fc.property(dues, fc.integer({ min: 2, max: 20 }), (due, places) => {
    const chosen = chooseNext(due, [], places);
    const left = due.filter((one) => !chosen.includes(one));
    return chosen.length === places || left.every(({ slow }) => slow && slowOf(chosen) === Math.floor(places / 2));
  }));
});

test('organisations take turns: one with many endpoints keeps no other from its first', () => {
  const many = Array.from({ length: 30 }, (_, index) => ({ org: 'many', id: String(index), slow: false }));
  const few = { org: 'few', id: 'only', slow: false };
  expect(chooseNext([...many, few], [], 2)).toEqual([many[0], few]);
  expect(chooseNext([...many, few], [many[0] as Due], 2)).toEqual([few]);
});
