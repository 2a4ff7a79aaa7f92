import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { backup } from '../../src/commands/backup.js';
import { generate } from '../../src/commands/generate.js';
import { restore } from '../../src/commands/restore.js';
import { globalId } from '../../src/domain/common/identifier.rules.js';
import { Organisation } from '../../src/generator/organisation.js';
import type { Database } from '../../src/graph/database.js';
import { foundOrganization } from '../../src/graph/founding.js';
import { roomiest, startLocalDatabase } from '../../src/local/index.js';
import type { LocalDatabase } from '../../src/local/index.js';
import { openApi } from '../kit/api.js';
import type { Api } from '../kit/api.js';
import { Machine } from '../kit/command.js';
import { exported, forget } from '../kit/exports.js';

// A Neo4j of its own is started and stopped, twice.
jest.setTimeout(240_000);

const root = mkdtempSync(join(roomiest(), 'promisegraph-backup-'));
let machine: Machine;

beforeAll(() => {
  machine = new Machine();
});
afterAll(() => {
  machine.remove();
  rmSync(root, { recursive: true, force: true });
});

const embedded = { NEO4J_URI: undefined, NEO4J_USER: undefined, NEO4J_PASSWORD: undefined };
const wish = { name: 'Awesome Company', zone: 'Europe/Amsterdam', administrator: { name: 'Olga Petrova', subject: 'olga' } };

async function withEmbedded<Result>(folder: string, work: (api: Api, local: LocalDatabase) => Promise<Result>): Promise<Result> {
  const local = await startLocalDatabase({ folder, say: () => undefined, throwaway: true });
  let api: Api | null = null;
  try {
    api = await openApi({ database: { uri: local.uri, user: local.user, password: local.password, poolSize: 5, queryTimeout: 60_000 } });
    return await work(api, local);
  } finally {
    await api?.close();
    await local.stop();
  }
}

test('an organisation that is made up becomes the embedded database; that is backed up while it is stopped, one by its address while it runs, and both are restored where they are not', async () => {
  const [from, to, copy] = [join(root, 'from'), join(root, 'to'), join(root, 'copy')];
  const organisation = new Organisation({ promises: 30, seed: '1' });
  const [org, text] = [organisation.id, Buffer.concat([...organisation.chunks()]).toString()];
  expect((await machine.run(generate, ['--promises', '30'], { ...embedded, PROMISEGRAPH_DATA: from })).printed).toEqual([`organization   ${org}`]);
  await withEmbedded(from, async (api) => {
    expect(await exported(api.database, org)).toBe(text);
    await saysWhatHangsOnWhat(api, organisation);
    // While it runs, it is not ours to copy.
    await expect(machine.run(backup, [join(root, 'early')], { ...embedded, PROMISEGRAPH_DATA: from })).rejects.toThrow(/is in use by .*Stop that one/s);
  });

  await machine.run(backup, [copy], { ...embedded, PROMISEGRAPH_DATA: from });
  expect(readdirSync(copy)).toEqual(['neo4j.dump']);
  await expect(machine.run(backup, [copy], { ...embedded, PROMISEGRAPH_DATA: from })).rejects.toThrow(/overwrites nothing/);
  await expect(machine.run(restore, [copy], { ...embedded, PROMISEGRAPH_DATA: from })).rejects.toThrow(/nothing that is there is overwritten/);
  await expect(machine.run(restore, [copy])).rejects.toThrow(/NEO4J_URI names another/);

  await machine.run(restore, [copy], { ...embedded, PROMISEGRAPH_DATA: to });
  await withEmbedded(to, async ({ database }, local) => {
    expect(await exported(database, org)).toBe(text);
    await byItsAddress(database, { NEO4J_URI: local.uri, NEO4J_USER: local.user, NEO4J_PASSWORD: local.password }, org);
  });
});

async function saysWhatHangsOnWhat(api: Api, { id: org, structure }: Organisation): Promise<void> {
  const [row] = await api.database.runText('MATCH (workflow:Workflow {org: $org}) WHERE workflow.id > "" RETURN collect(workflow.id) AS ids', { org });
  const id = globalId('Workflow', [...(row?.['ids'] as string[])].sort()[structure.providers[0] ?? 0] ?? '');
  const { data, errors } = await api.ask(await api.token({ org, subject: 'olga' }), 'query($of: [PlaceInput!]!, $id: ID!) { impact(of: $of) { count } chain(of: $id, direction: UP) { totalCount } }', { of: [{ id }], id });
  expect(errors).toBeUndefined();
  expect(data['impact'].count).toBeGreaterThan(0);
  expect(data['chain'].totalCount).toBeGreaterThan(0);
}

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
