import { readGlobalId } from '../../src/domain/common/identifier.rules.js';
import { mostKept, mostNames } from '../../src/graph/sight.js';
import { openApi, simpleTerms } from '../kit/api.js';
import type { Api, Company } from '../kit/api.js';
import { Listener } from '../kit/listener.js';
import { dayFromNow, dependsOn, workflowBetween } from '../kit/ties.js';

/*
 * The Board asks Ada, Ada asks Bram, Bram asks Chidi: each because of the one before. What Bram asks of Chidi is kept for the
 * two and for those for whose sake it is done.
 */
let api: Api;
let company: Company;
let board: string;
let top: string;
let middle: string;
let leaf: string;

beforeAll(async () => {
  api = await openApi();
});
beforeEach(async () => {
  company = await api.found();
  for (const name of ['dana', 'emil', 'fatima'] as const) await company.person(name);
  board = await company.group('Board of Directors', 'grace', 'henrik');
  top = await workflowBetween(company, { customer: { agent: board, voice: 'grace' }, performer: 'ada', statement: 'Make the Company Awesome', due: day(365) });
  middle = await workflowBetween(company, { customer: 'ada', performer: 'bram', statement: 'Build Awesome Tech', due: day(300) });
  leaf = await workflowBetween(company, { customer: 'bram', performer: 'chidi', statement: 'Mend what nobody knows of', due: day(200), until: 'NEGOTIATING' });
  await serves('ada', middle, top);
});
afterAll(() => api.close());

const day = (days: number): string => dayFromNow(company, days);
const localId = (id: string): string => readGlobalId(id)?.id ?? '';
const serves = (who: string, workflow: string, parent: string) => company.says(who, 'servePromise', { workflow, parent, contributions: [{ condition: 'c1' }] });
const stops = (who: string, workflow: string, parent: string) => company.says(who, 'stopServingPromise', { workflow, parent });
const promises = async (performer: string, customer: string, workflow: string, due: string, condition: string): Promise<void> => {
  const { standingProposal } = await company.says(performer, 'proposeTerms', { workflow, terms: simpleTerms(due, condition) });
  await company.says(customer, 'agreeToProposal', { workflow, proposal: standingProposal?.id });
};
const keeps = (visibility = 'PARTIES_AND_CHAIN_ABOVE', workflow = leaf, who = 'bram') => company.says(who, 'setWorkflowVisibility', { workflow, visibility });
const everybody = ['ada', 'bram', 'chidi', 'dana', 'emil', 'fatima', 'grace', 'henrik', 'olga'] as const;

/** Who is shown a workflow, by a statement and by what is held in memory alike. */
async function seers(workflow = leaf, of: readonly string[] = everybody): Promise<readonly string[]> {
  const seeing: string[] = [];
  for (const who of of) {
    const found = await company.asks(who, 'query($id: ID!) { workflow(id: $id) { id } impact(of: [{id: $id}]) { count } }', { id: workflow });
    expect([who, found.impact === null]).toEqual([who, found.workflow === null]);
    if (found.workflow !== null) seeing.push(who);
  }
  return seeing;
}

