import { openApi } from '../kit/api.js';
import type { Api, Company } from '../kit/api.js';
import { dayFromNow, dependsOn, workflowBetween } from '../kit/ties.js';

/* What hung on what, who answered to whom and where the cascade had holes, at moments that have passed. */
let api: Api;
let company: Company;

jest.setTimeout(240_000);

beforeAll(async () => {
  api = await openApi();
});
beforeEach(async () => {
  company = await api.found();
  await company.person('bram');
});
afterAll(() => api.close());

const anHour = 3_600_000;

/** A moment, as clients write it: nothing else is said in it. */
function moment(): string {
  const at = new Date(api.clock.now).toISOString();
  api.clock.now += anHour;
  return at;
}

const workflow = 'workflow { id objective phase performer { name } promise { status due } needs { kind status } }';
const impact = `count hiddenCount isPartial because peopleCount atRiskCount
  affected(first: 10) { totalCount nodes { ${workflow} distance kind daysLate never conditions { key mandatory daysLate never }
    path { length start { phase } steps { workflow { objective phase } hiddenHops kind dependency condition needs neededBy status } } } }
  nearest(first: 2) { hasMore nodes { ${workflow} distance kind daysLate } }
  people { agent { name } asPerformer asCustomer }
  facets { performers { value { name } count } customers { value { name } count } phases { value count } statuses { value count } horizons { value count } distances { value count } }
  atRisk { ${workflow} distance conditions root }`;
const document = `query($of: [PlaceInput!]!, $asOf: When) {
  never: impact(of: $of, asOf: $asOf) { ${impact} }
  late: impact(of: $of, asOf: $asOf, daysLate: 60, filter: { phases: [NEGOTIATING, EXECUTING] }) { ${impact} }
  providers: impact(of: $of, asOf: $asOf, direction: PROVIDERS, kinds: [HARD, SOFT, INFORMATIONAL]) { ${impact} }
}`;
const organization = `query($asOf: When) {
  gaps(first: 100, asOf: $asOf) { totalCount hiddenCount nodes { kind ${workflow} condition mandatory parent { objective phase } } }
  accountability(asOf: $asOf) {
    hiddenCount horizons { horizon promises customers performers pairsCount pairs { customer { name } performer { name } promises } }
    agents(first: 100) { totalCount nodes { agent { name } span customers made received depth below longestPromisedDays longestKeptDays record { horizon live kept broken released } turns { performer customer } } }
  }
}`;

