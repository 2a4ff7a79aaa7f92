import { join } from 'node:path';
import Fastify from 'fastify';
import neo4j from 'neo4j-driver';
import { encodeParameters, readStatements } from '../../dist/graph/statement.js';
import { root } from '../../scripts/lib/prepare.mjs';

/* What there is to be had by hand: a bare route that runs the same statements over Bolt, and sends what comes back. */

const statements = readStatements(join(root, 'cypher'));
const { BENCH_NEO4J_URI: uri, BENCH_NEO4J_USER: user, BENCH_NEO4J_PASSWORD: password } = process.env;
const driver = neo4j.driver(uri, neo4j.auth.basic(user, password), { disableLosslessIntegers: true, telemetryDisabled: true });
const fastify = Fastify({ bodyLimit: 50_000_000 });

fastify.post('/read', async (request) => {
  const { name, parameters } = request.body;
  const statement = statements.get(name);
  const session = driver.session({ defaultAccessMode: neo4j.session.READ });
  const { records } = await session.run(statement.text, encodeParameters(statement, parameters));
  await session.close();
  return records[0].toObject();
});

/** Several statements of ours at once, each in a session of its own. */
fastify.post('/read-all', (request) => Promise.all(request.body.statements.map(async ({ name, parameters }) => {
  const statement = statements.get(name);
  const session = driver.session({ defaultAccessMode: neo4j.session.READ });
  const { records } = await session.run(statement.text, encodeParameters(statement, parameters));
  await session.close();
  return records[0].toObject();
})));

/** What no statement of ours says: a text of the bench's own, which returns one row. */
fastify.post('/cypher', async (request) => {
  const { text, parameters } = request.body;
  const session = driver.session({ defaultAccessMode: neo4j.session.READ });
  const { records } = await session.run(text, parameters);
  await session.close();
  return records[0].toObject();
});

/** One transaction: groups of statements that travel together, one group after another. */
fastify.post('/write', async (request) => {
  const session = driver.session();
  const transaction = session.beginTransaction();
  for (const group of request.body.groups) {
    await Promise.all(group.map(({ name, parameters }) => transaction.run(statements.get(name).text, encodeParameters(statements.get(name), parameters))));
  }
  await transaction.commit();
  await session.close();
  return { done: true };
});

await fastify.listen({ host: '127.0.0.1', port: 0 });
console.log(`The raw statements answers on http://127.0.0.1:${String(fastify.server.address().port)}`);
process.once('SIGTERM', () => void fastify.close().then(() => driver.close()));
