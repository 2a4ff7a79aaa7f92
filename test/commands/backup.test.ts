import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { backup } from '../../src/commands/backup.js';
import { restore } from '../../src/commands/restore.js';
import { momentOf } from '../../src/domain/common/moment.rules.js';
import { foundOrganization } from '../../src/graph/founding.js';
import { Database } from '../../src/graph/database.js';
import { migrate } from '../../src/graph/migrations.js';
import { loadStatements } from '../../src/graph/statement.js';
import { startLocalDatabase } from '../../src/local/index.js';
import type { LocalDatabase } from '../../src/local/index.js';
import { packageRoot } from '../../src/root.js';
import { Machine } from '../kit/command.js';
import { exported, forget } from '../kit/exports.js';

// A Neo4j of its own is started and stopped, twice.
jest.setTimeout(240_000);

const root = mkdtempSync(join(tmpdir(), 'promisegraph-backup-'));
let machine: Machine;

beforeAll(() => {
  loadStatements(join(packageRoot, 'cypher'));
  machine = new Machine();
});
afterAll(() => {
  machine.remove();
  rmSync(root, { recursive: true, force: true });
});

const embedded = { NEO4J_URI: undefined, NEO4J_USER: undefined, NEO4J_PASSWORD: undefined };
const wish = { name: 'Awesome Company', zone: 'Europe/Amsterdam', administrator: { name: 'Olga Petrova', subject: 'olga' } };

async function withEmbedded<Result>(folder: string, work: (database: Database, local: LocalDatabase) => Promise<Result>): Promise<Result> {
  const local = await startLocalDatabase({ folder, say: () => undefined, throwaway: true });
  const database = new Database({ uri: local.uri, user: local.user, password: local.password, poolSize: 5, queryTimeout: 60_000 });
  try {
    await migrate(database, join(packageRoot, 'cypher', 'migrations'), () => momentOf(Date.now()));
    return await work(database, local);
  } finally {
    await database.close();
    await local.stop();
  }
}

test('the embedded database is backed up while it is stopped, one by its address while it runs, and both are restored where they are not', async () => {
  const [from, to, copy] = [join(root, 'from'), join(root, 'to'), join(root, 'copy')];
  const { org, text } = await withEmbedded(from, async (database) => {
    const founded = await foundOrganization({ database, clock: Date.now }, wish);
    // While it runs, it is not ours to copy.
    await expect(machine.run(backup, [join(root, 'early')], { ...embedded, PROMISEGRAPH_DATA: from })).rejects.toThrow(/is in use by .*Stop that one/s);
    return { org: founded.org, text: await exported(database, founded.org) };
  });

  await machine.run(backup, [copy], { ...embedded, PROMISEGRAPH_DATA: from });
  expect(readdirSync(copy)).toEqual(['neo4j.dump']);
  await expect(machine.run(backup, [copy], { ...embedded, PROMISEGRAPH_DATA: from })).rejects.toThrow(/overwrites nothing/);
  await expect(machine.run(restore, [copy], { ...embedded, PROMISEGRAPH_DATA: from })).rejects.toThrow(/nothing that is there is overwritten/);
  await expect(machine.run(restore, [copy])).rejects.toThrow(/NEO4J_URI names another/);

  await machine.run(restore, [copy], { ...embedded, PROMISEGRAPH_DATA: to });
  await withEmbedded(to, async (database, local) => {
    expect(await exported(database, org)).toBe(text);
    await byItsAddress(database, { NEO4J_URI: local.uri, NEO4J_USER: local.user, NEO4J_PASSWORD: local.password }, org);
  });
});

/** The same of a database that others run: its organisations, while it runs. */
async function byItsAddress(database: Database, environment: Record<string, string>, first: string): Promise<void> {
  const second = await foundOrganization({ database, clock: Date.now }, { ...wish, name: 'Another Company' });
  const orgs = [first, second.org].sort();
  const folder = join(root, 'exports');
  await machine.run(backup, [folder], environment);
  expect(readdirSync(folder).sort()).toEqual(orgs.map((org) => `${org}.ndjson`));
  await expect(machine.run(restore, [folder], environment)).rejects.toThrow(/is here already/);
  const texts = await Promise.all(orgs.map((org) => exported(database, org)));
  for (const org of orgs) await forget(database, org);
  expect((await machine.run(restore, [folder], environment)).printed).toEqual(orgs.map((org) => `organization   ${org}`));
  expect(await Promise.all(orgs.map((org) => exported(database, org)))).toEqual(texts);
}

test('there is nothing to back up where there is no database', async () => {
  await expect(machine.run(backup, [join(root, 'nothing')], { ...embedded, PROMISEGRAPH_DATA: join(root, 'empty') })).rejects.toThrow(/nothing to back up/);
});
