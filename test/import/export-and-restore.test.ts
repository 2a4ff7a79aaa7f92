import { FOREVER } from '../../src/domain/common/moment.rules.js';
import { Database } from '../../src/graph/database.js';
import type { WriteTransaction } from '../../src/graph/database.js';
import type { ImportRefused } from '../../src/graph/import.js';
import { openApi, testDatabaseSettings } from '../kit/api.js';
import type { Api, Company } from '../kit/api.js';
import { Demo, documentedNow } from '../kit/demo.js';
import { everyNode } from '../kit/every-node.js';
import { exported, forget, graphOf, rehearsedOffline, restored, sealed } from '../kit/exports.js';
import { wholeFile } from '../kit/records.js';
import { wholeCompany } from '../kit/whole-company.js';

let api: Api;

beforeAll(async () => {
  api = await openApi();
});
afterAll(() => api.close());

/** An organisation that was, as it was before it was exported, forgotten and restored. */
interface Restored {
  readonly org: string;
  readonly text: string;
  readonly graph: unknown[];
}

async function thereAndBack(org: string): Promise<Restored> {
  const text = await exported(api.database, org);
  const graph = await graphOf(api.database, org);
  await forget(api.database, org);
  await restored(api.database, text);
  return { org, text, graph };
}

/** One of everything takes hundreds of acts, so the same serves all tests. */
let everything: Company;
let recalled: Restored;
let before: Asked;
/** When that was asked: what waits for somebody depends on it. */
let moment: number;

beforeAll(async () => {
  everything = await wholeCompany(api);
  moment = api.clock.now;
  before = await ask(everything);
  recalled = await thereAndBack(everything.org);
}, 240_000);

const tied = (type: string, stands: boolean, count: number): object => ({ type, own: true, stands, count });

describe.each<[string, () => Promise<Restored>, readonly object[]]>([
  ['the demo', async () => thereAndBack((await Demo.load(api, documentedNow)).org), [tied('DEPENDS_ON', true, 4), tied('SERVED', false, 1), tied('SERVES', true, 6)]],
  ['an organisation of everything', () => Promise.resolve(recalled), [tied('DEPENDED_ON', false, 2), tied('DEPENDS_ON', true, 3), tied('SERVED', false, 2), tied('SERVES', true, 5)]],
])('%s', (_name, make, ties) => {
  let org: string;
  let text: string;
  let graph: unknown[];

  beforeAll(async () => {
    ({ org, text, graph } = await make());
  });

  test('exported, restored and exported again is the same bytes', async () => {
    expect(await exported(api.database, org)).toBe(text);
  });

  test('has the same graph, node by node and edge by edge', async () => {
    const again = await graphOf(api.database, org);
    expect(again).toEqual(graph);
  });

  test('is made of nodes that each have the key of their label', async () => {
    const count = async (beginning: string): Promise<unknown> => api.database.runText(`${beginning} RETURN count(n) AS nodes`, { org });
    expect(await count(everyNode)).toEqual(await count('MATCH (n {org: $org})'));
  });

  test('is tied together as it was, by what stands and by what has ended', async () => {
    const rows = await api.database.runText(
      `MATCH (from:Workflow {org: $org})-[tie:SERVES|SERVED|DEPENDS_ON|DEPENDED_ON]->(:Workflow)
       RETURN type(tie) AS type, tie.org = $org AS own, tie.to = $forever AS stands, count(*) AS count ORDER BY type`, { org, forever: FOREVER });
    expect(rows).toEqual(ties);
  });
});

interface Asked extends Record<string, unknown> {
  readonly changes: readonly { readonly wordsErased: boolean }[];
}

