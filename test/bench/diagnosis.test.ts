import { findingKinds } from '../../src/domain/diagnosis/diagnosis.types.js';
import { trendKinds } from '../../src/domain/diagnosis/trend.rules.js';
import { bench } from '../kit/bench.js';
import { readPage } from '../kit/documentation.js';
import { thorough } from '../kit/thorough.js';

jest.setTimeout(400_000);

// Each statement is planned anew for it: one of each form tells whether the bench runs.
const some = ['customership', 'suggestions', 'diagnosis-agent', 'CUSTOMER_SILENT-organisation', 'trend-CUSTOMER_SILENT-agent'];

test('questions are asked of an organisation made for them, and their statements by hand beside', async () => {
  const { code, output } = await bench('diagnosis.mjs', '--smoke', '--heap=400m', '--page-cache=100m', ...(thorough ? [] : some));
  expect({ code, output }).toMatchObject({ code: 0 });
  const asked = thorough ? ['customership', 'performership', 'suggestions', 'diagnosis-organisation', 'diagnosis-group', 'diagnosis-agent', ...findingKinds.map((kind) => `${kind}-organisation`), ...trendKinds.map((kind) => `trend-${kind}-agent`)] : some;
  for (const name of asked) expect(output).toMatch(new RegExp(`^${name} +ours [\\d.]+ ms, .*of raw$`, 'm'));
  expect(output).toContain('**100 promises, ');
});

test('what it does not know it refuses', async () => {
  expect(await bench('diagnosis.mjs', 'everything')).toMatchObject({ code: 1, output: expect.stringContaining('There is nothing called everything to measure.') as unknown });
});

test('the page of figures has a place for them', () => {
  expect(readPage('docs/figures.md')).toMatch(/<!-- diagnosis: from here on .* -->[^]*<!-- diagnosis: until here -->/);
});
