import { GraphQLError, Kind, OperationTypeNode, getNamedType, isInterfaceType, isListType, isNonNullType, isObjectType } from 'graphql';
import type { DocumentNode, FieldNode, FragmentDefinitionNode, GraphQLField, GraphQLNamedType, GraphQLObjectType, GraphQLOutputType, GraphQLSchema, OperationDefinitionNode, SelectionSetNode, ValueNode } from 'graphql';
import { isIntrospection } from './limits/fold.js';
import { limitExceeded, limits } from './limits/limits.js';

/** What an operation asks for, as far as can be told without asking the database. */
export interface Cost {
  /** Points: what the rate limit counts. */
  readonly requested: number;
  /** Things asked for: the product of the page sizes down the connections, added up. */
  readonly nodes: number;
}

/**
 * What a point stands for. A round trip to the database is the measure; rows come cheap, and writes wait for locks. A
 * mutation that does more than most says so in its extensions, as `points`, and a question that does when it is asked of the
 * past (`asOf`), as `pastPoints`.
 */
export const points = { page: 1, mutation: 5, nodesPerPoint: 50 } as const;

/** Points from which on an operation is a heavy one: it waits for others of its kind, and reads less at once. */
export const heavyFrom = 200;

/**
 * For lists that have no pages (the members of a group, the workflows of a concern): few, and nobody knows how many. A
 * field that knows better says so in its extensions, as `assumedLength`.
 */
const assumedLength = 10;

/**
 * For a page. A field whose page is dearer to read says in its extensions what it is worth, as `pagesWorth`; so does one that
 * is no page and is read by itself.
 */
const pagesWorth = 1;

type Variables = Readonly<Record<string, unknown>>;

interface Figures {
  readonly nodes: number;
  /** Lists and things that are read. */
  readonly pages: number;
  /** What fields with much to say are worth, in things: they say so in their extensions, as `weight`. */
  readonly weight: number;
}

/** What selections come to: once, and for each row of the page that they are selected in. */
interface Amount {
  readonly once: Figures;
  readonly perRow: Figures;
}

const none: Figures = { nodes: 0, pages: 0, weight: 0 };
const nothing: Amount = { once: none, perRow: none };
const plus = (one: Figures, other: Figures): Figures => ({ nodes: one.nodes + other.nodes, pages: one.pages + other.pages, weight: one.weight + other.weight });
const times = (count: number, figures: Figures): Figures => ({ nodes: count * figures.nodes, pages: count * figures.pages, weight: count * figures.weight });

/** Works out costs over one schema, whose types are looked at once. */
export class CostModel {
  readonly #schema: GraphQLSchema;
  /** The types from which other things can be reached: lists of them may grow, lists of plain values don't. */
  readonly #leading: ReadonlySet<string>;

  constructor(schema: GraphQLSchema) {
    this.#schema = schema;
    this.#leading = leadingTypes(schema);
  }

  /** @throws GraphQLError LIMIT_EXCEEDED for a page over its limit */
  costOf(document: DocumentNode, operation: OperationDefinitionNode, variables: Variables): Cost {
    const root = this.#schema.getRootType(operation.operation);
    if (root == null) return { requested: 0, nodes: 0 };
    const counting = new Counting(this.#schema, this.#leading, document, variables);
    const { once } = counting.of(operation.selectionSet, root);
    const each = operation.operation === OperationTypeNode.MUTATION ? points.mutation : points.page;
    const roots = counting.ofRoots(operation.selectionSet, root, each);
    return { requested: roots + once.pages * points.page + Math.ceil((once.nodes + once.weight) / points.nodesPerPoint), nodes: once.nodes };
  }
}

/** One pass over one operation. Each fragment is gone through once, however often it is put in. */
class Counting {
  readonly #fragments = new Map<string, FragmentDefinitionNode>();
  readonly #known = new Map<string, Amount>();

  constructor(private readonly schema: GraphQLSchema, private readonly leading: ReadonlySet<string>, document: DocumentNode, private readonly variables: Variables) {
    for (const definition of document.definitions) {
      if (definition.kind === Kind.FRAGMENT_DEFINITION) this.#fragments.set(definition.name.value, definition);
    }
  }

  of(selectionSet: SelectionSetNode | undefined, type: GraphQLNamedType): Amount {
    let amount = nothing;
    for (const selection of selectionSet?.selections ?? []) {
      const one =
        selection.kind === Kind.FIELD
          ? this.#ofField(selection, type)
          : selection.kind === Kind.INLINE_FRAGMENT
            ? this.of(selection.selectionSet, this.#named(selection.typeCondition?.name.value) ?? type)
            : this.#ofFragment(selection.name.value);
      if (one !== nothing) amount = { once: plus(amount.once, one.once), perRow: plus(amount.perRow, one.perRow) };
    }
    return amount;
  }

  /** The points of the fields at the root, each of which is done by itself: `each`, or what the field says of itself. */
  ofRoots(selectionSet: SelectionSetNode, root: GraphQLObjectType, each: number, known = new Map<string, number>()): number {
    let sum = 0;
    for (const selection of selectionSet.selections) {
      if (selection.kind === Kind.FIELD) {
        const told = this.#pointsToldBy(root.getFields()[selection.name.value], selection);
        sum += selection.name.value.startsWith('__') ? 0 : typeof told === 'number' ? told : each;
      } else if (selection.kind === Kind.INLINE_FRAGMENT) sum += this.ofRoots(selection.selectionSet, root, each, known);
      else {
        const name = selection.name.value;
        const within = this.#fragments.get(name)?.selectionSet;
        if (!known.has(name)) known.set(name, within === undefined ? 0 : this.ofRoots(within, root, each, known));
        sum += known.get(name) ?? 0;
      }
    }
    return sum;
  }

  #pointsToldBy(field: GraphQLField<unknown, unknown> | undefined, node: FieldNode): unknown {
    const [told, pastPoints] = [field?.extensions['points'], field?.extensions['pastPoints']];
    const asOf = node.arguments?.find(({ name }) => name.value === 'asOf')?.value;
    const isOfThePast = asOf?.kind === Kind.VARIABLE ? this.variables[asOf.name.value] != null : asOf !== undefined && asOf.kind !== Kind.NULL;
    return isOfThePast ? (pastPoints ?? told) : told;
  }

