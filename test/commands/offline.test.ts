import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { importFile } from '../../src/commands/import.js';
import { restore } from '../../src/commands/restore.js';
import { momentOf } from '../../src/domain/common/moment.rules.js';
import { textLimits } from '../../src/domain/common/text.rules.js';
import { Database } from '../../src/graph/database.js';
import { migrate } from '../../src/graph/migrations.js';
import { roomiest, startLocalDatabase } from '../../src/local/index.js';
import { packageRoot } from '../../src/root.js';
import { openApi, workflowIn } from '../kit/api.js';
import type { Api } from '../kit/api.js';
import { Machine } from '../kit/command.js';
import { exported, graphOf, multiplied, restored, writtenTo } from '../kit/exports.js';
import { ndjson, wholeFile } from '../kit/records.js';
import { wholeCompany } from '../kit/whole-company.js';

// A Neo4j of its own is started and stopped, several times.
jest.setTimeout(280_000);

const root = mkdtempSync(join(roomiest(), 'promisegraph-offline-'));
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

/** The embedded database of a folder, and how another process finds it. */
async function withEmbedded<Result>(folder: string, work: (database: Database, environment: Readonly<Record<string, string>>) => Promise<Result>): Promise<Result> {
  const local = await startLocalDatabase({ folder, say: () => undefined, throwaway: true });
  const database = new Database({ uri: local.uri, user: local.user, password: local.password, poolSize: 5, queryTimeout: 60_000 });
  try {
    await migrate(database, join(packageRoot, 'cypher', 'migrations'), () => momentOf(Date.now()));
    return await work(database, { NEO4J_URI: local.uri, NEO4J_USER: local.user, NEO4J_PASSWORD: local.password });
  } finally {
    await database.close();
    await local.stop();
  }
}

test('what is restored offline is the same graph and exports the same bytes, and goes where there is nothing', async () => {
  const [whole, company, large] = [await wholeCompany(api), await api.found(), await api.found('A Large Company')];
  // Every sign that means something in the importer's files.
  await company.person('ada');
  await company.says('ada', 'openWorkflow', { performer: await company.person('bram'), statement: 'A | b; c, "d" \\ ||e\nand a second line |', window: { due: '2026-12-31' } });
  await workflowIn(large, 'CLOSED');
  const workflow = await workflowIn(large, 'RENEGOTIATING');
  // As long as words may be: many bytes in few acts.
  const words = 'Lorem ipsum, dolor sit; amet. '.repeat(textLimits.words).slice(0, textLimits.words - 1) + '!';
  for (let remark = 0; remark < 16; remark++) await large.says('ada', 'remarkOnWorkflow', { workflow, words });
  const orgs = [whole.org, company.org];
  const texts = await Promise.all(orgs.map((one) => exported(api.database, one)));
  const graphs = await Promise.all(orgs.map((one) => graphOf(api.database, one)));
  // Below four million bytes nobody starts threads.
  const most = multiplied(await exported(api.database, large.org), 25);
  expect(most.length).toBeGreaterThan(4_000_000);
  const folder = mkdtempSync(join(root, 'backup-'));
  [...orgs, large.org].forEach((one, index) => writeFileSync(join(folder, `${one}.ndjson`), [...texts, most][index] ?? ''));
  const data = join(root, 'data');

  // What was said comes out only where whoever sealed it and whoever keeps the key agree, though they are different threads.
  for (const text of [...texts.slice(0, 1), most]) expect(text).toContain('"words":');
  // Compiled, since a thread begins with a file of its own.
  const { stdout } = await compiled([folder, '--offline'], data);
  expect(stdout.trim().split('\n').sort()).toEqual([...orgs, large.org].map((one) => `organization   ${one}`).sort());
  expect(readdirSync(join(data, 'database'))).not.toContain('import');

  await withEmbedded(data, async (database) => {
    expect(await Promise.all(orgs.map((one) => exported(database, one)))).toEqual(texts);
    expect(await exported(database, large.org)).toBe(most);
    // Where the clock has nothing to do, it looks once, as after every move to a newer version.
    await database.runText("MATCH (workflow:Workflow {clockAt: ''}) SET workflow.clockAt = null");
    expect(await Promise.all(orgs.map((one) => graphOf(database, one)))).toEqual(graphs);
    await expect(machine.run(restore, [folder, '--offline'], { ...embedded, PROMISEGRAPH_DATA: data })).rejects.toThrow(/is in use by .*Stop that one/s);
  });
  await expect(machine.run(restore, [folder, '--offline'], { ...embedded, PROMISEGRAPH_DATA: data })).rejects.toThrow(/is in the database in .* already, and only an empty one/);

  // Every line that is wrong is named, whichever thread has read it.
  const lines = most.split('\n');
  const wrong = [3, Math.floor(lines.length / 2), lines.length - 3];
  const torn = writtenTo(root, 'large-and-wrong.ndjson', lines.map((line, index) => (wrong.includes(index + 1) ? 'torn' : line)).join('\n'));
  const refusal = await compiled([torn, '--offline', '--dry-run'], join(root, 'nowhere')).then(() => null, (error: { stderr: string }) => error.stderr);
  for (const line of wrong) expect(refusal).toMatch(new RegExp(`^line ${String(line)}: This is not JSON`, 'm'));
});

