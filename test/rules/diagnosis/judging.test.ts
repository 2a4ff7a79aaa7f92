import fc from 'fast-check';
import { momentOf } from '../../../src/domain/common/moment.rules.js';
import { missedCheckIns } from '../../../src/domain/diagnosis/customer-silent.rules.js';
import { findingKinds } from '../../../src/domain/diagnosis/diagnosis.types.js';
import type { Finding } from '../../../src/domain/diagnosis/diagnosis.types.js';
import { rankOf, weighed } from '../../../src/domain/diagnosis/order.rules.js';
import { isLastMinute } from '../../../src/domain/diagnosis/renegotiated-last-minute.rules.js';
import { judgeRings } from '../../../src/domain/diagnosis/ring-nobody-settles.rules.js';
import type { NeedCandidate } from '../../../src/domain/diagnosis/ring-nobody-settles.rules.js';
import { thresholdNames, thresholdTable, thresholdsWith, usualThresholds } from '../../../src/domain/diagnosis/thresholds.rules.js';
import { gravity, weightOf } from '../../../src/domain/diagnosis/weight.rules.js';

const day = 24 * 60 * 60 * 1_000;
const monday = Date.parse('2026-03-02T09:00:00.000Z');
const at = (days: number): string => momentOf(monday + days * day);

const kinds = fc.constantFrom(...findingKinds);

test('a finding weighs half of what its kind may at the threshold, more the further it goes, and never all of it', () => {
  fc.assert(fc.property(kinds, fc.integer({ min: 1, max: 1_000 }), fc.integer({ min: 0, max: 100_000 }), (kind, threshold, beyond) => {
    expect(weightOf({ kind, threshold, measured: threshold })).toBeCloseTo(gravity[kind] / 2, 3);
    const [weight, more] = [beyond, beyond + 1].map((one) => weightOf({ kind, threshold, measured: threshold + one }));
    expect(weight).toBeLessThanOrEqual(more ?? 0);
    expect(more).toBeLessThanOrEqual(gravity[kind]);
  }));
});

test('findings come the heaviest first, and in one order whatever order they were found in', () => {
  const finding = fc.record({ kind: kinds, measured: fc.integer({ min: 5, max: 50 }), days: fc.integer({ min: 0, max: 9 }), key: fc.uuid() }).map(({ kind, measured, days, key }): Finding =>
    ({ kind, key, since: at(-days), measured, threshold: 5, unit: 'DAYS', says: '', workflows: [], agents: [], concerns: [], acts: [], workflowsCount: 0, next: [] }));
  fc.assert(fc.property(fc.array(finding, { maxLength: 30 }), (some) => {
    const listed = weighed(some);
    expect(listed.map(({ weight }) => weight)).toEqual(listed.map(({ weight }) => weight).sort((one, other) => other - one));
    expect(weighed([...some].reverse()).map(rankOf)).toEqual(listed.map(rankOf));
  }));
});

test('the usual thresholds lie within their bounds, others are taken within them, and refused outside', () => {
  expect(thresholdsWith(null)).toEqual(usualThresholds);
  for (const name of thresholdNames) {
    const { usual, least, most } = thresholdTable[name];
    expect(usual >= least && usual <= most).toBe(true);
    expect(thresholdsWith({ [name]: most })[name]).toBe(most);
    for (const wrong of [least - 1, most + 1, Number.NaN]) expect(() => thresholdsWith({ [name]: wrong })).toThrow(/^Give a/);
    if (thresholdTable[name].whole) expect(() => thresholdsWith({ [name]: least + 0.5 })).toThrow(/whole number/);
  }
});

test('a check-in is missed each time the cadence comes round', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 0, max: 1_000 }), (cadence, now) => {
    let missed = 0;
    for (let due = cadence; due <= now; due += cadence) missed++;
    expect(missedCheckIns({ since: at(0), due: at(cadence) }, at(now))).toBe(missed);
  }));
});

test('the last minute is the last share of the time, and all that comes after', () => {
  const asked = (days: number): boolean => isLastMinute({ starts: at(0), due: at(100), at: at(days) }, { lastMinuteShare: 0.1 });
  expect([0, 50, 89, 90, 100, 130].map(asked)).toEqual([false, false, false, true, true, true]);
});

test('rings are those that a naive walk finds, and are as old as the last of what makes them', () => {
  const needs = fc.array(fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 6 }), fc.integer({ min: 14, max: 90 })), { maxLength: 14 }).map((edges) =>
    edges.filter(([from, to]) => from !== to).map(([from, to, age]): NeedCandidate => ({ workflow: `w${String(from)}`, provider: `w${String(to)}`, customer: `c${String(from)}`, performer: `p${String(from)}`, since: at(-age), workflowSince: at(-90), providerSince: at(-90) })));
  fc.assert(fc.property(needs, (some) => {
    const reach = (from: string): Set<string> => {
      const met = new Set<string>();
      for (const wait = [from]; wait.length > 0;) {
        const one = wait.pop();
        for (const { workflow, provider } of some) if (workflow === one && !met.has(provider)) { met.add(provider); wait.push(provider); }
      }
      return met;
    };
    const all = [...new Set(some.flatMap(({ workflow, provider }) => [workflow, provider]))].sort();
    const ringed = all.filter((one) => reach(one).has(one));
    const groups = new Set(ringed.map((one) => ringed.filter((other) => reach(one).has(other) && reach(other).has(one)).join(' ')));
    const found = judgeRings(some, usualThresholds, at(0), null);
    expect(new Set(found.map(({ workflows }) => workflows.join(' ')))).toEqual(groups);
    for (const { workflows, since } of found) {
      const within = some.filter(({ workflow, provider }) => workflows.includes(workflow) && workflows.includes(provider));
      expect(since).toBe(within.map((need) => need.since).sort().at(-1));
    }
  }), { numRuns: 500 });
});
