import { Kind } from 'graphql';
import type { DocumentNode, GraphQLError, OperationDefinitionNode } from 'graphql';
import { checkAliases } from './aliases.js';
import { checkWrittenArrays } from './arrays.js';
import { checkDepth } from './depth.js';
import { checkDirectives } from './directives.js';
import { checkIntrospection } from './introspection.js';

export { checkAnswer, tooMuchOf } from './answer.js';
export { checkVariableArrays } from './arrays.js';
export { checkCost } from './cost.js';
export { checkTokens } from './tokens.js';
export { limits } from './limits.js';
export type { LimitName } from './limits.js';

const rules: readonly ((document: DocumentNode, operation: OperationDefinitionNode) => GraphQLError | null)[] = [checkDepth, checkAliases, checkDirectives, checkIntrospection];

/**
 * The limits that a document's text alone decides; checked before it is validated, since validation compares fields with
 * each other and takes the longer the more there are.
 */
export function checkDocument(document: DocumentNode): GraphQLError | null {
  const operations = document.definitions.filter((definition): definition is OperationDefinitionNode => definition.kind === Kind.OPERATION_DEFINITION);
  for (const operation of operations) {
    for (const rule of rules) {
      const error = rule(document, operation);
      if (error !== null) return error;
    }
  }
  return checkWrittenArrays(document);
}
