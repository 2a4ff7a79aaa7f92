import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { restore } from '../../src/commands/restore.js';
import { momentOf } from '../../src/domain/common/moment.rules.js';
import { Database } from '../../src/graph/database.js';
import { migrate } from '../../src/graph/migrations.js';
import { startLocalDatabase } from '../../src/local/index.js';
import { packageRoot } from '../../src/root.js';
import { openApi } from '../kit/api.js';
import type { Api } from '../kit/api.js';
import { Machine } from '../kit/command.js';
import { exported, graphOf, writtenTo } from '../kit/exports.js';
import { wholeCompany } from '../kit/whole-company.js';

// A Neo4j of its own is started and stopped, several times.
jest.setTimeout(280_000);

const root = mkdtempSync(join(tmpdir(), 'promisegraph-offline-'));
const embedded = { NEO4J_URI: undefined, NEO4J_USER: undefined, NEO4J_PASSWORD: undefined };
let api: Api;
let machine: Machine;

beforeAll(async () => {
  api = await openApi();
  machine = new Machine();
});
afterAll(async () => {
  await api.close();
  machine.remove();
  rmSync(root, { recursive: true, force: true });
});

async function withEmbedded<Result>(folder: string, work: (database: Database) => Promise<Result>): Promise<Result> {
  const local = await startLocalDatabase({ folder, say: () => undefined, throwaway: true });
  const database = new Database({ uri: local.uri, user: local.user, password: local.password, poolSize: 5, queryTimeout: 60_000 });
  try {
    await migrate(database, join(packageRoot, 'cypher', 'migrations'), () => momentOf(Date.now()));
    return await work(database);
  } finally {
    await database.close();
    await local.stop();
  }
}

test('what is restored offline is the same graph and exports the same bytes, and goes where there is nothing', async () => {
  const [whole, company] = [await wholeCompany(api), await api.found()];
  // Every sign that means something in the importer's files.
  await company.person('ada');
  await company.says('ada', 'openWorkflow', { performer: await company.person('bram'), statement: 'A | b; c, "d" \\ ||e\nand a second line |', window: { due: '2026-12-31' } });
  const orgs = [whole.org, company.org];
  const texts = await Promise.all(orgs.map((one) => exported(api.database, one)));
  const graphs = await Promise.all(orgs.map((one) => graphOf(api.database, one)));
  const folder = mkdtempSync(join(root, 'backup-'));
  orgs.forEach((one, index) => writeFileSync(join(folder, `${one}.ndjson`), texts[index] ?? ''));
  const environment = { ...embedded, PROMISEGRAPH_DATA: join(root, 'data') };

  const { printed } = await machine.run(restore, [folder, '--offline'], environment);
  expect([...printed].sort()).toEqual(orgs.map((one) => `organization   ${one}`).sort());
  expect(readdirSync(join(environment.PROMISEGRAPH_DATA, 'database'))).not.toContain('import');

  await withEmbedded(environment.PROMISEGRAPH_DATA, async (database) => {
    expect(await Promise.all(orgs.map((one) => exported(database, one)))).toEqual(texts);
    // Where the clock has nothing to do, it looks once, as after every move to a newer version.
    await database.runText("MATCH (workflow:Workflow {clockAt: ''}) SET workflow.clockAt = null");
    expect(await Promise.all(orgs.map((one) => graphOf(database, one)))).toEqual(graphs);
    await expect(machine.run(restore, [folder, '--offline'], environment)).rejects.toThrow(/is in use by .*Stop that one/s);
  });
  await expect(machine.run(restore, [folder, '--offline'], environment)).rejects.toThrow(/is in the database in .* already, and only an empty one/);
});

test('offline is the embedded database alone, and nothing is made of a file that is wrong, or of a rehearsal', async () => {
  const { org } = await api.found();
  const text = await exported(api.database, org);
  const file = writtenTo(root, 'company.ndjson', text);
  const environment = { ...embedded, PROMISEGRAPH_DATA: join(root, 'nothing') };
  await expect(machine.run(restore, [file, '--offline'])).rejects.toThrow(/NEO4J_URI names another/);

  const lines = text.split('\n');
  const wrong = writtenTo(root, 'wrong.ndjson', [...lines.slice(0, 2), 'not JSON', ...lines.slice(3)].join('\n'));
  await expect(machine.run(restore, [wrong, '--offline'], environment)).rejects.toThrow(/^line 3: .*^line \d+: /ms);
  const twice = mkdtempSync(join(root, 'twice-'));
  for (const name of ['one.ndjson', 'two.ndjson']) writtenTo(twice, name, text);
  await expect(machine.run(restore, [twice, '--offline'], environment)).rejects.toThrow(/stands in another of these files already/);
  expect(existsSync(join(environment.PROMISEGRAPH_DATA, 'database', 'home', 'data', 'databases', 'neo4j'))).toBe(false);
  // One that was started and never used is as empty as none.
  await withEmbedded(environment.PROMISEGRAPH_DATA, () => Promise.resolve());
  expect((await machine.run(restore, [file, '--offline', '--dry-run'], environment)).said.join()).toContain('Nothing was written');
});
