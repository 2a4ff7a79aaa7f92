import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { importFile } from '../../src/commands/import.js';
import { findingKinds } from '../../src/domain/diagnosis/diagnosis.types.js';
import { thresholdNames, thresholdTable } from '../../src/domain/diagnosis/thresholds.rules.js';
import { gravity } from '../../src/domain/diagnosis/weight.rules.js';
import { packageRoot } from '../../src/root.js';
import { aDay, openApi } from '../kit/api.js';
import { Machine } from '../kit/command.js';
import { blocksOf, readPage, rowsUnder, shown } from '../kit/documentation.js';
import { writtenTo } from '../kit/exports.js';
import { kubernetesRecords, readKubernetes } from '../kit/kubernetes.js';
import { ndjson } from '../kit/records.js';

const path = 'docs/diagnosis.md';
const page = readPage(path);
const plain = (cell: string | undefined): string => (cell ?? '').replaceAll('`', '');

test('the table of findings has every kind, with what it may weigh', () => {
  expect(rowsUnder(page, 'Findings').map(([kind, most]) => [plain(kind), Number(most)])).toEqual(findingKinds.map((kind) => [kind, gravity[kind]]));
});

test('the table of thresholds has every one, with its figure and its reason', () => {
  expect(rowsUnder(page, 'Thresholds').map(([name, usual, means, because]) => [plain(name), Number(usual), means, because])).toEqual(
    thresholdNames.map((name) => [name, thresholdTable[name].usual, thresholdTable[name].means, thresholdTable[name].because]),
  );
});

test('every threshold is named with the kind that goes by it', () => {
  const named = rowsUnder(page, 'Findings').flatMap(([, , , thresholds]) => plain(thresholds).split(', '));
  expect(named.sort()).toEqual([...thresholdNames].sort());
});

/** The day that the facts are of. */
const factsAre = Date.parse('2026-06-15T09:00:00Z');
const kubernetes = readKubernetes();
const unlessTheFactsAreMissing = kubernetes === null ? test.skip : test;
if (kubernetes === null) process.stderr.write('Skipped: the facts of Kubernetes are not beside this checkout.\n');

unlessTheFactsAreMissing('Kubernetes is answered what the page says', async () => {
  const api = await openApi();
  const machine = new Machine();
  try {
    api.clock.now = factsAre;
    const company = await api.found('Kubernetes');
    const file = writtenTo(machine.folder, 'kubernetes.ndjson', ndjson(kubernetesRecords(kubernetes ?? { groups: [], enhancements: [] })));
    await machine.run(importFile, [file, '--organization', company.org], {}, factsAre);
    api.clock.now = factsAre + 30 * aDay;
    const blocks = blocksOf(page);
    const question = blocks.find(({ info }) => info === 'graphql kubernetes')?.text ?? '';
    const answer = blocks.find(({ info }) => info === 'json kubernetes');
    const { data, errors } = await company.ask('olga', question);
    expect(errors).toBeUndefined();
    const told = shown({ data });
    if (process.env['PROMISEGRAPH_TEST_WRITE_DOCS'] === '1' && answer !== undefined) writeFileSync(join(packageRoot, path), page.slice(0, answer.start) + told + page.slice(answer.start + answer.text.length));
    else expect(answer?.text).toBe(told);
  } finally {
    machine.remove();
    await api.close();
  }
}, 240_000);
