import fc from 'fast-check';
import { importFile } from '../../src/commands/import.js';
import { linesOf, longestLine } from '../../src/domain/import/lines.rules.js';
import { Problems, gatherWish } from '../../src/domain/import/wish.rules.js';
import { openApi } from '../kit/api.js';
import type { Api, Company } from '../kit/api.js';
import { Machine } from '../kit/command.js';
import { restored, writtenTo } from '../kit/exports.js';
import { header, ndjson, people, wholeFile } from '../kit/records.js';
import { runs } from '../kit/thorough.js';

let api: Api;
let machine: Machine;

beforeAll(async () => {
  api = await openApi();
  machine = new Machine();
});
afterAll(async () => {
  machine.remove();
  await api.close();
});

async function gathered(content: string | Uint8Array, most = 1_000) {
  const problems = new Problems();
  const bytes = Buffer.from(content as string);
  // In pieces that end anywhere, as a stream's do.
  const pieces = Array.from({ length: Math.ceil(bytes.length / 7_777) }, (_, index) => bytes.subarray(index * 7_777, (index + 1) * 7_777));
  return { wish: await gatherWish(linesOf(pieces), problems, most), problems };
}

const good = ndjson([header, ...people]);

test.each<[string, string | Uint8Array, number, RegExp]>([
  ['a line without an end', good + '{"record":"agent","id":"' + 'x'.repeat(longestLine), 6, /longer than 1000000 bytes/],
  ['bytes that are no UTF-8', Buffer.concat([Buffer.from(good), Buffer.from([0x22, 0xff, 0xfe, 0x22, 0x0a])]), 6, /not valid UTF-8/],
  ['NUL bytes', `${good}\u0000\u0000\u0000\n`, 6, /not JSON/],
  ['brackets twenty thousand deep', `${good}${'['.repeat(20_000)}\n`, 6, /not JSON/],
  ['a list of everything', `${good}[${'1,'.repeat(1_000)}1]\n`, 6, /is a JSON object/],
  ['a prototype', `${good}{"record":"__proto__"}\n`, 6, /no record of the kind/],
  ['a kind of record that is forty thousand lists deep', `${good}{"record":${'['.repeat(40_000)}${']'.repeat(40_000)}}\n`, 6, /does not say what it is/],
  ['half of a letter in an id', `${good}{"record":"agent","id":"\\ud800","kind":"PERSON","name":"Dana"}\n`, 6, /^id: Has letters that no id has/],
  ['NUL in an id', `${good}{"record":"membership","group":"g1","member":"u\\u0000"}\n`, 6, /^member: Has letters that no id has/],
  ['half of a letter in the source', ndjson([header, ...people]).replace('the old tool', '\\udfff'), 1, /^source: Has letters that no id has/],
  ['a constructor', `${good}{"record":"constructor"}\n`, 6, /no record of the kind/],
  ['a number for a name', `${good}{"record":"agent","id":"9","kind":"PERSON","name":1e999}\n`, 6, /name: /],
  ['a binary file', Buffer.from(Array.from({ length: 5_000 }, (_, index) => (index * 7919) % 256)), 1, /UTF-8|JSON|header/],
])('%s is told by its line, in few words', async (_name, content, line, message) => {
  const { problems } = await gathered(content);
  expect(problems.listed).toContainEqual({ line, message: expect.stringMatching(message) });
  for (const problem of problems.listed) expect(problem.message.length).toBeLessThan(500);
});

test('a byte order mark, carriage returns, empty lines and a last line without an end are nothing', async () => {
  const { wish, problems } = await gathered(`\ufeff${good.trimEnd().replaceAll('\n', '\r\n\r\n')}`);
  expect(problems.listed).toEqual([]);
  expect(wish.agents).toHaveLength(3);
});

test('a hundred thousand bad lines are counted, and a hundred of them listed, the first ones', async () => {
  const { problems } = await gathered(`${good}${'nonsense\n'.repeat(100_000)}`);
  expect(problems.count).toBe(100_000);
  expect(problems.listed.map(({ line }) => line)).toEqual(Array.from({ length: 100 }, (_, index) => index + 6));
});

