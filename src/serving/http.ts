import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { createHandler, parseRequestParams } from 'graphql-http';
import type { OperationArgs, Request, RequestParams, Response } from 'graphql-http';
import { GraphQLError } from 'graphql';
import type { ExecutionResult } from 'graphql';
import type { Sources } from '../graph/change.js';
import type { Verifier } from '../identity.js';
import { short } from './errors.js';
import type { Operation, Pipeline } from './pipeline.js';
import type { Refused } from './refusals.js';

/** GraphQL over HTTP, as its specification has it: graphql-http speaks the protocol, the pipeline does the rest. */
export function serveHttp(fastify: FastifyInstance, options: { readonly pipeline: Pipeline; readonly verify: Verifier; readonly sources: Sources }): void {
  const { pipeline, verify, sources } = options;
  // A form of another site can send text/plain without asking the browser first; nobody else has reason to.
  fastify.removeContentTypeParser('text/plain');

  const handle = createHandler<FastifyRequest, FastifyReply>({
    parseRequestParams: readRequest,
    onSubscribe: async (request, { query, variables, operationName }) => {
      const { raw } = request;
      const verified = await verify(raw.headers.authorization, sources.clock());
      const bookmark = raw.headers['x-bookmark'];
      const prepared = pipeline.prepare({ query, variables, operationName }, request.method === 'GET' ? 'GET' : 'POST', {
        requestId: raw.id,
        verified,
        address: raw.ip,
        bookmarks: typeof bookmark === 'string' ? sources.database.openBookmarks(bookmark) : [],
      });
      if ('errors' in prepared) return prepared.status === undefined ? prepared.errors : responseTo(prepared);
      partWithClient(request.context, prepared);
      return prepared as object as OperationArgs<undefined>; // graphql-http has no type for a context that is an object of a class
    },
    execute: (args) => pipeline.execute(args as Operation) as Promise<ExecutionResult>,
    // What has a code has been put into a client's words already; what has none is graphql-http's own.
    formatError: (error) => ('extensions' in error ? error : new GraphQLError(short(error.message), { extensions: { code: 'BAD_REQUEST' } })),
  });

  fastify.route({
    url: '/graphql',
    method: fastify.supportedMethods,
    handler: async (request, reply) => {
      const { method, headers, body } = request;
      const [answer, { status, headers: more }] = await handle({ method, url: oneQuestionMark(request.url), headers, body: body as string | null, raw: request, context: reply });
      if (answer !== null && answer.length > sentAtOnce) waitNoLonger(reply);
      return reply.code(status).headers(more ?? {}).send(answer ?? undefined);
    },
  });
}

async function readRequest(request: Request<FastifyRequest, FastifyReply>): Promise<RequestParams | Response> {
  if (Array.isArray(request.body)) throw new Error('Operations are not taken in batches: send one in a request.');
  return parseRequestParams(request);
}

/** What is refused for another reason than its form, with the status that says so to whatever is on the way. */
function responseTo({ errors, status = 429, extensions }: Refused): Response {
  const retryAfter = errors[0]?.extensions['retryAfterSeconds'];
  return [
    JSON.stringify({ errors, ...(extensions === undefined ? {} : { extensions }) }),
    {
      status,
      statusText: status === 405 ? 'Method Not Allowed' : 'Too Many Requests',
      headers: { 'content-type': 'application/json; charset=utf-8', ...(status === 405 ? { allow: 'POST' } : {}), ...(retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }) },
    },
  ];
}

/** Letters that are out of our hands as soon as they are sent, whatever the client does. */
const sentAtOnce = 50_000;

/** Milliseconds that a client may take to read its answer: ten million letters over a poor line. */
const takingWithin = 120_000;

/** A client that reads a letter now and then holds all that is left for as long as it likes; one that stands still is seen to elsewhere. */
function waitNoLonger({ raw }: FastifyReply): void {
  const late = setTimeout(() => { raw.destroy(); }, takingWithin);
  raw.once('close', () => { clearTimeout(late); });
}

/**
 * Once the answer has been taken, or nobody is there to take it, the operation's place is free. Nothing new is asked of the
 * database for a client that has gone; what is being written is written.
 */
function partWithClient({ raw }: FastifyReply, { contextValue, stay }: Operation): void {
  const part = (): void => {
    contextValue.budget.cancel();
    stay.parted();
  };
  // Whoever left while their token was looked at has been told so already, and is not told again.
  if (raw.destroyed) part();
  else raw.once('close', part);
}

/** graphql-http takes what follows a second question mark for nothing; a query in a URL may well have one. */
function oneQuestionMark(url: string): string {
  const start = url.indexOf('?') + 1;
  return start === 0 ? url : url.slice(0, start) + url.slice(start).replaceAll('?', '%3F');
}
