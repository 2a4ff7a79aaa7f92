import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/root.js';
import { bench } from '../kit/bench.js';
import { readPage } from '../kit/documentation.js';

jest.setTimeout(240_000);

test('every benchmark runs, and compares what it says it compares', async () => {
  const { code, output } = await bench('run.mjs', '--smoke');
  expect({ code, output }).toMatchObject({ code: 0 });
  const rows = output.split('\n').filter((line) => line.includes('**')).map((line) => line.split('|')[1]?.trim());
  const compared = [
    'a workflow by its id, with its parties and promise',
    'a page of 20 workflows, with their parties and promises',
    'a page of 100 workflows, with their parties and promises',
    'whose move it is: `myMoves`, a page of 20',
    'an act of a chain of 9, from opening a workflow to closing it',
  ];
  // In time, in processor time, and what has nothing to be compared with in processor time.
  expect(rows).toEqual([...compared, ...compared, 'an import, in workflows with their concern, promise and acts', 'settling a round of 30 proposals that interlock']);
  expect(output).toMatch(/under a load of [\d.]+ at the beginning and [\d.]+ at the end/);
});

test('what it does not know it refuses', async () => {
  const { code, output } = await bench('run.mjs', 'everything');
  expect(code).toBe(1);
  expect(output).toContain('There is nothing called everything to measure.');
});

test('the page of figures has a place for them, and what is measured against has its own packages', () => {
  expect(readPage('docs/figures.md')).toMatch(/<!-- measured: from here on .* -->[^]*<!-- measured: until here -->/);
  const lock = readFileSync(join(packageRoot, 'bench', 'package-lock.json'), 'utf8');
  expect(lock).not.toContain('"resolved"');
  const exact = JSON.parse(readFileSync(join(packageRoot, 'bench', 'package.json'), 'utf8')) as { dependencies: Record<string, string> };
  expect(Object.values(exact.dependencies).filter((version) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  expect(Object.keys((JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as { dependencies: Record<string, string> }).dependencies)).not.toContain('@neo4j/graphql');
});
