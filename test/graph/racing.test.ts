import { cast } from '../../src/demo/cast.js';
import { momentOf } from '../../src/domain/common/moment.rules.js';
import type { Awaited } from '../../src/domain/workflow/workflow.types.js';
import { Reader } from '../../src/graph/reader.js';
import { listMyMoves } from '../../src/graph/workflows.js';
import { aDay, openApi, workflowIn } from '../kit/api.js';
import type { Api, Company } from '../kit/api.js';
import { atOnce, sentAgain, withPatience } from '../kit/crowd.js';
import { runs } from '../kit/thorough.js';

let api: Api;
let company: Company;

// A hundred writers on a crowded machine wait for each other: it is told here what comes of it, not how soon.
jest.setTimeout(240_000);

beforeAll(async () => {
  api = await openApi();
  company = await api.found();
});
afterAll(() => api.close());

async function versionOf(workflow: string): Promise<number> {
  const { workflow: found } = await company.asks('ada', 'query($id: ID!) { workflow(id: $id) { version } }', { id: workflow });
  return found.version;
}

/** Sequence numbers of all acts, read page by page. */
async function sequenceOf(workflow: string): Promise<{ sequence: number; words: string | null }[]> {
  const acts: { sequence: number; words: string | null }[] = [];
  for (let after: string | null = null; ; ) {
    const { workflow: found } = await company.asks('ada', 'query($id: ID!, $after: String) { workflow(id: $id) { acts(first: 100, after: $after) { nodes { sequence words } pageInfo { hasNextPage endCursor } } } }', { id: workflow, after });
    acts.push(...found.acts.nodes);
    if (!found.acts.pageInfo.hasNextPage) return acts;
    after = found.acts.pageInfo.endCursor;
  }
}

test('of twenty who write on one version, one wins and nineteen hear of the conflict', async () => {
  const workflow = await workflowIn(company, 'PROPOSED');
  const expectedVersion = await versionOf(workflow);

  const answers = await atOnce(20, (index) => {
    const input = { workflow, expectedVersion, idempotencyKey: company.nextKey(), words: `Writer ${String(index)}` };
    return withPatience(() => company.triesTo(index % 2 === 0 ? 'ada' : 'bram', 'remarkOnWorkflow', input));
  });

  const won = answers.filter((answer) => answer.act !== null);
  const lost = answers.filter((answer) => answer.act === null);
  expect(won).toHaveLength(1);
  expect(lost.map((answer) => answer.userErrors)).toEqual(Array.from({ length: 19 }, () => [
    expect.objectContaining({ code: 'CONFLICT', field: ['expectedVersion'], currentVersion: expectedVersion + 1 }),
  ]));
  expect(await versionOf(workflow)).toBe(expectedVersion + 1);
});

test('of two who accept and withdraw at once, one is refused with what stands now', async () => {
  for (let round = 0; round < runs(3, 5); round++) {
    const workflow = await workflowIn(company, 'PROPOSED');
    const { workflow: before } = await company.asks('ada', 'query($id: ID!) { workflow(id: $id) { version standingProposal { id } } }', { id: workflow });
    const answers = await Promise.all([
      company.triesTo('ada', 'agreeToProposal', { workflow, proposal: before.standingProposal.id }),
      company.triesTo('bram', 'withdrawFromNegotiation', { workflow, words: 'On second thoughts' }),
    ]);
    const [refused] = answers.filter((answer) => answer.act === null);
    expect(answers.filter((answer) => answer.act !== null)).toHaveLength(1);
    expect(refused?.userErrors[0]).toMatchObject({ currentVersion: before.version + 1 });
    expect(await versionOf(workflow)).toBe(before.version + 1);
  }
});

test('a hundred acts at once on one workflow make a chain of a hundred', async () => {
  const workflow = await workflowIn(company, 'EXECUTING');
  const before = await versionOf(workflow);

  const said = await atOnce(100, (index) => {
    const input = { workflow, idempotencyKey: company.nextKey(), words: `Remark ${String(index)}` };
    return withPatience(() => company.triesTo(index % 2 === 0 ? 'ada' : 'bram', 'remarkOnWorkflow', input));
  });
  if (process.env.PROMISEGRAPH_TEST_MEASURE !== undefined) process.stdout.write(`Sent again ${String(sentAgain.times)} times\n`);

  expect(said.map((answer) => answer.userErrors)).toEqual(Array.from({ length: 100 }, () => []));
  expect(said.map((answer) => answer.act?.sequence).sort((a, b) => Number(a) - Number(b))).toEqual(Array.from({ length: 100 }, (_, index) => before + 1 + index));
  const acts = await sequenceOf(workflow);
  expect(acts.map((act) => act.sequence)).toEqual(Array.from({ length: before + 100 }, (_, index) => index + 1));
  expect(acts.slice(before).map((act) => act.words).sort()).toEqual(Array.from({ length: 100 }, (_, index) => `Remark ${String(index)}`).sort());
});

test('a member added twenty times at once is a member once', async () => {
  const group = await company.agent('racing', { kind: 'GROUP', name: 'Racing' });
  const member = await company.person('chidi');
  const answers = await atOnce(20, () => {
    const input = { group, member, idempotencyKey: company.nextKey() };
    return withPatience(() => company.tries('olga', 'addMember', 'MembershipInput', input, 'agent { version }') as Promise<{ userErrors: { code: string }[] }>);
  });
  const codes = answers.map((answer) => answer.userErrors[0]?.code ?? 'done').sort();
  expect(codes).toEqual([...Array.from({ length: 19 }, () => 'ALREADY_SO'), 'done']);
  const { agent } = await company.asks('olga', 'query($id: ID!) { agent(id: $id) { version members { agent { id } } } }', { id: group });
  expect(agent).toEqual({ version: 2, members: [{ agent: { id: member } }] });
});

test('whoever asks what waits for them just as it is written anew is told of whole waits alone', async () => {
  for (let made = 0; made < 4; made++) await workflowIn(company, 'EXECUTING');
  const reader = new Reader(api.database, { org: company.org, subject: cast.ada.subject });
  const later = momentOf(api.clock.now + 365 * aDay);
  // As an act does that changes whom a workflow waits for, and more often than people speak.
  const anew = 'MATCH (agent:Agent {org: $org})-[earlier:AWAITED_IN]->(workflow:Workflow) WITH agent, earlier, workflow, properties(earlier) AS wait DELETE earlier CREATE (agent)-[awaited:AWAITED_IN]->(workflow) SET awaited = wait';
  let writing = true;
  const writer = (async () => {
    for (let count = 0; count < runs(100, 300); count++) await api.database.runText(anew, { org: company.org });
  })().finally(() => { writing = false; });
  const told: Awaited[] = [];
  const readers = atOnce(4, async () => {
    while (writing) told.push(...(await listMyMoves(reader, later, { limit: 100, withTotal: false }, null)).moves.map(({ wait }) => wait));
  });
  await Promise.all([writer, readers]);
  expect(told.length).toBeGreaterThan(0);
  expect(told.filter(({ agent, side, move, since, from, due }) => ![agent, side, move, since, from, due].every((value) => typeof value === 'string'))).toEqual([]);
});
