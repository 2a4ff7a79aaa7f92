import { isEnumType, isInputObjectType, isInterfaceType, isObjectType } from 'graphql';
import type { GraphQLNamedType } from 'graphql';
import { createSchema } from '../../src/schema.js';

const types = Object.values(createSchema().getTypeMap()).filter(({ name }) => !name.startsWith('__'));
// Those of the language itself are described by its specification.
const builtIn = new Set(['String', 'Int', 'Float', 'Boolean', 'ID']);

interface Described {
  readonly path: string;
  readonly description: string | null | undefined;
}

/** Everything that can have a description, by its path. */
function describedIn(type: GraphQLNamedType): readonly Described[] {
  const own = [{ path: type.name, description: type.description }];
  if (isEnumType(type)) return [...own, ...type.getValues().map(({ name, description }) => ({ path: `${type.name}.${name}`, description }))];
  if (isInputObjectType(type)) return [...own, ...Object.values(type.getFields()).map(({ name, description }) => ({ path: `${type.name}.${name}`, description }))];
  if (!isObjectType(type) && !isInterfaceType(type)) return own;
  const fields = Object.values(type.getFields()).flatMap((field) => {
    const path = `${type.name}.${field.name}`;
    return [{ path, description: field.description }, ...field.args.map(({ name, description }) => ({ path: `${path}(${name})`, description }))];
  });
  return [...own, ...fields];
}

const described = types.filter(({ name }) => !builtIn.has(name)).flatMap(describedIn);

test('every type, field, argument, input field and enum value is described in sentences', () => {
  const sentence = /^[\p{Lu}"`].*[.?!][)"`]?$/su;
  expect(described.length).toBeGreaterThan(500);
  expect(described.filter(({ description }) => !sentence.test(description ?? '')).map(({ path, description }) => `${path}: ${description ?? 'nothing'}`)).toEqual([]);
});

test('descriptions keep to British English', () => {
  const american = /\b(organization|behavior|color|fulfill|favor|honor|recognize|canceled|labeled)s?\b/i;
  expect(described.filter(({ description }) => american.test(description?.replaceAll(/`[^`]*`/g, '') ?? '')).map(({ path }) => path)).toEqual([]);
});

test('enum values are in capitals, type names are not', () => {
  const values = types.filter(isEnumType).flatMap((type) => type.getValues().map(({ name }) => name));
  expect(values.filter((name) => !/^[A-Z][A-Z0-9_]*$/.test(name))).toEqual([]);
  expect(types.map(({ name }) => name).filter((name) => !builtIn.has(name) && !/^[A-Z][a-z]\w*$/.test(name))).toEqual([]);
});
