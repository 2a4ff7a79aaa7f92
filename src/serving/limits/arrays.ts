import { Kind, visit, BREAK } from 'graphql';
import type { DocumentNode, GraphQLError, ListValueNode } from 'graphql';
import { limitExceeded, limits } from './limits.js';

const message = `A list in an input has at most ${limits.array} values. Send the rest with further requests.`;

/** The lists that a document writes out. */
export function checkWrittenArrays(document: DocumentNode): GraphQLError | null {
  let longest: ListValueNode | undefined;
  visit(document, {
    [Kind.LIST]: (node) => {
      if (node.values.length <= limits.array) return undefined;
      longest = node;
      return BREAK;
    },
  });
  return longest === undefined ? null : limitExceeded('array', message, { found: longest.values.length });
}

/** The lists in variables, and how deep they go: whoever coerces them calls itself for each level. */
export function checkVariableArrays(variables: Readonly<Record<string, unknown>>): GraphQLError | null {
  let level: readonly object[] = [variables];
  for (let depth = 1; level.length > 0; depth++) {
    if (depth > limits.nesting) return limitExceeded('nesting', `Values stand inside values ${limits.nesting} times at most.`);
    const next: object[] = [];
    for (const value of level) {
      if (Array.isArray(value) && value.length > limits.array) return limitExceeded('array', message, { found: value.length });
      for (const inner of Object.values(value) as unknown[]) if (typeof inner === 'object' && inner !== null) next.push(inner);
    }
    level = next;
  }
  return null;
}
