import { pino } from 'pino';
import { openApi } from '../kit/api.js';
import type { Api, Company } from '../kit/api.js';

/* What an operator sees of requests, and what becomes of those under way when the server stops. */

interface Line {
  readonly level: number;
  readonly msg: string;
  readonly requestId?: string;
  readonly operationName?: string;
  readonly kind?: string;
  readonly cost?: number;
  readonly err?: { readonly message: string };
}

let api: Api;
let company: Company;
const lines: Line[] = [];

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}

beforeEach(async () => {
  api = await openApi({ logger: pino({ level: 'info' }, { write: (line: string) => void lines.push(JSON.parse(line) as Line) }) });
  company = await api.found();
  await company.ask('olga', '{ __typename }');
  lines.length = 0;
});

test('each operation is one line, with its name, its kind, its cost and the id of its request', async () => {
  await company.ask('olga', 'query WhoAmI { viewer { administrator } }');
  await company.ask('olga', 'mutation { holdConcern(input: { statement: "A secret statement" }) { userErrors { code } } }');
  expect(lines).toMatchObject([
    { level: 30, msg: 'operation', operationName: 'WhoAmI', kind: 'query', cost: 1, requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) },
    { level: 30, msg: 'operation', kind: 'mutation', cost: 5 },
  ]);
  expect(JSON.stringify(lines)).not.toMatch(/secret|Bearer|eyJ/);
  await api.close();
});

test('what is refused for its form is a line too, and what breaks on our side is an error with the id that the client was told', async () => {
  await company.ask('olga', '{ nothing }');
  const read = api.database.read.bind(api.database);
  api.database.read = () => Promise.reject(new Error('the disk is full'));
  const { errors } = await company.ask('olga', '{ viewer { administrator } }');
  api.database.read = read;
  expect(lines.map(({ level, msg }) => [level, msg])).toEqual([[30, 'an operation was refused'], [30, 'operation'], [50, 'an operation met an error']]);
  expect(lines[2]).toMatchObject({ requestId: errors?.[0]?.extensions.requestId, err: { message: 'the disk is full' } });
  await api.close();
});

test('a server that stops answers what is under way, takes nothing new, and then lets go', async () => {
  const address = await api.application.fastify.listen({ host: '127.0.0.1', port: 0 });
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${await company.tokenOf('olga')}` };
  const ask = () => fetch(`${address}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query: '{ viewer { administrator } }' }) });
  await (await ask()).text();

  const read = api.database.read.bind(api.database);
  let goOn: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (goOn = resolve));
  const begun = new Promise<void>((resolve) => {
    api.database.read = (async (...parameters: Parameters<typeof read>) => {
      resolve();
      await held;
      return read(...parameters);
    }) as typeof api.database.read;
  });
  const underWay = ask();
  await begun;
  const stopping = api.close();
  await until(() => !api.application.fastify.server.listening);
  await expect(ask()).rejects.toThrow();
  goOn();
  expect(await (await underWay).json()).toMatchObject({ data: { viewer: { administrator: true } } });
  await stopping;
});
