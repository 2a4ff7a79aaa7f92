import { cast } from '../../src/demo/cast.js';
import { openApi } from '../kit/api.js';
import type { Api, Company } from '../kit/api.js';
import { Playing, roleFields } from '../kit/role.js';
import { unknownLike } from '../kit/schema-ids.js';

/*
 * Three people ask three others for the same, and nobody is party to all of it. Ada makes it a role of hers; whoever is party to
 * the others puts them in, so that in the end all that was suggested is of the role.
 */
jest.setTimeout(240_000);

let api: Api;
let company: Company;

beforeAll(async () => { api = await openApi(); });
afterAll(() => api.close());

type Name = 'ada' | 'bram' | 'chidi' | 'dana' | 'emil' | 'fatima' | 'grace';
const person = (name: Name): Promise<string> => company.person(name);

interface Evidence { readonly yours: boolean; readonly workflow: { readonly id: string } }

async function suggested(who: string): Promise<any> { // eslint-disable-line @typescript-eslint/no-explicit-any -- see Answer in kit/api.ts
  return (await company.asks(who, `{ roleSuggestions {
    totalCount joiningCount compared
    suggestions { count customer { name } shownBy { yours workflow { id } } draft { lines { customer statement horizon conditions { statement } } workflows { workflow line } } }
    joining { of { role { id } key line { statement } } count shownBy { fit yours workflow { id } } draft { role line workflows } }
  } }`)).roleSuggestions;
}

async function review(customer: Name, performer: Name, more: Record<string, unknown> = {}): Promise<string> {
  // They are listed in the order they began, which one moment for all would leave to chance.
  api.clock.now += 60_000;
  return (await company.says(customer, 'openWorkflow', { performer: await person(performer), statement: 'Review the quarterly report before it goes out', window: { due: '2026-06-01' }, ...more })).id;
}

const counted = async (): Promise<unknown> => (await api.database.runText('MATCH (act:Act {org: $org}) RETURN count(*) AS acts', { org: company.org }))[0]?.acts;
const available = async (role: Playing, who: string): Promise<boolean> => (await role.read(who, 'availableActs')).availableActs.includes('LINK_WORKFLOWS');

/** Three reviews, of three Customers and three Performers. */
async function reviews(): Promise<readonly [string, string, string]> {
  company = await api.found();
  for (const name of ['ada', 'bram', 'chidi', 'dana', 'emil', 'fatima', 'grace'] as const) await person(name);
  return [await review('ada', 'bram'), await review('chidi', 'dana'), await review('emil', 'fatima')];
}

async function accepted(who: string, more: Record<string, unknown> = {}): Promise<Playing> {
  const { suggestions: [{ draft }] } = await suggested(who);
  return Playing.creates(company, who, { name: 'Reviewer', ...draft, ...more });
}

