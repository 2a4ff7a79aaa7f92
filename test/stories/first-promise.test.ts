import { openApi, simpleTerms } from '../kit/api.js';
import type { Api, Company } from '../kit/api.js';

let api: Api;
let company: Company;

beforeAll(async () => {
  api = await openApi();
  company = await api.found();
});
afterAll(() => api.close());

test('two people take a concern from request to assessment, and round again', async () => {
  await company.person('ada');
  const bram = await company.person('bram');

  const { id: workflow } = await company.says('ada', 'openWorkflow', { performer: bram, statement: 'Build Awesome Tech for the Company', window: { due: '2026-12-31' } });
  await company.says('ada', 'requestHelp', { workflow, words: 'Will you help me?' });
  await company.says('bram', 'offerHelp', { workflow, words: 'A platform that stays up.' });
  expect(await company.says('ada', 'engageInWorkflow', { workflow })).toMatchObject({ phase: 'NEGOTIATING' });

  const proposed = await company.says('bram', 'proposeTerms', { workflow, terms: simpleTerms('2026-11-30', 'It stays up') });
  const promised = await company.says('ada', 'agreeToProposal', { workflow, proposal: proposed.standingProposal?.id });
  expect(promised).toMatchObject({ phase: 'EXECUTING', promise: { status: 'IN_FORCE' } });

  expect(await company.says('bram', 'deliverResults', { workflow })).toMatchObject({ phase: 'ASSESSING', promise: { status: 'DELIVERED' } });
  const assessed = await company.says('ada', 'assessDelivery', { workflow, outcomes: [{ condition: 'c1', outcome: 'MET' }], satisfaction: 5, words: 'Thank you.' });
  expect(assessed).toMatchObject({ phase: 'ASSESSING', promise: { status: 'REDEEMED' } });

  expect(await company.says('ada', 'renewWorkflow', { workflow, window: { due: '2027-12-31' } })).toMatchObject({ phase: 'LISTENING', promise: null });
});
