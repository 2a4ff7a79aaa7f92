import fc from 'fast-check';
import { accountabilityOf, bandOf, horizonBands, recordOf } from '../../../src/domain/cascade/accountability.rules.js';
import type { AgentStanding, StructuralPromise } from '../../../src/domain/cascade/accountability.rules.js';
import { promiseStatuses } from '../../../src/domain/workflow/workflow.types.js';

const [threeYears, year, quarter] = [1_096, 365, 92];

function promised(workflow: string, customer: string, performer: string, horizonDays: number, serves: readonly string[] = [], status: StructuralPromise['status'] = 'IN_FORCE'): StructuralPromise {
  return { workflow, customer, performer, horizonDays, status, serves };
}

function standing(agent: string, promises: readonly StructuralPromise[]): AgentStanding {
  const found = accountabilityOf(promises).agents.find((one) => one.agent === agent);
  if (found === undefined) throw new Error(`${agent} is nobody here`);
  return found;
}

test.each([[1, 'DAY'], [2, 'WEEK'], [7, 'WEEK'], [8, 'MONTH'], [31, 'MONTH'], [92, 'QUARTER'], [93, 'YEAR'], [366, 'YEAR'], [367, 'YEARS'], [1_096, 'YEARS']] as const)('%d days are a horizon that people call %s', (days, band) => {
  expect(bandOf(days)).toBe(band);
});

describe('the company of the tables', () => {
  const company = [
    promised('company', 'board', 'ceo', threeYears),
    promised('tech', 'ceo', 'cto', year, ['company']),
    promised('feature', 'cto', 'engineer', quarter, ['tech']),
    promised('product', 'ceo', 'owner', year, ['company']),
    promised('part 1', 'owner', 'engineer 1', year, ['product']),
    promised('part 2', 'owner', 'engineer 2', year, ['product']),
  ];

  test('has a structure on each horizon, without a reporting line in it', () => {
    const { bands } = accountabilityOf(company);
    expect(bands.map(({ band, promises, customers, performers }) => [band, promises, customers, performers])).toEqual([['YEARS', 1, 1, 1], ['YEAR', 4, 2, 4], ['QUARTER', 1, 1, 1]]);
    expect(bands[1]?.pairs).toContainEqual({ customer: 'owner', performer: 'engineer 2', promises: 1 });
  });

  test('says who is Performer on one horizon and Customer on the next', () => {
    expect(standing('ceo', company).turns).toEqual([{ performer: 'YEARS', customer: 'YEAR' }]);
    expect(standing('cto', company).turns).toEqual([{ performer: 'YEAR', customer: 'QUARTER' }]);
    expect(standing('owner', company).turns).toEqual([{ performer: 'YEAR', customer: 'YEAR' }]);
    expect([standing('board', company).turns, standing('engineer', company).turns]).toEqual([[], []]);
  });

  test('says how many promise to one, and how deep they stand', () => {
    const shown = (agent: string): number[] => {
      const { span, depth, below } = standing(agent, company);
      return [span, depth ?? -1, below];
    };
    expect([shown('board'), shown('ceo'), shown('cto'), shown('owner'), shown('engineer')]).toEqual([[1, 0, 3], [2, 1, 2], [1, 2, 1], [2, 2, 1], [0, 3, 0]]);
    expect(accountabilityOf(company).agents.map(({ agent }) => agent).slice(0, 3)).toEqual(['board', 'ceo', 'cto']);
  });
});

