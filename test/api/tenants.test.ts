import { GraphQLNonNull, GraphQLList, isInputObjectType, isListType, isNonNullType, isObjectType, isScalarType, isEnumType } from 'graphql';
import type { GraphQLArgument, GraphQLField, GraphQLInputField, GraphQLInputType, GraphQLSchema } from 'graphql';
import { globalId, readGlobalId } from '../../src/domain/common/identifier.rules.js';
import { createSchema } from '../../src/schema.js';
import { openApi, workflowIn } from '../kit/api.js';
import type { Api, Company } from '../kit/api.js';

let api: Api;
let ours: Company;
let theirs: Company;
/** Ids of the other organisation, by type. */
const foreign = new Map<string, string>();

const schema: GraphQLSchema = createSchema();

beforeAll(async () => {
  api = await openApi();
  [ours, theirs] = [await api.found(), await api.found()];
  await ours.person('ada');
  const workflow = await workflowIn(theirs, 'REDEEMED');
  const { workflow: seen } = await theirs.asks('ada', `{ workflow(id: "${workflow}") {
    id customer { id } concern { id } promise { id } proposals { id } assessment { id } acts(first: 1) { nodes { id } } } viewer { organization { id } } }`);
  const { viewer } = await theirs.asks('ada', '{ viewer { organization { id } } }');
  for (const id of [seen.id, seen.customer.id, seen.concern.id, seen.promise.id, seen.proposals[0].id, seen.assessment.id, seen.acts.nodes[0].id, viewer.organization.id]) {
    foreign.set(readGlobalId(id)?.type ?? '', id);
  }
});
afterAll(() => api.close());

const nobodys = '00000000-0000-7000-8000-000000000000';
const unknown = (type: string): string => globalId(type, nobodys);

/** Which type of id an argument takes, by its name: written here so that a new argument has to be thought about. */
const typeOfArgument: Readonly<Record<string, string>> = {
  workflow: 'Workflow', agent: 'Agent', customer: 'Agent', performer: 'Agent', successor: 'Agent', holder: 'Agent', group: 'Agent', member: 'Agent', party: 'Agent',
  counterparts: 'Agent', concern: 'Concern', proposal: 'Proposal', promise: 'Promise', node: 'Workflow', nodes: 'Workflow',
};

function isId(type: GraphQLInputType): boolean {
  const bare = isNonNullType(type) ? type.ofType : type;
  if (isListType(bare)) return isId(bare.ofType as GraphQLInputType);
  return isScalarType(bare) && bare.name === 'ID';
}

/** A valid value for an input, with `ids` standing for each id in it. */
function valueFor(name: string, field: string, type: GraphQLInputType, ids: (type: string) => string, leaveOut: ReadonlySet<string>): unknown {
  if (type instanceof GraphQLNonNull) return valueFor(name, field, type.ofType as GraphQLInputType, ids, leaveOut);
  if (type instanceof GraphQLList) return [valueFor(name, field, type.ofType as GraphQLInputType, ids, leaveOut)];
  if (isInputObjectType(type)) {
    return Object.fromEntries(
      Object.values(type.getFields())
        .filter((inner) => isNonNullType(inner.type) || isId(inner.type))
        .filter((inner) => !leaveOut.has(inner.name))
        .map((inner: GraphQLInputField) => [inner.name, valueFor(inner.name, field, inner.type, ids, leaveOut)]),
    );
  }
  if (isEnumType(type)) return type.getValues()[0]?.name;
  if (type.name === 'ID') {
    const wanted = name === 'id' || name === 'ids' ? (typeOfArgument[field] ?? '') : (typeOfArgument[name] ?? '');
    if (wanted === '') throw new Error(`What does ${field}(${name}:) take? Say it in typeOfArgument.`);
    return ids(wanted);
  }
  const scalars: Readonly<Record<string, unknown>> = { String: 'x', Int: 3, Float: 0.5, Boolean: false, When: '2027-01-01', Decimal: '1', DateTime: '2027-01-01T00:00:00Z', Duration: 'P1D', Date: '2027-01-01' };
  return scalars[type.name];
}

/** All scalar fields a type has, one level deep, and the nodes and counts of its connections. */
function selection(field: GraphQLField<unknown, unknown>): string {
  let type = field.type as { ofType?: unknown };
  while (type.ofType !== undefined) type = type.ofType as { ofType?: unknown };
  if (!isObjectType(type)) return '{ __typename }';
  if (type.name.endsWith('Connection')) return '{ totalCount nodes { __typename } }';
  if (type.name.endsWith('Payload')) return '{ __typename userErrors { code field message currentVersion } }';
  return '{ __typename }';
}

