import { momentOf } from '../../src/domain/common/moment.rules.js';
import type { WorkflowState } from '../../src/domain/workflow/workflow.types.js';
import { aDay, openApi } from '../kit/api.js';
import type { Api, Company } from '../kit/api.js';
import { naivelyRolled } from '../kit/naive-roll-up.js';
import { dayFromNow, workflowBetween } from '../kit/ties.js';
import type { Name } from '../kit/ties.js';

/*
 * How far a promise is, from the leaves of the cascade up: the whole promises the company, two parts serve it, and one
 * feature serves both parts, so that it could be counted twice.
 */
let api: Api;
let company: Company;
let whole: string, tech: string, product: string, feature: string;

beforeAll(async () => {
  api = await openApi();
});
beforeEach(async () => {
  company = await api.found();
  whole = await workflowBetween(company, { customer: 'grace', performer: 'ada', statement: 'Make the Company Awesome', due: day(365), conditions: ['Customers recommend us', 'The company grows'] });
  tech = await workflowBetween(company, { customer: 'ada', performer: 'bram', statement: 'Build Awesome Tech for the Company', due: day(300) });
  // Inputs of a figure come the oldest first.
  api.clock.now += 1_000;
  product = await measured('ada', 'dana', 'Ship an Awesome Product', 300);
  feature = await measured('bram', 'chidi', 'Implement Awesome Feature', 90);
  await serves('ada', tech, whole, '1', { c1: '0.25' });
  await serves('ada', product, whole, '1', { c1: '0.5' });
  await serves('bram', feature, tech, '0.5', { c1: null });
  // Bram performs for Dana too, so that his engineer can serve both.
  const search = await workflowBetween(company, { customer: 'dana', performer: 'bram', statement: 'Search for everybody', due: day(200) });
  await serves('dana', search, product, '1', { c1: '1' });
  await serves('bram', feature, search, '0.5', { c1: null });
});
afterAll(() => api.close());

const day = (days: number): string => dayFromNow(company, days);

/** A promise with one condition that can be measured. */
async function measured(customer: Name, performer: Name, statement: string, days: number): Promise<string> {
  const workflow = await workflowBetween(company, { customer, performer, statement, due: day(days), until: 'NEGOTIATING' });
  const { standingProposal } = await company.says(performer, 'proposeTerms', {
    workflow, terms: { due: day(days), conditions: [{ statement: 'It is there', measure: { metric: 'parts', direction: 'RAISE', baseline: '0', target: '10' } }] },
  });
  await company.says(customer, 'agreeToProposal', { workflow, proposal: standingProposal?.id });
  return workflow;
}

async function serves(who: Name, workflow: string, parent: string, share: string, contributions: Readonly<Record<string, string | null>>): Promise<void> {
  await company.says(who, 'servePromise', { workflow, parent, share, contributions: Object.entries(contributions).map(([condition, contribution]) => ({ condition, contribution })) });
}

async function reports(who: Name, workflow: string, value: string, more: object = {}): Promise<void> {
  await company.says(who, 'reportProgress', { workflow, values: [{ condition: 'c1', value }], ...more });
}

const fields = `rollUp {
  progress { value basis known of formula } confidence { value basis } forecast { at from { objective } } forecastFormula kept
  conditions { key statement progress { value basis formula } confidence { value } kept weighing rest partsCount parts { child { objective } contribution weight progress confidence kept } }
  below { workflows hiddenCount promises statuses { value count } kept attributed attributedKept known progress }
}`;

async function rollUpOf(of: string, who: Name = 'chidi', asOf?: string) {
  await company.person(who);
  const { workflow } = await company.asks(who, `query($id: ID!, $asOf: When) { workflow(id: $id, asOf: $asOf) { ${fields} } }`, { id: of, asOf });
  return workflow.rollUp;
}

test('nothing is known while nobody has shown anything', async () => {
  expect(await rollUpOf(whole)).toMatchObject({
    progress: { value: null, basis: 'UNKNOWN' }, confidence: { value: null, basis: 'UNKNOWN' }, forecast: null, kept: false,
    below: { workflows: 4, hiddenCount: 0, promises: 4, kept: 0, known: 0, progress: null, statuses: [{ value: 'IN_FORCE', count: 4 }] },
  });
});