/** All that is told of an organisation. */
async function ask(company: Company): Promise<Asked> {
  const changes: { wordsErased: boolean }[] = [];
  for (let after: string | null = null, more = true; more; ) {
    const page: Record<string, any> = (await company.asks('ada', 'query($after: String) { changes(from: "2020-01-01", first: 100, after: $after) { nodes { id act words wordsErased speaker { name } saidAt recordedAt sequence } pageInfo { endCursor hasNextPage } } }', { after }))['changes']; // eslint-disable-line @typescript-eslint/no-explicit-any -- see Answer
    changes.push(...page['nodes']);
    ({ endCursor: after, hasNextPage: more } = page['pageInfo']);
  }
  return {
    ...(await company.asks('ada', '{ viewer { agent { name } } agents { nodes { id name active version administrator } } myMoves { nodes { workflow { id } wait { move due since } } } }')),
    ...(await company.asks('ada', `{ workflows(first: 100) { nodes { id availableActs { act } root ownConditions
      serves { parent { id } share since conditions { key statement contribution } flags { kind } act { id } }
      needs { id provider { id } status since answeredAt flags { kind } act { id } } neededFor { id dependent { id } status act { id } } } } }`)),
    changes,
  };
}

test('what was said is read again, what was erased is not, and everybody signs in as before', async () => {
  api.clock.now = moment; // the demo has another one
  expect(await ask(everything)).toEqual(before);
  expect(before.changes.filter(({ wordsErased }) => wordsErased).length).toBeGreaterThan(0);
  expect(recalled.text).not.toContain('These words will be gone');
});

test('a restored organisation lives on, and a second import of what had come in changes nothing', async () => {
  const company = everything;
  const records = wholeFile.map((record) => JSON.stringify(record));
  const { report } = await company.does('olga', 'importRecords', 'ImportRecordsInput', { records }, 'report { agents { added unchanged } workflows { added unchanged } }');
  expect(report).toEqual({ agents: { added: 0, unchanged: 3 }, workflows: { added: 0, unchanged: 1 } });
  const { workflows } = await company.asks('ada', 'query($ada: ID!) { workflows(filter: {phases: [LISTENING], explicit: true, party: $ada, side: CUSTOMER}) { nodes { id } } }', { ada: await company.person('ada') });
  await company.says('ada', 'requestHelp', { workflow: workflows.nodes[0].id, words: 'Can we?' });
});

/** Writes what comes before the workflows, and then no more. */
class FailingDatabase extends Database {
  #transactions = 0;

