import { pino } from 'pino';
import { globalId } from '../../src/domain/common/identifier.rules.js';
import { Worker } from '../../src/live/worker.js';
import { eventsAfter, forgetEvents, numberEvents, outboxHead, takeLease } from '../../src/graph/outbox.js';
import { openApi, workflowIn } from '../kit/api.js';
import type { Api, Company } from '../kit/api.js';
import { Ear, Tally } from '../kit/clients.js';
import type { HeardAct } from '../kit/clients.js';
import { atOnce, withPatience } from '../kit/crowd.js';
import { Listener } from '../kit/listener.js';
import { Minders } from '../kit/minders.js';
import { cameTrue } from '../kit/waiting.js';

jest.setTimeout(240_000);

/* Events are numbered by one at a time, without a gap, and reach whoever listens at any of the API processes. */

let api: Api;
/** A second API on the same database, as another process would be one. */
let other: Api;
let company: Company;

const minders = new Minders();

beforeAll(async () => {
  [api, other] = [await openApi(), await openApi()];
});
beforeEach(async () => {
  company = await api.found();
});
afterEach(() => minders.leave());
afterAll(async () => {
  await api.close();
  await other.close();
});

function workerOf(of: Api, leaseFor: number): Worker {
  const sources = { database: of.database, clock: () => of.clock.now };
  return new Worker({ sources, logger: pino({ level: 'silent' }), leaseFor, pollEvery: 20, keepEventsFor: 1e9, orgs: [company.org] });
}

async function numbers(): Promise<readonly number[]> {
  const rows = await api.database.runText('MATCH (event:Event {org: $org}) RETURN event.number AS number ORDER BY number', { org: company.org });
  return rows.map(({ number }) => Number(number));
}

const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index + 1);

test('nothing written at once by many is lost, told twice under another number, or told out of order', async () => {
  const workflows: string[] = [];
  for (let made = 0; made < 3; made++) workflows.push(await workflowIn(company, 'EXECUTING'));
  minders.mind(api, company);
  minders.mind(other, company);
  await api.settled(company);
  const tally = new Tally();
  const addresses = [await api.listen()];
  const tokens = { ada: await company.tokenOf('ada'), bram: await company.tokenOf('bram'), olga: await company.tokenOf('olga') };
  // So many at once may leave a listener without a connection to the database: whoever is sent away begins again after their last cursor.
  const query = 'subscription($workflow: ID!, $after: String) { workflowChanged(workflow: $workflow, after: $after) { id kind cursor acts { id act sequence } } }';
  const ears = workflows.flatMap((workflow) => [tokens.ada, tokens.bram].map((token) => new Ear(() => addresses, tally, token, query, { workflow })));
  const all = new Ear(() => addresses, tally, tokens.olga, 'subscription($after: String) { organizationChanged(after: $after) { id kind cursor acts { id act sequence } } }', {});
  const heard = (ear: Ear): readonly HeardAct[] => ear.heard.flatMap(({ acts }) => acts);
  try {
    await cameTrue(() => [...ears, all].every((ear) => ear.heard.length > 0), () => tally.faults.join());
    const said = await atOnce(60, async (index) => {
      const words = `remark ${String(index)}`;
      const { act } = await withPatience(() => company.triesTo(index % 2 === 0 ? 'ada' : 'bram', 'remarkOnWorkflow', { workflow: workflows[index % 3], words, idempotencyKey: words }));
      return act?.id;
    });
    await cameTrue(() => all.acts.length >= 60 && ears.every((ear) => ear.acts.length >= 20), () => JSON.stringify([all, ...ears].map((ear) => ear.heard)));
    for (const ear of ears) {
      const sequences = heard(ear).map(({ sequence }) => sequence);
      expect(sequences).toEqual(upTo(20).map((step) => step + (sequences[0] ?? 0) - 1));
    }
    expect(heard(all).map(({ id }) => id).sort()).toEqual([...said].sort());
  } finally {
    await Promise.all([...ears, all].map((ear) => ear.leave()));
  }
  expect(tally.faults).toEqual([]);
  const given = await numbers();
  expect(given).toEqual(upTo(given.length));
});

test('what was said of different workflows in one moment, one after the other, is numbered as it was said', async () => {
  const workflows = [await workflowIn(company, 'EXECUTING'), await workflowIn(company, 'EXECUTING')];
  const said: string[] = [];
  for (let index = 0; index < 24; index++) {
    const { act } = await company.triesTo('ada', 'remarkOnWorkflow', { workflow: workflows[(index * 7) % 3 % 2], words: `remark ${String(index)}`, idempotencyKey: `remark ${String(index)}` });
    said.push(String(act?.id));
  }
  // All of it waited, so that it is numbered at once.
  minders.mind(api, company);
  await api.settled(company);
  const events = await eventsAfter(api.database, company.org, 0, 1_000);
  const numbered = events.flatMap(({ acts }) => acts.map((id) => globalId('Act', id)));
  expect(numbered.slice(-said.length)).toEqual(said);
});

