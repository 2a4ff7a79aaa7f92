import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { GraphQLError, createSourceEventStream, execute } from 'graphql';
import type { ExecutionResult, FormattedExecutionResult } from 'graphql';
import { CloseCode, GRAPHQL_TRANSPORT_WS_PROTOCOL, makeServer } from 'graphql-ws';
import type { Context as SocketContext, ServerOptions } from 'graphql-ws';
import type { Extra } from 'graphql-ws/use/ws';
import type { Logger } from 'pino';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import { tokenExpired } from '../context.js';
import type { Context } from '../context.js';
import { Refusal } from '../domain/common/refusal.js';
import type { Sources } from '../graph/change.js';
import type { Verified, Verifier } from '../identity.js';
import { limitExceeded, limits } from './limits/limits.js';
import type { Asker, Operation, Pipeline } from './pipeline.js';
import type { Stay } from './places.js';
import { carryMessages } from './socket-wire.js';

/** What a subscription's source tells: the event to execute for, and the context it is answered in. */
interface Told {
  readonly context: Context;
}

interface Carried extends Extra, Record<PropertyKey, unknown> {
  verified?: Verified;
  /** Operations by their ids, until their answers have been taken. */
  underWay?: Map<string, Operation>;
}
type Connection = SocketContext<Record<string, unknown> | undefined, Carried>;

/** The codes of the graphql-transport-ws protocol, and one of ours for its last case. */
const tooManySockets = 4429;
/** Of WebSocket itself, for a server that stops. */
const goingAway = 1001;
/** A client that has opened a socket says who it is at once, or never will. */
const greetingWithin = 5_000;
/** How long a client may take to answer the farewell; whoever has gone without a word keeps nobody else waiting. */
const farewellWithin = 1_000;
/** The longest that a timer of Node can wait. */
const longestTimer = 2 ** 31 - 1;

export interface Sockets {
  /** How many are open. */
  readonly open: number;
  /** Tells every client to go elsewhere, and ends its subscriptions. */
  close(): Promise<void>;
}

/**
 * GraphQL over WebSocket at the same address: graphql-ws speaks the graphql-transport-ws protocol, the pipeline does the
 * rest, as over HTTP. The token comes with `connection_init` (browsers can set no header) or in the Authorization header;
 * the socket lives no longer than the token.
 */
export function serveSockets(fastify: FastifyInstance, options: { readonly pipeline: Pipeline; readonly verify: Verifier; readonly sources: Sources; readonly logger: Logger }): Sockets {
  const { pipeline, verify, sources, logger } = options;
  const server = new WebSocketServer({ noServer: true, maxPayload: limits.body, handleProtocols: (offered) => (offered.has(GRAPHQL_TRANSPORT_WS_PROTOCOL) ? GRAPHQL_TRANSPORT_WS_PROTOCOL : false) });
  const open = new Map<string, number>();

  const onConnect: NonNullable<ServerOptions<Record<string, unknown> | undefined, Carried>['onConnect']> = async (connection: Connection) => {
    const { socket, request } = connection.extra;
    const verified = await verify(tokenOf(connection.connectionParams) ?? request.headers.authorization, sources.clock());
    if (verified.identity === null) {
      socket.close(CloseCode.Unauthorized, verified.because);
      return false;
    }
    // Who has left while their token was looked at closes nothing any more, and would be counted for ever.
    if (socket.readyState !== socket.OPEN) return false;
    const viewer = JSON.stringify([verified.identity.org, verified.identity.subject]);
    const count = (open.get(viewer) ?? 0) + 1;
    if (count > limits.sockets) {
      socket.close(tooManySockets, `You have ${limits.sockets} sockets open: close one first.`);
      return false;
    }
    open.set(viewer, count);
    connection.extra.verified = verified;
    const underWay = (connection.extra.underWay = new Map<string, Operation>());
    const timer = closeAtEnd(socket, verified, sources.clock());
    socket.once('close', () => {
      clearTimeout(timer);
      // Nothing new is asked of the database for a client that has gone.
      for (const { contextValue, stay } of underWay.values()) {
        contextValue.budget.cancel();
        stay.parted();
      }
      const left = (open.get(viewer) ?? 1) - 1;
      if (left === 0) open.delete(viewer);
      else open.set(viewer, left);
    });
    return true;
  };

  const protocol = makeServer<Record<string, unknown> | undefined, Carried>(
    {
      connectionInitWaitTimeout: greetingWithin,
      onConnect,
      onSubscribe: (connection, id, { query, variables, operationName }) => {
        const { underWay } = connection.extra;
        // A client that completes an operation waits for it no more, and the database still works on it.
        if (underWay !== undefined && underWay.size >= limits.operations) return [limitExceeded('operations', `At most ${limits.operations} operations are under way over one socket: end one first.`)];
        // What ends would be taken for what came after it by the same name, which then nobody would end.
        if (underWay?.has(id) === true) return [new GraphQLError('An operation with this id is still under way: give each an id of its own.', { extensions: { code: 'BAD_REQUEST' } })];
        const { verified, request } = connection.extra;
        if (verified === undefined) return [new GraphQLError('The connection has not been opened.', { extensions: { code: 'UNAUTHENTICATED' } })];
        if (verified.expiresAt !== null && verified.expiresAt <= sources.clock()) {
          connection.extra.socket.close(CloseCode.Unauthorized, tokenExpired);
          return [new GraphQLError(tokenExpired, { extensions: { code: 'UNAUTHENTICATED' } })];
        }
        const asker: Asker = { requestId: randomUUID(), verified, address: request.socket.remoteAddress ?? '', bookmarks: [] };
        const prepared = pipeline.prepare({ query, variables, operationName }, 'WEBSOCKET', asker);
        if ('errors' in prepared) return prepared.errors;
        underWay?.set(id, prepared);
        return Object.assign(prepared, { asker });
      },
      execute: (args) => pipeline.execute(args as unknown as Operation) as Promise<ExecutionResult>,
      subscribe: (args) => subscribe(pipeline, args as unknown as Asked) as Promise<AsyncIterableIterator<ExecutionResult>>,
      onComplete: (connection, id) => {
        connection.extra.underWay?.get(id)?.stay.parted();
        connection.extra.underWay?.delete(id);
      },
      onNext: (_connection, _id, _payload, _args, result) => result, // the pipeline has put it into the words of a client
      onError: (_connection, _id, _payload, errors) => errors.map((error) => ('extensions' in error ? error : new GraphQLError('Something went wrong on our side.', { extensions: { code: 'INTERNAL' } }))),
    },
  );
  carryMessages(server, protocol, logger);

  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    socket.on('error', (error) => { logger.debug({ err: error }, 'a socket broke'); });
    if ((request.url ?? '').split('?')[0] !== '/graphql') {
      socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    server.handleUpgrade(request, socket, head, (client) => server.emit('connection', client, request));
  };
  fastify.server.on('upgrade', upgrade);

  return {
    get open() {
      return server.clients.size;
    },
    close: async () => {
      fastify.server.off('upgrade', upgrade);
      const late = setTimeout(() => { for (const client of server.clients) client.terminate(); }, farewellWithin);
      for (const client of server.clients) client.close(goingAway, 'Going away');
      await new Promise((resolve) => { server.close(resolve); });
      clearTimeout(late);
    },
  };
}