test('one record more than is taken at once is too many, and said once', async () => {
  const { problems } = await gathered(ndjson(wholeFile), 3);
  expect(problems.listed).toEqual([{ line: 5, message: expect.stringContaining('More than 3 records') }]);
});

test('whatever bytes there are, they are records or problems, and nothing breaks', async () => {
  await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), fc.boolean(), async (bytes, afterGood) => {
    const { problems } = await gathered(Buffer.concat([Buffer.from(afterGood ? good : ''), bytes]));
    expect(problems.count).toBeGreaterThanOrEqual(problems.listed.length);
  }), { numRuns: runs(80, 200) });
});

test('whatever JSON there is under the name of a record, it is a record or a problem', async () => {
  const kinds = fc.constantFrom('header', 'agent', 'membership', 'concern', 'workflow', 'act', 'externalId', 'end');
  await fc.assert(fc.asyncProperty(kinds, fc.dictionary(fc.constantFrom('id', 'kind', 'name', 'phase', 'promise', 'window', 'customer', 'data', 'person'), fc.jsonValue()), async (record, fields) => {
    const { problems } = await gathered(ndjson([header, { ...fields, record }]));
    for (const { line } of problems.listed) expect(line).toBe(2);
  }), { numRuns: runs(80, 200) });
});

test('whatever is done to an export, it is refused in words', async () => {
  await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
    await expect(restored(api.database, bytes, true)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  }), { numRuns: runs(30, 100) });
});

describe('a table of people', () => {
  let company: Company;

  // What is refused leaves it as it is, for the next.
  beforeAll(async () => {
    company = await api.found();
  });

  const come = (name: string, content: string | Uint8Array, ...more: string[]) =>
    machine.run(importFile, [writtenTo(machine.folder, name, content), '--organization', company.org, ...more]);

  test.each<[string, string | Uint8Array, RegExp]>([
    ['without a name', 'email\nada@example.com\n', /line 1: .*one of them is `name`/],
    ['with a column that nobody knows', 'name,salary\nAda,1\n', /line 1: There is no column "salary"/],
    ['with too many cells', 'name,email\nAda,ada,extra\n', /line 2: The row has not as many cells/],
    ['with a name that is empty', 'name,email\n,ada\n', /line 2: name: Say something/],
    ['with a kind that is none', 'name,kind\nAda,robot\n', /line 2: kind: /],
    ['with somebody who speaks for a group of others', 'name,groups,represents\nAda,Board,Executive\n', /line 2: represents: "Executive" is none of their groups/],
    ['with one person twice', 'name,email\nAda,ada\nAda,ada\n', /line 3: .*line 2 already/],
    ['that is empty', '', /line 1: /],
  ])('%s is refused', async (_name, content, message) => {
    await expect(come('bad.csv', content)).rejects.toThrow(message);
  });

  test('in another encoding is refused', async () => {
    await expect(come('latin.csv', Buffer.from([0x6e, 0x61, 0x6d, 0x65, 0x0a, 0xe9, 0x0a]))).rejects.toThrow(/not valid UTF-8/);
  });

  test('brings people, the groups they are in, and who speaks for them', async () => {
    const heard = await come('people.csv', 'Name,EMail,Groups,Represents,Active\r\nAda Moreau,ada,"Board; Executive",Board,\r\n"Visser, Bram",bram,Executive,,\r\nGone,,Board,,no\r\n', '--source', 'payroll');
    expect(heard.printed).toEqual(['agents      5 added, 0 here already', 'memberships 4 added, 0 here already', 'concerns    0 added, 0 here already', 'workflows   0 added, 0 here already']);
    const { agents } = await company.asks('ada', '{ agents { nodes { name kind active members { agent { name } representative } } } }');
    expect(agents.nodes).toEqual(expect.arrayContaining([
      expect.objectContaining({ name: 'Board', kind: 'GROUP', members: [{ agent: { name: 'Ada Moreau' }, representative: true }, { agent: { name: 'Gone' }, representative: false }] }),
      expect.objectContaining({ name: 'Visser, Bram', kind: 'PERSON', active: true }),
      expect.objectContaining({ name: 'Gone', active: false }),
    ]));
  });
});
