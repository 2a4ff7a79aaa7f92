import { randomBytes } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { loadDemo } from '../../src/demo/load.js';
import { uuidv7 } from '../../src/domain/common/identifier.rules.js';
import { packageRoot } from '../../src/root.js';
import { openApi } from '../kit/api.js';
import { documentedNow as now } from '../kit/demo.js';
import { blocksOf, readPage } from '../kit/documentation.js';

/* What README.md shows of a console was copied from one, once. This is what keeps it true. */

const start = blocksOf(readPage('README.md')).find(({ info, text }) => info === 'console' && text.startsWith('$ npm start\n'));
const lines = (start?.text ?? '').split('\n').slice(1).filter((line) => line.trim() !== '');

const sources = ['src', 'scripts']
  .flatMap((folder) => readdirSync(join(packageRoot, folder), { recursive: true, encoding: 'utf8' }).map((file) => join(packageRoot, folder, file)))
  .filter((file) => /\.m?[jt]s$/.test(file))
  .map((file) => readFileSync(file, 'utf8'))
  .join('\n');

test('README.md shows a start', () => {
  expect(lines.length).toBeGreaterThan(10);
});

// Numbers, addresses, names, tokens and the log differ from start to start; the words of a start do not.
test.each(lines.filter((line) => !/^(\{| {2}eyJ)/.test(line)))('a start says: %s', (line) => {
  const words = line.split(/\b\d|https?:|bolt:|Ada|…/)[0] ?? '';
  expect(words.trim().length).toBeGreaterThan(5);
  expect(sources).toContain(words);
});

test('the migrations it names are those there are', () => {
  const migrations = readdirSync(join(packageRoot, 'cypher', 'migrations')).sort().map((file) => file.replace(/\.cypher$/, ''));
  expect(lines).toContain(`Migrated the database: ${migrations.join(', ')}.`);
});

test('the demo it plays has as many acts', async () => {
  const api = await openApi();
  const said: string[] = [];
  await loadDemo({ database: api.database, say: (line) => void said.push(line), now, org: uuidv7(now, randomBytes(10)) });
  await api.close();
  expect(lines).toEqual(expect.arrayContaining(said));
});
