import { randomBytes } from 'node:crypto';
import { loadDemo, loadDemoWhereEmpty } from '../../src/demo/load.js';
import { uuidv7 } from '../../src/domain/common/identifier.rules.js';
import { Planning } from '../../src/demo/stage.js';
import { findOrganization } from '../../src/graph/organizations.js';
import { openApi } from '../kit/api.js';
import type { Api } from '../kit/api.js';
import { Demo, documentedNow as now } from '../kit/demo.js';

let api: Api;

/** One that is loaded without a break, at the moment that the documentation is of. */
const whole = uuidv7(now, randomBytes(10));
let memoryOfWhole: readonly string[];
/** How often it was asked whether to stop, until nothing stood in the way of the planning round any more. */
let askedUntilAligned = 0;

beforeAll(async () => {
  api = await openApi();
  const signal = new Signal();
  const { waives } = Planning.prototype;
  const spy = jest.spyOn(Planning.prototype, 'waives').mockImplementation(async function (this: Planning, ...waived: Parameters<typeof waives>) {
    await waives.apply(this, waived);
    askedUntilAligned = signal.asked;
  });
  await loadDemo({ database: api.database, say: quietly, now, org: whole, signal });
  spy.mockRestore();
  memoryOfWhole = await memoryOf(whole);
});
afterAll(() => api.close());

const aDay = 24 * 60 * 60 * 1_000;
const newOrganization = (): string => uuidv7(now, randomBytes(10));
const quietly = () => undefined;

/** All that is remembered of an organisation, without what every load makes anew: the ids, and the moment of its last act. */
async function memoryOf(org: string): Promise<readonly string[]> {
  const acts = await api.database.runText(
    `MATCH (person:Agent {org: $org})-[:SAID]->(act:Act {org: $org})
     RETURN person.name AS person, act {.*, words: act.words IS NOT NULL} AS act`,
    { org },
  );
  return acts.map((act) => JSON.stringify(act).replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'an id').replace(/2026-11-21T09:0\d:00.000Z/g, 'the present')).sort();
}

/** Says stop once it has been asked so many times. */
class Signal {
  asked = 0;

  constructor(private readonly most = Infinity) {}

  get aborted(): boolean {
    return ++this.asked > this.most;
  }
}

// Nothing stands in the way of the planning round there, so that its first settling, which was refused, must not be done now.
test('a load that was stopped between two acts is taken up again, and gives the same', async () => {
  const halves = newOrganization();
  await expect(loadDemo({ database: api.database, say: quietly, now, org: halves, signal: new Signal(askedUntilAligned) })).rejects.toThrow('the next start goes on with it');
  expect((await findOrganization(api.database, halves)).organization?.name).toBe('Awesome Company (the demo is being loaded)');
  const { rounds } = (await api.database.runText('MATCH (round:Round {org: $org}) RETURN collect(round.status) AS rounds', { org: halves }))[0] ?? {};
  expect(rounds).toEqual(['OPEN']);
  await loadDemo({ database: api.database, say: quietly, now: now + 60_000, org: halves });

  expect(memoryOfWhole.length).toBeGreaterThan(100);
  expect(await memoryOf(halves)).toEqual(memoryOfWhole);
});

test('a second load, even a day later, finds it there and says nothing', async () => {
  const visitor = await loadDemo({
    database: api.database, now: now + aDay, org: whole,
    say: (line) => {
      throw new Error(`Said "${line}" instead.`);
    },
  });
  expect(visitor).toEqual({ org: whole, subject: 'ada', name: 'Ada Moreau, the CEO' });
  expect(await memoryOf(whole)).toEqual(memoryOfWhole);
});

test('two servers that start at once play one story', async () => {
  const org = newOrganization();
  await Promise.all([1, 2].map(() => loadDemo({ database: api.database, say: quietly, now, org })));
  expect(await memoryOf(org)).toEqual(memoryOfWhole);
});

test('a database that somebody else lives in gets no demo', async () => {
  await api.found();
  const org = newOrganization();
  expect(await loadDemoWhereEmpty({ database: api.database, say: quietly, now, org })).toBeNull();
  expect((await findOrganization(api.database, org)).organization).toBeNull();
});

test.each([
  ['the day clocks go forward', '2026-03-29T00:30:00.000Z'],
  ['half past eleven at night, when the clocks have gone back', '2026-10-25T22:30:00.000Z'],
  ['the last day of February in a leap year', '2028-02-29T12:00:00.000Z'],
])('the story can be told on %s', async (_what, moment) => {
  const demo = await Demo.load(api, Date.parse(moment));
  const { viewer, promisesMadeByMe } = await demo.asks('ada', '{ viewer { organization { name } } promisesMadeByMe { nodes { horizon { duration } } } }');
  expect(viewer.organization.name).toBe('Awesome Company');
  expect(promisesMadeByMe.nodes).toEqual([{ horizon: { duration: 'P3Y' } }]);
});
