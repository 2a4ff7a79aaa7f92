import { Neo4jGraphQL } from '@neo4j/graphql';
import Fastify from 'fastify';
import { execute, parse, validate } from 'graphql';
import neo4j from 'neo4j-driver';

/* @neo4j/graphql over the same graph, behind as little as there can be: it authorises nobody and limits nothing. */

const typeDefs = /* GraphQL */ `
  type Agent @node { org: String! id: ID! name: String! }
  type Promise @node {
    org: String!
    id: ID!
    performer: String!
    objective: String!
    status: String!
    due: String!
    workflows: [Workflow!]! @relationship(type: "HAS_PROMISE", direction: IN)
  }
  type Workflow @node {
    org: String!
    id: ID!
    phase: String!
    objective: String!
    customers: [Agent!]! @relationship(type: "CUSTOMER_OF", direction: IN)
    performers: [Agent!]! @relationship(type: "PERFORMER_OF", direction: IN)
    promises: [Promise!]! @relationship(type: "HAS_PROMISE", direction: OUT)
    serves: [Workflow!]! @relationship(type: "SERVES", direction: OUT)
  }
`;

const { BENCH_NEO4J_URI: uri, BENCH_NEO4J_USER: user, BENCH_NEO4J_PASSWORD: password } = process.env;
const driver = neo4j.driver(uri, neo4j.auth.basic(user, password), { disableLosslessIntegers: true, telemetryDisabled: true });
const schema = await new Neo4jGraphQL({ typeDefs, driver }).getSchema();
const documents = new Map();

function documentOf(query) {
  const known = documents.get(query);
  if (known !== undefined) return known;
  const document = parse(query);
  const [error] = validate(schema, document);
  if (error !== undefined) throw error;
  documents.set(query, document);
  return document;
}

const fastify = Fastify();
fastify.post('/graphql', async (request) => {
  const { query, variables } = request.body;
  return execute({ schema, document: documentOf(query), variableValues: variables, contextValue: {} });
});
await fastify.listen({ host: '127.0.0.1', port: 0 });
console.log(`@neo4j/graphql answers on http://127.0.0.1:${String(fastify.server.address().port)}`);
process.once('SIGTERM', () => void fastify.close().then(() => driver.close()));