test('what one API process wrote is heard at another', async () => {
  const workflow = await workflowIn(company, 'EXECUTING');
  minders.mind(api, company);
  await api.settled(company);
  // The other API verifies tokens of its own key.
  const token = await other.token({ org: company.org, subject: 'bram' });
  const listener = await Listener.begin(other, token, 'subscription($workflow: ID!) { workflowChanged(workflow: $workflow) { acts { act } } }', { workflow });
  await company.says('ada', 'checkIn', { workflow });
  await listener.until((heard) => heard.length >= 2);
  expect(listener.acts).toEqual(['CHECK_IN']);
  await listener.leave();
});

test('one works, and when it is gone without a word another takes its place', async () => {
  const [first, second] = [workerOf(api, 600), workerOf(other, 600)];
  expect(await first.turn()).toBe(true);
  expect(await second.turn()).toBe(false);
  expect([first.holdsLease, second.holdsLease]).toEqual([true, false]);
  await company.person('ada');
  // The first says nothing any more: its lease runs out.
  second.start();
  await cameTrue(() => second.holdsLease);
  await api.settled(company);
  expect(await numbers()).toEqual([1, 2]);
  await second.stop();
});

test('one who stops gives way at once', async () => {
  const [first, second] = [workerOf(api, 3_600_000), workerOf(other, 300)];
  await first.turn();
  await first.stop();
  second.start();
  await cameTrue(() => second.holdsLease);
  await second.stop();
});

test('one who stood still and lost its lease numbers nothing any more, whatever it believes', async () => {
  const sources = { database: api.database, clock: () => api.clock.now };
  const name = `test ${company.org}`;
  const stale = await takeLease(api.database, name, 'the one who stood still', 1);
  expect(stale).not.toBeNull();
  let next = await takeLease(other.database, name, 'the next', 60_000);
  await cameTrue(async () => (next ??= await takeLease(other.database, name, 'the next', 60_000)) !== null);
  expect(next?.token).toBeGreaterThan(stale?.token ?? Infinity);
  if (stale === null || next === null) throw new Error('both have held it');
  expect(await numberEvents(sources, stale, [company.org])).toBeNull();
  expect(await numberEvents(sources, next, [company.org])).toBe(1);
  expect(await numbers()).toEqual([1]);
});

test('a lease is held by one of many who ask for it at once', async () => {
  const held = await atOnce(12, (index) => takeLease(api.database, `crowd ${company.org}`, `holder ${String(index)}`, 60_000));
  expect(held.filter((lease) => lease !== null)).toHaveLength(1);
});

test('what lies behind a number that is not there yet is left for the next time', async () => {
  await company.person('ada');
  await company.person('bram');
  const worker = workerOf(api, 60_000);
  await worker.turn();
  expect((await eventsAfter(api.database, company.org, 0, 10)).map(({ number }) => number)).toEqual([1, 2, 3]);
  // As if the second were not visible yet: a commit shows bit by bit.
  await api.database.runText('MATCH (event:Event {org: $org, number: 2}) SET event.number = 20', { org: company.org });
  expect((await eventsAfter(api.database, company.org, 0, 10)).map(({ number }) => number)).toEqual([1]);
  await worker.stop();
});

test('events that have been kept for long enough are forgotten, and it is known up to which', async () => {
  await company.person('ada');
  await company.person('bram');
  const worker = workerOf(api, 60_000);
  await worker.turn();
  // Far before anything that another test waits for.
  await api.database.runText('MATCH (event:Event {org: $org}) WHERE event.number <= 2 SET event.numberedAt = $at', { org: company.org, at: '1970-01-01T00:00:00.000Z' });
  const before = '1970-01-02T00:00:00.000Z';
  const sources = { database: api.database, clock: () => api.clock.now };
  while ((await forgetEvents(sources, before)) > 0);
  expect(await numbers()).toEqual([3]);
  expect(await outboxHead(api.database, company.org)).toMatchObject({ last: 3, floor: 2 });
  await company.person('chidi');
  await worker.turn();
  expect(await numbers()).toEqual([3, 4]);
  await worker.stop();
});

test('an event is there exactly when its change is: what was refused leaves none', async () => {
  const workflow = await workflowIn(company, 'LISTENING');
  const worker = workerOf(api, 60_000);
  await worker.turn();
  const before = await numbers();
  const { userErrors } = await company.triesTo('ada', 'deliverResults', { workflow });
  expect(userErrors).toMatchObject([{ code: 'NOT_AVAILABLE' }]);
  await company.says('ada', 'requestHelp', { workflow, idempotencyKey: 'once' });
  await company.says('ada', 'requestHelp', { workflow, idempotencyKey: 'once' });
  await worker.turn();
  expect(await numbers()).toEqual([...before, before.length + 1]);
  await worker.stop();
});
