import { openApi, testDatabaseSettings, workflowIn } from '../kit/api.js';
import type { Act, Api, Company } from '../kit/api.js';
import { Wire } from '../kit/wire.js';

let wire: Wire;
let api: Api;
let company: Company;

beforeAll(async () => {
  const between = await Wire.between(testDatabaseSettings());
  wire = between.wire;
  api = await openApi({ database: between.settings });
  company = await api.found();
});
afterAll(async () => {
  await api.close();
  await wire.close();
});
beforeEach(() => {
  wire.cuts = 0;
});

async function remarksIn(workflow: string): Promise<string[]> {
  const { workflow: found } = await company.asks('ada', 'query($id: ID!) { workflow(id: $id) { acts(first: 100) { nodes { act words } } } }', { id: workflow });
  return found.acts.nodes.filter((act: { act: string }) => act.act === 'REMARK').map((act: { words: string }) => act.words);
}

test('a commit that never arrived is made again', async () => {
  const workflow = await workflowIn(company, 'EXECUTING');
  wire.loseNextCommit();
  await company.says('ada', 'remarkOnWorkflow', { workflow, words: 'Once' });
  expect(wire.cuts).toBe(1);
  expect(await remarksIn(workflow)).toEqual(['Once']);
});

test('a commit whose answer was lost is found, and not made again', async () => {
  const workflow = await workflowIn(company, 'EXECUTING');
  wire.loseAnswerToNextCommit();
  const answer = await company.triesTo('ada', 'remarkOnWorkflow', { workflow, words: 'Once' });
  expect(wire.cuts).toBe(1);
  expect(answer).toMatchObject({ act: { act: 'REMARK' }, userErrors: [] });
  expect(await remarksIn(workflow)).toEqual(['Once']);
});

test('the same holds for a mutation without a key of the client', async () => {
  wire.loseAnswerToNextCommit();
  const { agent } = await company.does('olga', 'createAgent', 'CreateAgentInput', { idempotencyKey: null, kind: 'PERSON', name: 'Gus Ortega' }, 'agent { id version }');
  expect(wire.cuts).toBe(1);
  const { agents } = await company.asks('olga', 'query { agents(first: 100) { nodes { id name } } }');
  expect(agents.nodes.filter(({ name }: { name: string }) => name === 'Gus Ortega')).toEqual([{ id: agent.id, name: 'Gus Ortega' }]);
});

test('a client that was told of an outage learns by its key what came of its wish', async () => {
  const workflow = await workflowIn(company, 'EXECUTING');
  const mutation = 'mutation($input: RemarkOnWorkflowInput!) { remarkOnWorkflow(input: $input) { act { id sequence words } userErrors { code } } }';
  const input = { workflow, idempotencyKey: 'unknown outcome', words: 'Did you hear me?' };
  wire.loseAnswerToNextCommit(true);
  const lost = await company.ask('ada', mutation, { input });
  expect(wire.cuts).toBe(1);
  expect(lost.errors).toMatchObject([{ extensions: { code: 'UNAVAILABLE' }, message: expect.stringContaining('same idempotency key') as string }]);

  wire.mend();
  const again = await company.asks('ada', mutation, { input });
  expect((again.remarkOnWorkflow as Act).userErrors).toEqual([]);
  expect(again.remarkOnWorkflow.act).toMatchObject({ words: 'Did you hear me?' });
  expect(await remarksIn(workflow)).toEqual(['Did you hear me?']);
});
