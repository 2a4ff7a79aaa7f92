import { Kind } from 'graphql';
import type { DocumentNode, GraphQLError, OperationDefinitionNode } from 'graphql';
import { foldOperation } from './fold.js';
import { limitExceeded, limits } from './limits.js';

/** How many directives there are, each counted as often as its fragment is put somewhere. */
export function checkDirectives(document: DocumentNode, operation: OperationDefinitionNode): GraphQLError | null {
  const count = ({ directives }: { readonly directives?: readonly unknown[] | undefined }): number => directives?.length ?? 0;
  const onDefinitions = document.definitions.reduce((sum, definition) => sum + (definition.kind === Kind.FRAGMENT_DEFINITION ? count(definition) : 0), 0);
  const onVariables = (operation.variableDefinitions ?? []).reduce((sum, definition) => sum + count(definition), 0);
  const onSelections = foldOperation<number>(document, operation, {
    nothing: 0,
    together: (one, other) => one + other,
    field: (node, within) => within + count(node),
    fragment: (node, within) => within + count(node),
  });
  const directives = count(operation) + onDefinitions + onVariables + onSelections;
  if (directives <= limits.directives) return null;
  return limitExceeded('directives', `An operation has at most ${limits.directives} directives. Leave out what is not wanted instead of skipping it.`, { found: directives });
}
