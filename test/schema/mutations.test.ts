import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getNamedType, isInputObjectType, isNonNullType, isObjectType } from 'graphql';
import type { GraphQLField } from 'graphql';
import { spokenCycle } from '../../src/domain/workflow/cycle.rules.js';
import { packageRoot } from '../../src/root.js';
import { createSchema } from '../../src/schema.js';

const schema = createSchema();
const mutations = Object.values(schema.getMutationType()?.getFields() ?? {});
const cases = mutations.map((mutation): [string, GraphQLField<unknown, unknown>] => [mutation.name, mutation]);

const payloadOf = (mutation: GraphQLField<unknown, unknown>) => {
  const payload = getNamedType(mutation.type);
  if (!isObjectType(payload)) throw new Error(`${mutation.name} returns ${payload.name}, which is no payload.`);
  return payload;
};

const inputOf = (mutation: GraphQLField<unknown, unknown>) => {
  const input = mutation.args[0] === undefined ? undefined : getNamedType(mutation.args[0].type);
  if (!isInputObjectType(input)) throw new Error(`${mutation.name} takes no input.`);
  return input.getFields();
};

const isActInWorkflow = (mutation: GraphQLField<unknown, unknown>): boolean => 'workflow' in inputOf(mutation);

test.each(cases)('%s takes one input, and answers with a payload that says why it was refused', (_name, mutation) => {
  expect(mutation.args.map(({ name, type }) => `${name}: ${String(type)}`)).toEqual([expect.stringMatching(/^input: \w+Input!$/)]);
  const payload = payloadOf(mutation);
  expect(String(mutation.type)).toBe(`${payload.name}!`);
  expect(payload.name).toMatch(/Payload$/);
  expect(String(payload.getFields()['userErrors']?.type)).toBe('[UserError!]!');
  // Whatever else a payload carries is null when the mutation was refused.
  const others = Object.values(payload.getFields()).filter(({ name }) => name !== 'userErrors');
  expect(others.filter(({ type }) => isNonNullType(type))).toEqual([]);
});

test.each(cases)('%s can be sent again by its idempotency key', (_name, mutation) => {
  const key = inputOf(mutation)['idempotencyKey'];
  expect(getNamedType(key?.type)?.name).toBe('String');
  // An act said twice is heard twice, so whoever speaks one must be able to repeat themselves safely.
  if (isActInWorkflow(mutation)) expect(isNonNullType(key?.type)).toBe(true);
});

test.each(cases.filter(([, mutation]) => isActInWorkflow(mutation)))('%s takes the version its speaker decided upon, and free words', (_name, mutation) => {
  expect(String(inputOf(mutation)['expectedVersion']?.type)).toBe('Int');
  expect(String(inputOf(mutation)['words']?.type)).toBe('String');
});

test('what comes of an act in a workflow has one interface', () => {
  const opening = ['openWorkflow', 'openWorkflowWithOffer', 'noticeWorkflow'];
  const speaking = mutations.filter((mutation) => isActInWorkflow(mutation) || opening.includes(mutation.name));
  expect(speaking).toHaveLength(spokenCycle.length + opening.length);
  expect(speaking.filter((mutation) => !payloadOf(mutation).getInterfaces().some(({ name }) => name === 'ActPayload'))).toEqual([]);
});

test('one mutation is one file, named as the mutation', () => {
  const folder = join(packageRoot, 'src', 'resolvers');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts') && readFileSync(join(folder, file), 'utf8').includes('@Mutation('));
  const names = files.map((file) => file.replace(/^.*[\\/]/, '').replace(/\.ts$/, ''));
  const kebab = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  expect(names.sort()).toEqual(mutations.map(({ name }) => kebab(name)).sort());
  for (const file of files) {
    expect(readFileSync(join(folder, file), 'utf8').match(/@Mutation\(/g)).toHaveLength(1);
  }
});
