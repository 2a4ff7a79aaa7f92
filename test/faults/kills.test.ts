import type { Act, Answer } from '../kit/api.js';
import { Fleet, recovery } from '../kit/fleet.js';
import type { Server } from '../kit/fleet.js';
import { Load, localId, openedIn } from '../kit/load.js';
import { inOrder, reckon } from '../kit/reckoning.js';
import { cameTrue } from '../kit/waiting.js';
import { Wire } from '../kit/wire.js';

/*
 * API processes as they are delivered, and their Neo4j, killed while people write, read and listen. Two of each here;
 * `npm run test:faults` kills more.
 */
const kills = Number(process.env.PROMISEGRAPH_TEST_KILLS ?? 2);
if (!Number.isInteger(kills) || kills < 1) throw new Error('PROMISEGRAPH_TEST_KILLS says how many are killed: a whole number, at least 1.');

/** What is a variety of those kills is tried less often. */
const fewer = Math.ceil(kills / 2);
const times = (count: number): string => (count === 1 ? 'once' : `${String(count)} times`);

let fleet: Fleet;
let load: Load | undefined;

// Each kill of a database takes a start of Neo4j, and on a crowded machine that may take as long as is waited for anything.
jest.setTimeout((kills + 1) * recovery);

beforeAll(async () => {
  fleet = await Fleet.gather();
});
afterEach(async () => {
  await load?.leave();
  load = undefined;
});
afterAll(() => fleet.close());

async function begin(servers: number, patience?: number): Promise<Load> {
  await fleet.fill(servers);
  return (load = await Load.begin(fleet, { busy: 1, lapsing: 2, ...(patience === undefined ? {} : { patience }) }));
}

/** Each that was killed was asked for something before, and is missed by nobody afterwards. */
const few = 4;

test(`a database killed under load (${times(kills)}) loses nothing it acknowledged, and is served again without a restart of the API`, async () => {
  const people = await begin(1);
  const [server] = fleet.servers.filter(({ open }) => open) as [Server];
  for (let kill = 1; kill <= kills; kill++) {
    await people.goesOn(few);
    // Both run out while nobody can say so.
    await people.letRunOut(1_000);
    const before = fleet.database.pid();
    const told = people.tally.times;
    fleet.killDatabase();
    await cameTrue(async () => (await server.status('readyz')) === 503);
    expect(await server.status('healthz')).toBe(200);
    for (const { status, errors } of await whatIsSaidWhileItIsDown(people, server)) {
      expect({ status, codes: errors?.map(({ extensions }) => extensions.code) }).toEqual({ status: 200, codes: ['UNAVAILABLE'] });
      expect(JSON.stringify(errors)).not.toMatch(/neo4j|bolt|ECONN|127\.0\.0\.1|at .*\.[jt]s/i);
    }
    await Promise.all([people.lapsed(kill), people.goesOn(few)]);
    expect(people.tally.times).toBeGreaterThan(told);
    expect(fleet.database.pid()).not.toBe(before);
  }
  expect(server.program.over).toBe(false);
  expect(people.tally.again.get('UNAVAILABLE')).toBeGreaterThan(0);
  await people.end();
  expect(await reckon(people, kills)).toEqual(inOrder);
});

test(`API processes killed under load (${times(kills)}) leave everything to the other, with their lease`, async () => {
  const people = await begin(2);
  for (let kill = 1; kill <= kills; kill++) {
    const { server: holder, token } = await fleet.untilHeld();
    await people.goesOn(few);
    // What runs out just as nobody minds the clock is said by whoever minds it next.
    await people.letRunOut(500);
    await holder.program.kill();
    const next = await fleet.untilHeld((one) => one !== holder);
    expect(next.token).toBeGreaterThan(token);
    await Promise.all([people.lapsed(kill), people.goesOn(few), fleet.fill(2)]);
    people.spread();
  }
  await people.end();
  expect(await reckon(people, kills)).toEqual(inOrder);
});