test('those see it for whose sake it is done, by whatever way, and nobody else by any', async () => {
  const [source, end] = [await workflowBetween(company, { customer: 'dana', performer: 'emil', statement: 'Tools', due: day(100) }), await workflowBetween(company, { customer: 'dana', performer: 'fatima', statement: 'A campaign', due: day(250), until: 'NEGOTIATING' })];
  await dependsOn(company, 'chidi', { workflow: leaf, provider: source, neededBy: day(100) });
  await dependsOn(company, 'fatima', { workflow: end, provider: leaf, neededBy: day(200) });
  await promises('chidi', 'bram', leaf, day(200), 'It is mended');
  await promises('fatima', 'dana', end, day(250), 'They come');
  await serves('bram', leaf, middle);
  const { workflow: { promise: { id: promise } } } = await company.asks('bram', 'query($id: ID!) { workflow(id: $id) { promise { id } } }', { id: leaf });
  await keeps();
  const ways = async (who: string) => company.asks(who, `query($leaf: ID!, $promise: ID!, $top: ID!, $chidi: ID!, $source: ID!, $asOf: When) {
    workflow(id: $leaf) { visibility }
    past: workflow(id: $leaf, asOf: $asOf) { objective }
    node(id: $promise) { id }
    workflows(first: 50) { totalCount hiddenCount nodes { id } }
    agent(id: $chidi) { promisesMade { totalCount hiddenCount nodes { id } } }
    concerns(first: 50) { totalCount }
    search(query: "mended") { nodes { __typename } }
    changes(from: "2026-01-01", first: 100) { nodes { act } }
    chain(of: $top, direction: DOWN) { totalCount hiddenCount nodes { workflow { id } } }
    impact(of: [{id: $source}]) { count hiddenCount affected { nodes { path { steps { hiddenHops } } } } }
    criticalPath(under: {id: $leaf}) { __typename }
  }`, { leaf, promise, top, chidi: await company.person('chidi'), source, asOf: new Date(api.clock.now).toISOString() });
  for (const who of ['ada', 'bram', 'chidi', 'grace']) {
    const seen = await ways(who);
    expect([who, seen]).toMatchObject([who, {
      workflow: { visibility: 'PARTIES_AND_CHAIN_ABOVE' }, past: { objective: 'Mend what nobody knows of' }, node: { id: promise }, workflows: { totalCount: 5, hiddenCount: 0 },
      agent: { promisesMade: { totalCount: 1, hiddenCount: 0, nodes: [{ id: promise }] } }, concerns: { totalCount: 5 }, search: { nodes: [{ __typename: expect.any(String) as string }] },
      chain: { totalCount: 2, hiddenCount: 0, nodes: [{ workflow: { id: middle } }, { workflow: { id: leaf } }] }, impact: { count: 2, hiddenCount: 0 }, criticalPath: { __typename: 'CriticalPath' },
    }]);
    expect(seen.workflows.nodes).toContainEqual({ id: leaf });
    expect(seen.changes.nodes).toContainEqual({ act: 'SET_VISIBILITY' });
  }
  for (const who of ['dana', 'emil', 'fatima', 'henrik', 'olga']) {
    const unseen = await ways(who);
    expect([who, unseen]).toMatchObject([who, {
      workflow: null, past: null, node: null, workflows: { totalCount: 4, hiddenCount: 1 }, agent: { promisesMade: { totalCount: 0, hiddenCount: 1, nodes: [] } }, concerns: { totalCount: 4 },
      search: { nodes: [] }, chain: { totalCount: 1, hiddenCount: 1, nodes: [{ workflow: { id: middle } }] },
      impact: { count: 1, hiddenCount: 1, affected: { nodes: [{ path: { steps: [{ hiddenHops: 1 }] } }] } }, criticalPath: null,
    }]);
    expect(JSON.stringify(unseen.workflows)).not.toContain(leaf);
    expect(unseen.changes.nodes).not.toContainEqual({ act: 'SET_VISIBILITY' });
  }
});

test('it is kept so from the beginning, or when its Customer says so, and shown as far as it serves', async () => {
  const { id } = await company.says('bram', 'openWorkflow', { performer: await company.person('dana'), statement: 'Ask Dana', window: { due: day(100) }, visibility: 'PARTIES_AND_CHAIN_ABOVE' });
  expect(await seers(id)).toEqual(['bram', 'dana']);
  await serves('bram', id, middle);
  expect(await seers(id)).toEqual(['ada', 'bram', 'dana', 'grace']);
  await keeps();
  expect(await seers()).toEqual(['bram', 'chidi']);
  await serves('bram', leaf, middle);
  expect(await seers()).toEqual(['ada', 'bram', 'chidi', 'grace']);
  const { userErrors } = await company.triesTo('bram', 'setWorkflowVisibility', { workflow: leaf, visibility: 'PARTIES_AND_CHAIN_ABOVE' });
  expect(userErrors).toMatchObject([{ code: 'ALREADY_SO', field: ['visibility'], message: 'It is visible to its parties and those of all that it serves already.' }]);
  await keeps('PARTIES');
  expect(await seers()).toEqual(['bram', 'chidi']);
  await keeps('ORGANIZATION');
  expect(await seers()).toEqual(everybody);
  const stored = await api.database.runText('MATCH (n:Workflow {org: $org, id: $id}) RETURN n.above AS above, n.chained AS chained', { org: company.org, id: localId(leaf) });
  expect(stored).toEqual([{ above: null, chained: null }]);
});

