import fc from 'fast-check';
import { Kind, parse, visit } from 'graphql';
import type { DocumentNode, FragmentDefinitionNode, OperationDefinitionNode } from 'graphql';
import { checkAliases } from '../../../src/serving/limits/aliases.js';
import { checkDepth } from '../../../src/serving/limits/depth.js';
import { checkDirectives } from '../../../src/serving/limits/directives.js';
import { foldOperation } from '../../../src/serving/limits/fold.js';
import { bombs } from '../../kit/excesses.js';

const fragments = 4;

/** Selections as text, which may put in the fragments from this one on. */
function selections(from: number, depth: number): fc.Arbitrary<string> {
  const alias = fc.constantFrom('', '', 'a: ', 'b: ');
  const directive = fc.constantFrom('', '', ' @skip(if: false)', ' @include(if: true) @skip(if: false)');
  const leaf = fc.tuple(alias, fc.constantFrom('id', 'name'), directive).map((parts) => parts.join(''));
  const spread = from >= fragments ? leaf : fc.tuple(fc.integer({ min: from, max: fragments - 1 }), directive).map(([index, given]) => `...F${String(index)}${given}`);
  if (depth === 0) return leaf;
  const field = fc.tuple(alias, directive, fc.nat(depth - 1).chain((left) => selections(from, left))).map(([name, given, within]) => `${name}thing${given} ${within}`);
  const inline = fc.tuple(directive, fc.nat(depth - 1).chain((left) => selections(from, left))).map(([given, within]) => `...${given} ${within}`);
  return fc.array(fc.oneof(leaf, spread, field, inline), { minLength: 1, maxLength: 4 }).map((parts) => `{ ${parts.join(' ')} }`).filter((text) => text.length < 2_000) as fc.Arbitrary<string>;
}

const documents = fc
  .tuple(selections(0, 3).map((text) => (text.startsWith('{') ? text : `{ ${text} }`)), fc.tuple(...Array.from({ length: fragments }, (_, index) => selections(index + 1, 2).map((text) => (text.startsWith('{') ? text : `{ ${text} }`)))))
  .map(([operation, definitions]) => [operation, ...definitions.map((text, index) => `fragment F${String(index)} on Thing ${text}`)].join('\n'))
  .map(repaired)
  .filter((text) => text !== '');

/** Fields that hold something need braces; the generator leaves them out round a single leaf. */
function repaired(text: string): string {
  const mended = text.replace(/(thing(?: @\w+\(if: \w+\))*|\.\.\.(?: @\w+\(if: \w+\))*) ((?:[ab]: )?(?:id|name)(?: @\w+\(if: \w+\))*)/g, '$1 { $2 }');
  try {
    parse(mended);
    return mended;
  } catch {
    return '';
  }
}

const operationOf = (document: DocumentNode): OperationDefinitionNode => document.definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION) as OperationDefinitionNode;

/** The same operation with each fragment written out wherever it is put. */
function unfolded(document: DocumentNode): DocumentNode {
  const definitions = new Map(document.definitions.filter((one): one is FragmentDefinitionNode => one.kind === Kind.FRAGMENT_DEFINITION).map((one) => [one.name.value, one]));
  const operation = (node: OperationDefinitionNode): OperationDefinitionNode =>
    visit(node, {
      [Kind.FRAGMENT_SPREAD]: (spread) => ({ kind: Kind.INLINE_FRAGMENT, directives: spread.directives, selectionSet: definitions.get(spread.name.value)?.selectionSet }),
    }) as OperationDefinitionNode;
  return { ...document, definitions: [operation(operationOf(document))] };
}

/** What a reader would count, going through all of it. */
function countedByHand(document: DocumentNode): { depth: number; aliases: number; directives: number } {
  let [depth, deepest, aliases, directives] = [0, 0, 0, 0];
  visit(unfolded(document), {
    [Kind.FIELD]: {
      enter: (node) => {
        deepest = Math.max(deepest, ++depth);
        aliases += node.alias === undefined ? 0 : 1;
      },
      leave: () => void depth--,
    },
    [Kind.DIRECTIVE]: () => void directives++,
  });
  return { depth: deepest, aliases, directives };
}

test('depth, aliases and directives are those of the document with its fragments written out', () => {
  fc.assert(
    fc.property(documents, (text) => {
      const document = parse(text);
      const operation = operationOf(document);
      const byHand = countedByHand(document);
      const depth = foldOperation<number>(document, operation, { nothing: 0, together: Math.max, field: (_, within) => 1 + within });
      const aliases = foldOperation<number>(document, operation, { nothing: 0, together: (one, other) => one + other, field: (node, within) => within + (node.alias === undefined ? 0 : 1) });
      const count = ({ directives = [] }: { readonly directives?: readonly unknown[] | undefined }): number => directives.length;
      const directives = foldOperation<number>(document, operation, { nothing: 0, together: (one, other) => one + other, field: (node, within) => within + count(node), fragment: (node, within) => within + count(node) });
      expect({ depth, aliases, directives }).toEqual(byHand);
      expect(checkDepth(document, operation)?.extensions['found']).toBe(byHand.depth > 12 ? byHand.depth : undefined);
      expect(checkAliases(document, operation)?.extensions['found']).toBe(byHand.aliases > 30 ? byHand.aliases : undefined);
      expect(checkDirectives(document, operation) !== null).toBe(byHand.directives > 30);
    }),
    { numRuns: 300 },
  );
});

test.each(bombs.filter(({ code }) => code !== 'OPERATION_RESOLUTION_FAILURE'))('no field is looked at twice: $name', ({ query }) => {
  const document = parse(query, { maxTokens: 1_000 });
  let written = 0;
  visit(document, { [Kind.FIELD]: () => void written++ });
  let looked = 0;
  foldOperation<null>(document, operationOf(document), { nothing: null, together: () => null, field: () => { looked++; return null; } });
  expect(looked).toBeLessThanOrEqual(written);
});
