import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database } from '../../src/graph/database.js';
import { MigrationError, migrate } from '../../src/graph/migrations.js';
import { loadStatements } from '../../src/graph/statement.js';
import { startThrowawayDatabase } from '../../src/local/index.js';
import type { LocalDatabase } from '../../src/local/index.js';
import { packageRoot } from '../../src/root.js';

/*
 * A database of its own: one that says it was migrated by a newer version would stop every other test that looks at
 * it meanwhile.
 */
let local: LocalDatabase;
let first: Database;
let second: Database;
let folder: string;

const own = join(packageRoot, 'cypher', 'migrations');
const now = (): string => '2026-03-02T09:00:00.000Z';

jest.setTimeout(240_000);

beforeAll(async () => {
  loadStatements(join(packageRoot, 'cypher'));
  local = await startThrowawayDatabase({ say: () => undefined, inMemory: true });
  const settings = { uri: local.uri, user: local.user, password: local.password, poolSize: 10, queryTimeout: 60_000 };
  first = new Database(settings);
  second = new Database(settings);
  folder = mkdtempSync(join(tmpdir(), 'promisegraph-migrations-'));
  cpSync(own, folder, { recursive: true });
});
afterAll(async () => {
  await first.close();
  await second.close();
  await local.stop();
  rmSync(folder, { recursive: true, force: true });
});

const ids = (): string[] => readdirSync(folder).map((name) => name.replace(/\.cypher$/, '')).sort();
const nextName = (what: string): string => `${String(ids().length + 1).padStart(4, '0')}-${what}.cypher`;

function write(name: string, text: string): void {
  writeFileSync(join(folder, name), text);
}

async function recorded(): Promise<unknown[]> {
  const rows = await first.runText("MATCH (m:Migration) WHERE m.id <> 'lock' RETURN m.id AS id ORDER BY id");
  return rows.map((row) => row.id);
}

test('two servers that start at once apply each migration once, in order', async () => {
  write(nextName('note-it-down'), "CREATE (:Note {org: 'none', words: 'Applied'});\n\n// A second statement; the semicolon before ends the first.\nMATCH (n:Note) SET n.twice = coalesce(n.twice, 0) + 1;\n");
  const applied = await Promise.all([migrate(first, folder, now), migrate(second, folder, now)]);
  expect(applied.filter((names) => names.length === 0)).toHaveLength(1);
  expect(applied.flat()).toEqual(ids());
  expect(await recorded()).toEqual(ids());
  expect(await first.runText('MATCH (n:Note) RETURN n.twice AS twice')).toEqual([{ twice: 1 }]);
});

test('in a database that begins with this version no start looks for what was written before', async () => {
  expect(await first.runText("MATCH (n:DataMigration {org: 'none'}) RETURN n.id AS id, n.settled AS settled ORDER BY id")).toEqual([{ id: 'duties', settled: true }, { id: 'likeness', settled: true }, { id: 'performers', settled: true }, { id: 'role-lines', settled: true }, { id: 'standings', settled: true }]);
});

test('every index is there to be used when the server starts', async () => {
  const waiting = await first.runText("SHOW INDEXES YIELD name, state WHERE state <> 'ONLINE' RETURN name");
  expect(waiting).toEqual([]);
});

test('a migration that is added later is applied alone', async () => {
  const name = nextName('note-it-again');
  write(name, 'MATCH (n:Note) SET n.twice = n.twice + 1;\n');
  expect(await migrate(first, folder, now)).toEqual([name.replace('.cypher', '')]);
  expect(await migrate(second, folder, now)).toEqual([]);
  expect(await first.runText('MATCH (n:Note) RETURN n.twice AS twice')).toEqual([{ twice: 2 }]);
});

test('line ends of another system are no change of a migration', async () => {
  const text = "CREATE (:Note {org: 'none'});\n";
  const added = nextName('line-ends');
  write(added, text);
  await migrate(first, folder, now);
  write(added, text.replaceAll('\n', '\r\n'));
  await expect(migrate(first, folder, now)).resolves.toEqual([]);
});

test('a migration that has changed since it was applied stops the start', async () => {
  const name = nextName('changes');
  write(name, "CREATE (:Note {org: 'none', words: 'As it was'});\n");
  await migrate(first, folder, now);
  write(name, "CREATE (:Note {org: 'none', words: 'As somebody would have it'});\n");
  const start = migrate(first, folder, now);
  await expect(start).rejects.toThrow(MigrationError);
  await expect(start).rejects.toThrow(`cypher/migrations/${name} has changed since it was applied. Put it back as it was`);
  write(name, "CREATE (:Note {org: 'none', words: 'As it was'});\n");
  await expect(migrate(first, folder, now)).resolves.toEqual([]);
});

test('a gap in the numbers stops the start before anything is applied', async () => {
  const before = await recorded();
  const expected = nextName('what-it-does');
  const gap = `${String(ids().length + 2).padStart(4, '0')}-too-far.cypher`;
  write(gap, "CREATE (:Note {org: 'none'});\n");
  await expect(migrate(first, folder, now)).rejects.toThrow(`cypher/migrations/${gap}: migrations are numbered without a gap, like ${expected}.`);
  rmSync(join(folder, gap));
  expect(await recorded()).toEqual(before);
});

test('a name that is no number and words stops the start', async () => {
  const name = `${String(ids().length + 1).padStart(4, '0')}_Wrong.cypher`;
  write(name, "CREATE (:Note {org: 'none'});\n");
  await expect(migrate(first, folder, now)).rejects.toThrow(`cypher/migrations/${name}: migrations are numbered without a gap`);
  rmSync(join(folder, name));
});

test('a migration that fails is not taken for applied, and is tried again', async () => {
  const name = nextName('fails-once');
  write(name, 'CREATE (:Note {org: 1/0});\n');
  await expect(migrate(first, folder, now)).rejects.toThrow();
  expect(await recorded()).not.toContain(name.replace('.cypher', ''));
  write(name, "CREATE (:Note {org: 'none'});\n");
  expect(await migrate(second, folder, now)).toEqual([name.replace('.cypher', '')]);
});

test('a database that a newer version has migrated stops the start of this one', async () => {
  await expect(migrate(first, own, now)).rejects.toThrow(/^The database holds migration \d{4}-note-it-down, which this version does not know: it was migrated by a newer one\./);
});
