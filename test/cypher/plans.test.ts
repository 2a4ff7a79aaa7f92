import type { Plan } from 'neo4j-driver';
import type { Statement } from '../../src/graph/statement.js';
import { openApi } from '../kit/api.js';
import type { Api } from '../kit/api.js';
import { Explainer, detailsOf, givesOneRowAtMost, leavesOf, operatorOf, operatorsOf, sampleParameters, statementFiles, textOf } from '../kit/plans.js';
import type { Explained } from '../kit/plans.js';
import { Population } from '../kit/population.js';

/*
 * Plans are made from statistics: over an almost empty database reading a whole label is the cheapest there is. So
 * an organisation of some thousand nodes moves in first.
 */
let api: Api;
let population: Population;
let explainer: Explainer;
const explained = new Map<string, Explained>();

jest.setTimeout(240_000);

beforeAll(async () => {
  api = await openApi();
  population = await Population.settle(api.database);
  explainer = new Explainer();
  for (const [name, statement] of statementFiles) {
    explained.set(name, await explainer.explain(statement, sampleParameters(statement, { org: population.org, subject: population.subject })));
  }
});
afterAll(async () => {
  await population.leave();
  await explainer.close();
  await api.close();
});

const names = [...statementFiles.values()].map((statement: Statement) => [statement.name]);

function explainedOf(name: string): Explained {
  const found = explained.get(name);
  if (found === undefined) throw new Error(`There is no plan of ${name}.`);
  return found;
}

const planOf = (name: string): Plan => explainedOf(name).plan;

/** Fails with the whole plan, which says more than any operator alone. */
function expectNone(found: readonly Plan[], plan: Plan): void {
  if (found.length > 0) throw new Error(`${found.map((one) => `${operatorOf(one)} ${detailsOf(one)}`).join('\n')}\nin\n${textOf(plan)}`);
}

const seeks = new Set(['NodeUniqueIndexSeek', 'NodeUniqueIndexSeek(Locking)', 'NodeIndexSeek', 'NodeIndexSeekByRange', 'NodeUniqueIndexSeekByRange', 'DirectedRelationshipIndexSeek', 'DirectedRelationshipIndexSeekByRange']);
// What brings no rows out of the graph: the row from outside, a list that was given, and nothing at all.
const sources = new Set(['Argument', 'Unwind', 'EmptyRow']);

test.each([...statementFiles.values()].map((statement): [string, Statement] => [statement.name, statement]))('%s returns the columns of its header, and is read only where it says so', (name, statement) => {
  const { columns, kind } = explainedOf(name);
  expect([...columns].sort()).toEqual([...statement.columns.keys()].sort());
  if (statement.mode === 'read') expect(kind).toBe('r');
});

test.each(names)('%s finds everything by an index', (name) => {
  const plan = planOf(name);
  expectNone(leavesOf(plan).filter((leaf) => !seeks.has(operatorOf(leaf)) && !sources.has(operatorOf(leaf))), plan);
});

test.each(names)('%s begins every seek with the organisation', (name) => {
  const plan = planOf(name);
  // Forgetting keys and finding organisations is the house's own work, across them all; events without a number are few.
  const across = ['change/forget-keys', 'export/later'].includes(name) || /^(organization|outbox|clock|delivery)\//.test(name) || name === 'catching-up/list-organizations';
  expectNone(across ? [] : leavesOf(plan).filter((leaf) => seeks.has(operatorOf(leaf)) && !/WHERE org = /.test(detailsOf(leaf))), plan);
});

// The full-text index is asked in the words of one organisation (test/search/tenants.test.ts); what it gives is checked once more.
test.each(names)('%s calls no procedure but the full-text index, and takes from it only what is of the organisation', (name) => {
  const plan = planOf(name);
  const calls = [...operatorsOf(plan)].filter((one) => operatorOf(one) === 'ProcedureCall');
  expectNone(calls.filter((one) => !detailsOf(one).startsWith('db.index.fulltext.queryNodes(')), plan);
  expect(statementFiles.get(name)?.text.match(/queryNodes\('search', \$query\)/g) ?? []).toHaveLength(calls.length);
  if (calls.length > 0) expect(statementFiles.get(name)?.text).toMatch(/\bWHERE node\.org = \$org AND /);
});