describe('the record of an agent', () => {
  const history = [
    promised('a', 'ceo', 'cto', year, [], 'REDEEMED'), promised('b', 'ceo', 'cto', quarter, [], 'REDEEMED'), promised('c', 'ceo', 'cto', threeYears, [], 'BROKEN'),
    promised('d', 'ceo', 'cto', threeYears, [], 'SUPERSEDED'), promised('e', 'ceo', 'cto', quarter, [], 'RELEASED'), promised('f', 'ceo', 'cto', quarter),
  ];

  const alike = history.map(({ horizonDays, status }) => ({ horizonDays, status, count: 1 }));

  test('has the longest horizon they kept a promise on, which is not the longest they promised on', () => {
    expect(recordOf(alike).longestKept).toBe(year);
    expect(standing('cto', history).longestPromised).toBe(quarter);
    expect(recordOf([])).toEqual({ record: [], longestKept: null });
    expect(standing('ceo', history).longestPromised).toBeNull();
  });

  test('has what became of their promises on each horizon, however many have come to the same', () => {
    expect(recordOf(alike).record).toEqual([
      { band: 'YEARS', live: 0, kept: 0, broken: 1, released: 0 }, { band: 'YEAR', live: 0, kept: 1, broken: 0, released: 0 }, { band: 'QUARTER', live: 1, kept: 1, broken: 0, released: 1 },
    ]);
    expect(recordOf([{ horizonDays: quarter, status: 'REDEEMED', count: 7 }, { horizonDays: quarter, status: 'BROKEN', count: 2 }]).record).toEqual([{ band: 'QUARTER', live: 0, kept: 7, broken: 2, released: 0 }]);
  });

  test('stays when nothing of theirs is live, but they stand nowhere then', () => {
    expect(standing('cto', history.slice(0, 1))).toMatchObject({ depth: null, span: 0, made: 0 });
  });
});

test('what is not shown is nobody’s, and others stand below it all the same', () => {
  const [above, below] = [promised('above', 'board', 'ceo', threeYears), promised('below', 'ceo', 'cto', year, ['above'])];
  const { agents, bands } = accountabilityOf([above, below], ({ workflow }) => workflow !== 'above');
  expect(agents.map(({ agent, depth, made }) => [agent, depth, made])).toEqual([['ceo', 0, 0], ['cto', 2, 1]]);
  expect(bands.map(({ band, promises }) => [band, promises])).toEqual([['YEAR', 1]]);
});

const people = fc.constantFrom('a', 'b', 'c', 'd', 'e');
const organisations = fc
  .array(fc.record({ customer: people, performer: people, horizonDays: fc.integer({ min: 1, max: 2_000 }), status: fc.constantFrom(...promiseStatuses), serves: fc.uniqueArray(fc.nat(), { maxLength: 2 }) }), { maxLength: 14 })
  .map((all) => all.map(({ serves, ...one }, index): StructuralPromise => ({ ...one, workflow: `w${String(index)}`, serves: index === 0 ? [] : [...new Set(serves.map((parent) => `w${String(parent % index)}`))] })));

test('all of it is what looking at every promise again for each agent finds', () => {
  fc.assert(fc.property(organisations, (all) => {
    const live = all.filter(({ status }) => ['IN_FORCE', 'UNDER_RENEGOTIATION', 'DELIVERED'].includes(status));
    const level = (id: string): number => {
      const one = live.find(({ workflow }) => workflow === id);
      return one === undefined ? 0 : 1 + Math.max(0, ...one.serves.map(level));
    };
    const height = (id: string): number => Math.max(0, ...live.filter(({ serves }) => serves.includes(id)).map(({ workflow }) => 1 + height(workflow)));
    const { agents, bands } = accountabilityOf(all);
    expect(agents.map(({ agent }) => agent).sort()).toEqual([...new Set(all.flatMap(({ customer, performer }) => [customer, performer]))].sort());
    for (const found of agents) {
      const [made, received] = [live.filter(({ performer }) => performer === found.agent), live.filter(({ customer }) => customer === found.agent)];
      expect(found).toMatchObject({
        made: made.length,
        received: received.length,
        span: new Set(received.map(({ performer }) => performer)).size,
        customers: new Set(made.map(({ customer }) => customer)).size,
        depth: made.length > 0 ? Math.min(...made.map(({ workflow }) => level(workflow))) : received.length > 0 ? 0 : null,
        below: Math.max(0, ...received.map(({ workflow }) => 1 + height(workflow))),
        longestPromised: made.length === 0 ? null : Math.max(...made.map(({ horizonDays }) => horizonDays)),
      });
      const turns = horizonBands.filter((band) => made.some(({ horizonDays }) => bandOf(horizonDays) === band)).flatMap((performer) => {
        const customer = horizonBands.filter((band, index) => index >= horizonBands.indexOf(performer) && received.some(({ horizonDays }) => bandOf(horizonDays) === band))[0];
        return customer === undefined ? [] : [{ performer, customer }];
      });
      expect(found.turns).toEqual(turns);
    }
    expect(bands.reduce((sum, { promises }) => sum + promises, 0)).toBe(live.length);
  }));
});
