import { cast } from '../../src/demo/cast.js';
import { aDay, openApi } from '../kit/api.js';
import type { Api, Company } from '../kit/api.js';
import { localId } from '../kit/load.js';
import { Planning, consents, proposed, proposes } from '../kit/planning.js';
import { rowsOf } from '../kit/record.js';

// Each statement is planned when it is first run, which takes its time.
jest.setTimeout(240_000);

let api: Api;
let company: Company;

beforeAll(async () => { api = await openApi(); });
beforeEach(async () => { company = await api.found(); });
afterAll(() => api.close());

const workflowFields = 'phase version planningRound { id status } consent { side speaker { name } proposal { id } } promise { id status due madeAt } availableActs { act }';
async function read(who: string, id: string, fields = workflowFields): Promise<any> { // eslint-disable-line @typescript-eslint/no-explicit-any -- see Answer in kit/api.ts
  return (await company.asks(who, `query($id: ID!) { workflow(id: $id) { ${fields} } }`, { id })).workflow;
}

test('two workflows that hang together are consented to one by one, and promised at once', async () => {
  const tech = await proposed(company, 'ada', 'bram', '2026-11-30');
  const feature = await proposed(company, 'chidi', 'dana', '2026-10-31');
  const planning = await Planning.opens(company, 'ada', { workflows: [tech.id, feature.id] });
  expect(await planning.alignment('ada')).toMatchObject([{ kind: 'CONSENT_MISSING', __typename: 'ConsentMissing' }, { kind: 'CONSENT_MISSING' }]);

  await consents(company, 'ada', tech);
  expect(await read('ada', tech.id)).toMatchObject({ phase: 'NEGOTIATING', planningRound: { status: 'OPEN' }, consent: { side: 'CUSTOMER', speaker: { name: cast.ada.name }, proposal: { id: tech.proposal } }, promise: null });
  const refused = await planning.settles('ada');
  expect(refused).toMatchObject({
    round: null,
    misalignments: [{ kind: 'CONSENT_MISSING', workflows: [{ id: feature.id }], talk: [{ one: { name: cast.chidi.name }, other: { name: cast.dana.name }, workflow: { id: feature.id } }], mends: [{ kind: 'CONSENT', agent: { name: cast.chidi.name } }, { kind: 'PROPOSE' }, { kind: 'DEFER' }] }],
    userErrors: [{ code: 'NOT_AVAILABLE' }],
  });
  expect(await read('ada', tech.id)).toMatchObject({ phase: 'NEGOTIATING', promise: null });

  await consents(company, 'chidi', feature);
  expect(await planning.alignment('ada')).toEqual([]);
  expect(await planning.settles('ada')).toMatchObject({ round: { status: 'SETTLED' }, misalignments: [], userErrors: [] });
  for (const { id } of [tech, feature]) expect(await read('ada', id)).toMatchObject({ phase: 'EXECUTING', planningRound: null, consent: null, promise: { status: 'IN_FORCE' } });
  // Whoever consented has said it, and not the convener who settled.
  const said = await api.database.runText('MATCH (person:Agent {org: $org})-[:SAID]->(act:Act {org: $org, act: "AGREE"}) RETURN person.name AS person, act.person = person.id AS own ORDER BY person', { org: company.org });
  expect(said).toEqual([{ person: cast.ada.name, own: true }, { person: cast.chidi.name, own: true }]);

  // Each promise was made by whoever consented, and not by whoever settled.
  const { acts } = await read('ada', feature.id, 'acts(first: 100) { nodes { act side speaker { name } said { path value } } }');
  const made = (acts.nodes as { act: string }[]).find(({ act }) => act === 'AGREE');
  expect(made).toMatchObject({ side: 'CUSTOMER', speaker: { name: cast.chidi.name } });
});