  override inTransaction<Result>(work: (transaction: WriteTransaction) => Promise<Result>): Promise<{ result: Result; bookmarks: readonly string[] }> {
    if (++this.#transactions === 8) throw new Error('the lights went out');
    return super.inTransaction(work);
  }
}

test('what a stopped restore leaves behind is seen by nobody, and gone with the next', async () => {
  const [company, { text, graph }] = [everything, recalled];
  await forget(api.database, company.org);
  const failing = new FailingDatabase(testDatabaseSettings());
  await expect(restored(failing, text)).rejects.toThrow('the lights went out');
  await failing.close();
  const [row] = await api.database.runText(`${everyNode} RETURN count(n) AS nodes`, { org: company.org });
  expect(row?.['nodes']).toBeGreaterThan(0);
  expect(await company.ask('olga', '{ viewer { agent { name } } }')).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
  await restored(api.database, text);
  expect(await graphOf(api.database, company.org)).toEqual(graph);
});

test('an export ends between two changes: it holds a change whole or not at all, while others go on', async () => {
  const company = await api.found();
  await company.person('ada');
  const performer = await company.person('bram');
  let stop = false;
  let opened = 0;
  const writing = (async () => {
    while (!stop) {
      await company.says('ada', 'openWorkflow', { performer, statement: 'Build Awesome Tech for the Company', window: { due: '2026-12-31' } });
      opened += 1;
    }
  })();
  const texts: string[] = [];
  // On a slow machine an export may be over before much is written: then another shows what this one didn't.
  try {
    while (texts.length < 5 || opened <= 5) texts.push(await exported(api.database, company.org));
  } finally {
    stop = true;
    await writing;
  }
  for (const text of texts) {
    const acts = text.split('\n').slice(0, -1).map((line) => JSON.parse(line) as { record: string; act?: string; about?: string; data?: { workflow?: string } });
    const begun = acts.filter(({ act }) => act === 'OPEN').map(({ about }) => about);
    const takenUp = acts.filter(({ act }) => act === 'TAKE_UP_CONCERN').map(({ data }) => data?.workflow);
    expect(takenUp.sort()).toEqual(begun.sort());
  }
});

test('a rehearsal writes nothing, and what is there is not overwritten', async () => {
  const { org } = await api.found();
  const text = await exported(api.database, org);
  await expect(restored(api.database, text)).rejects.toThrow(/is here already/);
  await forget(api.database, org);
  expect(await restored(api.database, text, true)).toMatchObject({ organization: { id: org } });
  expect(await graphOf(api.database, org)).toEqual([[], []]);
});

test('an organisation of more people than one transaction takes comes back whole', async () => {
  const company = await api.found();
  await company.person('ada');
  const lines = (await exported(api.database, company.org)).split('\n').slice(0, -2);
  await forget(api.database, company.org);
  const at = lines.findIndex((line) => line.includes('"CREATE_AGENT"') && line.includes('"subject":"ada"'));
  const born = JSON.parse(lines[at] ?? '') as { about: string; id: string };
  // Ids beyond those of today, since agents stand in the order of theirs.
  const many = Array.from({ length: 1_200 }, (_, index) => {
    const [about, id] = ['01ffffff', '02ffffff'].map((beginning) => `${beginning}-ffff-7000-8000-${String(index).padStart(12, '0')}`);
    return (lines[at] ?? '').replaceAll(born.about, about ?? '').replace(born.id, id ?? '').replace('"subject":"ada"', `"subject":"one of ${String(index)}"`);
  });
  const text = sealed([...lines, ...many]);
  await restored(api.database, text);
  expect(await exported(api.database, company.org)).toBe(text);
});

describe('a file that is no whole export is refused:', () => {
  let text: string;
  let lines: string[];

  beforeAll(async () => {
    ({ text } = recalled);
    await forget(api.database, everything.org);
    lines = text.split('\n').slice(0, -1);
  });

  const body = (): string[] => lines.slice(0, -1);
  const change = (pattern: RegExp, change: (record: Record<string, any>) => object): string => { // eslint-disable-line @typescript-eslint/no-explicit-any -- records are torn apart here
    const at = lines.findIndex((line) => pattern.test(line));
    if (at === -1) throw new Error(`no line like ${String(pattern)}`);
    return sealed(body().map((line, index) => (index === at ? JSON.stringify(change(JSON.parse(line))) : line)));
  };

  /** A workflow that serves this one. */
  const childOf = (workflow: string): string => {
    const found = body().map((line) => JSON.parse(line) as Record<string, any>).find(({ act, data }) => act === 'SERVE' && data.parent === workflow); // eslint-disable-line @typescript-eslint/no-explicit-any -- see above
    if (found === undefined) throw new Error('nothing serves that');
    return found['about'] as string;
  };

  const inAll = (pattern: RegExp, change: (record: Record<string, any>, first: Record<string, any>) => object): string => { // eslint-disable-line @typescript-eslint/no-explicit-any -- as above
    const first = JSON.parse(lines.find((line) => pattern.test(line)) ?? 'null');
    return sealed(body().map((line) => (pattern.test(line) ? JSON.stringify(change(JSON.parse(line), first)) : line)));
  };

  test('the same lines with an end of their own are not', async () => {
    await expect(restored(api.database, sealed(body()), true)).resolves.toBeDefined();
    await expect(rehearsedOffline(sealed(body()))).resolves.toEqual(await restored(api.database, text, true));
  });

  test.each<[string, () => string, RegExp]>([
    ['cut off', () => text.slice(0, text.length / 2), /breaks off/],
    ['without its end', () => body().map((line) => `${line}\n`).join(''), /breaks off/],
    ['with a byte changed', () => text.replace('Awesome Tech', 'awesome Tech'), /changed since it was written/],
    ['with a line left out', () => [...lines.slice(0, 5), ...lines.slice(6)].join('\n'), /changed since|comes next/],
    ['with something behind its end', () => `${text}${lines[1] ?? ''}\n`, /Nothing follows the end/],
    ['with a second end', () => `${text}${lines.at(-2) ?? ''}\n`, /Nothing follows the end/],
    ['empty', () => '', /breaks off/],
    ['a file of the other kind', () => wholeFile.map((record) => `${JSON.stringify(record)}\n`).join(''), /This is no export/],
    ['of a newer version', () => change(/"header"/, (record) => ({ ...record, version: 2 })), /Version 2/],
    ['of another organisation', () => change(/"header"/, (record) => ({ ...record, exported: { organization: '0192a000-0000-7000-8000-00000000de30' } })), /another organisation/],
    ['without the organisation', () => sealed(body().filter((line) => !line.includes('"ORGANIZATION"'))), /organisation itself is missing/],
    ['with an act left out', () => sealed(body().filter((line) => !line.includes('"act":"PROPOSE"'))), /comes next/],
    ['with an act twice', () => sealed(body().flatMap((line) => (line.includes('"act":"CLOSE"') ? [line, line] : [line]))), /comes next/],
    ['with an act that runs backwards', () => change(/"act":"CLOSE"/, (record) => ({ ...record, recordedAt: '2001-01-01T00:00:00.000Z' })), /recorded before/],
    ['with an act of a kind that nobody knows', () => change(/"act":"CLOSE"/, (record) => ({ ...record, act: 'EXPLODE' })), /does not (know|follow)/],
    ['with an act that comes too early', () => change(/"act":"DELIVER"/, (record) => ({ ...record, act: 'ASSESS', data: { assessment: record['id'], outcomes: [], satisfaction: 5, otherwise: null } })), /cannot be|does not follow/],
    ['with an act without its content', () => change(/"act":"PROPOSE"/, (record) => ({ ...record, data: {} })), /cannot be|does not follow/],
    ['with one agent on both sides', () => change(/"act":"OPEN"/, (record) => ({ ...record, data: { ...record['data'], performer: record['data'].customer } })), /one agent/],
    ['with a speaker whom nobody knows', () => change(/"act":"REMARK"/, (record) => ({ ...record, person: '0192a000-0000-7000-8000-00000000de30' })), /no agent 0192a000/],
    ['with a member whom nobody knows', () => change(/"act":"ADD_MEMBER"/, (record) => ({ ...record, data: { member: '0192a000-0000-7000-8000-00000000de30' } })), /no agent 0192a000/],
    ['with a time that is none', () => change(/"act":"REMARK"/, (record) => ({ ...record, saidAt: 'yesterday' })), /saidAt: /],
    ['with a workflow that is seen by nobody we know', () => change(/"act":"OPEN"/, (record) => ({ ...record, data: { ...record['data'], visibility: 'NOBODY' } })), /cannot be: visibility/],
    ['with a promise that serves itself', () => change(/"act":"DECLARE_ROOT"/, (record) => ({ ...record, act: 'SERVE', data: { serving: record['id'], parent: record['about'], share: null, contributions: [{ condition: 'c1', contribution: null }] } })), /cannot be: it serves itself/],
    ['with more than all of something', () => change(/"act":"SERVE"/, (record) => ({ ...record, data: { ...record['data'], share: '1.5' } })), /cannot be: cascade\.serves\.0\.share is no weight/],
    ['with a promise that serves what nobody knows', () => change(/"act":"SERVE"/, (record) => ({ ...record, data: { ...record['data'], parent: '0192a000-0000-7000-8000-00000000de30' } })), /no workflow 0192a000/],
    ['with a promise that needs what nobody knows', () => change(/"act":"DEPEND"/, (record) => ({ ...record, data: { ...record['data'], provider: '0192a000-0000-7000-8000-00000000de30' } })), /no workflow 0192a000/],
    ['with a dependency that only one end knows', () => change(/"act":"DEPENDENCY_ASSERTED"/, (record) => ({ ...record, act: 'REMARK', data: {} })), /at one end is not said at the other/],
    ['with a dependency that ended at one end alone', () => change(/"act":"DEPENDENCY_ENDED"/, (record) => ({ ...record, act: 'REMARK', data: {} })), /at one end is not said at the other/],
    ['with a dependency of which the ends tell different days', () => change(/"act":"DEPEND"/, (record) => ({ ...record, data: { ...record['data'], neededBy: '2026-04-01T21:59:59.999Z' } })), /at one end is not said at the other/],
    ['with a dependency that was acknowledged at one end alone', () => change(/"act":"DEPENDENCY_ACKNOWLEDGED"/, (record) => ({ ...record, act: 'DEPENDENCY_REFUSED' })), /at one end is not said at the other/],
    ['with promises that serve each other', () => change(/"act":"DECLARE_ROOT"/, (record) => ({ ...record, act: 'SERVE', data: { serving: record['id'], parent: childOf(record['about']), share: null, contributions: [{ condition: 'c1', contribution: null }] } })), /serves itself, by way of others/],
    ['with two of one identity', () => change(/"subject":"bram"/, (record) => ({ ...record, data: { ...record['data'], subject: 'olga' } })), /identity "olga"/],
    ['with words both there and erased', () => change(/"words":/, (record) => ({ ...record, wordsErased: true })), /there or erased/],
    ['with an id of another system for nothing', () => change(/"externalId"/, (record) => ({ ...record, about: '0192a000-0000-7000-8000-00000000de30' })), /in this export/],
    ['with an id of another system twice', () => sealed(body().flatMap((line) => (line.includes('"externalId"') ? [line, line] : [line]))), /stands here twice/],
    ['with one promise in two workflows', () => inAll(/"act":"(AGREE|PROMISE)"/, (record, first) => ({ ...record, data: { ...record['data'], promise: first['data'].promise } })), /another promise with the id/],
    ['with one proposal in two workflows', () => inAll(/"act":"PROPOSE"/, (record, first) => ({ ...record, data: { ...record['data'], proposal: first['data'].proposal } })), /another proposal with the id/],
    ['with one assessment in two workflows', () => inAll(/"act":"ASSESS"/, (record, first) => ({ ...record, data: { ...record['data'], assessment: first['data'].assessment } })), /another assessment with the id/],
    ['with one id for several acts', () => inAll(/"act":"OPEN"/, (record, first) => ({ ...record, id: first['id'] })), /another act with the id/],
    ['with two conditions of one key', () => inAll(/"act":"PROPOSE"/, (record) => ({ ...record, data: { ...record['data'], terms: { ...record['data'].terms, conditions: record['data'].terms.conditions.flatMap((one: object) => [one, one]) } } })), /one key/],
    ['out of order', () => sealed([body()[0] ?? '', ...body().slice(1).reverse()]), /out of their order|comes next/],
    ['not JSON', () => sealed([...body(), '{"record":']), /not JSON/],
  ])('%s', async (_name, make, message) => {
    const file = make();
    const refused = (restoring: Promise<unknown>): Promise<unknown> => restoring.then(() => null, (error: unknown) => error);
    const refusal = await refused(restored(api.database, file));
    expect(refusal).toMatchObject({ code: 'INVALID_INPUT', problems: expect.arrayContaining([{ line: expect.any(Number), message: expect.stringMatching(message) }]) });
    // Offline the same lines are in the way, for the same reasons.
    const { problems, count } = refusal as ImportRefused;
    expect(await refused(rehearsedOffline(file))).toMatchObject({ problems, count });
  });
});
