import type { DocumentNode, GraphQLError, OperationDefinitionNode } from 'graphql';
import { foldOperation, isIntrospection } from './fold.js';
import { limitExceeded, limits } from './limits.js';

/** How many fields stand inside each other, at most. */
export function checkDepth(document: DocumentNode, operation: OperationDefinitionNode): GraphQLError | null {
  const depth = foldOperation<number>(document, operation, {
    nothing: 0,
    together: Math.max,
    field: (node, within) => (isIntrospection(node) ? 1 : 1 + within),
  });
  if (depth <= limits.depth) return null;
  return limitExceeded('depth', `Fields stand inside fields ${limits.depth} times at most, and here ${depth} times. Ask for the deeper ones by id, with a query of their own.`, { found: depth });
}
