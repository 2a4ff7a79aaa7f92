import { bench } from '../kit/bench.js';
import { readPage } from '../kit/documentation.js';
import { thorough } from '../kit/thorough.js';

jest.setTimeout(400_000);

const beside = thorough ? ['nearest-100', 'nearest-100-read', 'count', 'agents', 'full', 'chain-up', 'chain-down', 'my-promises', 'my-moves'] : ['count', 'chain-up', 'my-promises'];
const alone = thorough ? ['what-if', 'critical-path', 'gaps', 'accountability'] : ['critical-path'];

test('questions about plans are asked of a store made for them, and by hand beside', async () => {
  const { code, output } = await bench('planning.mjs', ...(thorough ? [] : [...beside, ...alone]), '--smoke', '--without=neo4j-graphql,postgres', '--heap=400m', '--page-cache=100m');
  expect({ code, output }).toMatchObject({ code: 0 });
  for (const name of beside) expect(output).toMatch(new RegExp(`^${name}(/\\d+)? +ours [\\d.]+ ms, .*of raw$`, 'm'));
  for (const name of alone) expect(output).toMatch(new RegExp(`^${name}(/\\d+)? +ours [\\d.]+ ms$`, 'm'));
  expect(output).toContain('| 500 promises |');
});

test('what it does not know it refuses', async () => {
  expect(await bench('planning.mjs', '--without=everything')).toMatchObject({ code: 1, output: expect.stringContaining('There is no everything to leave out.') as unknown });
});

test('the page of figures has a place for them', () => {
  expect(readPage('docs/figures.md')).toMatch(/<!-- planning: from here on .* -->[^]*<!-- planning: until here -->/);
});
