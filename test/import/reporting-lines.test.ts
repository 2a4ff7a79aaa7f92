import { importFile } from '../../src/commands/import.js';
import { reportingFrom } from '../../src/domain/import/reporting-lines.rules.js';
import { monday, openApi } from '../kit/api.js';
import type { Api, Company } from '../kit/api.js';
import { Machine } from '../kit/command.js';
import { days, findings, objectives } from '../kit/diagnosing.js';
import { writtenTo } from '../kit/exports.js';

let api: Api;
let company: Company;

beforeAll(async () => {
  api = await openApi();
});
beforeEach(async () => {
  api.clock.now = monday;
  company = await api.found();
});
afterAll(() => api.close());

const returns = 'report { agents { added unchanged } memberships { added unchanged } concerns { added unchanged } workflows { added unchanged } } problems { line message }';
const imports = (text: string, more: object = {}) => company.tries('olga', 'importRecords', 'ImportRecordsInput', { table: { source: 'payroll', text }, ...more }, returns);

const table = `person,manager,title,team,since
Ada Moreau,,Chief executive,,
Bram Visser,Ada Moreau,Chief technology officer,Engineering,2024-05-01
Chidi Adeyemi,Bram Visser,Platform engineer,Engineering,
`;

const lines = async () => (await company.asks('olga', '{ workflows(orderBy: OLDEST_FIRST) { nodes { id phase explicit articulated objective openedAt customer { name } performer { name memberOf { agent { name } } } attested { source externalId } waitingFor { move } cycle { window { due } } } } }')).workflows.nodes;

test('each line is an implicit workflow: the manager is the Customer, and the title what they are concerned about', async () => {
  const { report, problems } = await imports(table);
  expect([report, problems]).toEqual([{ agents: { added: 4, unchanged: 0 }, memberships: { added: 2, unchanged: 0 }, concerns: { added: 2, unchanged: 0 }, workflows: { added: 2, unchanged: 0 } }, null]);
  expect(await lines()).toMatchObject([
    { phase: 'LISTENING', explicit: false, articulated: false, objective: 'Chief technology officer', openedAt: '2024-04-30T22:00:00.000Z', customer: { name: 'Ada Moreau' }, performer: { name: 'Bram Visser', memberOf: [{ agent: { name: 'Engineering' } }] }, attested: { source: 'payroll', externalId: 'Bram Visser to Ada Moreau' }, waitingFor: [], cycle: { window: { due: '2027-03-02T09:00:00.000Z' } } },
    { objective: 'Platform engineer', openedAt: '2026-03-02T09:00:00.000Z', customer: { name: 'Bram Visser' }, performer: { name: 'Chidi Adeyemi' } },
  ]);
  // What the payroll knows for long has gone on for long.
  expect(objectives(await findings(company, 'EXECUTING_WITHOUT_A_PROMISE'))).toEqual(['Chief technology officer']);
});

test('twice, on another day, and beside a table of the same people, it changes nothing', async () => {
  await imports('name,groups\nAda Moreau,\nBram Visser,Engineering\n');
  expect((await imports(table)).report).toEqual({ agents: { added: 1, unchanged: 3 }, memberships: { added: 1, unchanged: 1 }, concerns: { added: 2, unchanged: 0 }, workflows: { added: 2, unchanged: 0 } });
  days(company, 3);
  expect((await imports(table)).report).toEqual({ agents: { added: 0, unchanged: 4 }, memberships: { added: 0, unchanged: 2 }, concerns: { added: 0, unchanged: 2 }, workflows: { added: 0, unchanged: 2 } });
  expect(await lines()).toHaveLength(2);
});

test('under another manager it is another line; with another title, somebody has to say so here', async () => {
  await imports(table);
  expect((await imports('person,manager,title\nChidi Adeyemi,Ada Moreau,Platform engineer\n')).report).toMatchObject({ workflows: { added: 1 } });
  const { report, problems } = await imports('person,manager,title,team\nChidi Adeyemi,Bram Visser,Lead engineer,Engineering\n');
  expect([report, problems]).toEqual([null, [{ line: 2, message: expect.stringMatching(/^person: That "Chidi Adeyemi" reports to "Bram Visser" was brought in before, with another title/) }]]);
});

test('a rehearsal writes nothing, and bad lines are named', async () => {
  expect((await imports(table, { dryRun: true })).report).toMatchObject({ workflows: { added: 2 } });
  expect(await lines()).toEqual([]);
  const bad = `person,manager,since,id
Ada Moreau,,,a1
Ada Moreau,,,a2
Bram Visser,Ada Moreau,,
Chidi Adeyemi,Chidi Adeyemi,,
Dana Levi,Bram Visser,2031-01-01,
Emil Novak,Bram Visser
Dana Levi,Bram Visser,,
,Bram Visser,,
`;
  const { report, problems, userErrors } = await imports(bad);
  expect([report, userErrors[0].code]).toEqual([null, 'INVALID_INPUT']);
  expect(problems).toEqual([
    { line: 4, message: 'manager: 2 people are called "Ada Moreau": name the manager by `id`.' },
    { line: 5, message: 'performer: Customer and Performer are never the same agent.' },
    { line: 6, message: 'openedAt: This lies ahead: what is attested has happened.' },
    { line: 7, message: 'The row has not as many cells as the header, or a quotation mark is not closed.' },
    { line: 8, message: expect.stringContaining('stands in line 6 already') },
    { line: 9, message: expect.stringMatching(/^Person: /i) },
  ]);
  expect(await lines()).toEqual([]);
});

test('needs an administrator, and either a table or records', async () => {
  await company.person('ada');
  const forbidden = await company.tries('ada', 'importRecords', 'ImportRecordsInput', { table: { source: 'payroll', text: table } }, returns);
  expect(forbidden.userErrors).toMatchObject([{ code: 'FORBIDDEN' }]);
  for (const input of [{}, { table: { source: 'payroll', text: table }, records: [] }]) {
    expect((await company.tries('olga', 'importRecords', 'ImportRecordsInput', input, returns)).userErrors).toMatchObject([{ code: 'INVALID_INPUT', field: ['records'] }]);
  }
});

test('the command takes the same table', async () => {
  const machine = new Machine();
  try {
    const file = writtenTo(machine.folder, 'lines.csv', table);
    const rehearsed = await machine.run(importFile, [file, '--organization', company.org, '--dry-run'], {}, api.clock.now);
    expect(rehearsed.printed).toContain('workflows   2 to come, 0 here already');
    expect(await lines()).toEqual([]);
    await machine.run(importFile, [file, '--organization', company.org], {}, api.clock.now);
    expect(await lines()).toMatchObject([{ attested: { source: 'lines.csv' } }, {}]);
  } finally {
    machine.remove();
  }
});

test('whoever is named by an id is meant by it', () => {
  const texts = reportingFrom('person,manager,id\nAda,,7\nBram,7,8\nChidi,Bram,9\nDana,Nobody here,10\n', 'payroll').flatMap((line) => ('text' in line ? [JSON.parse(line.text) as Record<string, unknown>] : []));
  expect(texts.map(({ person, manager }) => [person, manager])).toEqual([[undefined, undefined], ['7', undefined], ['8', '7'], ['9', '8'], ['10', 'Nobody here']]);
});