test('each question about the interlock is answered of a moment as it was in it', async () => {
  const due = dayFromNow(company, 300);
  const day = (days: number): string => dayFromNow(company, days);
  const [emil, fatima, bram] = [await company.person('emil'), await company.person('fatima'), await company.person('bram')];
  const started = { due, conditions: ['It is there', 'It is liked'] };
  const payments = await workflowBetween(company, { ...started, customer: 'dana', performer: 'emil', statement: 'Payments' });
  const { workflow: first } = await company.asks('dana', 'query($id: ID!) { workflow(id: $id) { concern { id } promise { id } } }', { id: payments });
  const places: readonly (readonly object[])[] = [[{ id: payments }], [{ id: payments, condition: 'c1' }], [{ id: first.promise.id }], [{ id: first.concern.id }], [{ id: emil }, { id: fatima, daysLate: 90 }]];
  const view = async (asOf: string | null): Promise<unknown> => ({
    impacts: await Promise.all(places.map((of) => company.asks('bram', document, { of, asOf }))),
    organization: await company.asks('bram', organization, { asOf }),
  });
  const seen: { at: string; was: unknown }[] = [];
  const remember = async (): Promise<void> => {
    const was = await view(null);
    seen.push({ at: moment(), was });
  };
  await remember();
  const product = await workflowBetween(company, { ...started, customer: 'ada', performer: 'dana', statement: 'Ship an Awesome Product' });
  const onboarding = await workflowBetween(company, { ...started, customer: 'dana', performer: 'fatima', statement: 'Onboarding', until: 'PROPOSED' });
  const need = await dependsOn(company, 'fatima', { workflow: onboarding, provider: payments, needs: 'c1', neededBy: day(280) });
  await remember();
  await company.says('emil', 'acknowledgeDependency', { workflow: payments, dependency: need });
  await company.says('dana', 'servePromise', { workflow: onboarding, parent: product, contributions: [{ condition: 'c1' }] });
  await company.says('ada', 'declareRoot', { workflow: product });
  const campaign = await workflowBetween(company, { ...started, customer: 'bram', performer: 'chidi', statement: 'Campaign', until: 'PROPOSED' });
  await dependsOn(company, 'chidi', { workflow: campaign, provider: onboarding, neededBy: day(290), kind: 'SOFT' });
  await remember();
  await company.does('olga', 'renameAgent', 'RenameAgentInput', { agent: fatima, name: 'Fatima el Haddad' }, 'agent { id }');
  await company.says('dana', 'markOwnConditions', { workflow: product, conditions: ['c2'] });
  await company.says('emil', 'renegotiatePromise', { workflow: payments, words: 'The second is out of reach.' });
  await company.says('emil', 'proposeTerms', { workflow: payments, terms: { due: day(260), conditions: [{ key: 'c1', statement: 'It is there' }, { statement: 'It is quick', mandatory: false }] } });
  await remember();
  const { workflow: { standingProposal } } = await company.asks('dana', 'query($id: ID!) { workflow(id: $id) { standingProposal { id } } }', { id: payments });
  await company.says('dana', 'agreeToProposal', { workflow: payments, proposal: standingProposal.id });
  await company.says('bram', 'handOverWorkflow', { workflow: campaign, successor: emil });
  await company.says('emil', 'takeOverWorkflow', { workflow: campaign });
  await remember();
  await company.says('emil', 'deliverResults', { workflow: payments });
  await company.says('dana', 'assessDelivery', { workflow: payments, outcomes: [{ condition: 'c1', outcome: 'MET' }, { condition: 'c3', outcome: 'MET' }], satisfaction: 5 });
  await remember();
  await company.says('fatima', 'stopDependingOnPromise', { workflow: onboarding, dependency: need });
  await company.says('ada', 'releasePromise', { workflow: product });
  await company.says('dana', 'openWorkflow', { performer: bram, concern: first.concern.id, window: { due } });
  await remember();

  // What is compared differs from moment to moment, or it would prove nothing.
  expect(new Set(seen.map(({ was }) => JSON.stringify(was))).size).toBe(seen.length);
  for (const { at, was } of seen) expect({ at, view: await view(at) }).toEqual({ at, view: was });
});

test('what is private now is gone from what hung on it when it was not', async () => {
  const due = dayFromNow(company, 300);
  const payments = await workflowBetween(company, { due, customer: 'dana', performer: 'emil', statement: 'Payments' });
  const onboarding = await workflowBetween(company, { due, customer: 'dana', performer: 'fatima', statement: 'Onboarding', until: 'PROPOSED' });
  await dependsOn(company, 'fatima', { workflow: onboarding, provider: payments, neededBy: dayFromNow(company, 280) });
  const campaign = await workflowBetween(company, { due, customer: 'dana', performer: 'chidi', statement: 'Campaign', until: 'PROPOSED' });
  await dependsOn(company, 'chidi', { workflow: campaign, provider: onboarding, neededBy: dayFromNow(company, 290) });
  const open = moment();
  await company.says('dana', 'setWorkflowVisibility', { workflow: onboarding, visibility: 'PARTIES' });
  moment();
  const question = `query($of: [PlaceInput!]!, $at: When!) {
    impact(of: $of, asOf: $at) { count hiddenCount affected { nodes { workflow { objective } path { steps { hiddenHops } } } } }
    impactChanges(of: $of, from: $at) { countBefore countAfter }
    gaps(asOf: $at) { hiddenCount nodes { workflow { objective } } }
    accountability(asOf: $at) { hiddenCount }
  }`;
  const asked = (who: 'bram' | 'fatima', id: string) => company.asks(who, question, { of: [{ id }], at: open });
  const hidden = await asked('bram', payments);
  expect(hidden).toMatchObject({
    impact: { count: 1, hiddenCount: 1, affected: { nodes: [{ workflow: { objective: 'Campaign' }, path: { steps: [{ hiddenHops: 1 }] } }] } },
    impactChanges: { countBefore: 1, countAfter: 1 }, gaps: { hiddenCount: 1 },
  });
  expect(JSON.stringify(hidden)).not.toContain('Onboarding');
  expect(await asked('fatima', payments)).toMatchObject({ impact: { count: 2, hiddenCount: 0 }, impactChanges: { countBefore: 2, countAfter: 2 }, gaps: { hiddenCount: 0 } });
  expect(await asked('bram', onboarding)).toMatchObject({ impact: null, impactChanges: null });
});