type Asked = Operation & { readonly asker: Asker };

/** The token as it comes with `connection_init`, whatever the case of its name. */
function tokenOf(parameters: Record<string, unknown> | undefined): string | undefined {
  const name = Object.keys(parameters ?? {}).find((one) => one.toLowerCase() === 'authorization');
  const value = name === undefined ? undefined : parameters?.[name];
  return typeof value === 'string' ? value : undefined;
}

function closeAtEnd(socket: WebSocket, { expiresAt }: Verified, now: number): NodeJS.Timeout | undefined {
  if (expiresAt === null) return undefined;
  return setTimeout(() => { socket.close(CloseCode.Unauthorized, tokenExpired); }, Math.min(Math.max(0, expiresAt - now), longestTimer));
}

/** The answers of a subscription, one for each event, each executed with a context of its own and paid for like a request. */
async function subscribe(pipeline: Pipeline, operation: Asked): Promise<AsyncIterableIterator<FormattedExecutionResult> | FormattedExecutionResult> {
  const source = await createSourceEventStream(operation);
  if (!(Symbol.asyncIterator in source)) return pipeline.finish(operation, source);
  const told = source[Symbol.asyncIterator]() as AsyncIterator<Told>;
  const leaving = new AbortController();
  /** Of the latest answer. That the next is asked for says that it has been taken. */
  let stay: Stay | undefined;
  const end = async (): Promise<void> => {
    leaving.abort();
    stay?.parted();
    await told.return?.();
  };
  const over: IteratorResult<FormattedExecutionResult> = { done: true, value: undefined };
  const answer = async (): Promise<IteratorResult<FormattedExecutionResult>> => {
    stay?.parted();
    if (leaving.signal.aborted) return over;
    try {
      const next = await told.next();
      if (next.done === true) return over;
      const admitted = await pipeline.admit(operation.asker, operation.cost, leaving.signal);
      if (admitted === null) return over;
      stay = admitted.stay;
      if (leaving.signal.aborted) stay.parted();
      // Whoever waited has their time from now on, and their token looked at again.
      const context = admitted.waited ? next.value.context.afresh() : next.value.context;
      const result = await execute({ ...operation, rootValue: next.value, contextValue: context });
      // Half an event is not to be passed over: whoever subscribes again after the last whole one hears it anew.
      if (result.errors?.some(isPassing) === true) await end();
      return { done: false, value: pipeline.finish(operation, result, context) };
    } catch (error) {
      // What ends a subscription is told as the answer to no event, and then it is over.
      await end();
      const cause = error instanceof Error ? error : new Error(String(error));
      return { done: false, value: pipeline.finish(operation, { errors: [new GraphQLError(cause.message, { originalError: cause })] }) };
    } finally {
      stay?.worked();
    }
  };
  const leave = async (): Promise<IteratorResult<FormattedExecutionResult>> => {
    await end();
    return over;
  };
  const answers: AsyncIterableIterator<FormattedExecutionResult> = { next: answer, return: leave, throw: leave, [Symbol.asyncIterator]: () => answers };
  return answers;
}

/** Whether it says that the database was not there, or too slow, and so nothing about the event. */
function isPassing({ originalError }: GraphQLError): boolean {
  return originalError instanceof Refusal && (originalError.code === 'UNAVAILABLE' || originalError.code === 'TIMEOUT');
}
