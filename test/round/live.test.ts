import { openApi } from '../kit/api.js';
import type { Api, Company } from '../kit/api.js';
import { Listener } from '../kit/listener.js';
import { Planning, consents, proposed } from '../kit/planning.js';
import { unknownLike } from '../kit/schema-ids.js';

jest.setTimeout(240_000);

let api: Api;
let company: Company;

beforeAll(async () => {
  api = await openApi();
  company = await api.found();
  api.mind(company);
});
afterAll(() => api.close());

const query = 'subscription($id: ID!) { planningRoundChanged(round: $id) { kind cursor acts { act } round { status readyToSettle readiness { openCount ready } } workflow { id } } }';

test('whoever listens to a round hears of it, of its workflows and of nothing else, with who is ready', async () => {
  const [one, other] = [await proposed(company, 'ada', 'bram'), await proposed(company, 'chidi', 'dana')];
  const planning = await Planning.opens(company, 'ada', { workflows: [one.id] });
  await api.settled(company);
  const listener = await Listener.of(company, 'bram', query, { id: planning.id });
  expect(listener.heard).toMatchObject([{ kind: 'OPENED', round: { status: 'OPEN', readyToSettle: false } }]);

  await company.says('chidi', 'remarkOnWorkflow', { workflow: other.id, words: 'Not in it yet.' });
  await planning.does('ada', 'addToPlanningRound', { workflows: [other.id] });
  await listener.until((heard) => heard.length >= 2);
  await consents(company, 'chidi', other);
  await consents(company, 'ada', one);
  await listener.until((heard) => heard.length >= 4);
  expect(await planning.settles('ada')).toMatchObject({ round: { status: 'SETTLED' } });
  await listener.until((heard) => heard.length >= 5);
  expect(listener.heard.map(({ acts }) => (acts as { act: string }[]).map(({ act }) => act))).toEqual([[], ['ADD_WORKFLOW', 'ROUND_JOINED'], ['CONSENT'], ['CONSENT'], ['SETTLE', 'AGREE', 'AGREE']]);
  expect(listener.heard[2]).toMatchObject({ kind: 'HAPPENED', workflow: { id: other.id } });
  expect(listener.heard[4]).toMatchObject({ round: { status: 'SETTLED', readyToSettle: false, readiness: expect.not.arrayContaining([expect.objectContaining({ ready: false })]) as unknown }, workflow: null });
  await listener.leave();
});

test('there is nothing to hear of a round that is not there', async () => {
  const planning = await Planning.opens(company, 'ada');
  const listener = await Listener.of(company, 'ada', query, { id: unknownLike(planning.id, api.clock.now) });
  expect(listener.errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
  await listener.leave();
});
