import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import type { Act, Company } from '../kit/api.js';
import { Ear, Tally } from '../kit/clients.js';
import { Fleet } from '../kit/fleet.js';
import type { Server } from '../kit/fleet.js';
import { localId, openedIn } from '../kit/load.js';
import { cameTrue } from '../kit/waiting.js';

/* API processes as they are delivered, told to stop while they are at work. */
let fleet: Fleet;
let company: Company;
let workflow: string;
const ears: Ear[] = [];

// A Neo4j of its own and processes that each load the whole server: on a crowded machine that takes its time.
jest.setTimeout(240_000);

beforeAll(async () => {
  fleet = await Fleet.gather();
  company = await fleet.api.found();
  workflow = await openedIn(company, 'EXECUTING');
});
afterEach(async () => {
  await Promise.all(ears.splice(0).map((ear) => ear.leave()));
});
afterAll(() => fleet.close());

/** Ada's remark with a key, as it is sent to one server or the other. */
async function remark(address: string, key: string): Promise<string> {
  const query = 'mutation($input: RemarkOnWorkflowInput!) { remarkOnWorkflow(input: $input) { act { words } userErrors { code } } }';
  const response = await fetch(`http://${address}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${await company.tokenOf('ada')}` },
    body: JSON.stringify({ query, variables: { input: { workflow, idempotencyKey: key, words: key } } }),
  });
  const { data } = (await response.json()) as { data: { remarkOnWorkflow: Act } };
  return data.remarkOnWorkflow.userErrors[0]?.code ?? 'DONE';
}

const somebodyWaits = (): Promise<void> => cameTrue(async () => (await fleet.api.database.runText("SHOW TRANSACTIONS YIELD status WHERE status STARTS WITH 'Blocked' RETURN status")).length > 0);

test('one that is told to stop answers what is under way, sends its listeners elsewhere, refuses what comes, and ends', async () => {
  const [server, other] = await fleet.start(2) as [Server, Server];
  await fleet.api.settled(company);
  const tally = new Tally();
  const ear = new Ear(() => [server.address, other.address], tally, await company.tokenOf('ada'), 'subscription($workflow: ID!, $after: String) { workflowChanged(workflow: $workflow, after: $after) { id kind cursor acts { id act sequence } } }', { workflow });
  ears.push(ear);
  await cameTrue(() => ear.heard.length > 0);
  const waiting = await fleet.api.database.holdingLock(`MATCH (n:Workflow {org: '${company.org}', id: '${localId(workflow)}'}) SET n.lock = 'held'`, async () => {
    const answered = remark(server.address, 'said while it stops');
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
  await cameTrue(async () => (await remark(other.address, 'said while it stops')) === 'DONE');
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
