import type { DocumentNode, GraphQLError, OperationDefinitionNode } from 'graphql';
import { foldOperation } from './fold.js';
import { limitExceeded, limits } from './limits.js';

/** How many fields go by another name, each counted as often as its fragment is put somewhere. */
export function checkAliases(document: DocumentNode, operation: OperationDefinitionNode): GraphQLError | null {
  const aliases = foldOperation<number>(document, operation, {
    nothing: 0,
    together: (one, other) => one + other,
    field: (node, within) => within + (node.alias === undefined ? 0 : 1),
  });
  if (aliases <= limits.aliases) return null;
  return limitExceeded('aliases', `An operation has at most ${limits.aliases} aliases. Ask for many things of one kind with \`nodes(ids:)\` or a list, or in several requests.`, { found: aliases });
}
