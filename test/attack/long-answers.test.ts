import { textLimits } from '../../src/domain/common/text.rules.js';
import { limits } from '../../src/serving/limits/index.js';
import { openApi, workflowIn } from '../kit/api.js';
import type { Api } from '../kit/api.js';

/*
 * A long text is read once and may stand in an answer a thousand times: by each alias, and by each way to the thing that has
 * it. Nothing of that costs the database anything, and written out it would fill the memory of the server.
 */

let api: Api;

beforeAll(async () => {
  api = await openApi();
});
afterAll(() => api.close());

test('an answer that is too long is not written out, and the next one is as ever', async () => {
  const company = await api.found();
  const workflow = await workflowIn(company, 'LISTENING');
  for (let said = 0; said < 12; said++) await company.says('ada', 'remarkOnWorkflow', { workflow, words: 'x'.repeat(textLimits.words) });
  const aliases = Array.from({ length: limits.aliases }, (_, index) => `w${String(index)}: words`).join(' ');
  const around = (acts: string): string => `query($id: ID!) { workflow(id: $id) { acts(first: 20) { nodes { subject { ... on Workflow { acts(first: 20) { nodes { ${acts} } } } } } } } }`;

  const answer = await company.ask('ada', around(aliases), { id: workflow });
  expect(answer).toMatchObject({ status: 200, data: null, errors: [{ extensions: { code: 'LIMIT_EXCEEDED', limit: 'answer', allowed: limits.answer } }] });

  const { data, errors } = await company.ask('ada', around('words'), { id: workflow });
  expect(errors).toBeUndefined();
  expect(JSON.stringify(data).length).toBeGreaterThan(12 * 12 * textLimits.words);
}, 240_000);
