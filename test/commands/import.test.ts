import { join } from 'node:path';
import { exportAll } from '../../src/commands/export.js';
import { importFile } from '../../src/commands/import.js';
import { restore } from '../../src/commands/restore.js';
import { openApi } from '../kit/api.js';
import type { Api } from '../kit/api.js';
import { Machine } from '../kit/command.js';
import { forget, writtenTo } from '../kit/exports.js';
import { header, ndjson, people, wholeFile } from '../kit/records.js';

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

const file = (name: string, records: readonly unknown[] = wholeFile): string => writtenTo(machine.folder, name, ndjson(records));

test('a file is rehearsed, comes in, and comes in once', async () => {
  const { org } = await api.found();
  const path = file('company.ndjson');
  const rehearsed = await machine.run(importFile, [path, '--organization', org, '--dry-run']);
  expect(rehearsed.printed[0]).toBe('agents      3 to come, 0 here already');
  expect(rehearsed.said.at(-1)).toMatch(/^Nothing was written\./);
  expect((await machine.run(importFile, [path, '--organization', org])).printed[0]).toBe('agents      3 added, 0 here already');
  expect((await machine.run(importFile, [path, '--organization', org])).printed[0]).toBe('agents      0 added, 3 here already');
});

test('every line that is in the way is told with its number, and nothing comes in', async () => {
  const company = await api.found();
  const path = file('bad.ndjson', [header, 'nonsense', ...people, { record: 'agent', id: 'u9', kind: 'PERSON', name: '' }]);
  await expect(machine.run(importFile, [path, '--organization', company.org])).rejects.toThrow(/^line 2: .*\nline 7: name: .*\nNothing was brought in: 2 lines are in the way\.$/);
  expect(await company.asks('olga', '{ agents { totalCount } }')).toEqual({ agents: { totalCount: 1 } });
});

test('in whose name it comes in is asked where several could answer for it', async () => {
  const company = await api.found();
  await company.does('olga', 'grantAdministrator', 'AgentInput', { agent: await company.person('ada') }, 'agent { id }');
  const path = file('who.ndjson');
  await expect(machine.run(importFile, [path, '--organization', company.org])).rejects.toThrow(/Say in whose name \(--as\):\n {2}- Ada Moreau\n {2}- Olga Petrova/);
  await expect(machine.run(importFile, [path, '--organization', company.org, '--as', 'Bram'])).rejects.toThrow(/no administrator called "Bram"/);
  expect((await machine.run(importFile, [path, '--organization', company.org, '--as', 'olga'])).said.at(-1)).toContain('by Olga Petrova');
});

test.each<[string, string[], RegExp]>([
  ['no file', [], /Say which file\.\nUsage: npm run import/],
  ['two files', ['a', 'b'], /more than one file/],
  ['a file that is not there', ['nowhere.ndjson'], /There is no file nowhere\.ndjson/],
  ['an option that nobody knows', ['a', '--force'], /Usage: npm run import/],
])('%s is refused with the usage', async (_name, parameters, message) => {
  await expect(machine.run(importFile, parameters)).rejects.toThrow(message);
});

test('a source is named by the file, unless it is a table', async () => {
  await expect(machine.run(importFile, [file('source.ndjson'), '--source', 'payroll'])).rejects.toThrow(/names its source in its header/);
});

test('what is exported on one machine is restored on another', async () => {
  const { org } = await api.found();
  await machine.run(importFile, [file('whole.ndjson'), '--organization', org]);
  const { printed, said } = await machine.run(exportAll, ['--organization', org]);
  expect(said.at(-1)).toMatch(/^Exported .*: \d+ acts, up to change \d+\./);
  await forget(api.database, org);
  const path = writtenTo(machine.folder, 'export.ndjson', printed.map((line) => `${line}\n`).join(''));
  expect((await machine.run(restore, [path, '--dry-run'])).said.at(-1)).toMatch(/^Nothing was written/);
  expect(await machine.run(restore, [path])).toMatchObject({ printed: [`organization   ${org}`] });
  expect((await machine.run(exportAll, ['--organization', org])).printed).toEqual(printed);
  await expect(machine.run(restore, [path])).rejects.toThrow(/is here already/);
});

test('a restore of what is no export says what is wrong with it', async () => {
  await expect(machine.run(restore, [file('other.ndjson')])).rejects.toThrow(/other\.ndjson:\nline 1: This is no export/);
  await expect(machine.run(restore, [join(machine.folder, 'nowhere')])).rejects.toThrow(/There is no file/);
});
