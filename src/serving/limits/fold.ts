import { Kind } from 'graphql';
import type { DocumentNode, FieldNode, FragmentDefinitionNode, FragmentSpreadNode, InlineFragmentNode, OperationDefinitionNode, SelectionSetNode } from 'graphql';

/** How a figure of an operation comes together from its fields. */
export interface Folding<Figure> {
  readonly nothing: Figure;
  together(one: Figure, other: Figure): Figure;
  /** The figure of a field, from that of what is selected in it. */
  field(node: FieldNode, within: Figure): Figure;
  /** The same of a fragment, wherever it is put; left out, what is selected in it. */
  fragment?(node: InlineFragmentNode | FragmentSpreadNode, within: Figure): Figure;
}

/**
 * A figure of a whole operation. What a fragment comes to does not depend on where it is put, so each is gone through
 * once: a document whose fragments put each other in twice, thirty deep, has a billion fields and thirty fragments. One
 * that puts itself in counts as nothing there; validation refuses it.
 */
export function foldOperation<Figure>(document: DocumentNode, operation: OperationDefinitionNode, folding: Folding<Figure>): Figure {
  const definitions = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) definitions.set(definition.name.value, definition);
  }
  const known = new Map<string, Figure>();

  const ofFragment = (name: string): Figure => {
    const found = known.get(name);
    if (found !== undefined) return found;
    known.set(name, folding.nothing);
    const figure = ofSelections(definitions.get(name)?.selectionSet);
    known.set(name, figure);
    return figure;
  };
  const ofSelections = (selectionSet: SelectionSetNode | undefined): Figure => {
    let figure = folding.nothing;
    for (const selection of selectionSet?.selections ?? []) {
      if (selection.kind === Kind.FIELD) figure = folding.together(figure, folding.field(selection, ofSelections(selection.selectionSet)));
      else {
        const within = selection.kind === Kind.FRAGMENT_SPREAD ? ofFragment(selection.name.value) : ofSelections(selection.selectionSet);
        figure = folding.together(figure, folding.fragment?.(selection, within) ?? within);
      }
    }
    return figure;
  };
  return ofSelections(operation.selectionSet);
}

/** Fields about the schema itself. They have limits of their own and cost nothing. */
export function isIntrospection(node: FieldNode): boolean {
  return node.name.value === '__schema' || node.name.value === '__type';
}
