import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from '../../src/commands/generate.js';
import { restore } from '../../src/commands/restore.js';
import { globalId } from '../../src/domain/common/identifier.rules.js';
import { Organisation } from '../../src/generator/organisation.js';
import { startLocalDatabase } from '../../src/local/index.js';
import { openApi } from '../kit/api.js';
import type { Api } from '../kit/api.js';
import { Machine } from '../kit/command.js';
import { exported } from '../kit/exports.js';

// A Neo4j of its own is made and started.
jest.setTimeout(280_000);

const root = mkdtempSync(join(tmpdir(), 'promisegraph-generate-'));
const embedded = { NEO4J_URI: undefined, NEO4J_USER: undefined, NEO4J_PASSWORD: undefined };
let machine: Machine;
beforeAll(() => {
  machine = new Machine();
});
afterAll(() => {
  machine.remove();
  rmSync(root, { recursive: true, force: true });
});

test('it is written to a file, which nobody but its owner reads, and over none that is there', async () => {
  const file = join(root, 'company.ndjson');
  const { printed, said } = await machine.run(generate, ['--promises', '90', '--seed', 'spring', '--out', file]);
  const organisation = new Organisation({ promises: 90, seed: 'spring' });
  expect(printed).toEqual([`organization   ${organisation.id}`]);
  expect(said.join('\n')).toMatch(/npm run restore -- .*company\.ndjson.*A company of 90 promises \(spring\): \d+ dependencies/s);
  expect(readFileSync(file)).toEqual(Buffer.concat([...organisation.chunks()]));
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect((await machine.run(restore, [file, '--dry-run'])).printed).toEqual(printed);
  await expect(machine.run(generate, ['--promises', '90', '--out', file])).rejects.toThrow(/There is a file .* already, and nothing is overwritten/);
  await expect(machine.run(generate, ['--promises', '90', '--out', join(root, 'nowhere', 'company.ndjson')])).rejects.toThrow(/could not be written, and is not there/);
});

test.each([
  [[], /--promises: Give a whole number from 1 to 10000000/],
  [['--promises', '0'], /--promises: Give a whole number/],
  [['--promises', '1e3'], /--promises: Give a whole number/],
  [['--promises', '10000001'], /--promises: Give a whole number/],
  [['--promises', '9', '--seed', 'a\nb'], /--seed: Give up to 50 letters/],
  [['--promises', '9', '--seed', ''], /--seed: Give up to 50 letters/],
])('%j is refused with what to say instead', async (parameters, message) => {
  await expect(machine.run(generate, parameters)).rejects.toThrow(message);
});

test('without a file it becomes the embedded database, and the API answers what hangs on what in it', async () => {
  await expect(machine.run(generate, ['--promises', '60'])).rejects.toThrow(/NEO4J_URI names another/);
  const environment = { ...embedded, PROMISEGRAPH_DATA: join(root, 'data') };
  const { printed } = await machine.run(generate, ['--promises', '60'], environment);
  const organisation = new Organisation({ promises: 60, seed: '1' });
  expect(printed).toEqual([`organization   ${organisation.id}`]);
  const local = await startLocalDatabase({ folder: environment.PROMISEGRAPH_DATA, say: () => undefined, throwaway: true });
  let api: Api | null = null;
  try {
    api = await openApi({ database: { uri: local.uri, user: local.user, password: local.password, poolSize: 5, queryTimeout: 60_000 } });
    expect(await exported(api.database, organisation.id)).toBe(Buffer.concat([...organisation.chunks()]).toString());
    const provider = organisation.structure.providers[0] ?? 0;
    const [row] = await api.database.runText('MATCH (workflow:Workflow {org: $org}) WHERE workflow.id > "" RETURN collect(workflow.id) AS ids', { org: organisation.id });
    const id = [...(row?.['ids'] as string[])].sort()[provider] ?? '';
    const { data, errors } = await api.ask(await api.token({ org: organisation.id, subject: 'olga' }), 'query($of: [PlaceInput!]!, $id: ID!) { impact(of: $of) { count } chain(of: $id, direction: UP) { totalCount } }', { of: [{ id: globalId('Workflow', id) }], id: globalId('Workflow', id) });
    expect(errors).toBeUndefined();
    expect(data['impact'].count).toBeGreaterThan(0);
    expect(data['chain'].totalCount).toBeGreaterThan(0);
  } finally {
    await api?.close();
    await local.stop();
  }
});
