import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import type { Act, Answer, Company } from '../kit/api.js';
import { Ear, Tally } from '../kit/clients.js';
import { Fleet, recovery } from '../kit/fleet.js';
import type { Server } from '../kit/fleet.js';
import { Load, localId, openedIn } from '../kit/load.js';
import { inOrder, reckon } from '../kit/reckoning.js';
import { thorough } from '../kit/thorough.js';
import { cameTrue } from '../kit/waiting.js';
import { Wire } from '../kit/wire.js';

/*
 * API processes as they are delivered, and their Neo4j, killed while people write, read and listen. Two processes and one Neo4j
 * here; `npm run test:faults` kills more. And processes that are told to stop: here, because a Neo4j is dear to start.
 */
const { PROMISEGRAPH_TEST_KILLS: wanted = thorough ? '2' : undefined } = process.env;
const kills = Number(wanted ?? 2);
/** Each takes a start, and plans that are made anew. */
const killsOfDatabase = wanted === undefined ? 1 : kills;
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

test(`a database killed under load (${times(killsOfDatabase)}) loses nothing it acknowledged, and is served again without a restart of the API`, async () => {
  const people = await begin(1);
  const [server] = fleet.servers.filter(({ open }) => open) as [Server];
  for (let kill = 1; kill <= killsOfDatabase; kill++) {
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
  expect(await reckon(people, killsOfDatabase)).toEqual(inOrder);
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

describe('API processes that are told to stop while they are at work:', () => {
  let company: Company;
  let workflow: string;
  const ears: Ear[] = [];

  beforeAll(async () => {
    fleet.api.clock.now = Date.now();
    company = await fleet.api.found();
    workflow = await openedIn(company, 'EXECUTING');
  });
  afterEach(async () => {
    await Promise.all(ears.splice(0).map((ear) => ear.leave()));
  });

  /** Ada's remark with a key, as it is sent to one server or the other. */
  async function adasRemark(address: string, key: string): Promise<string> {
    const { data } = await ask(address, await company.tokenOf('ada'), remarking, { input: { workflow, idempotencyKey: key, words: key } });
    return data.remarkOnWorkflow.userErrors[0]?.code ?? 'DONE';
  }

  const somebodyWaits = (): Promise<void> => cameTrue(async () => (await fleet.api.database.runText("SHOW TRANSACTIONS YIELD status WHERE status STARTS WITH 'Blocked' RETURN status")).length > 0);

  test('one that is told to stop answers what is under way, sends its listeners elsewhere, refuses what comes, and ends', async () => {
    await fleet.fill(2);
    const [server, other] = fleet.servers.filter(({ open }) => open) as [Server, Server];
    await fleet.api.settled(company);
    const tally = new Tally();
    const ear = new Ear(() => [server.address, other.address], tally, await company.tokenOf('ada'), 'subscription($workflow: ID!, $after: String) { workflowChanged(workflow: $workflow, after: $after) { id kind cursor acts { id act sequence } } }', { workflow });
    ears.push(ear);
    await cameTrue(() => ear.heard.length > 0);
    const waiting = await fleet.api.database.holdingLock(`MATCH (n:Workflow {org: '${company.org}', id: '${localId(workflow)}'}) SET n.lock = 'held'`, async () => {
      const answered = adasRemark(server.address, 'said while it stops');
      answered.catch(() => undefined); // it is awaited below
      await somebodyWaits();
      server.signal('SIGTERM');
      await cameTrue(() => ear.closed.length > 0);
      const late = await fetch(`http://${server.address}/readyz`).then(({ status }) => status, () => 'nobody there');
      expect([503, 'nobody there']).toContain(late);
      return { answered };
    });
    // On a crowded machine all this took longer than a writer waits for another.
    expect(['DONE', 'BUSY']).toContain(await waiting.answered);
    expect(await server.program.ended).toBe(0);
    expect(ear.closed[0]).toBe(1001);
    await cameTrue(async () => (await adasRemark(other.address, 'said while it stops')) === 'DONE');
    await cameTrue(() => ear.acts.length > 0);
    expect(ear.acts.map(({ act }) => act)).toEqual(['REMARK']);
    expect(tally.faults).toEqual([]);
  });

  test('one that is told to stop tells those who ask while it answers the rest that another one answers, and waits for no client that is silent', async () => {
    const [server] = await fleet.start(1, { PROMISEGRAPH_DRAIN_MS: '1000' }) as [Server];
    const { hostname, port } = new URL(`http://${server.address}`);
    // One who opened a socket and never reads, and one who began a request and never ends it.
    const deaf = connect(Number(port), hostname);
    deaf.write(`GET /graphql HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\nSec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n`);
    await once(deaf, 'data');
    const slow = connect(Number(port), hostname);
    slow.write('POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{');
    for (const socket of [deaf, slow]) socket.on('error', () => undefined);
    server.signal('SIGTERM');
    // While the deaf one is waited for, the door is still there.
    let refusal: unknown;
    await cameTrue(async () => {
      const response = await fetch(`http://${server.address}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"query":"{ viewer { administrator } }"}' }).catch(() => null);
      if (response?.status === 503) refusal = await response.json();
      return response === null || response.status === 503;
    });
    expect(refusal).toMatchObject({ errors: [{ extensions: { code: 'UNAVAILABLE' }, message: expect.stringContaining('stopping') as string }] });
    expect(await server.program.ended).toBe(0);
    deaf.destroy();
    slow.destroy();
  });
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
