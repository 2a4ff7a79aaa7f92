import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import neo4j from 'neo4j-driver';
import { restore } from '../../src/commands/restore.js';
import { Organisation } from '../../src/generator/organisation.js';
import { type LocalDatabase, roomiest, startLocalDatabase } from '../../src/local/index.js';
import { identifyProcess } from '../../src/local/processes.js';
import { packageRoot } from '../../src/root.js';
import { Machine } from '../kit/command.js';
import { writtenTo } from '../kit/exports.js';

/*
 * One story on one folder, as each start of a Neo4j costs seconds: an API is killed, the next one takes over, its
 * database is killed, and in the end it stops in good order. The first API is the compiled one (npm test builds dist/).
 */
interface Owned {
  readonly uri: string;
  readonly password: string;
  readonly pid: number;
}

const said: string[] = [];
const folder = mkdtempSync(join(roomiest(), 'promisegraph-story-'));
const options = { folder, say: (line: string) => void said.push(line), throwaway: true };
let first: ChildProcess;
let owned: Owned;
let database: LocalDatabase | undefined;

jest.setTimeout(240_000);

beforeAll(async () => {
  // As one in sixty-four random ones does: Neo4j's admin tool once took it for an option, and that start failed for ever.
  mkdirSync(join(folder, 'database'), { mode: 0o700 });
  writeFileSync(join(folder, 'database', 'password'), '-begins-with-a-hyphen-Qw7pLx\n', { mode: 0o600 });
  first = spawn(process.execPath, [join(packageRoot, 'test', 'local', 'owner.mjs'), folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  owned = await new Promise<Owned>((resolve, reject) => {
    first.once('exit', () => { reject(new Error('The first API ended before its database answered.')); });
    if (first.stdout) createInterface({ input: first.stdout }).once('line', (line) => { resolve(JSON.parse(line) as Owned); });
  });
});

afterAll(async () => {
  first.kill('SIGTERM');
  await database?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function remember(uri: string, password: string, words: string): Promise<void> {
  const driver = neo4j.driver(uri, neo4j.auth.basic('neo4j', password));
  await driver.executeQuery('CREATE (:Note {words: $words})', { words });
  await driver.close();
}

async function recall(uri: string, password: string): Promise<unknown[]> {
  const driver = neo4j.driver(uri, neo4j.auth.basic('neo4j', password));
  try {
    const { records } = await driver.executeQuery('MATCH (note:Note) RETURN note.words AS words ORDER BY words');
    return records.map((record) => record.get('words') as unknown);
  } finally {
    await driver.close();
  }
}

it('keeps its password, and everything else, from other users', () => {
  expect(statSync(join(folder, 'database')).mode & 0o777).toBe(0o700);
  for (const name of ['password', 'owner.json', 'process.json', 'neo4j.log']) {
    expect([name, statSync(join(folder, 'database', name)).mode & 0o777]).toEqual([name, 0o600]);
  }
});

it('refuses a second API on the folder of a living one', async () => {
  await expect(startLocalDatabase(options)).rejects.toThrow(
    `The database in ${join(folder, 'database')} is in use by another Promisegraph (process ${String(first.pid)}).`,
  );
  expect(identifyProcess(owned.pid)).toBeDefined();
});

it('takes over from an API that was killed, with all it had written', async () => {
  await remember(owned.uri, owned.password, 'written before the kill');
  first.kill('SIGKILL');
  await new Promise((resolve) => first.once('exit', resolve));
  expect(identifyProcess(owned.pid)).toBeDefined();

  database = await startLocalDatabase(options);
  expect(said).toContain(`Neo4j of an earlier start still runs (process ${String(owned.pid)}); stopping it first ...`);
  expect(identifyProcess(owned.pid)).toBeUndefined();
  expect(database.password).toBe(owned.password);
  expect(await recall(database.uri, database.password)).toEqual(['written before the kill']);
});

it('starts a database that was killed again, on the same address', async () => {
  if (database === undefined) throw new Error('The story broke off before.');
  const { uri, password } = database;
  const before = database.pid();
  await remember(uri, password, 'written before the second kill');
  process.kill(before, 'SIGKILL');
  while (!said.some((line) => line.startsWith(`Neo4j answers again on ${uri}`))) await sleep(100);
  expect(said).toContainEqual(expect.stringContaining(`Neo4j (process ${String(before)}) ended unasked: SIGKILL.`));
  expect(database.pid()).not.toBe(before);
  expect(await recall(uri, password)).toEqual(['written before the kill', 'written before the second kill']);
});

it('stops once, however often it is told to, and leaves no process', async () => {
  if (database === undefined) throw new Error('The story broke off before.');
  const pid = database.pid();
  await Promise.all([database.stop(), database.stop()]);
  await sleep(500);
  expect(identifyProcess(pid)).toBeUndefined();
  expect(said.filter((line) => line.includes('ended unasked'))).toHaveLength(1);
});

it('is as good as none, for what is made offline, as long as no organisation lives in it', async () => {
  const machine = new Machine();
  const file = writtenTo(machine.folder, 'company.ndjson', Buffer.concat([...new Organisation({ promises: 3, seed: '1' }).chunks()]));
  const there = { NEO4J_URI: undefined, NEO4J_USER: undefined, NEO4J_PASSWORD: undefined, PROMISEGRAPH_DATA: folder };
  expect((await machine.run(restore, [file, '--offline', '--dry-run'], there)).said.join()).toContain('Nothing was written');
  machine.remove();
});
