import { openApi } from '../kit/api.js';
import type { Api, Company } from '../kit/api.js';

let api: Api;
let company: Company;

beforeAll(async () => {
  api = await openApi();
  company = await api.found();
});
afterAll(() => api.close());

async function reassign(who: string, concern: string, holder: string) {
  return company.tries(who, 'reassignConcern', 'ReassignConcernInput', { concern, holder }, 'concern { holder { name } } act { act words }');
}

test('a concern of one who has left finds another holder, by an administrator and by nobody else', async () => {
  const [ada, bram] = [await company.person('ada'), await company.person('bram')];
  const { concern } = await company.does('ada', 'holdConcern', 'HoldConcernInput', { statement: 'Customers trust us with their data' }, 'concern { id }');

  expect(await reassign('bram', concern.id, bram)).toMatchObject({ concern: null, userErrors: [{ code: 'FORBIDDEN' }] });
  expect(await reassign('olga', concern.id, bram)).toMatchObject({ concern: null, userErrors: [{ code: 'INVALID_INPUT', field: ['concern'] }] });

  await company.does('olga', 'deactivateAgent', 'AgentInput', { agent: ada }, 'agent { id }');
  expect(await reassign('olga', concern.id, ada)).toMatchObject({ concern: null, userErrors: [{ code: 'INVALID_INPUT', field: ['holder'] }] });
  expect(await reassign('olga', concern.id, bram)).toMatchObject({ concern: { holder: { name: 'Bram Visser' } }, act: { act: 'INHERIT_CONCERN' }, userErrors: [] });

  expect(await company.does('bram', 'dropConcern', 'ConcernInput', { concern: concern.id }, 'concern { status }')).toMatchObject({ concern: { status: 'DROPPED' } });
});
