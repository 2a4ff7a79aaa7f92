import type { GraphQLError } from 'graphql';
import { limitExceeded, limits } from './limits.js';

const shown = (figure: number): number => Math.min(figure, Number.MAX_SAFE_INTEGER);

/** How much is asked for, as the pages' sizes multiply: so many things, and so much that they may have to say. */
export function checkCost({ nodes, requested }: { readonly nodes: number; readonly requested: number }): GraphQLError | null {
  if (nodes > limits.nodes) {
    return limitExceeded('nodes', `An operation asks for at most ${limits.nodes} things, and this one for up to ${shown(nodes)}. Ask for shorter pages, above all of what is inside lists.`, { found: nodes });
  }
  if (requested > limits.cost) {
    return limitExceeded('cost', `An operation costs at most ${limits.cost} points, and this one ${shown(requested)}. Ask for shorter pages, above all of things whose words, terms or changes you ask for, and for each of these once.`, { found: requested });
  }
  return null;
}