test('what several Customers ask for is accepted by one of them, and its other parties put in what is theirs', async () => {
  const all = await reviews();
  const { totalCount, joiningCount, suggestions: [suggestion] } = await suggested('ada');
  expect({ totalCount, joiningCount }).toEqual({ totalCount: 1, joiningCount: 0 });
  expect(suggestion).toMatchObject({ count: 3, customer: null, draft: { lines: [{ customer: null, statement: 'Review the quarterly report before it goes out' }], workflows: [{ workflow: all[0], line: 1 }] } });
  expect((suggestion.shownBy as Evidence[]).map(({ yours, workflow }) => [workflow.id, yours])).toEqual([[all[0], true], [all[1], false], [all[2], false]]);
  // Grace is party to none of it: she reads of it, and makes no role of it. Nor does an administrator.
  for (const onlooker of ['grace', 'olga']) expect((await suggested(onlooker)).suggestions).toMatchObject([{ count: 3, draft: null, shownBy: all.map((id) => ({ yours: false, workflow: { id } })) }]);

  // What a suggestion gives is what the mutation takes, but for a name.
  const role = await accepted('ada');
  expect(await role.read('grace', 'workflows { nodes { id } }')).toEqual({ workflows: { nodes: [{ id: all[0] }] } });

  // It is suggested no more; what is left could be of it, and says who may put it in.
  const left = await suggested('chidi');
  expect(left).toMatchObject({
    totalCount: 0, suggestions: [], joiningCount: 1, compared: 2,
    joining: [{ of: { role: { id: role.id }, key: 'l1' }, count: 2, shownBy: [{ fit: 1, yours: true, workflow: { id: all[1] } }, { fit: 1, yours: false, workflow: { id: all[2] } }], draft: { role: role.id, line: 'l1', workflows: [all[1]] } }],
  });
  expect((await suggested('ada')).joining).toMatchObject([{ count: 2, draft: null }]);
  expect([await available(role, 'chidi'), await available(role, 'fatima'), await available(role, 'ada'), await available(role, 'grace'), await available(role, 'olga')]).toEqual([true, true, false, false, false]);

  const { role: linked, act } = await company.does('chidi', 'linkWorkflowsToRole', 'LinkWorkflowsToRoleInput', { ...left.joining[0].draft, words: 'Mine, too.' }, roleFields);
  expect({ act: act.act, version: linked.version }).toEqual({ act: 'LINK_WORKFLOWS', version: 2 });
  expect((await suggested('fatima')).joining).toMatchObject([{ count: 1, draft: { workflows: [all[2]] } }]);
  // A Performer says it as well as a Customer.
  await role.does('fatima', 'linkWorkflowsToRole', { workflows: [all[2]] });
  expect(await suggested('grace')).toMatchObject({ totalCount: 0, joiningCount: 0, joining: [], compared: 0 });
  expect(await role.read('grace', 'workflows { nodes { id role { key role { name } } phase } }')).toEqual({ workflows: { nodes: all.map((id) => ({ id, role: { key: 'l1', role: { name: 'Reviewer' } }, phase: 'LISTENING' })) } });
  expect([await available(role, 'chidi'), await available(role, 'fatima')]).toEqual([false, false]);

  // It is on the record, of the role and of the workflow.
  const { acts } = await role.read('grace', 'acts(first: 9) { nodes { act words speaker { name } said { path value } } }');
  expect(acts.nodes.slice(1)).toEqual([
    { act: 'LINK_WORKFLOWS', words: 'Mine, too.', speaker: { name: cast.chidi.name }, said: [{ path: 'workflows.0', value: all[1] }] },
    { act: 'LINK_WORKFLOWS', words: null, speaker: { name: cast.fatima.name }, said: [{ path: 'workflows.0', value: all[2] }] },
  ]);
  const { workflow } = await company.asks('grace', 'query($id: ID!) { workflow(id: $id) { acts(first: 9) { nodes { act speaker { name } } } } }', { id: all[2] });
  expect(workflow.acts.nodes.at(-1)).toEqual({ act: 'ROLE_JOINED', speaker: { name: cast.fatima.name } });

  // Bram reviews for Ada already. Dana reviews for Chidi, and what Ada asks her for by offering it opens.
  await (await role.offeredTo(await person('bram'), 'ada')).offeredTo(await person('dana'), 'ada');
  expect(await role.does('bram', 'takeRole')).toMatchObject({ opened: [] });
  expect((await role.does('dana', 'takeRole')).opened).toMatchObject([{ customer: { name: cast.ada.name }, performer: { name: cast.dana.name }, phase: 'LISTENING', promise: null }]);
});

test('nobody puts in what is not theirs, nor anything twice, nor into what is not there', async () => {
  const [adas, chidis, emils] = await reviews();
  const role = await accepted('ada');
  const refused = async (who: string, input: Record<string, unknown>, of: Playing = role): Promise<unknown> => {
    const before = await counted();
    const { act, userErrors } = await of.tries(who, 'linkWorkflowsToRole', input);
    expect(act).toBeNull();
    expect(await counted()).toBe(before);
    return userErrors[0];
  };
  for (const onlooker of ['ada', 'grace', 'olga']) expect(await refused(onlooker, { workflows: [chidis] })).toMatchObject({ code: 'NOT_THE_SPEAKER', field: ['workflows', '0'] });
  // Of several, each is to be theirs; or none is put in.
  expect(await refused('chidi', { workflows: [chidis, emils] })).toMatchObject({ code: 'NOT_THE_SPEAKER', field: ['workflows', '1'] });
  expect(await refused('ada', { workflows: [adas] })).toMatchObject({ code: 'ALREADY_SO', field: ['workflows', '0'] });
  expect(await refused('chidi', { workflows: [chidis, chidis] })).toMatchObject({ code: 'INVALID_INPUT', field: ['workflows', '1'] });
  expect(await refused('chidi', { workflows: [] })).toMatchObject({ code: 'INVALID_INPUT', field: ['workflows'] });
  expect(await refused('chidi', { workflows: [chidis], line: 'l9' })).toMatchObject({ code: 'INVALID_INPUT', field: ['line'] });
  expect(await refused('chidi', { workflows: [unknownLike(chidis, api.clock.now)] })).toMatchObject({ code: 'NOT_FOUND', field: ['workflows', '0'] });
  expect(await refused('chidi', { workflows: [chidis], expectedVersion: 9 })).toMatchObject({ code: 'CONFLICT', field: ['expectedVersion'] });

  // A line of Grace's takes nothing that Chidi asks for; and where there are two, one is named.
  const graces = await Playing.creates(company, 'grace', { lines: [{ statement: 'Read what goes out', horizon: 'P3M', customer: await person('grace') }] });
  expect(await refused('chidi', { workflows: [chidis] }, graces)).toMatchObject({ code: 'INVALID_INPUT', field: ['workflows', '0'], message: expect.stringContaining(cast.grace.name) as string });
  expect(await available(graces, 'chidi')).toBe(false);
  const two = await Playing.creates(company, 'grace', { lines: [{ statement: 'Read what goes out', horizon: 'P3M' }, { statement: 'Read what comes in', horizon: 'P3M' }] });
  expect(await refused('chidi', { workflows: [chidis] }, two)).toMatchObject({ code: 'INVALID_INPUT', field: ['line'] });
  await two.does('chidi', 'linkWorkflowsToRole', { workflows: [chidis], line: 'l2' });
  expect(await refused('chidi', { workflows: [chidis] })).toMatchObject({ code: 'INVALID_INPUT', message: expect.stringContaining('another role') as string });

  // Once it is retired it takes none.
  await role.does('ada', 'retireRole');
  expect(await refused('emil', { workflows: [emils] })).toMatchObject({ code: 'NOT_AVAILABLE' });
  expect(await available(role, 'emil')).toBe(false);
});

