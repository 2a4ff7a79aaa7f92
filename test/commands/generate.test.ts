import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from '../../src/commands/generate.js';
import { restore } from '../../src/commands/restore.js';
import { Organisation } from '../../src/generator/organisation.js';
import { Machine } from '../kit/command.js';

const root = mkdtempSync(join(tmpdir(), 'promisegraph-generate-'));
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

test('without a file it becomes the embedded database, and no other', async () => {
  // test/commands/backup.test.ts has it become one.
  await expect(machine.run(generate, ['--promises', '60'])).rejects.toThrow(/NEO4J_URI names another/);
});
