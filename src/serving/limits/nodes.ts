import type { GraphQLError } from 'graphql';
import { limitExceeded, limits } from './limits.js';

/** How many things are asked for, as the pages' sizes multiply. */
export function checkNodes(nodes: number): GraphQLError | null {
  if (nodes <= limits.nodes) return null;
  return limitExceeded('nodes', `An operation asks for at most ${limits.nodes} things, and this one for up to ${Math.min(nodes, Number.MAX_SAFE_INTEGER)}. Ask for shorter pages, above all of what is inside lists.`, { found: nodes });
}