test('whoever performs and holds the role says it themselves: whoever else holds it may stand in for them there', async () => {
  const [, chidis] = await reviews();
  const role = await accepted('ada');
  await role.offeredTo(await person('dana'), 'ada');
  await role.does('dana', 'takeRole');
  expect((await role.tries('chidi', 'linkWorkflowsToRole', { workflows: [chidis] })).userErrors).toMatchObject([{ code: 'NOT_THE_SPEAKER', message: expect.stringContaining(cast.dana.name) as string }]);
  expect([await available(role, 'chidi'), await available(role, 'dana')]).toEqual([false, true]);
  expect((await suggested('chidi')).joining).toMatchObject([{ count: 2, draft: null }]);
  await company.does('dana', 'linkWorkflowsToRole', 'LinkWorkflowsToRoleInput', (await suggested('dana')).joining[0].draft, roleFields);
  expect(await role.read('chidi', 'workflows { totalCount }')).toEqual({ workflows: { totalCount: 3 } });
});

test('for a party who has left, an administrator draws from what was theirs', async () => {
  const [, chidis] = await reviews();
  const role = await accepted('ada');
  await company.does('olga', 'deactivateAgent', 'AgentInput', { agent: await person('chidi') }, 'agent { id }');
  expect(await available(role, 'olga')).toBe(true);
  const { joining: [{ draft }] } = await suggested('olga');
  expect(draft).toEqual({ role: role.id, line: 'l1', workflows: [chidis] });
  await company.does('olga', 'linkWorkflowsToRole', 'LinkWorkflowsToRoleInput', draft, roleFields);
  expect((await role.tries('grace', 'linkWorkflowsToRole', { workflows: [chidis] })).userErrors).toMatchObject([{ code: 'NOT_THE_SPEAKER' }]);
});

test('what is kept between two is put in by these, and nobody else hears which it is', async () => {
  await reviews();
  const hidden = await review('chidi', 'grace', { visibility: 'PARTIES' });
  const role = await accepted('ada');
  const left = await suggested('emil');
  expect(left).toMatchObject({ joining: [{ count: 2 }], compared: 2 });
  expect(JSON.stringify(left)).not.toContain(hidden);
  // Whoever may not see it is told what they would be told of one that is not there.
  const tries = async (workflow: string): Promise<unknown> => (await role.tries('emil', 'linkWorkflowsToRole', { workflows: [workflow] })).userErrors;
  expect(await tries(hidden)).toEqual(await tries(unknownLike(hidden, api.clock.now)));
  expect(await tries(hidden)).toMatchObject([{ code: 'NOT_FOUND' }]);

  await role.does('grace', 'linkWorkflowsToRole', { workflows: [hidden] });
  const record = 'workflows { hiddenCount nodes { id } } acts(first: 9) { nodes { act said { value } } }';
  expect(await role.read('chidi', record)).toMatchObject({ workflows: { hiddenCount: 0 }, acts: { nodes: [{}, { said: [{ value: hidden }] }] } });
  expect(await role.read('emil', record)).toMatchObject({ workflows: { hiddenCount: 1 }, acts: { nodes: [{}, { act: 'LINK_WORKFLOWS', said: [] }] } });
  // Nor is anything suggested to be alike to it to those who do not see it.
  expect(JSON.stringify(await suggested('emil'))).not.toContain(hidden);
});

test('to whoever is party to more than is looked at it is said that they may put something in, and looking stays as little as that', async () => {
  await reviews();
  const role = await accepted('ada');
  expect(await available(role, 'grace')).toBe(false);
  const isPartyTo = (count: number): Promise<unknown> => api.database.runText(`MATCH (grace:Agent {org: $org, name: $name}) UNWIND range(1, ${String(count)}) AS each
    CREATE (grace)-[:CUSTOMER_OF]->(:Workflow {org: $org, id: 'of a role ' + randomUUID(), role: 'another', roleLine: 'l1', customer: grace.id, performer: 'somebody'})`, { org: company.org, name: cast.grace.name });
  await isPartyTo(999);
  expect(await available(role, 'grace')).toBe(false);
  await isPartyTo(1);
  expect(await available(role, 'grace')).toBe(true);
  // Nothing that others come upon.
  await api.database.runText("MATCH (workflow:Workflow {org: $org, role: 'another'}) DETACH DELETE workflow", { org: company.org });
});
