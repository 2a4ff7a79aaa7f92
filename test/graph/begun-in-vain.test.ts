import { Database } from '../../src/graph/database.js';
import { parseStatement } from '../../src/graph/statement.js';
import type { Statement } from '../../src/graph/statement.js';

/* A transaction whose beginning fails while its work is still at something else. Where nobody listens, it fails at once. */
const nowhere = new Database({ uri: 'bolt://127.0.0.1:1', user: 'neo4j', password: 'no matter', poolSize: 2, queryTimeout: 5_000 });
afterAll(() => nowhere.close());

const one = parseStatement('one', '// One.\n// write\n// -> one integer\nRETURN 1 AS one') as Statement<object, { one: number }>;

test('what is said in a transaction that never began is told as a database that is not there, and not as a fault of ours', async () => {
  let asked = 0;
  const work = nowhere.inTransaction(async (transaction) => {
    // Longer than it takes to be refused.
    await new Promise((resolve) => setTimeout(resolve, 300));
    asked++;
    return transaction.run(one, {});
  });
  await expect(work).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  expect(asked).toBeGreaterThan(0);
});