test('whoever consents has answered, and has still to restate a concern that has changed', async () => {
  const { id, proposal: first } = await proposed(company, 'ada', 'bram');
  await company.says('ada', 'agreeToProposal', { workflow: id, proposal: first });
  await company.says('ada', 'renegotiatePromise', { workflow: id, words: 'The market has changed.', concernChanged: true });
  const talked = await proposes(company, 'bram', id, '2026-10-31');
  await Planning.opens(company, 'ada', { workflows: [id] });
  await consents(company, 'ada', talked);
  const waits = async (): Promise<unknown> => company.asks('ada', 'query($id: ID!) { workflow(id: $id) { waitingFor { agent { name } move } dual { nextMove { move condition } } } myMoves { nodes { wait { move } } } }', { id });
  expect(await waits()).toEqual({
    workflow: { waitingFor: [{ agent: { name: cast.ada.name }, move: 'ARTICULATE' }], dual: { nextMove: { move: 'ARTICULATE', condition: 'ARTICULATES' } } },
    myMoves: { nodes: [{ wait: { move: 'ARTICULATE' } }] },
  });
  await company.says('ada', 'articulateConcern', { workflow: id, statement: 'Build Calm Tech for the Company' });
  expect(await waits()).toMatchObject({ workflow: { waitingFor: [], dual: { nextMove: null } }, myMoves: { nodes: [] } });
});

test('while a workflow is in a round, agreeing and promising are refused, and consenting stands instead', async () => {
  const talked = await proposed(company, 'ada', 'bram');
  await Planning.opens(company, 'bram', { workflows: [talked.id] });
  const { userErrors } = await company.triesTo('ada', 'agreeToProposal', { workflow: talked.id, proposal: talked.proposal });
  expect(userErrors).toMatchObject([{ code: 'NOT_AVAILABLE', message: expect.stringContaining('say CONSENT') as string }]);
  expect(userErrors[0]?.instead).toContainEqual({ act: 'CONSENT', speaker: 'CUSTOMER' });
  expect((await read('ada', talked.id)).availableActs).toContainEqual({ act: 'CONSENT' });

  const countered = await company.says('ada', 'proposeTerms', { workflow: talked.id, terms: { due: '2026-10-31', conditions: [{ statement: 'It works' }] } });
  const promise = await company.triesTo('bram', 'makePromise', { workflow: talked.id, proposal: countered.standingProposal?.id });
  expect(promise.userErrors).toMatchObject([{ code: 'NOT_AVAILABLE', message: expect.stringContaining('say CONSENT') as string }]);
});

test('a consent is taken back by whoever gave it, and voided by a new proposal', async () => {
  const talked = await proposed(company, 'ada', 'bram');
  const planning = await Planning.opens(company, 'bram', { workflows: [talked.id] });
  await consents(company, 'ada', talked);
  expect((await company.triesTo('bram', 'takeBackConsent', { workflow: talked.id })).userErrors).toMatchObject([{ code: 'NOT_AVAILABLE', message: expect.stringContaining('no consent of yours') as string }]);
  expect((await company.triesTo('ada', 'consentToProposal', { workflow: talked.id, proposal: talked.proposal })).userErrors).toMatchObject([{ code: 'NOT_AVAILABLE', message: expect.stringContaining('already') as string }]);
  await company.says('ada', 'takeBackConsent', { workflow: talked.id });
  expect(await read('ada', talked.id)).toMatchObject({ consent: null });
  await consents(company, 'ada', talked);
  const again = await proposes(company, 'bram', talked.id, '2026-12-15');
  expect(await read('ada', talked.id)).toMatchObject({ consent: null });
  expect((await company.triesTo('ada', 'consentToProposal', { workflow: talked.id, proposal: talked.proposal })).userErrors).toMatchObject([{ code: 'STALE_PROPOSAL' }]);
  await consents(company, 'ada', again);
  expect(await planning.settles('bram')).toMatchObject({ round: { status: 'SETTLED' } });
});

test('a deferral voids a consent, and lets the others settle without it', async () => {
  const [one, other] = [await proposed(company, 'ada', 'bram'), await proposed(company, 'chidi', 'dana')];
  const planning = await Planning.opens(company, 'ada', { workflows: [one.id, other.id] });
  await consents(company, 'ada', one);
  await consents(company, 'chidi', other);
  await company.says('dana', 'deferWorkflow', { workflow: other.id, until: '2026-06-30' });
  expect(await read('ada', other.id)).toMatchObject({ consent: null });
  expect(await planning.settles('ada')).toMatchObject({ round: { status: 'SETTLED' } });
  expect(await read('ada', one.id)).toMatchObject({ phase: 'EXECUTING' });
  expect(await read('ada', other.id)).toMatchObject({ phase: 'NEGOTIATING', planningRound: null });
});

