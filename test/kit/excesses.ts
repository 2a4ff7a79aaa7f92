import { getIntrospectionQuery } from 'graphql';
import type { LimitName } from '../../src/serving/limits/index.js';

/** What a client sends, by whatever transport. */
export interface Sent {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

/** A request that asks for as much as one may, and one that asks for the least bit more. */
export interface Excess {
  readonly name: string;
  readonly limit: LimitName;
  readonly within: Sent;
  readonly beyond: Sent;
  /** What is wrong with the first one, where it can't be right. */
  readonly otherwise?: string;
}

const times = (count: number, text: string | ((index: number) => string)): string => Array.from({ length: count }, (_, index) => (typeof text === 'string' ? text : text(index))).join(' ');
const query = (text: string, variables?: Readonly<Record<string, unknown>>): Sent => ({ query: text, ...(variables === undefined ? {} : { variables }) });

/** A workflow's promise's workflow's promise and so on, this many fields deep. */
function chain(fields: number): string {
  return fields === 1 ? '{ id }' : `{ ${fields % 2 === 0 ? 'promise' : 'workflow'} ${chain(fields - 1)} }`;
}

const begun = (selections: string): string => selections.replace(/promise|workflow/, '$&(id: "x")');
const deep = (fields: number): string => begun(chain(fields));

/** The same, with all but its beginning in a fragment. */
function deepInFragments(fields: number): string {
  const beginning = begun(fields % 2 === 0 ? '{ promise { workflow { ...Rest } } }' : '{ workflow { promise { ...Rest } } }');
  return `${beginning} fragment Rest on ${fields % 2 === 0 ? 'Workflow' : 'Promise'} ${chain(fields - 2)}`;
}

const statuses = (count: number): string => times(count, 'IN_FORCE');
/** 998 words and signs. */
const wordy = `${times(3, (index) => `a${index}: promisesMadeByMe(filter: { statuses: [${statuses(250)}] }) { totalCount }`)} ${times(200, '__typename')}`;
const terms = (conditions: number): Readonly<Record<string, unknown>> => ({ workflow: 'x', idempotencyKey: 'x', terms: { due: '2026-12-31', conditions: Array.from({ length: conditions }, () => ({ statement: 'It works' })) } });
const propose = 'mutation($input: ProposeTermsInput!) { proposeTerms(input: $input) { userErrors { code } } }';
const nested = (levels: number): unknown => (levels === 0 ? 'x' : [nested(levels - 1)]);
const described = (levels: number): string => (levels === 0 ? 'name' : `fields { name type { ${described(levels - 1)} } }`);
const unwrapped = (fields: number): string => (fields === 1 ? 'name' : `ofType { ${unwrapped(fields - 1)} }`);

/** Every limit, at it and past it. Whoever opens another door to the API sends these through it. */
export const excesses: readonly Excess[] = [
  { name: 'fields inside fields', limit: 'depth', within: query(deep(12)), beyond: query(deep(13)) },
  { name: 'fields inside fields, half of them in a fragment', limit: 'depth', within: query(deepInFragments(12)), beyond: query(deepInFragments(13)) },
  { name: 'aliases', limit: 'aliases', within: query(`{ ${times(30, (index) => `a${index}: __typename`)} }`), beyond: query(`{ ${times(31, (index) => `a${index}: __typename`)} }`) },
  {
    name: 'aliases in a fragment that is put in often',
    limit: 'aliases',
    within: query('{ viewer { agent { ...Three } } workflow(id: "x") { customer { ...Three } } } fragment Three on Agent { a: id b: name c: version }'),
    beyond: query(`{ viewer { agent { ${times(11, '...Three')} } } } fragment Three on Agent { a: id b: name c: version }`),
  },
  { name: 'directives', limit: 'directives', within: query(`{ ${times(30, '__typename @include(if: true)')} }`), beyond: query(`{ ${times(31, '__typename @include(if: true)')} }`) },
  {
    name: 'directives on fragments',
    limit: 'directives',
    within: query(`{ ${times(15, '...F @skip(if: false) ... @include(if: true) { __typename }')} } fragment F on Query { __typename }`),
    beyond: query(`{ ${times(15, '...F @skip(if: false) ... @include(if: true) { __typename }')} ...F @skip(if: true) } fragment F on Query { __typename }`),
  },
  { name: 'words and signs', limit: 'tokens', within: query(`{ ${wordy} }`), beyond: query(`{ ${wordy} __typename }`) },
  { name: 'brackets inside brackets', limit: 'nesting', within: query(`{ node(id: ${'['.repeat(48)}${']'.repeat(48)}) { id } }`), beyond: query(`{ node(id: ${'['.repeat(49)}${']'.repeat(49)}) { id } }`), otherwise: 'GRAPHQL_VALIDATION_FAILED' },
  { name: 'twenty thousand brackets', limit: 'nesting', within: query('{ node(id: "[[[[") { id } }'), beyond: query(`{ node(id: ${'['.repeat(20_000)}`) },
  { name: 'twenty thousand braces', limit: 'nesting', within: query('{ node(id: "{{{{") { id } }'), beyond: query('{'.repeat(20_000)) },
  { name: 'values inside values of a variable', limit: 'nesting', within: query('query($id: ID!) { node(id: $id) { id } }', { id: nested(48) }), beyond: query('query($id: ID!) { node(id: $id) { id } }', { id: nested(50) }), otherwise: 'BAD_USER_INPUT' },
  { name: 'rows of a page', limit: 'page', within: query('{ agents(first: 100) { nodes { id } } }'), beyond: query('{ agents(first: 101) { nodes { id } } }') },
  { name: 'rows of a page inside another', limit: 'page', within: query('{ agents(first: 50) { nodes { acts(first: 100) { totalCount } } } }'), beyond: query('{ agents(first: 1) { nodes { acts(first: 101) { totalCount } } } }') },
  { name: 'rows of a page, from a variable', limit: 'page', within: query('query($n: Int!) { agents(first: $n) { nodes { id } } }', { n: 100 }), beyond: query('query($n: Int!) { agents(first: $n) { nodes { id } } }', { n: 101 }) },
  { name: 'rows of a page, from the default of a variable', limit: 'page', within: query('query($n: Int! = 100) { agents(first: $n) { nodes { id } } }'), beyond: query('query($n: Int! = 101) { agents(first: $n) { nodes { id } } }') },
  { name: 'values in a list', limit: 'array', within: query(`{ promisesMadeByMe(filter: { statuses: [${statuses(250)}] }) { totalCount } }`), beyond: query(`{ promisesMadeByMe(filter: { statuses: [${statuses(251)}] }) { totalCount } }`) },
  { name: 'values in a list, in a variable', limit: 'array', within: query(propose, { input: terms(250) }), beyond: query(propose, { input: terms(251) }) },
  { name: 'values in a list, in the default of a variable', limit: 'array', within: query(`query($p: [PromiseStatus!] = [${statuses(250)}]) { promisesMadeByMe(filter: { statuses: $p }) { totalCount } }`), beyond: query(`query($p: [PromiseStatus!] = [${statuses(251)}]) { promisesMadeByMe(filter: { statuses: $p }) { totalCount } }`) },
  {
    name: 'things in lists inside lists',
    limit: 'nodes',
    within: query('{ workflows(first: 100) { nodes { acts(first: 99) { nodes { id } } } } }'),
    beyond: query('{ workflows(first: 100) { nodes { acts(first: 100) { nodes { id } } } } }'),
  },
  {
    name: 'things in lists inside lists, through edges, fragments and variables',
    limit: 'nodes',
    within: query('query($n: Int! = 99) { workflows(first: 100) { ...W } } fragment W on WorkflowConnection { edges { node { ...A } } } fragment A on Workflow { acts(first: $n) { edges { cursor } } }'),
    beyond: query('query($n: Int! = 99) { workflows(first: 100) { ...W } } fragment W on WorkflowConnection { edges { node { ...A } } } fragment A on Workflow { acts(first: $n) { edges { cursor } } }', { n: 100 }),
  },
  {
    name: 'things in lists that have no pages',
    limit: 'nodes',
    within: query('{ agents(first: 80) { nodes { members { agent { memberOf { representative } } } } } }'),
    beyond: query('{ agents(first: 80) { nodes { members { agent { memberOf { agent { members { representative } } } } } } } }'),
  },
  {
    name: 'what many things may have to say',
    limit: 'cost',
    within: query('{ workflows(first: 60) { nodes { acts(first: 80) { nodes { changed { path } } } } } }'),
    beyond: query('{ workflows(first: 70) { nodes { acts(first: 100) { nodes { changed { path } } } } } }'),
  },
  {
    name: 'what many things may have to say, often',
    limit: 'cost',
    within: query(`{ workflows(first: 30) { nodes { acts(first: 100) { nodes { ${times(20, (index) => `a${index}: words`)} } } } } }`),
    beyond: query(`{ workflows(first: 50) { nodes { acts(first: 100) { nodes { ${times(30, (index) => `a${index}: words`)} } } } } }`),
  },
  { name: 'descriptions of types', limit: 'introspections', within: query(`{ ${times(20, (index) => `a${index}: __type(name: "Agent") { name }`)} }`), beyond: query(`{ ${times(21, (index) => `a${index}: __type(name: "Agent") { name }`)} }`) },
  { name: 'lists in a description of the schema', limit: 'introspections', within: query(`{ __schema { types { ${times(18, (index) => `a${index}: fields { name }`)} } } }`), beyond: query(`{ __schema { types { ${times(19, (index) => `a${index}: fields { name }`)} } } }`) },
  { name: 'the depth of a description of the schema', limit: 'introspectionDepth', within: query(`{ __type(name: "Agent") { ${unwrapped(19)} } }`), beyond: query(`{ __type(name: "Agent") { ${unwrapped(20)} } }`) },
  { name: 'types of fields of types', limit: 'introspectionLists', within: query(`{ __type(name: "Agent") { ${described(2)} } }`), beyond: query(`{ __type(name: "Agent") { ${described(3)} } }`) },
];

/** What tools ask to know the schema: GraphiQL, code generators, gateways. It passes whatever the limits of operations are. */
export const introspections: readonly Sent[] = [
  query(getIntrospectionQuery()),
  query(getIntrospectionQuery({ descriptions: true, specifiedByUrl: true, directiveIsRepeatable: true, schemaDescription: true, inputValueDeprecation: true, oneOf: true })),
];

const doubling = (levels: number, last: string, on: string): string => times(levels, (index) => `fragment F${index} on ${on} { ${index === levels - 1 ? last : `...F${index + 1} ...F${index + 1}`} }`);

/**
 * Documents that are small to write and large, or endless, to go through. `code` is what is answered; null where the
 * document is only long-winded.
 */
export const bombs: readonly (Sent & { readonly name: string; readonly code: string | null })[] = [
  { name: 'fragments that put each other in twice, sixty deep', code: null, query: `{ ...F0 } ${doubling(60, '__typename', 'Query')}` },
  { name: 'the same with an alias at the end', code: 'LIMIT_EXCEEDED', query: `{ ...F0 } ${doubling(60, 'a: __typename', 'Query')}` },
  { name: 'the same with a page at the end', code: 'LIMIT_EXCEEDED', query: `{ ...F0 } ${doubling(60, 'agents(first: 1) { nodes { id } }', 'Query')}` },
  { name: 'a fragment that puts itself in', code: 'GRAPHQL_VALIDATION_FAILED', query: '{ ...F } fragment F on Query { __typename ...F }' },
  { name: 'fragments that put each other in, in a ring', code: 'GRAPHQL_VALIDATION_FAILED', query: '{ ...F } fragment F on Query { ...G } fragment G on Query { ...H } fragment H on Query { ...F }' },
  { name: 'a fragment that grows with each round', code: 'GRAPHQL_VALIDATION_FAILED', query: '{ viewer { agent { ...F } } } fragment F on Agent { memberOf { agent { ...F } } members { agent { ...F } } }' },
  { name: 'one field three hundred times, with three selections in each', code: null, query: `{ ${times(90, 'viewer { agent { id name } }')} }` },
  { name: 'one field a thousand times', code: 'GRAPHQL_VALIDATION_FAILED', query: `{ ${times(998, '__typename')} }` },
  { name: 'fields that conflict with each other, each with each', code: 'GRAPHQL_VALIDATION_FAILED', query: `{ viewer { agent { ${times(30, (index) => `a: ${index % 2 === 0 ? 'id' : 'name'}`)} } } }` },
  { name: 'a thousand fields that are not there', code: 'GRAPHQL_VALIDATION_FAILED', query: `{ ${times(990, (index) => `x${index}`)} }` },
  { name: 'a thousand fragments that are not there', code: 'GRAPHQL_VALIDATION_FAILED', query: `{ ${times(490, (index) => `...X${index}`)} }` },
  { name: 'a name of ninety thousand letters', code: 'GRAPHQL_VALIDATION_FAILED', query: `{ ${'a'.repeat(90_000)} }` },
  { name: 'variables that are never used', code: 'GRAPHQL_VALIDATION_FAILED', query: `query(${times(240, (index) => `$v${index}: ID`)}) { __typename }` },
  { name: 'many operations', code: 'OPERATION_RESOLUTION_FAILURE', query: times(200, (index) => `query Q${index} { __typename }`) },
  { name: 'a comment of ninety thousand letters', code: null, query: `{ __typename } # ${'a'.repeat(90_000)}` },
];
