import { openApi, workflowIn } from '../kit/api.js';
import type { Act, Api, Company } from '../kit/api.js';
import { atOnce, withPatience } from '../kit/crowd.js';

let api: Api;
let company: Company;

beforeAll(async () => {
  api = await openApi();
  company = await api.found();
});
afterAll(() => api.close());

async function actsOf(workflow: string): Promise<number> {
  const { workflow: found } = await company.asks('ada', 'query($id: ID!) { workflow(id: $id) { version acts { totalCount } } }', { id: workflow });
  expect(found.acts.totalCount).toBe(found.version);
  return found.version;
}

const wholeAnswer = 'act { id act sequence saidAt words } workflow { id version phase objective concern { id version } customer { id } performer { name } waitingFor { move due } acts { totalCount } }';

describe('fifty who send the same thing with one key', () => {
  test('have one act, and fifty equal answers', async () => {
    const workflow = await workflowIn(company, 'EXECUTING');
    const before = await actsOf(workflow);
    const input = { workflow, idempotencyKey: 'fifty-remarks', words: 'Said once' };

    const answers = await atOnce(50, () => withPatience<Act>(() => company.tries('ada', 'remarkOnWorkflow', 'RemarkOnWorkflowInput', input, wholeAnswer)));

    expect(answers[0]).toMatchObject({ act: { act: 'REMARK', sequence: before + 1, words: 'Said once' }, userErrors: [] });
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(await actsOf(workflow)).toBe(before + 1);
  });

  test('have one workflow, and one concern', async () => {
    const performer = await company.person('bram');
    const list = 'query { workflows { totalCount } concerns { totalCount } }';
    const before = await company.asks('ada', list);
    const input = { performer, statement: 'One office for all of us', window: { due: '2026-12-31' }, idempotencyKey: 'fifty-openings' };

    const answers = await atOnce(50, () => withPatience<Act>(() => company.tries('ada', 'openWorkflow', 'OpenWorkflowInput', input, wholeAnswer)));

    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(answers[0]?.userErrors).toEqual([]);
    const after = await company.asks('ada', list);
    expect(after.workflows.totalCount).toBe(before.workflows.totalCount + 1);
    expect(after.concerns.totalCount).toBe(before.concerns.totalCount + 1);
  });

  test('have one agent', async () => {
    const input = { kind: 'PERSON', name: 'Gus Ortega', subject: 'gus', idempotencyKey: 'fifty-agents' };
    const answers = await atOnce(50, () => withPatience<Act>(() => company.tries('olga', 'createAgent', 'CreateAgentInput', input, 'act { id } agent { id name version }')));
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(answers[0]?.userErrors).toEqual([]);
    const { agents } = await company.asks('olga', 'query { agents(first: 100) { nodes { name } } }');
    expect(agents.nodes.filter((agent: { name: string }) => agent.name === 'Gus Ortega')).toHaveLength(1);
  });
});

test('a key sent again much later answers what was done then, though much has been said since', async () => {
  const workflow = await workflowIn(company, 'LISTENING');
  const input = { workflow, idempotencyKey: 'later', words: 'Will you help me?' };
  const first = await company.triesTo('ada', 'requestHelp', input);
  await company.says('bram', 'offerHelp', { workflow });
  await company.says('ada', 'engageInWorkflow', { workflow });
  expect(await company.triesTo('ada', 'requestHelp', input)).toEqual(first);
  expect(first.workflow).toMatchObject({ phase: 'LISTENING' });
});

test('a key sent again with an older expected version is still a repeat, and no conflict', async () => {
  const workflow = await workflowIn(company, 'LISTENING');
  const input = { workflow, idempotencyKey: 'expected', expectedVersion: await actsOf(workflow) };
  const first = await company.triesTo('ada', 'requestHelp', input);
  expect(first.userErrors).toEqual([]);
  expect(await company.triesTo('ada', 'requestHelp', input)).toEqual(first);
});

test('a key used before is refused with another input, and accepted with the same input in another order', async () => {
  const workflow = await workflowIn(company, 'EXECUTING');
  const first = await company.triesTo('ada', 'remarkOnWorkflow', { workflow, idempotencyKey: 'reused', words: 'The first wish' });
  const before = await actsOf(workflow);

  const other = await company.triesTo('ada', 'remarkOnWorkflow', { workflow, idempotencyKey: 'reused', words: 'Another wish' });
  expect(other).toMatchObject({ act: null, workflow: null, userErrors: [{ code: 'IDEMPOTENCY_KEY_REUSED', field: ['idempotencyKey'] }] });
  expect(await company.triesTo('ada', 'remarkOnWorkflow', { words: 'The first wish', idempotencyKey: 'reused', workflow })).toEqual(first);
  expect(await actsOf(workflow)).toBe(before);
});

test('a key is one wish of one person, with one operation, in one organisation', async () => {
  const workflow = await workflowIn(company, 'EXECUTING');
  const before = await actsOf(workflow);
  const input = { workflow, idempotencyKey: 'scoped', words: 'Mine' };
  await company.says('ada', 'remarkOnWorkflow', input);
  await company.says('bram', 'remarkOnWorkflow', input);
  await company.says('ada', 'checkIn', input);
  expect(await actsOf(workflow)).toBe(before + 3);

  const neighbour = await api.found();
  const theirs = await workflowIn(neighbour, 'EXECUTING');
  expect(await neighbour.says('ada', 'remarkOnWorkflow', { ...input, workflow: theirs })).toMatchObject({ id: theirs });
});

test('a refusal does not use up its key', async () => {
  const workflow = await workflowIn(company, 'LISTENING');
  const input = { workflow, idempotencyKey: 'refused first' };
  expect((await company.triesTo('ada', 'engageInWorkflow', input)).userErrors).toMatchObject([{ code: 'NOT_AVAILABLE' }]);
  await company.says('ada', 'requestHelp', { workflow });
  await company.says('bram', 'offerHelp', { workflow });
  expect(await company.says('ada', 'engageInWorkflow', input)).toMatchObject({ phase: 'NEGOTIATING' });
});

test('a refusal leaves nothing behind: no act, no version, no record of its key', async () => {
  const workflow = await workflowIn(company, 'LISTENING');
  const before = await actsOf(workflow);
  const records = 'MATCH (record:IdempotencyRecord {org: $org}) RETURN count(record) AS records';
  const [counted] = await api.database.runText(records, { org: company.org });
  await company.triesTo('ada', 'engageInWorkflow', { workflow });
  await company.triesTo('bram', 'requestHelp', { workflow });
  await company.triesTo('ada', 'requestHelp', { workflow, expectedVersion: 99 });
  expect(await api.database.runText(records, { org: company.org })).toEqual([counted]);
  expect(await actsOf(workflow)).toBe(before);
});

test('a key has one to two hundred characters', async () => {
  const workflow = await workflowIn(company, 'EXECUTING');
  for (const idempotencyKey of ['', 'k'.repeat(201)]) {
    expect((await company.triesTo('ada', 'remarkOnWorkflow', { workflow, idempotencyKey, words: 'Hm' })).userErrors).toMatchObject([{ code: 'INVALID_INPUT', field: ['idempotencyKey'] }]);
  }
  await company.says('ada', 'remarkOnWorkflow', { workflow, idempotencyKey: 'k'.repeat(200), words: 'Hm' });
});
