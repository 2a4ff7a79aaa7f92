import fc from 'fast-check';
import { momentOf } from '../../src/domain/common/moment.rules.js';
import { outcomes } from '../../src/domain/workflow/workflow.types.js';
import type { PromiseState } from '../../src/domain/workflow/workflow.types.js';
import { condition, place, promise, serving, workflow } from './planned-workflows.js';
import type { Planned } from './planned-workflows.js';

const hundredths = fc.option(fc.integer({ min: 1, max: 100 }).map((number) => String(number / 100)));

const conditions = fc
  .array(fc.record({ mandatory: fc.boolean(), current: fc.option(fc.integer({ min: 0, max: 999 }).map(String)), measured: fc.boolean(), outcome: fc.option(fc.constantFrom(...outcomes), { freq: 1 }) }), { minLength: 1, maxLength: 3 })
  .map((all) => all.map(({ mandatory, current, measured, outcome }, index) => condition(`c${String(index + 1)}`, {
    mandatory, outcome, ...(measured ? { measure: { metric: 'it', unit: null, direction: 'RAISE', baseline: '0', target: '999' }, current } : {}),
  })));

const promises = fc.record({
  conditions,
  status: fc.constantFrom<PromiseState['status']>('IN_FORCE', 'IN_FORCE', 'IN_FORCE', 'UNDER_RENEGOTIATION', 'DELIVERED', 'REDEEMED', 'BROKEN', 'RELEASED'),
  confidence: fc.option(fc.integer({ min: 0, max: 20 }).map((number) => number / 20), { freq: 1 }),
  forecast: fc.option(fc.nat(300).map((days) => momentOf(Date.parse('2026-03-02T00:00:00Z') + days * 86_400_000))),
});

const edges = fc.array(fc.record({
  parent: fc.nat(),
  share: hundredths,
  contributions: fc.uniqueArray(fc.record({ condition: fc.constantFrom('c1', 'c2', 'c3', 'c4'), contribution: hundredths }), { selector: (one) => one.condition, maxLength: 3 }),
}), { maxLength: 3 });

/** Cascades without a ring, each serving only what comes before it; weights are sometimes left out, and sometimes too many. */
export const cascades: fc.Arbitrary<Planned[]> = fc
  .array(fc.tuple(fc.option(promises, { freq: 8 }), edges), { minLength: 1, maxLength: 12 })
  .map((all) => all.map(([made, wished], index) => {
    const parents = new Map(index === 0 ? [] : wished.map((edge) => [edge.parent % index, edge]));
    return workflow(`w${String(index)}`, {
      promise: made === null ? null : promise(made),
      ...place({ serves: [...parents].map(([parent, { share, contributions }]) => serving(`w${String(parent)}`, contributions, share)) }),
    });
  }));