test(`a holder of the lease that stands still for longer than it lasts (${times(fewer)}) comes back to another one's, and numbers nothing by its own`, async () => {
  const people = await begin(2, 5_000);
  for (let time = 1; time <= fewer; time++) {
    await people.goesOn(few);
    const { server: holder, token } = await fleet.untilHeld();
    fleet.freeze(holder);
    const next = await fleet.untilHeld((one) => one !== holder);
    expect(next.token).toBeGreaterThan(token);
    await people.letRunOut(300);
    await Promise.all([people.lapsed(time), people.goesOn(few)]);
    const numbered = await numbers(people);
    fleet.thaw(holder);
    people.spread();
    await people.goesOn(few, ({ address }) => address === holder.address);
    const since = await numbers(people);
    expect(since.slice(0, numbered.length)).toEqual(numbered);
  }
  await people.end();
  expect(await reckon(people, fewer)).toEqual(inOrder);
});

test(`a server killed after it has written and before it has said so (${times(fewer)}) is made up for by the key`, async () => {
  await fleet.fill(1);
  const company = await fleet.api.found();
  const workflow = await openedIn(company, 'NEGOTIATING');
  const [other] = fleet.servers.filter(({ open }) => open) as [Server];
  for (let kill = 1; kill <= fewer; kill++) {
    const { uri, user, password } = fleet.database;
    const { wire, settings } = await Wire.between({ uri, user, password, poolSize: 10, queryTimeout: 10_000 });
    const [server] = await fleet.start(1, { NEO4J_URI: settings.uri }) as [Server];
    const key = `remark ${String(kill)}`;
    wire.loseAnswerToNextCommit(true, key);
    const answered = remark(server, key, await company.tokenOf('ada')).catch(() => null);
    await cameTrue(() => wire.cuts > 0, () => fleet.words(), recovery);
    await server.program.kill();
    expect(await answered).toBeNull();
    const found = await remark(other, key, await company.tokenOf('ada'));
    const again = await remark(other, key, await company.tokenOf('ada'));
    expect(found).toMatchObject({ act: { words: key }, userErrors: [] });
    expect(again).toEqual(found);
    await wire.close();
  }
  const remarks = await fleet.api.database.runText("MATCH (act:Act {org: $org, about: $about}) WHERE act.act = 'REMARK' RETURN act.id AS id", { org: company.org, about: localId(workflow) });
  expect(remarks).toHaveLength(fewer);

  async function remark({ address }: Server, key: string, token: string): Promise<Act> {
    for (;;) {
      const { data } = await ask(address, token, remarking, { input: { workflow, idempotencyKey: key, words: key } });
      // On a crowded machine there may be no time for it at first.
      if (data !== null && data.remarkOnWorkflow.userErrors[0]?.code !== 'BUSY') return data.remarkOnWorkflow;
    }
  }
});

const remarking = 'mutation($input: RemarkOnWorkflowInput!) { remarkOnWorkflow(input: $input) { act { id sequence words } userErrors { code } } }';

async function ask(address: string, token: string, query: string, variables: Record<string, unknown> = {}): Promise<Answer> {
  const response = await fetch(`http://${address}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables }),
  });
  return { ...((await response.json()) as Answer), status: response.status };
}

/** Whoever reads and whoever writes. */
async function whatIsSaidWhileItIsDown(people: Load, { address }: Server): Promise<readonly Answer[]> {
  const token = await people.company.tokenOf('ada');
  const input = { workflow: people.busy[0]?.id, idempotencyKey: people.company.nextKey(), words: 'Is anybody there?' };
  return Promise.all([ask(address, token, '{ viewer { agent { name } } }'), ask(address, token, remarking, { input })]);
}

/** Events by their numbers. */
async function numbers(people: Load): Promise<readonly string[]> {
  const rows = await fleet.api.database.runText('MATCH (event:Event {org: $org}) WHERE event.number IS NOT NULL RETURN event.id AS id ORDER BY event.number', { org: people.company.org });
  return rows.map(({ id }) => String(id));
}
