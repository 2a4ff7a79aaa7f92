import { randomUUID } from 'node:crypto';
import cors from '@fastify/cors';
import Fastify, { LogController } from 'fastify';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { serveExplorer } from './explorer/explorer.js';
import type { ExplorerSettings } from './explorer/explorer.js';
import type { Sources } from './graph/change.js';
import { InterlockCopies } from './graph/interlock-copies.js';
import { PastInterlocks } from './graph/past-interlocks.js';
import { Turns } from './graph/turns.js';
import { outboxLag } from './graph/outbox.js';
import { webhookLag } from './graph/webhooks.js';
import type { Verifier } from './identity.js';
import { createSchema } from './schema.js';
import { short } from './serving/errors.js';
import { serveHttp } from './serving/http.js';
import { limits } from './serving/limits/index.js';
import type { Metrics } from './serving/metrics.js';
import { Pipeline } from './serving/pipeline.js';
import type { Rate } from './serving/rate.js';
import { serveMetrics } from './serving/scrape.js';
import type { MetricsSettings } from './serving/scrape.js';
import { serveSockets } from './serving/sockets.js';

export interface Application {
  readonly fastify: FastifyInstance;
  /** What every transport hands its operations to. */
  readonly pipeline: Pipeline;
  /** From now on /readyz says no, and what is sent here all the same is refused. */
  retire(): void;
  /** Answers what is under way, for so many milliseconds at most: a client that never reads must not keep the process. */
  close(milliseconds: number): Promise<void>;
}

interface ApplicationOptions {
  readonly sources: Sources;
  readonly verify: Verifier;
  readonly logger: Logger;
  /** How much a viewer may ask for; left out, as much as they like. */
  readonly rate?: Rate;
  /** Operations of one viewer that may be under way at once; left out, as many as they like. */
  readonly atOnce?: number;
  /** Milliseconds that an operation may take; left out, each statement's own limit is the only one. */
  readonly operationTimeout?: number;
  /** How many workflows the copies of interlocks may hold, of all organisations together; left out, two million. */
  readonly interlockWorkflows?: number;
  /** Left out, nothing is counted, and there is nothing at /metrics. */
  readonly metrics?: Metrics;
  readonly scraping?: MetricsSettings;
  /** Other origins whose pages may ask here from a browser; left out, none. */
  readonly allowedOrigins?: readonly string[];
  /** Networks of proxies that are believed when they say whom they ask for; left out, none. */
  readonly trustedProxies?: readonly string[];
  /** Left out, there is no page at the root. */
  readonly explorer?: ExplorerSettings;
}

/** Milliseconds that a request may take to arrive: a hundred kilobytes over a poor telephone line. */
const sendingWithin = 30_000;

/** Milliseconds that a connection may stand still, besides what its operation may take. */
const silentFor = 60_000;

/** Wires the API: HTTP, GraphQL and health. */
export async function createApplication(options: ApplicationOptions): Promise<Application> {
  const { verify, logger, operationTimeout, allowedOrigins = [], trustedProxies = [] } = options;
  const { database } = options.sources;
  const mostWorkflows = options.interlockWorkflows ?? 2_000_000;
  const building = new Turns(1);
  const sources: Sources = { interlocks: new InterlockCopies({ database, mostWorkflows, building }), pastInterlocks: new PastInterlocks({ database, mostWorkflows, building }), ...options.sources };
  const fastify = Fastify({
    loggerInstance: logger as FastifyBaseLogger,
    // One line for each operation, from the pipeline, in place of two for each request.
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: limits.body,
    // Fastify would wait for ever for the rest of a body, and Node for five minutes.
    requestTimeout: sendingWithin,
    // And for ever for a client that asks and never reads.
    connectionTimeout: operationTimeout === undefined ? 0 : operationTimeout + silentFor,
    genReqId: () => randomUUID(),
    requestIdHeader: false, // an id of the client's making would let one client hide in another's log lines
    routerOptions: { maxParamLength: 200 },
    trustProxy: trustedProxies.length === 0 ? false : [...trustedProxies],
    return503OnClosing: false, // said below, in the words of GraphQL
  });
  if (allowedOrigins.length > 0) {
    await fastify.register(cors, {
      origin: [...allowedOrigins],
      methods: ['GET', 'POST'],
      allowedHeaders: ['authorization', 'content-type', 'x-bookmark'],
      exposedHeaders: ['retry-after'],
      credentials: false, // the token is in a header; there is no cookie to send along
      maxAge: 600,
    });
  }
  const pipeline = new Pipeline({ ...options, sources, schema: createSchema() });

  let retired = false;
  fastify.get('/healthz', () => ({ status: 'alive' }));
  fastify.get('/readyz', async (_request, reply) => {
    if (retired) return reply.code(503).send({ status: 'stopping' });
    try {
      await sources.database.ping(2_000);
      return { status: 'ready' };
    } catch {
      return reply.code(503).send({ status: 'the database does not answer' });
    }
  });
  fastify.addHook('onRequest', async (request, reply) => {
    if (!retired || request.url.startsWith('/healthz') || request.url.startsWith('/readyz')) return;
    await reply.code(503).send({ errors: [{ message: 'This server is stopping. Send the same request again, with the same idempotency key: another one answers.', extensions: { code: 'UNAVAILABLE', requestId: request.id } }] });
  });
  serveHttp(fastify, { pipeline, verify, sources });
  const sockets = serveSockets(fastify, { pipeline, verify, sources, logger });
  if (options.metrics !== undefined) {
    options.metrics.watch({ database: sources.database, sockets, pipeline, ...(sources.events === undefined ? {} : { events: sources.events }), lag: () => outboxLag(sources), webhookLag: () => webhookLag(sources) });
    serveMetrics(fastify, options.metrics, options.scraping ?? {});
  }
  // Before the server stops listening: it waits for open connections, and a socket never ends by itself.
  fastify.addHook('preClose', async () => {
    retired = true;
    await sockets.close();
  });
  // Otherwise a client that is answered while the server stops keeps its connection, and with it the server, for a minute.
  fastify.addHook('onSend', (_request, reply, _payload, done) => {
    if (retired) reply.header('connection', 'close');
    done();
  });
  if (options.explorer !== undefined) serveExplorer(fastify, options.explorer);
  fastify.setErrorHandler((error: { statusCode?: number; message: string }, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500) logger.error({ requestId: request.id, error }, 'a request failed outside GraphQL');
    const message = status >= 500 ? 'Something went wrong on our side.' : short(error.message);
    return reply.code(status).send({ errors: [{ message, extensions: { code: status >= 500 ? 'INTERNAL' : 'BAD_REQUEST', requestId: request.id } }] });
  });
  await fastify.ready();
  return {
    fastify,
    pipeline,
    retire: () => {
      retired = true;
    },
    close: async (milliseconds) => {
      const late = setTimeout(() => { fastify.server.closeAllConnections(); }, milliseconds);
      await fastify.close();
      clearTimeout(late);
    },
  };
}
