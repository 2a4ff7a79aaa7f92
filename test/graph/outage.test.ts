import { setTimeout as sleep } from 'node:timers/promises';
import { startThrowawayDatabase } from '../../src/local/index.js';
import type { LocalDatabase } from '../../src/local/index.js';
import { openApi, workflowIn } from '../kit/api.js';
import type { Answer, Api, Company } from '../kit/api.js';

/* One story, on a database of its own: it is killed while people speak, and comes back. */
let local: LocalDatabase;
let api: Api;
let company: Company;
let workflow: string;
const said: string[] = [];

jest.setTimeout(180_000);

beforeAll(async () => {
  local = await startThrowawayDatabase({ say: (line) => void said.push(line) });
  api = await openApi({ database: { uri: local.uri, user: local.user, password: local.password, poolSize: 50, queryTimeout: 20_000 } });
  company = await api.found();
  workflow = await workflowIn(company, 'EXECUTING');
});
afterAll(async () => {
  await api.close();
  await local.stop();
});

const remark = 'mutation($input: RemarkOnWorkflowInput!) { remarkOnWorkflow(input: $input) { act { id words } userErrors { code } } }';

function speak(words: string): Promise<Answer> {
  return company.ask('ada', remark, { input: { workflow, idempotencyKey: words, words } });
}

async function ready(): Promise<number> {
  return (await api.application.fastify.inject({ url: '/readyz' })).statusCode;
}

/** All remarks on the record, page by page. */
async function remarks(): Promise<string[]> {
  const words: string[] = [];
  for (let after: string | null = null; ; ) {
    const { workflow: found } = await company.asks('ada', 'query($id: ID!, $after: String) { workflow(id: $id) { acts(first: 100, after: $after) { nodes { act words } pageInfo { hasNextPage endCursor } } } }', { id: workflow, after });
    for (const act of found.acts.nodes as { act: string; words: string }[]) if (act.act === 'REMARK') words.push(act.words);
    if (!found.acts.pageInfo.hasNextPage) return words;
    after = found.acts.pageInfo.endCursor;
  }
}

/** Tells how a request ended: done, told to come back, or anything else, in full. */
function outcomeOf(answer: Answer): string {
  const code = answer.errors?.[0]?.extensions.code ?? answer.data.remarkOnWorkflow.userErrors[0]?.code ?? 'DONE';
  return code === 'DONE' || code === 'UNAVAILABLE' || code === 'BUSY' ? code : JSON.stringify(answer);
}

test('a database that is killed under load loses nothing it acknowledged, and is served again without a restart', async () => {
  const acknowledged: string[] = [];
  const unsure: string[] = [];
  const others: string[] = [];
  let speaking = true;
  let counter = 0;
  const people = Array.from({ length: 8 }, async () => {
    while (speaking) {
      const words = `Remark ${String(++counter)}`;
      const answer = await speak(words);
      const outcome = outcomeOf(answer);
      if (outcome === 'DONE') acknowledged.push(words);
      else if (outcome === 'UNAVAILABLE' || outcome === 'BUSY') unsure.push(words);
      else others.push(outcome);
      // Refusals come at once while the database is down; a client waits a little before the next wish.
      if (outcome !== 'DONE') await sleep(50);
    }
  });
  while (acknowledged.length < 50) await sleep(10);

  const before = local.pid();
  process.kill(before, 'SIGKILL');
  while (unsure.length === 0) await sleep(10);
  expect(await ready()).toBe(503);
  expect((await api.application.fastify.inject({ url: '/healthz' })).statusCode).toBe(200);

  while ((await ready()) !== 200) await sleep(100);
  const after = acknowledged.length;
  while (acknowledged.length < after + 50) await sleep(10);
  speaking = false;
  await Promise.all(people);

  expect(others).toEqual([]);
  expect(local.pid()).not.toBe(before);
  expect(said.some((line) => line.includes('ended unasked'))).toBe(true);

  const recorded = await remarks();
  expect(recorded).toHaveLength(new Set(recorded).size);
  expect(acknowledged.filter((words) => !recorded.includes(words))).toEqual([]);
  expect(recorded.filter((words) => !acknowledged.includes(words) && !unsure.includes(words))).toEqual([]);

  // Whoever was left unsure sends the same again: each wish is there once, whether it was before or not.
  for (const words of unsure) {
    let outcome = outcomeOf(await speak(words));
    while (outcome === 'BUSY') outcome = outcomeOf(await speak(words));
    expect(outcome).toBe('DONE');
  }
  expect((await remarks()).sort()).toEqual([...acknowledged, ...unsure].sort());
});

test('while the database is down, queries and mutations hear so plainly, and nothing of what is behind', async () => {
  process.kill(local.pid(), 'SIGKILL');
  while ((await ready()) === 200) await sleep(10);
  const answers = [await company.ask('ada', '{ viewer { agent { name } } }'), await speak('Is anybody there?')];
  for (const { errors, status } of answers) {
    expect(status).toBe(200);
    expect(errors).toHaveLength(1);
    expect(errors?.[0]).toMatchObject({ extensions: { code: 'UNAVAILABLE' } });
    expect(JSON.stringify(errors)).not.toMatch(/neo4j|bolt|ECONN|127\.0\.0\.1|at .*\.ts/i);
  }
  while ((await ready()) !== 200) await sleep(100);
  expect((await company.asks('ada', '{ viewer { agent { name } } }')).viewer.agent.name).toBe('Ada Moreau');
});