test('what was not there yet begins nothing, and a moment that lies ahead means now', async () => {
  await company.person('emil');
  const before = moment();
  const id = await workflowBetween(company, { due: dayFromNow(company, 300), customer: 'dana', performer: 'emil', statement: 'Payments', until: 'PROPOSED' });
  const proposed = moment();
  const { workflow: { standingProposal, concern } } = await company.asks('dana', 'query($id: ID!) { workflow(id: $id) { standingProposal { id } concern { id } } }', { id });
  await company.says('dana', 'agreeToProposal', { workflow: id, proposal: standingProposal.id });
  const { workflow: { promise } } = await company.asks('dana', 'query($id: ID!) { workflow(id: $id) { promise { id } } }', { id });
  const question = 'query($of: [PlaceInput!]!, $asOf: When) { impact(of: $of, asOf: $asOf) { count } }';
  const asked = async (place: string, asOf: string): Promise<unknown> => (await company.asks('bram', question, { of: [{ id: place }], asOf })).impact;
  expect([await asked(id, before), await asked(concern.id, before), await asked(promise.id, before)]).toEqual([null, null, null]);
  expect([await asked(id, proposed), await asked(concern.id, proposed), await asked(promise.id, proposed)]).toEqual([{ count: 0 }, { count: 0 }, null]);
  expect(await asked(promise.id, dayFromNow(company, 10))).toEqual({ count: 0 });
  const { errors } = await company.ask('bram', question, { of: [{ id }], asOf: 'some day' });
  expect(errors?.length).toBe(1);
});

test('is read page by page, and a cursor of another moment is refused', async () => {
  const due = dayFromNow(company, 300);
  const payments = await workflowBetween(company, { due, customer: 'dana', performer: 'emil', statement: 'Payments' });
  for (const statement of ['Onboarding', 'Campaign', 'Reports']) {
    const dependent = await workflowBetween(company, { due, customer: 'dana', performer: 'fatima', statement, until: 'PROPOSED' });
    await dependsOn(company, 'fatima', { workflow: dependent, provider: payments, neededBy: dayFromNow(company, 280) });
  }
  const at = moment();
  const later = moment();
  moment();
  const list = (name: string, given: string, row: string): readonly [string, string, string] => [name, given, row];
  for (const [name, given, row] of [list('gaps', '', 'kind workflow { id } condition'), list('accountability', '', 'agent { name }'), list('impact', 'of: $of, ', 'workflow { id }')]) {
    const page = 'first: $first, after: $after';
    const body = `nodes { ${row} } pageInfo { endCursor hasNextPage }`;
    const connection = name === 'gaps' ? `gaps(asOf: $asOf, ${page}) { ${body} }` : `${name}(${given}asOf: $asOf) { ${name === 'impact' ? 'affected' : 'agents'}(${page}) { ${body} } }`;
    const query = `query($asOf: When, $first: Int, $after: String${given === '' ? '' : ', $of: [PlaceInput!]!'}) { ${connection} }`;
    const read = async (asOf: string, first: number, after: string | null) => {
      const { data, errors } = await company.ask('bram', query, { asOf, first, after, ...(given === '' ? {} : { of: [{ id: payments }] }) });
      return { errors, found: name === 'gaps' ? data?.gaps : data?.[name]?.[name === 'impact' ? 'affected' : 'agents'] };
    };
    const { found: whole } = await read(at, 100, null);
    expect(whole.nodes.length).toBeGreaterThan(1);
    const { found: first } = await read(at, 1, null);
    const { found: rest } = await read(at, 100, first.pageInfo.endCursor);
    expect([...first.nodes, ...rest.nodes]).toEqual(whole.nodes);
    expect((await read(later, 1, first.pageInfo.endCursor)).errors?.[0]).toMatchObject({ extensions: { code: 'INVALID_INPUT', field: ['after'] } });
  }
});
