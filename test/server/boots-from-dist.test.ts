import { Machine } from '../kit/command.js';
import { Program, compile } from '../kit/programs.js';

/*
 * The compiled server as it is delivered: as ES modules in a process of its own. Tests run as CommonJS, where a ring of
 * imports or a class used before its definition goes unnoticed.
 */

let machine: Machine;
let server: Program;

// Its worker would number the events of every organisation of the tests, and let their proposals run out by the real time.
const serve = (more: Readonly<Record<string, string>> = {}): Program =>
  new Program('server.js', [], { ...machine.environment, PROMISEGRAPH_PORT: '0', PROMISEGRAPH_DEMO: 'never', PROMISEGRAPH_WORKER: 'off', PROMISEGRAPH_LOG_LEVEL: 'warn', ...more });

// Each process loads the whole server, which beside a busy suite takes its time.
jest.setTimeout(240_000);

beforeAll(async () => {
  compile();
  machine = new Machine();
  server = serve();
  await server.says(/answers on (\S+)\/graphql/);
});
afterAll(async () => {
  await server.kill();
  machine.remove();
});

const address = (): Promise<string> => server.says(/answers on (\S+)\/graphql/);

async function result(program: string, ...parameters: string[]): Promise<string> {
  const command = new Program(`commands/${program}.js`, parameters, machine.environment);
  expect(await command.ended).toBe(0);
  return command.output;
}

test('it is alive, and ready', async () => {
  const answers = await Promise.all(['healthz', 'readyz'].map(async (path) => (await fetch(`${await address()}/${path}`)).json()));
  expect(answers).toEqual([{ status: 'alive' }, { status: 'ready' }]);
});

test('it answers somebody of an organisation that a command founded, by a token that a command minted', async () => {
  const name = `Booted ${String(process.pid)} ${String(Date.now())}`;
  const founded = await result('organization', '--name', name, '--time-zone', 'Europe/Amsterdam', '--administrator', 'Olga Petrova', '--subject', 'olga');
  const org = /organization\s+(\S+)/.exec(founded)?.[1] ?? '';
  const token = /^\S+\.\S+\.\S+$/m.exec(await result('token', '--organization', org, '--agent', 'Olga'))?.[0] ?? '';
  const response = await fetch(`${await address()}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query: '{ viewer { agent { name } organization { name } administrator } }' }),
  });
  expect(await response.json()).toMatchObject({ data: { viewer: { agent: { name: 'Olga Petrova' }, organization: { name }, administrator: true } } });
});

test('it answers nobody without a token', async () => {
  const response = await fetch(`${await address()}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"query":"{ viewer { administrator } }"}' });
  expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
});

test.each(['SIGTERM', 'SIGINT'] as const)('it stops cleanly when it is told to by %s', async (signal) => {
  const other = serve();
  await other.says(/(Ctrl-C stops it)/);
  other.process.kill(signal);
  expect(await other.ended).toBe(0);
  expect(other.output).toMatch(/Stopping \.\.\.\s*$/);
});

test('a bad setting stops the start, with its name', async () => {
  const other = serve({ PROMISEGRAPH_PORT: 'four thousand' });
  expect(await other.ended).toBe(1);
  expect(other.output).toBe('The settings are not right:\n  - PROMISEGRAPH_PORT must be a whole number; it is "four thousand"\n');
});

test('a database that does not answer stops the start, in one line', async () => {
  const other = serve({ NEO4J_URI: 'bolt://127.0.0.1:1' });
  expect(await other.ended).toBe(1);
  expect(other.output).toBe('The database of NEO4J_URI does not answer. Check the address, the user and the password, and that it runs.\n');
});