  #named(name: string | undefined): GraphQLNamedType | undefined {
    return name === undefined ? undefined : this.schema.getType(name);
  }

  #ofFragment(name: string): Amount {
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const fragment = this.#fragments.get(name);
    const type = this.#named(fragment?.typeCondition.name.value);
    const amount = fragment === undefined || type === undefined ? nothing : this.of(fragment.selectionSet, type);
    this.#known.set(name, amount);
    return amount;
  }

  #ofField(node: FieldNode, parent: GraphQLNamedType): Amount {
    if (isIntrospection(node) || !(isObjectType(parent) || isInterfaceType(parent))) return nothing;
    const field = parent.getFields()[node.name.value];
    if (field === undefined) return nothing;
    const own: Figures = { ...none, weight: toldBy(field, 'weight', 0) };
    if (node.selectionSet === undefined) return own.weight === 0 ? nothing : { once: own, perRow: none };
    const type = getNamedType(field.type);
    const within = this.of(node.selectionSet, type);
    if (isConnection(type)) {
      const size = this.#pageSize(node, field);
      return { once: plus(plus({ ...none, pages: toldBy(field, 'pagesWorth', pagesWorth) }, within.once), times(size, within.perRow)), perRow: none };
    }
    if (!isList(field.type)) return { once: plus({ ...own, pages: toldBy(field, 'pagesWorth', 0) }, within.once), perRow: within.perRow };
    const row = plus({ ...own, nodes: 1 }, within.once);
    // The page of a connection has its size from the connection.
    if (isConnection(parent)) return { once: none, perRow: row };
    if (!this.leading.has(type.name)) return { once: plus(own, within.once), perRow: within.perRow };
    const length = this.#lengthAsked(node) ?? toldBy(field, 'assumedLength', assumedLength);
    return { once: plus({ ...none, pages: 1 }, times(length, row)), perRow: none };
  }

  #pageSize(node: FieldNode, field: GraphQLField<unknown, unknown>): number {
    const byDefault = field.args.find(({ name }) => name === 'first')?.defaultValue;
    const value = this.#valueOf(node.arguments?.find(({ name }) => name.value === 'first')?.value) ?? byDefault;
    const size = typeof value === 'number' ? value : limits.page;
    if (size > limits.page) throw limitExceeded('page', `Ask for 1 to ${limits.page} rows at once, and for the next ones with \`after\`.`, { found: size, node });
    return Math.max(1, size);
  }

  /** Things asked for by their ids are as many as the ids. */
  #lengthAsked(node: FieldNode): number | null {
    const value = this.#valueOf(node.arguments?.find(({ name }) => name.value === 'ids')?.value);
    return Array.isArray(value) ? value.length : null;
  }

  #valueOf(value: ValueNode | undefined): unknown {
    if (value?.kind === Kind.VARIABLE) return this.variables[value.name.value];
    if (value?.kind === Kind.INT) return Number(value.value);
    return value?.kind === Kind.LIST ? value.values : undefined;
  }
}

function isConnection(type: GraphQLNamedType): boolean {
  return isObjectType(type) && type.name.endsWith('Connection') && 'pageInfo' in type.getFields();
}

function isList(type: GraphQLOutputType): boolean {
  return isListType(isNonNullType(type) ? type.ofType : type);
}

function toldBy(field: GraphQLField<unknown, unknown>, name: 'assumedLength' | 'pagesWorth' | 'weight', byDefault: number): number {
  const told = field.extensions[name];
  return typeof told === 'number' ? told : byDefault;
}

/** Things with ids, and what holds one of them as a field. */
function leadingTypes(schema: GraphQLSchema): ReadonlySet<string> {
  const node = schema.getType('Node');
  const isThing = (type: GraphQLNamedType): boolean => type === node || (isObjectType(type) && type.getInterfaces().some((one) => one === node));
  const types = Object.values(schema.getTypeMap()).filter((type) => isObjectType(type) || isInterfaceType(type));
  return new Set(types.filter((type) => isThing(type) || Object.values(type.getFields()).some((field) => isThing(getNamedType(field.type)))).map(({ name }) => name));
}

/** A cost that could not be worked out, or an error to answer with. */
export function tryCost(work: () => Cost): Cost | GraphQLError {
  try {
    return work();
  } catch (error) {
    if (error instanceof GraphQLError) return error;
    throw error;
  }
}
