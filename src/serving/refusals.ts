import { GraphQLError, OperationTypeNode } from 'graphql';
import type { OperationDefinitionNode } from 'graphql';
import type { Cost } from './cost.js';
import { limits } from './limits/index.js';
import type { Allowance, Rate } from './rate.js';

/** Why an operation may not be executed. `status` is for HTTP, where it is not simply a bad request. */
export interface Refused {
  readonly errors: readonly GraphQLError[];
  readonly status?: 405 | 429;
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** When a place will be free is not known; most operations are over long before. */
const comeBackAfterSeconds = 1;

export function refuse(error: GraphQLError): Refused {
  return { errors: [error] };
}

export function elsewhere(operation: OperationDefinitionNode, byGet: boolean): Refused {
  const subscription = operation.operation === OperationTypeNode.SUBSCRIPTION;
  const message = subscription ? 'Subscriptions are for WebSocket (the graphql-transport-ws protocol), at this same address.' : 'A mutation must be sent by POST.';
  return { errors: [new GraphQLError(message, { extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } })], ...(byGet && !subscription ? { status: 405 } : {}) };
}

/** For one who has spent too much of late. */
export function throttled(cost: object, retryAfterSeconds: number): Refused {
  const error = new GraphQLError(`You have asked for too much of late. Send this again in ${retryAfterSeconds} seconds.`, { extensions: { code: 'THROTTLED', retryAfterSeconds } });
  return { errors: [error], status: 429, extensions: { cost } };
}

/** For one who has as many operations under way as they may. */
export function crowded(cost: object, most: number): Refused {
  const message = `At most ${most} of your operations are under way at once. Send this again in ${comeBackAfterSeconds} second, when one of them has been answered.`;
  const error = new GraphQLError(message, { extensions: { code: 'THROTTLED', limit: 'atOnce', allowed: most, retryAfterSeconds: comeBackAfterSeconds } });
  return { errors: [error], status: 429, extensions: { cost } };
}

/** What an answer tells of its cost. */
export function costShown(cost: Cost, allowance: Allowance, rate: Rate | undefined): object {
  return {
    requested: cost.requested,
    nodes: cost.nodes,
    nodesLimit: limits.nodes,
    ...(allowance.available === null || rate === undefined ? {} : { available: allowance.available, limit: rate.burst, restoredPerMinute: rate.perMinute }),
  };
}