test.each(names)('%s multiplies nothing but single rows', (name) => {
  const plan = planOf(name);
  expectNone([...operatorsOf(plan)].filter((one) => operatorOf(one) === 'CartesianProduct' && !givesOneRowAtMost(one)), plan);
});

// A subquery inside CASE, or as an argument of a function, is planned out of sight of EXPLAIN, and of these tests.
test.each(names)('%s hides no subquery from its plan', (name) => {
  const plan = planOf(name);
  expectNone([...operatorsOf(plan)].filter((one) => /\b(COUNT|EXISTS|COLLECT) \{/.test(detailsOf(one).replace(/`[^`]*`/g, ''))), plan);
});

// Whatever is remembered before the first row is written counts against the memory of the transaction, thousands of times.
test.each(names.filter(([name]) => name?.startsWith('import/') === true))('%s makes each row and forgets it', (name) => {
  const plan = planOf(name);
  expectNone([...operatorsOf(plan)].filter((one) => operatorOf(one) === 'Eager'), plan);
});

test.each([
  ['act/list-about'],
  ['act/list-recorded'],
  ['agent/list'],
  ['agent/list-as-of'],
  ['concern/list'],
  ['concern/list-of-holder'],
  ['promise/list-made-by-due-first'],
  ['promise/list-made-by-longest-horizon-first'],
  ['promise/list-made-by-newest-first'],
  ['promise/list-made-to-due-first'],
  ['promise/list-made-to-longest-horizon-first'],
  ['promise/list-made-to-newest-first'],
  ['workflow/list-as-of'],
  ['workflow/list-due-first'],
  ['workflow/list-newest-first'],
  ['workflow/list-oldest-first'],
])('%s reads a page in the order of its index, and sorts nothing', (name) => {
  const plan = planOf(name);
  expectNone([...operatorsOf(plan)].filter((one) => /^(Partial)?(Sort|Top)/.test(operatorOf(one))), plan);
});

// Where several seeks make one list, what each found is cut to a page before they are put in one order.
test.each([
  ['workflow/list-of-party-due-first', 2],
  ['workflow/list-of-party-newest-first', 2],
  ['workflow/list-of-party-oldest-first', 2],
  ['workflow/my-moves', 1],
])('%s reads each page in the order of its index, and sorts no more than it has read of them', (name, pages) => {
  const plan = planOf(name);
  const sorts = [...operatorsOf(plan)].filter((one) => /^(Partial)?(Sort|Top)/.test(operatorOf(one)));
  const limits = [...operatorsOf(plan)].filter((one) => operatorOf(one) === 'Limit');
  if (sorts.length !== 1 || limits.length !== pages) throw new Error(textOf(plan));
  // The seeks lie below their limits, and these below the one sort.
  for (const limit of limits) {
    expectNone([...operatorsOf(limit)].filter((one) => sorts.includes(one)), plan);
    expect(leavesOf(limit).filter((leaf) => seeks.has(operatorOf(leaf)))).toHaveLength(1);
    expect([...operatorsOf(sorts[0] as Plan)]).toContain(limit);
  }
});

// Where a chain forks and joins again and again, its ways are more than anybody can count; its workflows are few.
test.each(names.filter(([name]) => name?.startsWith('cascade/chain-') === true))('%s follows a chain workflow by workflow, and not way by way', (name) => {
  const plan = planOf(name ?? '');
  const expansions = [...operatorsOf(plan)].filter((one) => operatorOf(one).startsWith('VarLengthExpand'));
  expect(expansions.length).toBeGreaterThan(0);
  expectNone(expansions.filter((one) => !operatorOf(one).includes('Pruning,BFS')), plan);
});

// Two indexes know which concerns are taken up, as long as the version before may still ask the one: the other alone knows in which words.
test('diagnosis/concern-with-two-customers asks of concerns the index that knows which are in the same words', () => {
  const plan = planOf('diagnosis/concern-with-two-customers');
  const asked = leavesOf(plan).filter((leaf) => detailsOf(leaf).includes(':Concern('));
  expect(asked.length).toBeGreaterThan(1);
  expectNone(asked.filter((leaf) => !detailsOf(leaf).includes(':Concern(org, status, alike, underWay)')), plan);
});
