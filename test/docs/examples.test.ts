import { openApi } from '../kit/api.js';
import type { Api } from '../kit/api.js';
import { Demo } from '../kit/demo.js';
import { examplesOf, pages, resolveVariables, shown, writeAnswers } from '../kit/documentation.js';

/*
 * Every operation that a page shows is executed, in the order of the page, in a demo of the page's own, and answers
 * exactly what the page says. After a change that is meant:
 *   PROMISEGRAPH_TEST_WRITE_DOCS=1 npm test -- --only-jest test/docs/examples
 * writes the answers into the pages, for you to read what changed.
 */
const writing = process.env['PROMISEGRAPH_TEST_WRITE_DOCS'] === '1';

let api: Api;

beforeAll(async () => {
  api = await openApi();
});
afterAll(() => api.close());

const withExamples = pages.filter((page) => examplesOf(page).length > 0);

test('README.md and docs/queries.md show what can be asked', () => {
  expect(withExamples).toEqual(expect.arrayContaining(['README.md', 'docs/queries.md']));
});

describe.each(withExamples)('%s', (page) => {
  const examples = examplesOf(page);
  const answers: { output: (typeof examples)[number]['output']; text: string }[] = [];
  let demo: Demo;

  beforeAll(async () => {
    demo = await Demo.load(api);
  });
  if (writing) afterAll(() => writeAnswers(page, answers));

  // In order, and each in the state that those before it have left.
  test.each(examples.map((example, index): [string, (typeof examples)[number]] => [`${String(index + 1)}. ${example.title}`, example]))('%s', async (_title, { who, operation, variables, output }) => {
    const { data, errors } = await demo.ask(who, operation, await resolveVariables(demo, variables));
    const text = shown(errors === undefined ? { data } : { errors, data });
    answers.push({ output, text });
    if (!writing) expect(text).toBe(output.text);
    // The next thing is said a minute later, as people would.
    api.clock.now += 60_000;
  });
});
