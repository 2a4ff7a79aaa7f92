import type { DocumentNode, GraphQLError, OperationDefinitionNode } from 'graphql';
import { foldOperation, isIntrospection } from './fold.js';
import { limitExceeded, limits } from './limits.js';

interface Description {
  /** How often the description of the schema or of a type is asked for. */
  readonly times: number;
  /** How deep it goes. */
  readonly depth: number;
  /** How many lists of types stand inside each other in it: with each, the answer may grow by the size of a type. */
  readonly lists: number;
}

/** The lists that lead from one type to others, and so on and on. */
const lists: ReadonlySet<string> = new Set(['fields', 'inputFields', 'interfaces', 'possibleTypes']);

/**
 * Introspection is for everybody and costs nothing, so it has limits of its own: standard tools' queries pass, and those
 * that ask for the fields of the types of the fields of the types don't.
 */
export function checkIntrospection(document: DocumentNode, operation: OperationDefinitionNode): GraphQLError | null {
  const { times, depth, lists: nested } = foldOperation<Description>(document, operation, {
    nothing: { times: 0, depth: 0, lists: 0 },
    together: (one, other) => ({ times: one.times + other.times, depth: Math.max(one.depth, other.depth), lists: Math.max(one.lists, other.lists) }),
    // Outside of a description only the times count: what was counted below an ordinary field is an ordinary list.
    field: (node, within) => ({
      times: within.times + (isIntrospection(node) ? 1 : 0),
      depth: 1 + within.depth,
      lists: within.lists + (lists.has(node.name.value) ? 1 : 0),
    }),
  });
  if (times === 0) return null;
  if (times > limits.introspections) return limitExceeded('introspections', `An operation asks ${limits.introspections} times for a description of the schema, at most.`, { found: times });
  if (depth > limits.introspectionDepth) return limitExceeded('introspectionDepth', `A description of the schema goes ${limits.introspectionDepth} fields deep at most.`, { found: depth });
  if (nested <= limits.introspectionLists) return null;
  return limitExceeded('introspectionLists', `In a description of the schema, the fields of a type stand inside those of another ${limits.introspectionLists} deep at most. Ask for each type by its name.`, { found: nested });
}