describe('served by what is kept for the chain', () => {
  beforeEach(async () => {
    await serves('bram', leaf, middle);
    await keeps();
    expect(await seers()).toEqual(['ada', 'bram', 'chidi', 'grace']);
  });

  test('what ends two steps above ends their sight, and begins it again', async () => {
    await stops('ada', middle, top);
    expect(await seers()).toEqual(['ada', 'bram', 'chidi']);
    await serves('ada', middle, top);
    expect(await seers()).toEqual(['ada', 'bram', 'chidi', 'grace']);
    await stops('bram', leaf, middle);
    expect(await seers()).toEqual(['bram', 'chidi']);
  });

  test('who serves two, or through two, shows it to both', async () => {
    const other = await workflowBetween(company, { customer: 'dana', performer: 'ada', statement: 'Ship an Awesome Product', due: day(365) });
    await company.says('ada', 'servePromise', { workflow: middle, parent: other, contributions: [{ condition: 'c1' }] });
    expect(await seers()).toEqual(['ada', 'bram', 'chidi', 'dana', 'grace']);
    await stops('ada', middle, top);
    expect(await seers()).toEqual(['ada', 'bram', 'chidi', 'dana']);
  });

  test('whoever is named to take a place above sees it as long as they are named, and then in that place', async () => {
    const dana = await company.person('dana');
    const names = () => company.says('grace', 'handOverWorkflow', { workflow: top, side: 'CUSTOMER', successor: dana });
    await names();
    expect(await seers()).toEqual(['ada', 'bram', 'chidi', 'dana', 'grace']);
    await company.says('grace', 'takeBackHandOver', { workflow: top, side: 'CUSTOMER' });
    expect(await seers()).toEqual(['ada', 'bram', 'chidi', 'grace']);
    await names();
    await company.triesTo('dana', 'refuseHandOver', { workflow: top, side: 'CUSTOMER' });
    expect(await seers()).toEqual(['ada', 'bram', 'chidi', 'grace']);
    await names();
    await company.says('dana', 'takeOverWorkflow', { workflow: top, side: 'CUSTOMER' });
    expect(await seers()).toEqual(['ada', 'bram', 'chidi', 'dana']);
  });

  test('a group above sees it through whoever represents it', async () => {
    const membership = { group: board, member: await company.person('henrik') };
    await company.does('olga', 'nameRepresentative', 'MembershipInput', membership, 'agent { id }');
    expect(await seers()).toEqual(['ada', 'bram', 'chidi', 'grace', 'henrik']);
    await company.does('olga', 'dismissRepresentative', 'MembershipInput', membership, 'agent { id }');
    expect(await seers()).toEqual(['ada', 'bram', 'chidi', 'grace']);
  });

  test('an administrator sees where a party has left, and not what one saw from above who has left', async () => {
    const left = everybody.filter((who) => who !== 'ada');
    await company.does('olga', 'deactivateAgent', 'AgentInput', { agent: await company.person('ada') }, 'agent { id }');
    expect(await seers(leaf, left)).toEqual(['bram', 'chidi', 'grace']);
    await company.does('olga', 'deactivateAgent', 'AgentInput', { agent: await company.person('chidi') }, 'agent { id }');
    expect(await seers(leaf, left.filter((who) => who !== 'chidi'))).toEqual(['bram', 'grace', 'olga']);
  });

  test('what has closed goes on being shown, and to nobody who was only named', async () => {
    await company.says('grace', 'handOverWorkflow', { workflow: top, side: 'CUSTOMER', successor: await company.person('dana') });
    await promises('chidi', 'bram', leaf, day(200), 'It is mended');
    await company.says('grace', 'releasePromise', { workflow: top, words: 'We need it no more' });
    await company.says('grace', 'assessDelivery', { workflow: top, satisfaction: 3 });
    expect(await seers()).toEqual(['ada', 'bram', 'chidi', 'dana', 'grace']);
    await company.says('grace', 'closeWorkflow', { workflow: top });
    expect(await seers()).toEqual(['ada', 'bram', 'chidi', 'grace']);
    await company.says('bram', 'releasePromise', { workflow: leaf, words: 'Nor this' });
    await company.says('bram', 'assessDelivery', { workflow: leaf, satisfaction: 3 });
    await company.says('bram', 'closeWorkflow', { workflow: leaf });
    expect(await seers()).toEqual(['ada', 'bram', 'chidi', 'grace']);
  });

  test('who listens from above hears each act, until it serves them no more', async () => {
    api.mind(company);
    await api.settled(company);
    const query = 'subscription($workflow: ID!) { workflowChanged(workflow: $workflow) { kind acts { act } workflow { objective } } }';
    const [grace, chidi] = [await Listener.of(company, 'grace', query, { workflow: leaf }), await Listener.of(company, 'chidi', query, { workflow: leaf })];
    const dana = await Listener.of(company, 'dana', query, { workflow: leaf });
    expect(dana.errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
    await company.says('bram', 'remarkOnWorkflow', { workflow: leaf, words: 'First' });
    await grace.until((heard) => heard.length >= 2);
    await stops('ada', middle, top);
    await company.says('bram', 'remarkOnWorkflow', { workflow: leaf, words: 'Second' });
    await grace.untilOver();
    await chidi.until((heard) => heard.length >= 3);
    expect([grace.acts, chidi.acts]).toEqual([['REMARK'], ['REMARK', 'REMARK']]);
    expect(grace.errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
    await Promise.all([grace, chidi, dana].map((listener) => listener.leave()));
  });

  test('nobody of another organisation sees it, whatever they are there', async () => {
    const other = await api.found();
    for (const who of ['ada', 'grace'] as const) await other.person(who);
    const found = await other.asks('ada', 'query($id: ID!) { workflow(id: $id) { id } node(id: $id) { id } impact(of: [{id: $id}]) { count } workflows { totalCount hiddenCount } }', { id: leaf });
    expect(found).toEqual({ workflow: null, node: null, impact: null, workflows: { totalCount: 0, hiddenCount: 0 } });
  });
});

test('whatever is said above and below at the same moment, what is stored is what stands', async () => {
  const dana = await company.person('dana');
  for (let round = 0; round < 6; round++) {
    const both = round % 2 === 0;
    await Promise.all([
      company.triesTo('bram', both ? 'servePromise' : 'stopServingPromise', { workflow: leaf, parent: middle, ...(both ? { contributions: [{ condition: 'c1' }] } : {}) }),
      company.triesTo('bram', 'setWorkflowVisibility', { workflow: leaf, visibility: both ? 'PARTIES_AND_CHAIN_ABOVE' : 'PARTIES' }),
      company.triesTo('grace', both ? 'handOverWorkflow' : 'takeBackHandOver', { workflow: top, side: 'CUSTOMER', ...(both ? { successor: dana } : {}) }),
      company.triesTo('ada', both ? 'stopServingPromise' : 'servePromise', { workflow: middle, parent: top, ...(both ? {} : { contributions: [{ condition: 'c1' }] }) }),
    ]);
    const [row] = await api.database.runText(
      `MATCH (leaf:Workflow {org: $org, id: $leaf})
       RETURN leaf.chained AS chained, leaf.above AS stored, COLLECT { MATCH (leaf)-[:SERVES]->+(over) UNWIND [over.customer, over.performer] + over.successors AS agent WITH DISTINCT agent ORDER BY agent RETURN 'above ' + agent } AS above`,
      { org: company.org, leaf: localId(leaf) });
    expect(row?.['stored']).toEqual(row?.['chained'] === true ? row['above'] : null);
  }
});

describe('where very many are kept for the chain', () => {
  /** Workflows that nobody spoke in: so many in a row above, and so many that serve the last of them. */
  const grow = (above: number, below: number): Promise<unknown> => api.database.runText(
    `MATCH (parent:Workflow {org: $org, id: $parent})
     UNWIND range(1, $above) AS n CREATE (w:Workflow {org: $org, id: 'row-' + n, customer: 'c' + n, performer: 'p' + n, successors: []})
     WITH parent, collect(w) AS row
     FOREACH (n IN range(1, $above - 1) | FOREACH (one IN [row[n]] | FOREACH (other IN [row[n - 1]] | CREATE (one)-[:SERVES]->(other))))
     FOREACH (one IN [row[0]] | CREATE (one)-[:SERVES]->(parent))
     FOREACH (one IN [row[-1]] | FOREACH (n IN range(1, $below) | CREATE (:Workflow {org: $org, id: 'kept-' + n, customer: 'x', performer: 'y', successors: [], private: true, chained: true})-[:SERVES]->(one)))`,
    { org: company.org, parent: localId(middle), above, below });
  const shown = async (): Promise<unknown> => (await api.database.runText("MATCH (n:Workflow {org: $org, chained: true}) WHERE n.id STARTS WITH 'kept-' RETURN count(n.above) AS shown, max(size(n.above)) AS most", { org: company.org }))[0];

  test('a change above shows it to all of them at once', async () => {
    await grow(3, 6_000);
    await stops('ada', middle, top);
    expect(await shown()).toEqual({ shown: 6_000, most: 8 });
    await serves('ada', middle, top);
    expect(await shown()).toEqual({ shown: 6_000, most: 9 });
  }, 240_000);

  test.each([['workflows', 1, mostKept + 1], ['names', 250, Math.ceil(mostNames / 500)]])('one that would touch more %s than is done at once is refused, and changes nothing', async (_what, above, below) => {
    await grow(above, below);
    const { userErrors } = await company.triesTo('ada', 'stopServingPromise', { workflow: middle, parent: top });
    expect(userErrors).toMatchObject([{ code: 'TOO_LARGE', message: expect.stringMatching(/setWorkflowVisibility/) as string }]);
    expect(await shown()).toEqual({ shown: 0, most: null });
    const { workflow } = await company.asks('ada', 'query($id: ID!) { workflow(id: $id) { serves { parent { id } } } }', { id: middle });
    expect(workflow.serves).toEqual([{ parent: { id: top } }]);
  }, 240_000);
});
