import { migrateDatabase } from '../../src/commands/migrate.js';
import { openApi } from '../kit/api.js';
import { Machine } from '../kit/command.js';

const machine = new Machine();
afterAll(() => machine.remove());

test('a database that is up to date is left as it is', async () => {
  const api = await openApi();
  const applied = () => api.database.runText('MATCH (migration:Migration) RETURN migration.id AS id, migration.appliedAt AS at ORDER BY id');
  const before = await applied();
  expect(await machine.run(migrateDatabase, [])).toEqual({ printed: [], said: ['Nothing to migrate.'] });
  expect(await applied()).toEqual(before);
  await api.close();
});

test('it takes no options, and says so', async () => {
  await expect(machine.run(migrateDatabase, ['--force'])).rejects.toThrow("Unknown option '--force'\nUsage: npm run migrate");
});
