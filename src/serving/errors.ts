import { GraphQLError } from 'graphql';
import type { GraphQLFormattedError } from 'graphql';
import { Refusal } from '../domain/common/refusal.js';
import { limits } from './limits/index.js';

/** What can be wrong with a request before anything of ours has run. The first four are named as clients know them. */
export const requestCodes = {
  GRAPHQL_PARSE_FAILED: 'The document is not GraphQL.',
  GRAPHQL_VALIDATION_FAILED: 'The document does not fit the schema.',
  BAD_USER_INPUT: 'A variable does not fit its type.',
  OPERATION_RESOLUTION_FAILURE: 'The document holds no such operation, or several and none was named, or it may not be asked for this way.',
  BAD_REQUEST: 'The request is not GraphQL over HTTP.',
  LIMIT_EXCEEDED: 'The operation asks for more than one may; `limit` says which limit it is, `allowed` how much that is.',
  THROTTLED: 'The viewer has asked for too much of late, or for too much at once; `retryAfterSeconds` says when to come back.',
  INTERNAL: 'Something went wrong on our side; `requestId` finds it in the log.',
} as const;

export type RequestCode = keyof typeof requestCodes;

/** Longer messages come of errors that quote the input back. */
const longestMessage = 500;
const mostLocations = 3;

/** An error of a request as the client hears it: its code, a short message, and the first places it is about. */
export function requestError(code: RequestCode, error: GraphQLError): GraphQLError {
  const { nodes, source, positions, message } = error;
  return new GraphQLError(short(message), {
    nodes: nodes?.slice(0, mostLocations) ?? null,
    ...(nodes === undefined ? { source: source ?? null, positions: positions?.slice(0, mostLocations) ?? null } : {}),
    extensions: { code },
  });
}

/** Several, but not more than help. */
export function requestErrors(code: RequestCode, errors: readonly GraphQLError[]): readonly GraphQLError[] {
  return errors.slice(0, limits.errors).map((error) => requestError(code, error));
}

/** The one mapping from what is thrown in an operation to what a client hears. Whatever isn't ours to say is hidden. */
export function formatError(error: GraphQLError, requestId: string): GraphQLFormattedError {
  const { locations, path, originalError: cause } = error;
  const place = { ...(locations === undefined ? {} : { locations: locations.slice(0, mostLocations) }), ...(path === undefined ? {} : { path }) };
  if (cause instanceof Refusal) {
    return { ...place, message: short(cause.message), extensions: { code: cause.code, ...(cause.field === null ? {} : { field: cause.field }) } };
  }
  if (isRequestCode(error.extensions['code'])) return { ...place, message: short(error.message), extensions: error.extensions };
  // A null where a variable's default was hoped for: graphql-js finds it only when the field is reached, and gives no code.
  if (cause === undefined && error.message.startsWith('Argument "')) return { ...place, message: short(error.message), extensions: { code: 'BAD_USER_INPUT' } };
  return { ...place, message: 'Something went wrong on our side. Quote the request id when you report it.', extensions: { code: 'INTERNAL', requestId } };
}

function isRequestCode(code: unknown): code is RequestCode {
  return typeof code === 'string' && Object.hasOwn(requestCodes, code) && code !== 'INTERNAL';
}

/** The beginning and the end: what is wrong stands in front of a quoted value, and what was expected behind it. */
export function short(message: string): string {
  if (message.length <= longestMessage) return message;
  return `${message.slice(0, longestMessage / 2)} … ${message.slice(-longestMessage / 2)}`;
}