/** The command as it is delivered, on an embedded database. */
function compiled(parameters: readonly string[], data: string): Promise<{ stdout: string; stderr: string }> {
  return promisify(execFile)(process.execPath, [join(packageRoot, 'dist', 'commands', 'restore.js'), ...parameters], { env: { ...process.env, PROMISEGRAPH_DATA: data } });
}

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
  expect((await machine.run(restore, [file, '--offline', '--dry-run'], environment)).said.join()).toContain('Nothing was written');
  expect(existsSync(join(environment.PROMISEGRAPH_DATA, 'database', 'home', 'data', 'databases', 'neo4j'))).toBe(false);
});

const founding = ['--name', 'Awesome Company', '--time-zone', 'Europe/Amsterdam', '--administrator', 'Olga Petrova', '--subject', 'olga'];

test('what another system knows comes in offline as it does through a server, with an organisation that is founded for it', async () => {
  const file = writtenTo(root, 'attested.ndjson', ndjson(wholeFile));
  const environment = { ...embedded, PROMISEGRAPH_DATA: join(root, 'attested') };
  expect((await machine.run(importFile, [file, '--offline', '--dry-run', ...founding], environment)).said.join()).toContain('Nothing was written');
  const { printed } = await machine.run(importFile, [file, '--offline', ...founding], environment);
  expect(printed.slice(2)).toEqual(['agents      3 added, 0 here already', 'memberships 1 added, 0 here already', 'concerns    1 added, 0 here already', 'workflows   1 added, 0 here already']);
  const org = (printed[0] ?? '').split(/ +/)[1] ?? '';
  await withEmbedded(environment.PROMISEGRAPH_DATA, async (database, there) => {
    // It is what its acts add up to: restored from them alone, it is the same graph.
    const [text, graph] = [await exported(database, org), await graphOf(database, org)];
    await restored(api.database, text);
    expect(await graphOf(api.database, org)).toEqual(graph);
    // The same file again finds everything by its ids there, and by what its records said.
    const again = await machine.run(importFile, [file, '--as', 'Olga'], { ...there, PROMISEGRAPH_DATA: environment.PROMISEGRAPH_DATA });
    expect(again.printed).toEqual(['agents      0 added, 3 here already', 'memberships 0 added, 1 here already', 'concerns    0 added, 1 here already', 'workflows   0 added, 1 here already']);
  });
});

test('offline nothing comes in of a file that is wrong, and who founds is asked for', async () => {
  const environment = { ...embedded, PROMISEGRAPH_DATA: join(root, 'nothing imported') };
  const wrong = writtenTo(root, 'wrong-records.ndjson', ndjson([...wholeFile, 'not JSON', { record: 'concern', id: 'o2', holder: 'nobody', statement: 'Who holds this?' }]));
  await expect(machine.run(importFile, [wrong, '--offline', ...founding], environment)).rejects.toThrow(/^line 8: This is not JSON.*\nline 9: holder: There is no agent "nobody".*\nNothing was brought in: 2 lines are in the way\.$/);
  expect(readdirSync(join(environment.PROMISEGRAPH_DATA, 'database'))).not.toContain('import');
  expect(existsSync(join(environment.PROMISEGRAPH_DATA, 'database', 'home', 'data', 'databases', 'neo4j'))).toBe(false);
  const file = writtenTo(root, 'right-records.ndjson', ndjson(wholeFile));
  await expect(machine.run(importFile, [file, '--offline', '--name', 'Awesome Company', '--time-zone', 'Amsterdam'], environment)).rejects.toThrow(/--administrator: .*\n--subject: .*\n--time-zone: /s);
  await expect(machine.run(importFile, [file, '--offline', ...founding, '--as', 'Olga'], environment)).rejects.toThrow(/--as: Offline there is no organisation yet/);
  await expect(machine.run(importFile, [file, '--name', 'Awesome Company'])).rejects.toThrow(/--name: This founds an organisation, which only --offline does/);
});