test('what is measured at the leaves adds up to the root, with the formula and each input', async () => {
  await reports('chidi', feature, '5', { confidence: 0.5, forecast: day(80) });
  await reports('dana', product, '8', { confidence: 0.9 });
  const { progress, conditions, forecast, forecastFormula } = await rollUpOf(whole);
  // 0.25 of 0.5, and 0.5 of 0.8; a quarter rests on nothing, and the other condition has shown nothing.
  expect(conditions[0]).toMatchObject({
    key: 'c1', statement: 'Customers recommend us', progress: { value: 0.525, basis: 'CHILDREN', formula: 'Σ contribution × progress of what serves it; 0.25 of it rests on none of them' },
    weighing: 'GIVEN', rest: '0.25', partsCount: 2,
    parts: [
      { child: { objective: 'Build Awesome Tech for the Company' }, contribution: '0.25', weight: '0.25', progress: 0.5, confidence: 0.5, kept: false },
      { child: { objective: 'Ship an Awesome Product' }, contribution: '0.5', weight: '0.5', progress: 0.8, confidence: 0.9, kept: false },
    ],
  });
  expect(conditions[1]).toMatchObject({ key: 'c2', progress: { value: null, basis: 'UNKNOWN', formula: 'it has no measure, and nothing serves it' }, rest: '1', partsCount: 0, parts: [] });
  expect(progress).toEqual({ value: 0.2625, basis: 'CONDITIONS', known: 1, of: 2, formula: 'the mean of its 2 mandatory conditions that were not waived; 1 of 2 have shown nothing yet and count as 0' });
  expect(forecast.from).toEqual({ objective: 'Implement Awesome Feature' });
  expect(forecastFormula).toMatch(/the latest/);
});

test('what serves two is counted once, and is worth its shares', async () => {
  const totals = async (of: string) => (await rollUpOf(of)).below;
  expect(await totals(whole)).toMatchObject({ workflows: 4, promises: 4, attributed: 4 });
  expect(await totals(tech)).toMatchObject({ workflows: 1, promises: 1, attributed: 0.5 });
  expect(await totals(product)).toMatchObject({ workflows: 2, promises: 2, attributed: 1.5 });
  await company.says('chidi', 'deliverResults', { workflow: feature });
  await company.says('bram', 'assessDelivery', { workflow: feature, outcomes: [{ condition: 'c1', outcome: 'MET' }], satisfaction: 5 });
  expect(await totals(whole)).toMatchObject({ kept: 1, attributedKept: 1 });
  expect(await totals(tech)).toMatchObject({ kept: 1, attributedKept: 0.5 });
  // Only what was accepted counts as kept: the tech rests on it alone, and is not kept by it.
  expect(await rollUpOf(tech)).toMatchObject({ progress: { value: 1 }, kept: false, conditions: [{ kept: 1 }] });
});

test('is what a slow and plain way of adding up finds, for each workflow', async () => {
  await reports('chidi', feature, '3', { confidence: 0.4, forecast: day(70) });
  await reports('dana', product, '7');
  await company.says('bram', 'reportProgress', { workflow: tech, confidence: 0.7, forecast: day(250) });
  const rows = await api.database.runText('MATCH (one:Workflow {org: $org}) RETURN one.state AS state', { org: company.org });
  const all = (rows as { state: string }[]).map(({ state }) => JSON.parse(state) as WorkflowState);
  const { workflows } = await company.asks('ada', `{ workflows(first: 50) { nodes { objective ${fields} } } }`);
  expect(workflows.nodes).toHaveLength(all.length);
  for (const { objective, rollUp } of workflows.nodes) {
    const naive = naivelyRolled(all.find(({ concern }) => concern.statement === objective)?.id ?? '', all);
    expect([objective, rollUp.progress.value, rollUp.confidence.value, rollUp.forecast?.at ?? null, rollUp.kept]).toEqual([objective, naive.progress, naive.confidence, naive.forecast, naive.kept]);
    expect(rollUp.conditions.map((one: { progress: { value: number | null }; confidence: { value: number | null }; kept: number }) => [one.progress.value, one.confidence.value, one.kept]))
      .toEqual(naive.conditions.map(({ progress, confidence, kept }) => [progress, confidence, kept]));
  }
});

test('is asked of a day in the past', async () => {
  await reports('chidi', feature, '5');
  api.clock.now += aDay;
  const then = momentOf(api.clock.now);
  const before = await rollUpOf(whole);
  api.clock.now += aDay;
  await reports('chidi', feature, '9');
  await company.says('ada', 'stopServingPromise', { workflow: product, parent: whole });
  expect(await rollUpOf(whole, 'chidi', then)).toEqual(before);
  expect((await rollUpOf(whole)).conditions[0]).toMatchObject({ partsCount: 1, progress: { value: 0.225 } });
});

test('what may not be seen counts as what has shown nothing, and is told of as a number alone', async () => {
  await reports('chidi', feature, '5');
  await reports('dana', product, '8');
  await company.says('ada', 'setWorkflowVisibility', { workflow: product, visibility: 'PARTIES' });
  const seen = await rollUpOf(whole);
  expect(seen.below).toMatchObject({ workflows: 3, hiddenCount: 1, promises: 3 });
  expect(seen.conditions[0]).toMatchObject({ progress: { value: 0.125 }, partsCount: 2, parts: [{ progress: 0.5 }, { child: null, weight: '0.5', progress: null, confidence: null, kept: false }] });
  // Its parties see all of it.
  expect(await rollUpOf(whole, 'ada')).toMatchObject({ below: { workflows: 4, hiddenCount: 0 }, conditions: [{ progress: { value: 0.525 } }, {}] });
});

test('another organisation finds nothing', async () => {
  const other = await api.found();
  await other.person('ada');
  expect(await other.asks('ada', `query($id: ID!) { workflow(id: $id) { ${fields} } }`, { id: whole })).toEqual({ workflow: null });
});
