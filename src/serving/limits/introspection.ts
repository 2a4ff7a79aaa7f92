import type { DocumentNode, GraphQLError, OperationDefinitionNode } from 'graphql';
import { foldOperation, isIntrospection } from './fold.js';
import { limitExceeded, limits } from './limits.js';

interface Description {
  /** How many descriptions of the schema or of a type are asked for. */
  readonly descriptions: number;
  /** Lists of all kinds in them. */
  readonly lists: number;
  /** How deep it goes. */
  readonly depth: number;
  /** How many lists of fields or types stand inside each other: with each, the answer may grow by the size of a type. */
  readonly nested: number;
}

/** The lists that lead from one type to others, and so on and on. */
const leading: ReadonlySet<string> = new Set(['fields', 'inputFields', 'interfaces', 'possibleTypes']);
const others: ReadonlySet<string> = new Set(['types', 'directives', 'args', 'enumValues']);

/**
 * Introspection is for everybody and costs nothing, so it has limits of its own: standard tools' queries pass, and those
 * that ask for the fields of the types of the fields of the types don't.
 */
export function checkIntrospection(document: DocumentNode, operation: OperationDefinitionNode): GraphQLError | null {
  const { descriptions, lists, depth, nested } = foldOperation<Description>(document, operation, {
    nothing: { descriptions: 0, lists: 0, depth: 0, nested: 0 },
    together: (one, other) => ({
      descriptions: one.descriptions + other.descriptions,
      lists: one.lists + other.lists,
      depth: Math.max(one.depth, other.depth),
      nested: Math.max(one.nested, other.nested),
    }),
    // Of ordinary fields the same is counted, in passing: only one that has a description beside them could tell.
    field: (node, within) => ({
      descriptions: within.descriptions + (isIntrospection(node) ? 1 : 0),
      lists: within.lists + (leading.has(node.name.value) || others.has(node.name.value) ? 1 : 0),
      depth: 1 + within.depth,
      nested: within.nested + (leading.has(node.name.value) ? 1 : 0),
    }),
  });
  if (descriptions === 0) return null;
  const asked = descriptions + lists;
  if (asked > limits.introspections) return limitExceeded('introspections', `An operation asks for at most ${limits.introspections} descriptions of types and lists in them.`, { found: asked });
  if (depth > limits.introspectionDepth) return limitExceeded('introspectionDepth', `A description of the schema goes ${limits.introspectionDepth} fields deep at most.`, { found: depth });
  if (nested <= limits.introspectionLists) return null;
  return limitExceeded('introspectionLists', `In a description of the schema, the fields of a type stand inside those of another ${limits.introspectionLists} deep at most. Ask for each type by its name.`, { found: nested });
}