function takesIds(field: GraphQLField<unknown, unknown>): boolean {
  const within = (type: GraphQLInputType): boolean => {
    const bare = isNonNullType(type) ? type.ofType : type;
    return isId(type) || (isInputObjectType(bare) && Object.values(bare.getFields()).some((inner) => within(inner.type)));
  };
  return field.args.some((argument) => within(argument.type));
}

async function answer(kind: 'query' | 'mutation', field: GraphQLField<unknown, unknown>, ids: (type: string) => string): Promise<unknown> {
  // Either a concern that is held or a statement of a new one; ids are what is tried here.
  const leaveOut: ReadonlySet<string> = new Set(['statement'].filter(() => /^(openWorkflow|noticeWorkflow)/.test(field.name)));
  const chosen = field.args.filter((argument: GraphQLArgument) => argument.name === 'id' || argument.name === 'ids' || argument.name === 'input' || argument.name === 'filter');
  const variables = Object.fromEntries(chosen.map((argument) => [argument.name, valueFor(argument.name, field.name, argument.type, ids, leaveOut)]));
  const declared = chosen.map((argument) => `$${argument.name}: ${String(argument.type)}`).join(', ');
  const given = chosen.map((argument) => `${argument.name}: $${argument.name}`).join(', ');
  const { status, data, errors } = await ours.ask('ada', `${kind} (${declared}) { ${field.name}(${given}) ${selection(field)} }`, variables);
  return { status, data, errors: errors?.map(({ message, extensions }) => ({ message, code: extensions.code })) };
}

const queries = Object.values(schema.getQueryType()?.getFields() ?? {}).filter(takesIds);
const mutations = Object.values(schema.getMutationType()?.getFields() ?? {}).filter(takesIds);

test('there is something to try', () => {
  expect(queries.length).toBeGreaterThan(5);
  expect(mutations.length).toBeGreaterThan(30);
});

test.each(queries.map((field) => [field.name, field] as const))("query %s answers the other organisation's ids as it answers ids of nothing", async (_, field) => {
  const theirsAnswer = await answer('query', field, (type) => foreign.get(type) ?? unknown(type));
  expect(theirsAnswer).toEqual(await answer('query', field, unknown));
  expect(JSON.stringify(theirsAnswer)).not.toMatch(/INTERNAL/);
});

test.each(mutations.map((field) => [field.name, field] as const))("mutation %s refuses the other organisation's ids as it refuses ids of nothing", async (_, field) => {
  const before = await everythingOf(theirs);
  const theirsAnswer = await answer('mutation', field, (type) => foreign.get(type) ?? unknown(type)) as { data: Record<string, { userErrors: { code: string }[] }> };
  expect(theirsAnswer).toEqual(await answer('mutation', field, unknown));
  expect(['NOT_FOUND', 'FORBIDDEN', 'NOT_THE_SPEAKER', 'INVALID_INPUT']).toContain(theirsAnswer.data[field.name]?.userErrors[0]?.code);
  expect(await everythingOf(theirs)).toBe(before);
});

test.each(['Organization', 'Agent', 'Concern', 'Workflow', 'Promise', 'Proposal', 'Assessment', 'Act'])('node finds no %s of the other organisation', async (type) => {
  const id = foreign.get(type);
  expect(id).toBeDefined();
  expect(await ours.asks('ada', 'query($id: ID!, $ids: [ID!]!) { node(id: $id) { id } nodes(ids: $ids) { id } }', { id, ids: [id, id] })).toEqual({ node: null, nodes: [null, null] });
  expect((await theirs.asks('ada', 'query($id: ID!) { node(id: $id) { id __typename } }', { id })).node).toEqual({ id, __typename: type });
});

test('lists and counts hold nothing of the other organisation', async () => {
  const { workflows, agents, concerns, myMoves, promisesMadeByMe, promisesMadeToMe, changes } = await ours.asks('ada', `{
    workflows { totalCount } agents { totalCount nodes { name } } concerns { totalCount } myMoves { totalCount }
    promisesMadeByMe { totalCount } promisesMadeToMe { totalCount } changes(from: "2020-01-01") { nodes { speaker { name } } } }`);
  expect([workflows, concerns, myMoves, promisesMadeByMe, promisesMadeToMe].map((list) => list.totalCount)).toEqual([0, 0, 0, 0, 0]);
  expect(agents.nodes.map(({ name }: { name: string }) => name).sort()).toEqual(['Ada Moreau', 'Olga Petrova']);
  expect(new Set(changes.nodes.map((act: { speaker: { name: string } }) => act.speaker.name))).toEqual(new Set(['Olga Petrova']));
});

async function everythingOf(company: Company): Promise<string> {
  const rows = await api.database.runText('MATCH (n {org: $org}) WHERE NOT n:IdempotencyRecord RETURN n.id AS id, n.version AS version ORDER BY id', { org: company.org });
  return JSON.stringify(rows);
}