test('a workflow that leaves the round is promised by itself again, and a cancelled round leaves all of them', async () => {
  const [one, other] = [await proposed(company, 'ada', 'bram'), await proposed(company, 'chidi', 'dana')];
  const planning = await Planning.opens(company, 'ada', { workflows: [one.id, other.id] });
  await consents(company, 'chidi', other);
  await planning.does('dana', 'removeFromPlanningRound', { workflows: [other.id] });
  expect(await read('ada', other.id)).toMatchObject({ consent: null, planningRound: null });
  await company.says('chidi', 'agreeToProposal', { workflow: other.id, proposal: other.proposal });
  expect(await planning.does('ada', 'cancelPlanningRound')).toMatchObject({ round: { status: 'CANCELLED' } });
  expect(await read('ada', one.id)).toMatchObject({ planningRound: null });
  expect((await planning.settles('ada')).userErrors).toMatchObject([{ code: 'NOT_AVAILABLE', message: expect.stringContaining('the round is CANCELLED') as string }]);
});

test('whoever is asked to consent is waited for until the day that the round names, and overdue after it', async () => {
  const [talked, other] = [await proposed(company, 'ada', 'bram'), await proposed(company, 'chidi', 'dana')];
  const waits = async (id: string): Promise<unknown> => (await read('ada', id, 'waitingFor { agent { name } move due overdue }')).waitingFor;
  const [{ due: own }] = (await waits(talked.id)) as [{ due: string }];
  const soon = new Date(api.clock.now + 2 * aDay).toISOString();
  const planning = await Planning.opens(company, 'chidi', { workflows: [talked.id], consentBy: soon });
  await planning.does('chidi', 'addToPlanningRound', { workflows: [other.id] });
  const answers = { agent: { name: cast.ada.name }, move: 'ANSWER_PROPOSAL' };
  expect(await waits(talked.id)).toEqual([{ ...answers, due: soon, overdue: false }]);
  expect(await waits(other.id)).toMatchObject([{ agent: { name: cast.chidi.name }, due: soon }]);
  // Its own due is kept in the state alone: its edge is what lists are read by.
  expect(await rowsOf(api.database, 'MATCH (:Agent)-[edge:AWAITED_IN]->(:Workflow {org: $org, id: $id}) RETURN properties(edge) AS row', { org: company.org, id: localId(talked.id) })).toEqual([{
    org: company.org, agent: expect.any(String) as string, side: 'CUSTOMER', move: 'ANSWER_PROPOSAL', subject: expect.any(String) as string,
    since: expect.any(String) as string, from: expect.any(String) as string, due: soon, atDue: false, key: expect.stringContaining('/CUSTOMER/ANSWER_PROPOSAL') as string,
  }]);

  await planning.does('chidi', 'moveRoundDeadline', { consentBy: null });
  expect(await waits(talked.id)).toEqual([{ ...answers, due: own, overdue: false }]);
  const sooner = new Date(api.clock.now + aDay).toISOString();
  await planning.does('chidi', 'moveRoundDeadline', { consentBy: sooner });
  // It is in the round as it was, once.
  expect(await planning.read('ada', 'consentBy workflowCount workflows { totalCount }')).toEqual({ consentBy: sooner, workflowCount: 2, workflows: { totalCount: 2 } });

  const { now } = api.clock;
  api.clock.now = Date.parse(sooner) + 1;
  expect(await waits(talked.id)).toEqual([{ ...answers, due: sooner, overdue: true }]);
  await planning.does('chidi', 'cancelPlanningRound');
  expect(await waits(talked.id)).toEqual([{ ...answers, due: own, overdue: false }]);
  api.clock.now = now;
});

test('who is invited finds the rounds that they are invited to, and no others', async () => {
  const [bram, dana] = [await company.person('bram'), await company.person('dana')];
  await company.person('ada');
  const to = async (agents: string[]): Promise<string> => (await Planning.opens(company, 'ada', { agents })).id;
  const [both, his] = [await to([bram, dana]), await to([bram])];
  await to([]);
  const later = await Planning.opens(company, 'ada');
  await later.does('ada', 'inviteToPlanningRound', { agents: [dana] });
  const invitedTo = async (invited: string): Promise<unknown> =>
    (await company.asks('dana', 'query($invited: ID!) { planningRounds(filter: { invited: $invited, statuses: [OPEN] }) { totalCount nodes { id } } }', { invited })).planningRounds;
  expect(await invitedTo(bram)).toEqual({ totalCount: 2, nodes: [{ id: his }, { id: both }] });
  expect(await invitedTo(dana)).toEqual({ totalCount: 2, nodes: [{ id: later.id }, { id: both }] });
  expect(await invitedTo(await company.person('ada'))).toEqual({ totalCount: 0, nodes: [] });
});
