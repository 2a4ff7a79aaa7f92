import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { Metrics } from './metrics.js';

/** Who may see the figures: whoever reaches the port, or the bearer of a secret alone. */
export interface MetricsSettings {
  readonly token?: string | undefined;
}

/** Figures at /metrics, for Prometheus. */
export function serveMetrics(fastify: FastifyInstance, metrics: Metrics, { token }: MetricsSettings): void {
  const expected = token === undefined ? null : digestOf(token);
  fastify.get('/metrics', async (request, reply) => {
    const given = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    if (expected !== null && !(given !== undefined && timingSafeEqual(digestOf(given), expected))) {
      return reply.code(401).header('www-authenticate', 'Bearer').send({ errors: [{ message: 'Send the token of PROMISEGRAPH_METRICS_TOKEN: Authorization: Bearer …', extensions: { code: 'UNAUTHENTICATED' } }] });
    }
    return reply.type(metrics.contentType).header('cache-control', 'no-store').send(await metrics.text());
  });
}

/** Of one length whatever it is of, as a comparison in constant time needs. */
function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
