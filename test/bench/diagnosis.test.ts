import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { findingKinds } from '../../src/domain/diagnosis/diagnosis.types.js';
import { trendKinds } from '../../src/domain/diagnosis/trend.rules.js';
import { packageRoot } from '../../src/root.js';
import { readPage } from '../kit/documentation.js';

jest.setTimeout(400_000);

/** Runs the bench of diagnosis with a database of its own. @returns what it printed */
async function bench(...parameters: readonly string[]): Promise<{ readonly code: number | null; readonly output: string }> {
  const child = spawn(process.execPath, [join(packageRoot, 'bench', 'diagnosis.mjs'), ...parameters], { env: process.env });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, output };
}

test('every question is asked of an organisation made for it, and its statements by hand beside', async () => {
  const { code, output } = await bench('--smoke', '--heap=400m', '--page-cache=100m');
  expect({ code, output }).toMatchObject({ code: 0 });
  const asked = ['customership', 'performership', 'suggestions', 'diagnosis-organisation', 'diagnosis-group', 'diagnosis-agent', ...findingKinds.map((kind) => `${kind}-organisation`), ...trendKinds.map((kind) => `trend-${kind}-agent`)];
  for (const name of asked) expect(output).toMatch(new RegExp(`^${name} +ours [\\d.]+ ms, .*of raw$`, 'm'));
  expect(output).toContain('**300 promises, ');
});

test('what it does not know it refuses', async () => {
  expect(await bench('everything')).toMatchObject({ code: 1, output: expect.stringContaining('There is nothing called everything to measure.') as unknown });
});

test('the page of figures has a place for them', () => {
  expect(readPage('docs/figures.md')).toMatch(/<!-- diagnosis: from here on .* -->[^]*<!-- diagnosis: until here -->/);
});
