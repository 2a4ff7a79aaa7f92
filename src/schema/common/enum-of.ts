import { registerEnumType } from 'type-graphql';

type EnumOf<Values extends string> = { readonly [Value in Values]: Value };

/** A GraphQL enum whose values are their own names, each with what it means. */
export function enumOf<const Values extends string>(name: string, description: string, values: readonly Values[], meaning: Readonly<Record<Values, string>>): EnumOf<Values> {
  const enumeration = Object.fromEntries(values.map((value) => [value, value])) as EnumOf<Values>;
  const valuesConfig = Object.fromEntries(values.map((value) => [value, { description: meaning[value] }])) as Record<Values, { description: string }>;
  registerEnumType(enumeration, { name, description, valuesConfig });
  return enumeration;
}
