import { randomUUID } from 'node:crypto';
import { ApolloServer } from '@apollo/server';
import type { ApolloServerPlugin } from '@apollo/server';
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import { fastifyApolloDrainPlugin, fastifyApolloHandler } from '@as-integrations/fastify';
import Fastify, { LogController } from 'fastify';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import { GraphQLError } from 'graphql';
import type { GraphQLFormattedError } from 'graphql';
import { unwrapResolverError } from '@apollo/server/errors';
import type { Logger } from 'pino';
import { createContext } from './context.js';
import type { Context } from './context.js';
import { Refusal } from './domain/common/refusal.js';
import type { Sources } from './graph/change.js';
import type { Verifier } from './identity.js';
import { createSchema } from './schema.js';

/** A body over this is no query that a person or a program wrote for one screen. */
const largestBody = 100 * 1_000;

/** Longer messages come of errors that quote the input back. */
const longestMessage = 500;

export interface Application {
  readonly fastify: FastifyInstance;
  readonly apollo: ApolloServer<Context>;
  /** From now on /readyz says no, so that no new work is sent here. */
  retire(): void;
}

/** Wires the API: HTTP, GraphQL, health, and the one place where errors become what a client hears. */
export async function createApplication(options: { readonly sources: Sources; readonly verify: Verifier; readonly logger: Logger }): Promise<Application> {
  const { sources, verify, logger } = options;
  const fastify = Fastify({
    loggerInstance: logger as FastifyBaseLogger,
    // One line for each operation, from requestPlugin, in place of two for each request.
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: largestBody,
    genReqId: () => randomUUID(),
    requestIdHeader: false, // an id of the client's making would let one client hide in another's log lines
    routerOptions: { maxParamLength: 200 },
  });
  const apollo = new ApolloServer<Context>({
    schema: createSchema(),
    introspection: true,
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: false,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    stopOnTerminationSignals: false, // src/server.ts stops things in their order
    persistedQueries: false,
    parseOptions: { maxTokens: 1_000 },
    formatError,
    logger,
    plugins: [ApolloServerPluginLandingPageDisabled(), fastifyApolloDrainPlugin(fastify), requestPlugin(logger)],
  });
  await apollo.start();

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
  fastify.route({
    url: '/graphql',
    method: ['GET', 'POST'],
    handler: fastifyApolloHandler<Context>(apollo, {
      context: async (request) => {
        const { identity, because } = await verify(request.headers.authorization, sources.clock());
        const bookmark = request.headers['x-bookmark'];
        return createContext(sources, { requestId: String(request.id), identity, because, bookmarks: typeof bookmark === 'string' ? sources.database.openBookmarks(bookmark) : [] });
      },
    }),
  });
  fastify.setErrorHandler((error: { statusCode?: number; message: string }, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500) logger.error({ requestId: request.id, error }, 'a request failed outside GraphQL');
    const message = status >= 500 ? 'Something went wrong on our side.' : error.message.slice(0, longestMessage);
    return reply.code(status).send({ errors: [{ message, extensions: { code: status >= 500 ? 'INTERNAL' : 'BAD_REQUEST', requestId: request.id } }] });
  });
  await fastify.ready();
  return {
    fastify,
    apollo,
    retire: () => {
      retired = true;
    },
  };
}

/** The one mapping from what is thrown to what a client hears. Whatever isn't ours to say is hidden. */
export function formatError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const cause = unwrapResolverError(error);
  const place = { ...(formatted.locations === undefined ? {} : { locations: formatted.locations }), ...(formatted.path === undefined ? {} : { path: formatted.path }) };
  if (cause instanceof Refusal) {
    return { ...place, message: cause.message, extensions: { code: cause.code, ...(cause.field === null ? {} : { field: cause.field }) } };
  }
  const code = formatted.extensions?.code;
  if (typeof code === 'string' && clientsFaults.has(code) && cause instanceof GraphQLError) return { ...place, message: short(formatted.message), extensions: { code } };
  if (error instanceof GraphQLError && isInputTrouble(formatted.message)) {
    return { ...place, message: short(formatted.message), extensions: { code: 'BAD_USER_INPUT' } };
  }
  return { ...place, message: 'Something went wrong on our side. Quote the request id when you report it.', extensions: { code: 'INTERNAL' } };
}

/** Apollo's codes for what is wrong with a request before anything of ours has run. */
const clientsFaults: ReadonlySet<string> = new Set(['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED', 'BAD_USER_INPUT', 'BAD_REQUEST', 'OPERATION_RESOLUTION_FAILURE', 'PERSISTED_QUERY_NOT_SUPPORTED', 'PERSISTED_QUERY_NOT_FOUND']);

// Past fifty wrong variables graphql-js gives up with an error that carries no code, and so it does for a null where a
// variable's default was hoped for: Apollo takes both for ours.
function isInputTrouble(message: string): boolean {
  return message.startsWith('Too many errors processing variables') || message.startsWith('Argument "') || message.startsWith('Schema is not configured to execute');
}

function short(message: string): string {
  return message.length <= longestMessage ? message : `${message.slice(0, longestMessage)} …`;
}

/** Logs what went wrong under the request's id, gives that id to the client, and hands back what was written. */
function requestPlugin(logger: Logger): ApolloServerPlugin<Context> {
  return {
    requestDidStart: async () => ({
      didResolveOperation: async ({ contextValue, operationName, operation }) => {
        logger.info({ requestId: contextValue.requestId, operationName, kind: operation?.operation }, 'operation');
      },
      didEncounterErrors: async ({ errors, contextValue, operationName }) => {
        for (const error of errors) {
          const cause = unwrapResolverError(error);
          if (cause instanceof Refusal && cause.cause === undefined) continue;
          const level = cause instanceof Refusal ? 'warn' : cause === error ? 'info' : 'error';
          logger[level]({ requestId: contextValue.requestId, operationName, err: cause instanceof Refusal ? cause.cause : cause, path: error.path }, 'an operation met an error');
        }
      },
      willSendResponse: async ({ response, contextValue, request }) => {
        // A request that was well-formed HTTP is answered as such: what is wrong with the operation is in the body.
        const accepts = request.http?.headers.get('accept') ?? '';
        if (!accepts.includes('application/graphql-response+json') && (response.http.status ?? 200) === 400) response.http.status = 200;
        if (response.body.kind !== 'single') return;
        const { singleResult } = response.body;
        if (contextValue.written.size > 0) singleResult.extensions = { ...singleResult.extensions, bookmark: contextValue.sources.database.sealBookmarks(contextValue.written) };
        singleResult.errors = singleResult.errors?.map((error) =>
          error.extensions?.code === 'INTERNAL' ? { ...error, extensions: { ...error.extensions, requestId: contextValue.requestId } } : error,
        );
        if (singleResult.errors === undefined) delete singleResult.errors;
      },
    }),
  };
}
