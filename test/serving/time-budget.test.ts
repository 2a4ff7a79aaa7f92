import { Budget } from '../../src/graph/budget.js';
import type { Reading } from '../../src/graph/database.js';
import { parseStatement } from '../../src/graph/statement.js';
import { openApi, workflowIn } from '../kit/api.js';
import type { Api, Company } from '../kit/api.js';

let api: Api;
let company: Company;
let workflow: string;

beforeAll(async () => {
  api = await openApi();
  company = await api.found();
  workflow = await workflowIn(company, 'EXECUTING');
});
afterAll(() => api.close());

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 5));
}

/** Minutes of counting, told apart from everybody else's. */
const endless = (mark: string) => parseStatement(`test/${mark}`, `// Counts for minutes.\n// read\n// -> count integer\nUNWIND range(1, 2000000000) AS ${mark} WITH ${mark} WHERE ${mark} % 7 = 3 RETURN count(${mark}) AS count`);

const underWay = async (mark: string): Promise<number> => (await api.database.runText('SHOW TRANSACTIONS YIELD currentQuery WHERE currentQuery CONTAINS $mark AND NOT currentQuery STARTS WITH "SHOW" RETURN 1', { mark })).length;

test('a statement ends with the budget of its operation, here and in the database', async () => {
  await expect(api.database.read(endless('slowly'), {}, { budget: new Budget({ milliseconds: 300 }) })).rejects.toMatchObject({ code: 'TIMEOUT', message: 'The operation took longer than it may. Ask for less at once.' });
  await until(async () => (await underWay('slowly')) === 0);
});

test('nothing is begun with a budget that is used up', async () => {
  const budget = new Budget({ milliseconds: 60_000 });
  budget.cancel();
  const before = api.database.roundTrips;
  await expect(api.database.read(endless('never'), {}, { budget })).rejects.toMatchObject({ code: 'TIMEOUT' });
  await expect(api.database.inTransaction(() => Promise.reject(new Error('it was begun')), { budget })).rejects.toMatchObject({ code: 'TIMEOUT' });
  expect(api.database.roundTrips).toBe(before);
});

test('a budget is one for all of an operation\'s statements', async () => {
  const budget = new Budget({ milliseconds: 400 });
  const quick = parseStatement('test/quick', '// One.\n// read\n// -> one integer\nRETURN 1 AS one');
  expect(await api.database.read(quick, {}, { budget })).toEqual([{ one: 1 }]);
  await expect(api.database.read(endless('later'), {}, { budget })).rejects.toMatchObject({ code: 'TIMEOUT' });
  await expect(api.database.read(quick, {}, { budget })).rejects.toMatchObject({ code: 'TIMEOUT' });
});

describe('over HTTP', () => {
  test('a query that takes too long is told so', async () => {
    const hasty = await openApi({ operationTimeout: 100 });
    const found = await hasty.found();
    const read = hasty.database.read.bind(hasty.database);
    // Whatever is asked takes minutes; the reading is the operation's own.
    hasty.database.read = ((_: unknown, __: unknown, reading?: Reading) => read(endless('overHttp'), {}, reading)) as typeof hasty.database.read;
    const { data, errors } = await found.ask('olga', '{ viewer { administrator } }');
    expect({ data, errors }).toEqual({
      data: null,
      errors: [{ message: 'The operation took longer than it may. Ask for less at once.', path: ['viewer'], locations: [{ line: 1, column: 3 }], extensions: { code: 'TIMEOUT' } }],
    });
    await hasty.close();
  });

  test('a change that waits too long for another is told so, and nothing was written', async () => {
    const hasty = await openApi({ operationTimeout: 500 });
    const found = await hasty.found();
    const acts = async (): Promise<number> => (await hasty.database.runText('MATCH (act:Act {org: $org}) RETURN act', { org: found.org })).length;
    const before = await acts();
    const { errors } = await hasty.database.holdingLock(`MATCH (n:Organization {org: '${found.org}'}) SET n.lock = 'held'`, () =>
      found.ask('olga', 'mutation { renameOrganization(input: { name: "Late" }) { userErrors { code } } }'));
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['TIMEOUT']);
    expect(await acts()).toBe(before);
    await hasty.close();
  });

  test('nothing more is read for a client that has gone', async () => {
    const address = await api.application.fastify.listen({ host: '127.0.0.1', port: 0 });
    const authorization = `Bearer ${await company.tokenOf('ada')}`;
    const read = api.database.read.bind(api.database);
    const readings: (Reading | undefined)[] = [];
    let goOn: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (goOn = resolve));
    api.database.read = (async (...parameters: Parameters<typeof read>) => {
      readings.push(parameters[2]);
      const rows = await read(...parameters);
      if (readings.length === 1) await held;
      return rows;
    }) as typeof api.database.read;

    const before = api.database.roundTrips;
    const leaving = new AbortController();
    const asked = fetch(`${address}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization },
      body: JSON.stringify({ query: 'query($id: ID!) { workflow(id: $id) { acts(first: 5) { nodes { speaker { name } } } } }', variables: { id: workflow } }),
      signal: leaving.signal,
    });
    await until(() => api.database.roundTrips > before);
    leaving.abort();
    await expect(asked).rejects.toThrow();
    await until(() => (readings[0]?.budget?.left ?? 1) <= 0);
    goOn();
    await until(() => readings.length === 2);
    await new Promise((resolve) => setImmediate(resolve)); // whatever would be begun has been begun
    expect(api.database.roundTrips).toBe(before + 1);
    api.database.read = read;
  });
});
