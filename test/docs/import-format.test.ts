import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { importFile, mostRecords } from '../../src/commands/import.js';
import { peopleColumns } from '../../src/domain/import/people.rules.js';
import { reportingColumns } from '../../src/domain/import/reporting-lines.rules.js';
import { openApi } from '../kit/api.js';
import type { Api } from '../kit/api.js';
import { Machine } from '../kit/command.js';
import { blocksOf, readPage, rowsUnder } from '../kit/documentation.js';

const page = readPage('docs/import-format.md');
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

const files = blocksOf(page).flatMap(({ info, text }, index) => (['ndjson', 'csv'].includes(info) ? [{ name: `example-${String(index)}.${info}`, text }] : []));

test('there are examples of both kinds of file', () => {
  expect(files.map(({ name }) => name.replace(/.*\./, ''))).toEqual(expect.arrayContaining(['ndjson', 'csv']));
});

test.each(files)('$name comes in', async ({ name, text }) => {
  const { org } = await api.found();
  const file = join(machine.folder, name);
  writeFileSync(file, text);
  const { printed, said } = await machine.run(importFile, [file, '--organization', org]);
  expect(printed.join('\n')).toMatch(/agents +[1-9]\d* added/);
  expect(said.at(-1)).toMatch(/^Brought into .*, by Olga Petrova\.$/);
});

test('the columns of a table of people are those of the code', () => {
  expect(rowsUnder(page, 'A table of people').map(([name, meaning]) => [name?.replaceAll('`', ''), meaning])).toEqual(Object.entries(peopleColumns));
});

test('the columns of a table of reporting lines are those of the code', () => {
  expect(rowsUnder(page, 'A table of reporting lines').map(([name, meaning]) => [name?.replaceAll('`', ''), meaning])).toEqual(Object.entries(reportingColumns));
});

test('it says how many records a file has at most', () => {
  expect(page).toContain(`at most ${mostRecords.toLocaleString('en')} records`);
});
