import type { GraphQLResolveInfo } from 'graphql';
import type { Context } from '../../context.js';

type Resolved<T> = T extends readonly (infer Element)[] ? readonly Lazy<Element>[] : T extends object ? Lazy<T> : T;
type Value<T> = Resolved<T> | Promise<Resolved<T>>;

/**
 * What a resolver returns for a GraphQL type: for each field a value, or a function that graphql-js calls when the
 * field is asked for. So a field that costs a round trip or a computation costs nothing where nobody asks for it.
 * `null` stands where the schema allows it.
 */
export type Lazy<T> = T extends string | number | boolean | null | undefined
  ? T
  : { readonly [Name in keyof T]: Value<T[Name]> | ((args: never, context: Context, info: GraphQLResolveInfo) => Value<T[Name]>) } & { readonly __typename?: string };

/** Worked out when it is first asked for and not again, however many aliases ask. */
export function once<Given extends readonly unknown[], T>(work: (...given: Given) => T): (...given: Given) => T {
  let worked: { readonly result: T } | undefined;
  return (...given) => (worked ??= { result: work(...given) }).result;
}
