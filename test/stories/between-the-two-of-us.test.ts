import { openApi, simpleTerms } from '../kit/api.js';
import type { Api, Company } from '../kit/api.js';

/*
 * Ada asks Bram what it would take for him to stay. Nobody else shall hear of it: not Chidi, who sits at the next desk, and
 * not Olga, who looks after the roster.
 */
let api: Api;
let company: Company;
let workflow: string;
let bram: string;

beforeAll(async () => {
  api = await openApi();
  company = await api.found();
  for (const name of ['ada', 'bram', 'chidi', 'dana'] as const) await company.person(name);
  bram = await company.person('bram');
  const opened = await company.says('ada', 'openWorkflow', { performer: bram, statement: 'Bram stays with us', window: { due: '2026-12-31' }, request: true, visibility: 'PARTIES' });
  workflow = opened.id;
  await company.says('bram', 'offerHelp', { workflow, words: 'For a sabbatical in summer.' });
  await company.says('ada', 'engageInWorkflow', { workflow });
  const proposed = await company.says('bram', 'proposeTerms', { workflow, terms: simpleTerms('2026-11-30', 'I stay for two years') });
  await company.says('ada', 'agreeToProposal', { workflow, proposal: proposed.standingProposal?.id });
});
afterAll(() => api.close());

const seen = async (who: string): Promise<boolean> => {
  const { workflow: found } = await company.asks(who, 'query($id: ID!) { workflow(id: $id) { objective promise { status } } }', { id: workflow });
  return found !== null;
};

test('the two see it, and nobody else', async () => {
  for (const who of ['ada', 'bram']) expect([who, await seen(who)]).toEqual([who, true]);
  for (const who of ['chidi', 'dana', 'olga']) expect([who, await seen(who)]).toEqual([who, false]);
});

test('others hear that there is something more, and not what', async () => {
  const query = `query($bram: ID!) {
    workflows { totalCount hiddenCount nodes { id } }
    ofBram: workflows(filter: {party: $bram, phases: [LISTENING]}) { totalCount hiddenCount nodes { id } }
    agent(id: $bram) { promisesMade { totalCount hiddenCount nodes { id } } promisesReceived { hiddenCount } }
    concerns { totalCount nodes { statement } }
  }`;
  expect(await company.asks('chidi', query, { bram })).toEqual({
    workflows: { totalCount: 0, hiddenCount: 1, nodes: [] },
    ofBram: { totalCount: 0, hiddenCount: 1, nodes: [] },
    agent: { promisesMade: { totalCount: 0, hiddenCount: 1, nodes: [] }, promisesReceived: { hiddenCount: 0 } },
    concerns: { totalCount: 0, nodes: [] },
  });
  expect((await company.asks('ada', query, { bram })).agent.promisesMade).toMatchObject({ totalCount: 1, hiddenCount: 0 });
});

test('it cannot be spoken in by whoever knows its id, as if there were none', async () => {
  const { userErrors } = await company.triesTo('chidi', 'remarkOnWorkflow', { workflow, words: 'I know.' });
  expect(userErrors).toEqual([{ code: 'NOT_FOUND', field: ['workflow'], message: 'There is no workflow with this id, or you may not see it.', currentVersion: null, instead: [] }]);
});

test('only Ada says who may see it, and what is so already is not said again', async () => {
  const { userErrors: brams } = await company.triesTo('bram', 'setWorkflowVisibility', { workflow, visibility: 'ORGANIZATION' });
  expect(brams).toMatchObject([{ code: 'NOT_THE_SPEAKER' }]);
  const { userErrors: again } = await company.triesTo('ada', 'setWorkflowVisibility', { workflow, visibility: 'PARTIES' });
  expect(again).toMatchObject([{ code: 'ALREADY_SO', field: ['visibility'] }]);
});

test('Dana sees it while she is named to take over, and no longer once she has refused', async () => {
  await company.says('ada', 'handOverWorkflow', { workflow, successor: await company.person('dana') });
  expect(await seen('dana')).toBe(true);
  const refused = await company.triesTo('dana', 'refuseHandOver', { workflow });
  expect(refused).toMatchObject({ act: { act: 'REFUSE_HAND_OVER' }, workflow: null, userErrors: [] });
  expect(await seen('dana')).toBe(false);
});

test('when Ada has left, Olga finds it and hands it over to Chidi, who sees it from then on', async () => {
  await company.does('olga', 'deactivateAgent', 'AgentInput', { agent: await company.person('ada') }, 'agent { id }');
  expect(await seen('olga')).toBe(true);
  await company.says('olga', 'handOverWorkflow', { workflow, successor: await company.person('chidi') });
  await company.says('chidi', 'takeOverWorkflow', { workflow });
  expect([await seen('chidi'), await seen('olga'), await seen('dana')]).toEqual([true, false, false]);
  // Ada is back, and it is Chidi's now.
  await company.does('olga', 'reactivateAgent', 'AgentInput', { agent: await company.person('ada') }, 'agent { id }');
  expect(await seen('ada')).toBe(false);
});

test('Chidi opens it to all, with everything that was ever said in it', async () => {
  await company.says('chidi', 'setWorkflowVisibility', { workflow, visibility: 'ORGANIZATION' });
  const { workflow: found, workflows, concerns } = await company.asks('dana', `query($id: ID!) {
    workflow(id: $id) { visibility acts { totalCount nodes { act words } } }
    workflows { totalCount hiddenCount } concerns { nodes { statement workflows { id } } }
  }`, { id: workflow });
  expect(found.visibility).toBe('ORGANIZATION');
  expect(found.acts.nodes).toContainEqual({ act: 'OFFER', words: 'For a sabbatical in summer.' });
  expect(workflows).toEqual({ totalCount: 1, hiddenCount: 0 });
  expect(concerns.nodes).toEqual([{ statement: 'Bram stays with us', workflows: [{ id: workflow }] }]);
});

test('what the Board keeps with its CEO, Henrik sees from the day he represents it to the day he no longer does', async () => {
  const board = await company.group('Board of Directors', 'grace', 'henrik');
  const opened = await company.says('grace', 'openWorkflow', { customer: board, performer: bram, statement: 'Bram succeeds Ada', window: { due: '2026-12-31' }, visibility: 'PARTIES' });
  workflow = opened.id;
  const membership = { group: board, member: await company.person('henrik') };
  expect([await seen('grace'), await seen('henrik')]).toEqual([true, false]);
  await company.does('olga', 'nameRepresentative', 'MembershipInput', membership, 'agent { id }');
  expect(await seen('henrik')).toBe(true);
  await company.does('olga', 'dismissRepresentative', 'MembershipInput', membership, 'agent { id }');
  expect(await seen('henrik')).toBe(false);
});
