import { aDay, openApi, workflowIn } from '../kit/api.js';
import type { Api, Company } from '../kit/api.js';

/* What is shown of a past day is what was known on it: no less, and nothing that came after. */
let api: Api;
let company: Company;

beforeAll(async () => {
  api = await openApi();
  company = await api.found();
});
afterAll(() => api.close());

const now = (): string => new Date(api.clock.now).toISOString();

describe('a concern of a past day', () => {
  const moments: string[] = [];
  let concern: string;
  let workflows: string[];

  beforeAll(async () => {
    const first = await workflowIn(company, 'CLOSED');
    ({ workflow: { concern: { id: concern } } } = await company.asks('ada', 'query($id: ID!) { workflow(id: $id) { concern { id } } }', { id: first }));
    moments.push(now());
    api.clock.now += aDay;
    const { id: second } = await company.says('ada', 'openWorkflow', { concern, performer: await company.person('bram'), window: { due: '2026-12-31' } });
    moments.push(now());
    api.clock.now += aDay;
    await company.says('ada', 'declineWorkflow', { workflow: second, words: 'Not now.' });
    const { id: third } = await company.says('ada', 'openWorkflow', { concern, performer: await company.person('chidi'), window: { due: '2026-12-31' } });
    moments.push(now());
    api.clock.now += aDay;
    await company.says('ada', 'declineWorkflow', { workflow: third, words: 'Nor this.' });
    workflows = [third, second, first];
  });

  const shown = async (asOf: string): Promise<unknown> =>
    (await company.asks('ada', 'query($id: ID!, $asOf: When) { concern(id: $id, asOf: $asOf) { workflows { id phase asOf } } }', { id: concern, asOf })).concern.workflows;

  test('shows the workflows about it that were over by then, and those under way, as they stood', async () => {
    const at = (index: number): string => moments[index] ?? '';
    const [third, second, first] = workflows;
    expect(await shown(at(0))).toEqual([{ id: first, phase: 'CLOSED', asOf: at(0) }]);
    expect(await shown(at(1))).toEqual([{ id: second, phase: 'LISTENING', asOf: at(1) }, { id: first, phase: 'CLOSED', asOf: at(1) }]);
    expect(await shown(at(2))).toEqual([{ id: third, phase: 'LISTENING', asOf: at(2) }, { id: second, phase: 'CLOSED', asOf: at(2) }, { id: first, phase: 'CLOSED', asOf: at(2) }]);
  });

  test('shows as many as it shows today, of a moment after the last of them', async () => {
    const { concern: today } = await company.asks('ada', 'query($id: ID!) { concern(id: $id) { workflows { id phase } } }', { id: concern });
    expect(await shown(now())).toEqual(today.workflows.map((one: object) => ({ ...one, asOf: now() })));
  });
});

describe('a workflow of a past day', () => {
  let workflow: string;
  let then: string;

  beforeAll(async () => {
    workflow = await workflowIn(company, 'EXECUTING');
    then = now();
    api.clock.now += aDay;
    await company.says('bram', 'deliverResults', { workflow });
  });

  const changes = (given: string) => company.ask('ada', `query($id: ID!, $then: When!, $later: When!) { workflow(id: $id, asOf: $then) { changes(${given}) { after { phase } acts { act } } } }`.replace(given.includes('$later') ? '' : ', $later: When!', ''), { id: workflow, then, ...(given.includes('$later') ? { later: now() } : {}) });

  test('tells what happened up to then, and nothing of after', async () => {
    for (const given of ['from: "2026-01-01"', 'from: "2026-01-01", to: $then']) {
      const { data, errors } = await changes(given);
      expect(errors).toBeUndefined();
      expect(data.workflow.changes.after).toEqual({ phase: 'EXECUTING' });
      expect(data.workflow.changes.acts.at(-1)).toEqual({ act: 'AGREE' });
    }
  });

  test.each([['to', 'from: "2026-01-01", to: $later'], ['from', 'from: $later']])('refuses a moment after its own, in `%s`', async (field, given) => {
    const { errors } = await changes(given);
    expect(errors).toMatchObject([{ message: expect.stringContaining(`shown as of ${then}`) as string, extensions: { code: 'INVALID_INPUT', field: [field] } }]);
  });
});

test('lists of today are read on, page by page, while time goes by', async () => {
  for (let count = 1; count <= 2; count++) await workflowIn(company, 'EXECUTING');
  const today = now().slice(0, 10);
  const lists: Readonly<Record<string, (after: string) => string>> = {
    workflows: (after) => `workflows(asOf: "${today}", first: 1${after}) { pageInfo { endCursor } nodes { id } }`,
    agents: (after) => `agents(asOf: "${today}", first: 1${after}) { pageInfo { endCursor } nodes { id } }`,
    promises: (after) => `promisesMadeByMe(asOf: "${today}", first: 1${after}) { pageInfo { endCursor } nodes { id } }`,
    changes: (after) => `changes(from: "2026-01-01", to: "${today}", first: 1${after}) { pageInfo { endCursor } nodes { id } }`,
  };
  for (const [name, list] of Object.entries(lists)) {
    const page = async (after: string) => (await company.asks('bram', `{ list: ${list(after)} }`)).list;
    const first = await page('');
    api.clock.now += 1_000;
    const second = await page(`, after: "${String(first.pageInfo.endCursor)}"`);
    expect([name, first.nodes.length, second.nodes.length, first.nodes[0].id === second.nodes[0]?.id]).toEqual([name, 1, 1, false]);
  }
});
