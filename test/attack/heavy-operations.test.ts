import { createSchema } from '../../src/schema.js';
import { refusalCodes } from '../../src/domain/common/refusal.js';
import { limits } from '../../src/serving/limits/index.js';
import type { Answer, Company } from '../kit/api.js';
import { companyOfBigHistories } from '../kit/big-histories.js';
import { Fleet } from '../kit/fleet.js';
import type { Server } from '../kit/fleet.js';
import { heaviestOperations } from '../kit/heaviest.js';
import { Scrape } from '../kit/scrape.js';

/*
 * The dearest operations that the limits let through, on histories as long as they may be, sent to the server as it is
 * delivered: one at a time, and sixteen at once by one viewer while another asks for little.
 */

/** What the documentation promises: a server with this much heap lives through all of it. */
const heapMegabytes = 512;
const residentMegabytes = 1_000;
const atOnce = 16;

let fleet: Fleet;
let server: Server;
let company: Company;

jest.setTimeout(300_000);

beforeAll(async () => {
  fleet = await Fleet.thatOnlyAnswers();
  company = await companyOfBigHistories(fleet.api, { workflows: 30, proposals: 12, remarks: 15 });
  [server] = (await fleet.start(1, {
    NODE_OPTIONS: `--max-old-space-size=${String(heapMegabytes)}`,
    PROMISEGRAPH_METRICS_TOKEN: metricsToken,
  })) as [Server];
});
afterAll(() => fleet.close());

const metricsToken = 'correct-horse-battery-staple';

async function ask(subject: string, query: string): Promise<Answer> {
  const response = await fetch(`http://${server.address}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${await company.tokenOf(subject)}` },
    body: JSON.stringify({ query }),
  });
  return { ...((await response.json()) as Answer), status: response.status };
}

async function residentNow(): Promise<number> {
  const response = await fetch(`http://${server.address}/metrics`, { headers: { authorization: `Bearer ${metricsToken}` } });
  return new Scrape(await response.text()).value('process_resident_memory_bytes', {}) / 1_000_000;
}

const plain: readonly string[] = ['LIMIT_EXCEEDED', 'TIMEOUT', 'UNAVAILABLE'] satisfies (keyof typeof refusalCodes | 'LIMIT_EXCEEDED')[];

/** What is not a plain answer or a plain error in an answer. */
function faultsIn({ status, errors = [], data }: Answer): readonly unknown[] {
  const codes = errors.map(({ extensions }) => String(extensions.code));
  return [...(status === 200 ? [] : [status]), ...codes.filter((code) => !plain.includes(code)), ...(codes.length <= limits.errors ? [] : [codes.length]), ...(codes.length === 0 && data == null ? ['nothing'] : [])];
}

const heaviest = heaviestOperations(createSchema());

test('they were found: for each field that has much to say one, and the dearest of them cost nearly as much as one may', () => {
  expect(heaviest.map(({ field }) => field)).toEqual(expect.arrayContaining(['Act.words', 'Act.said', 'Act.changed', 'Workflow.proposals', 'Workflow.promises', 'Promise.conditions', 'Proposal.conditions', 'Proposal.differences', 'WorkflowChanges.differences']));
  expect(heaviest[0]?.cost.requested).toBeGreaterThan(0.9 * limits.cost);
});

describe.each(heaviest)('$field', ({ query }) => {
  test('alone comes to a plain end', async () => {
    expect(faultsIn(await ask('ada', query))).toEqual([]);
    expect(server.program.over).toBe(false);
  });

  test('sixteen times at once leaves the server alive, below its memory, and another viewer answered', async () => {
    let over = false;
    let most = 0;
    const others: Answer[] = [];
    const asking = (async () => {
      while (!over) others.push(await ask('bram', '{ viewer { agent { name } } myMoves(first: 3) { nodes { wait { move due } } } }'));
    })();
    const watching = (async () => {
      while (!over) most = Math.max(most, await residentNow());
    })();
    const answers = await Promise.all(Array.from({ length: atOnce }, () => ask('ada', query)));
    over = true;
    await Promise.all([asking, watching]);
    expect(answers.flatMap(faultsIn)).toEqual([]);
    expect(others.length).toBeGreaterThan(0);
    expect(others.flatMap(({ errors = [] }) => errors)).toEqual([]);
    expect(most).toBeLessThan(residentMegabytes);
    expect(server.program.over).toBe(false);
  });
});

test('and then everything is as ever', async () => {
  const { data, errors } = await ask('ada', '{ workflows(first: 3) { nodes { acts(first: 3) { nodes { act changed { path } } } proposals { version conditions { statement } } } } }');
  expect(errors).toBeUndefined();
  expect(data.workflows.nodes).toHaveLength(3);
});
