import { readStatements } from '../../dist/graph/statement.js';
import { globalId } from '../../dist/domain/common/identifier.rules.js';
import { root } from '../../scripts/lib/prepare.mjs';

/* What is read, in the words of each of the three. They answer with the same things; each viewer and thing has its turn. */

const statements = readStatements(`${root}/cypher`);

/** What a statement is given; whatever may be null and isn't named is. */
export function parametersOf(name, given) {
  const nothing = [...statements.get(name).parameters].filter(([, type]) => type.nullable).map(([parameter]) => [parameter, null]);
  return { ...Object.fromEntries(nothing), ...given };
}

const fields = 'id phase objective customer { id name } performer { id name } promise { status due }';
const theirFields = 'id phase objective customers { id name } performers { id name } promises { status due }';

function list(count) {
  return {
    title: `a page of ${String(count)} workflows, with their parties and promises`,
    weight: count / 10,
    promisegraph: () => ({ query: `{ workflows(first: ${String(count)}) { nodes { ${fields} } pageInfo { hasNextPage endCursor } } }` }),
    raw: ({ org }, viewer) => ({ name: 'workflow/list-newest-first', parameters: { org, subject: viewer, afterId: 'g', limit: count + 1, withTotal: false, withHidden: false } }),
    neo4jGraphql: ({ org }) => ({ query: `query($org: String!, $count: Int!) { workflows(where: { org: { eq: $org } }, sort: [{ id: DESC }], limit: $count) { ${theirFields} } }`, variables: { org, count: count + 1 } }),
  };
}

export const reads = {
  'by-id': {
    title: 'a workflow by its id, with its parties and promise',
    weight: 1,
    promisegraph: ({ workflows }, n) => ({ query: `query($id: ID!) { workflow(id: $id) { ${fields} } }`, variables: { id: globalId('Workflow', workflows[n % workflows.length]) } }),
    raw: ({ org, workflows }, viewer, n) => ({ name: 'workflow/read', parameters: { org, subject: viewer, id: workflows[n % workflows.length] } }),
    neo4jGraphql: ({ org, workflows }, n) => ({ query: `query($org: String!, $id: ID!) { workflows(where: { org: { eq: $org }, id: { eq: $id } }) { ${theirFields} } }`, variables: { org, id: workflows[n % workflows.length] } }),
  },
  'list-20': list(20),
  'list-100': list(100),
  'my-moves': {
    title: 'whose move it is: `myMoves`, a page of 20',
    weight: 2,
    promisegraph: () => ({ query: '{ myMoves(first: 20) { nodes { wait { move due overdue } workflow { id objective phase customer { id name } performer { id name } } } } }' }),
    raw: ({ org }, viewer) => ({ name: 'workflow/my-moves', parameters: { org, subject: viewer, now: new Date().toISOString(), afterDue: '', afterId: '', limit: 21, withTotal: false } }),
  },
};

const viewersAtMost = 50;

/** How each server is asked for one kind of reading. @returns for each name of a server, the request of a number */
export async function asking(reading, organisation, servers) {
  const viewers = Array.from({ length: Math.min(viewersAtMost, organisation.people) }, (_, n) => `person-${String(n)}`);
  const tokens = await Promise.all(viewers.map((viewer) => servers.token(organisation.org, viewer)));
  const ways = {
    promisegraph: (n) => ({ path: '/graphql', headers: { authorization: `Bearer ${tokens[n % tokens.length]}` }, body: JSON.stringify(reading.promisegraph(organisation, n)) }),
    raw: (n) => {
      const { name, parameters } = reading.raw(organisation, viewers[n % viewers.length], n);
      return { path: '/read', body: JSON.stringify({ name, parameters: parametersOf(name, parameters) }) };
    },
  };
  if (reading.neo4jGraphql !== undefined) ways.neo4jGraphql = (n) => ({ path: '/graphql', body: JSON.stringify(reading.neo4jGraphql(organisation, n)) });
  return ways;
}
