import Fastify from 'fastify';
import pg from 'pg';

/* PostgreSQL behind as little as there can be: a route that runs a prepared statement, and sends what comes back. */

const { BENCH_POSTGRES_HOST: host, BENCH_POSTGRES_PORT: port } = process.env;
const pool = new pg.Pool({ host, port: Number(port), user: 'postgres', database: 'postgres', max: 16 });
const fastify = Fastify();
fastify.post('/read', async (request) => {
  const { name, text, values } = request.body;
  const { rows } = await pool.query({ name, text, values });
  return { rows };
});
await fastify.listen({ host: '127.0.0.1', port: 0 });
console.log(`PostgreSQL answers on http://127.0.0.1:${String(fastify.server.address().port)}`);
process.once('SIGTERM', () => void fastify.close().then(() => pool.end()));
