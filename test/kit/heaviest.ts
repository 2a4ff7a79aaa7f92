import { Kind, getNamedType, getNullableType, isInterfaceType, isLeafType, isListType, isNonNullType, isObjectType, parse } from 'graphql';
import type { GraphQLField, GraphQLNamedType, GraphQLObjectType, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { CostModel } from '../../src/serving/cost.js';
import type { Cost } from '../../src/serving/cost.js';
import { checkCost, checkDocument, checkTokens, limits } from '../../src/serving/limits/index.js';

/** An operation that asks for as much of a field as one may. */
export interface Heaviest {
  /** The field, by its type and name. */
  readonly field: string;
  readonly query: string;
  readonly cost: Cost;
}

/** A step on the way to a thing: what is written before it and behind it, and for a page how many rows. */
interface Step {
  readonly text: (size: number) => readonly [string, string];
  readonly kind: 'PAGED' | 'LIST' | 'ONE';
}

type AnyField = GraphQLField<unknown, unknown>;

/** What a required argument is given. */
const given: Readonly<Record<string, string>> = { from: '"2020-01-01"', query: '"lorem ipsum"', horizonDays: '90' };

/** Pages of these sizes are tried, alone and inside each other. */
const sizes = [1, 9, 30, 99, 100] as const;

const longestWay = 3;

/**
 * Looks for the dearest operations that the limits let through: for each field that has much to say, along every way from
 * the root to what has it, with pages of several sizes, and under as many names as there may be.
 */
export function heaviestOperations(schema: GraphQLSchema): readonly Heaviest[] {
  const model = new CostModel(schema);
  const best = new Map<string, Heaviest>();
  const consider = (field: string, query: string): void => {
    const document = parse(query);
    const [operation] = document.definitions;
    if (operation?.kind !== Kind.OPERATION_DEFINITION || checkTokens(query) !== null || checkDocument(document) !== null) return;
    const cost = costWithin(model, query, operation);
    if (cost !== null && cost.requested > (best.get(field)?.cost.requested ?? 0)) best.set(field, { field, query, cost });
  };
  const root = schema.getQueryType() as GraphQLObjectType;
  for (const { steps, type } of waysFrom(schema, root, [], new Set())) {
    for (const field of Object.values(type.getFields()).filter(saysMuch)) {
      const leaf = selectionOf(field);
      if (leaf === null) continue;
      const names = Array.from({ length: limits.aliases }, (_, index) => `a${String(index)}: ${leaf}`);
      for (const chosen of choicesOf(steps)) for (const aliased of [[], names]) consider(`${type.name}.${field.name}`, written(steps, chosen, [leaf, ...aliased].join(' ')));
    }
  }
  return [...best.values()].sort((one, other) => other.cost.requested - one.cost.requested);
}

/** Fields with much to say, by what the schema says of them. */
export function saysMuch(field: AnyField): boolean {
  return typeof field.extensions['weight'] === 'number';
}

function costWithin(model: CostModel, query: string, operation: OperationDefinitionNode): Cost | null {
  const cost = model.costOf(parse(query), operation, {});
  return checkCost(cost) === null ? cost : null;
}

function* waysFrom(schema: GraphQLSchema, type: GraphQLObjectType, steps: readonly Step[], entered: ReadonlySet<string>): Generator<{ steps: readonly Step[]; type: GraphQLObjectType }> {
  if (steps.length > 0) yield { steps, type };
  if (steps.length === longestWay) return;
  for (const field of Object.values(type.getFields())) {
    const asked = askedFor(field);
    const target = getNamedType(field.type);
    if (asked === null || isLeafType(target)) continue;
    const paged = target.name.endsWith('Connection');
    const row = paged ? getNamedType((target as GraphQLObjectType).getFields()['nodes']?.type) : target;
    for (const reached of thingsOf(schema, row)) {
      // Once more through the same would be dearer for a list alone, and the sizes of pages see to that.
      const way = `${type.name}.${field.name} ${reached.name}`;
      if (entered.has(way)) continue;
      const narrowed: readonly [string, string] = reached === row ? ['', ''] : [`... on ${reached.name} { `, ' }'];
      const step: Step = paged
        ? { kind: 'PAGED', text: (size) => [`${field.name}(${[`first: ${String(size)}`, ...asked].join(', ')}) { nodes { ${narrowed[0]}`, `${narrowed[1]} } }`] }
        : { kind: isList(field) ? 'LIST' : 'ONE', text: () => [`${field.name}${asked.length === 0 ? '' : `(${asked.join(', ')})`} { ${narrowed[0]}`, `${narrowed[1]} }`] };
      yield* waysFrom(schema, reached, [...steps, step], new Set([...entered, way]));
    }
  }
}

function thingsOf(schema: GraphQLSchema, type: GraphQLNamedType | undefined): readonly GraphQLObjectType[] {
  if (isObjectType(type)) return type.name.endsWith('Edge') || type.name === 'PageInfo' ? [] : [type];
  return isInterfaceType(type) ? schema.getPossibleTypes(type) : [];
}

/** The arguments that must be given; null where nobody knows what. */
function askedFor(field: AnyField): readonly string[] | null {
  const required = field.args.filter(({ type, defaultValue }) => isNonNullType(type) && defaultValue === undefined).map(({ name }) => name);
  return required.every((name) => given[name] !== undefined) ? required.map((name) => `${name}: ${given[name] ?? ''}`) : null;
}

/** A field with everything of its values that is no thing itself. */
function selectionOf(field: AnyField): string | null {
  if (askedFor(field) === null) return null;
  const type = getNamedType(field.type);
  if (isLeafType(type)) return field.name;
  const plain = Object.values((type as GraphQLObjectType).getFields()).filter(({ type: inner }) => isLeafType(getNamedType(inner))).map(({ name }) => name);
  return `${field.name} { ${plain.join(' ')} }`;
}

/** Whether a field is a list. */
export function isList({ type }: AnyField): boolean {
  return isListType(getNullableType(type));
}

/** The sizes of the pages on a way, for which none could be larger. */
function choicesOf(steps: readonly Step[]): readonly (readonly number[])[] {
  const all = steps.reduce<readonly (readonly number[])[]>((choices, { kind }) => choices.flatMap((before) => (kind === 'PAGED' ? sizes : [kind === 'LIST' ? 10 : 1]).map((size) => [...before, size])), [[]]);
  const fits = (chosen: readonly number[]): boolean => {
    let rows = 1;
    let nodes = 0;
    steps.forEach(({ kind }, index) => {
      rows *= chosen[index] ?? 1;
      if (kind !== 'ONE') nodes += rows;
    });
    return nodes <= limits.nodes;
  };
  const fitting = all.filter(fits);
  const isLarger = (one: readonly number[], than: readonly number[]): boolean => one !== than && one.every((size, index) => size >= (than[index] ?? 0));
  return fitting.filter((one) => !fitting.some((other) => isLarger(other, one)));
}

function written(steps: readonly Step[], chosen: readonly number[], leaf: string): string {
  const texts = steps.map(({ text }, index) => text(chosen[index] ?? 1));
  return `{ ${texts.map(([before]) => before).join('')}${leaf}${texts.map(([, behind]) => behind).reverse().join('')} }`;
}
