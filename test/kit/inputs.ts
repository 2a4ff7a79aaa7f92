import { getNamedType, getNullableType, isEnumType, isInputObjectType, isLeafType, isListType, isObjectType, isRequiredArgument, isRequiredInputField } from 'graphql';
import type { GraphQLArgument, GraphQLField, GraphQLInputField, GraphQLInputType, GraphQLSchema } from 'graphql';

/** A place in the arguments of a root field where a client puts a value: names of arguments and fields; 0 in a list. */
export type Path = readonly (string | 0)[];

export interface Place {
  readonly field: GraphQLField<unknown, unknown>;
  readonly operation: 'query' | 'mutation';
  /** The type that has the field, where it isn't at the root: something with an id. */
  readonly on?: string;
  readonly path: Path;
  /** The name of the type of the value there. */
  readonly typeName: string;
}

type Named = GraphQLArgument | GraphQLInputField;

const isRequired = (one: Named): boolean => ('astNode' in one && 'deprecationReason' in one && isRequiredArgument(one as GraphQLArgument)) || isRequiredInputField(one as GraphQLInputField);

/** Every place in every argument of the root fields and of things with ids, found in the schema: a new one is there the day it is born. */
export function placesOf(schema: GraphQLSchema): readonly Place[] {
  const roots = (['query', 'mutation'] as const).flatMap((operation) => {
    const root = operation === 'query' ? schema.getQueryType() : schema.getMutationType();
    return Object.values(root?.getFields() ?? {}).map((field) => ({ field, operation }));
  });
  const things = Object.values(schema.getTypeMap()).filter(isObjectType).filter((type) => type.getInterfaces().some(({ name }) => name === 'Node'));
  const nested = things.flatMap((type) => Object.values(type.getFields()).map((field) => ({ field, operation: 'query' as const, on: type.name })));
  return [...roots, ...nested].flatMap((one) => one.field.args.flatMap(({ name, type }) => below(type, [name]).map((place) => ({ ...one, ...place }))));
}

function below(type: GraphQLInputType, path: Path): readonly Pick<Place, 'path' | 'typeName'>[] {
  const bare = getNullableType(type);
  const here = { path, typeName: bare.toString() };
  if (isListType(bare)) return [here, ...below(bare.ofType, [...path, 0])];
  if (!isInputObjectType(bare)) return [here];
  return [here, ...Object.values(bare.getFields()).flatMap((field) => below(field.type, [...path, field.name]))];
}

/** Arguments that are well-formed but for one place, which holds this value. `leaf` gives the others theirs. */
export function argumentsWith(place: Place, value: unknown, leaf: (typeName: string, name: string) => unknown): Record<string, unknown> {
  return fieldsOf(place.field.args, place.path, value, leaf);
}

function fieldsOf(fields: readonly Named[], path: Path, value: unknown, leaf: (typeName: string, name: string) => unknown): Record<string, unknown> {
  const [head, ...rest] = path;
  return Object.fromEntries(fields.flatMap((one) => {
    if (one.name === head) return [[one.name, valueOf(one.type, one.name, rest, value, leaf)]];
    return isRequired(one) ? [[one.name, sampleOf(one.type, one.name, leaf)]] : [];
  }));
}

function valueOf(type: GraphQLInputType, name: string, path: Path, value: unknown, leaf: (typeName: string, name: string) => unknown): unknown {
  if (path.length === 0) return value;
  const bare = getNullableType(type);
  if (isListType(bare)) return [valueOf(bare.ofType, name, path.slice(1), value, leaf)];
  return isInputObjectType(bare) ? fieldsOf(Object.values(bare.getFields()), path, value, leaf) : value;
}

function sampleOf(type: GraphQLInputType, name: string, leaf: (typeName: string, name: string) => unknown): unknown {
  const bare = getNullableType(type);
  if (isListType(bare)) return [sampleOf(bare.ofType, name, leaf)];
  const named = getNamedType(type);
  if (isEnumType(named)) return named.getValues()[0]?.name;
  return isInputObjectType(bare) ? fieldsOf(Object.values(bare.getFields()), [], undefined, leaf) : leaf(named.name, name);
}

/** The operation that asks a field with all its arguments as variables; `$thing` is the id of what has the field. */
export function operationOf({ field, operation, on }: Place): string {
  const declared = [...(on === undefined ? [] : ['$thing: ID!']), ...field.args.map(({ name, type }) => `$${name}: ${String(type)}`)].join(', ');
  const given = field.args.map(({ name }) => `${name}: $${name}`).join(', ');
  const returned = getNamedType(field.type);
  const selection = operation === 'mutation' ? '{ userErrors { code field message } }' : isLeafType(returned) ? '' : '{ __typename }';
  const asked = `answer: ${field.name}(${given}) ${selection}`;
  return `${operation}(${declared}) { ${on === undefined ? asked : `node(id: $thing) { ... on ${on} { ${asked} } }`} }`;
}
