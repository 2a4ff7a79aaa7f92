import { cycleDiagram, stepsOf, withDiagram } from '../../src/commands/diagram.js';
import { cycle } from '../../src/domain/workflow/cycle.rules.js';
import { openApi } from '../kit/api.js';
import type { Api } from '../kit/api.js';
import { Demo } from '../kit/demo.js';
import { readPage } from '../kit/documentation.js';

let api: Api;

beforeAll(async () => {
  api = await openApi();
});
afterAll(() => api.close());

test('docs/cycle.md shows the cycle as the rules have it', () => {
  const page = readPage('docs/cycle.md');
  expect(page).toBe(withDiagram(page));
});

test('the diagram shows every move between phases that people make', async () => {
  const { org } = await Demo.load(api);
  const moves = await api.database.runText(
    `MATCH (act:Act {org: $org, kind: 'WORKFLOW'})
     MATCH (before:Act {org: $org, about: act.about, sequence: act.sequence - 1})
     WHERE before.phase <> act.phase
     RETURN DISTINCT act.act AS act, before.phase AS from, act.phase AS to`,
    { org },
  );
  const drawn = cycle.flatMap((row) => stepsOf(row).map((step) => ({ act: row.act, ...step })));
  expect(moves.length).toBeGreaterThan(8);
  expect(drawn).toEqual(expect.arrayContaining(moves));
});

test('the diagram draws each phase, and no act that stays', () => {
  const diagram = cycleDiagram();
  for (const phase of ['LISTENING', 'NEGOTIATING', 'EXECUTING', 'ASSESSING', 'CLOSED']) expect(diagram).toContain(`    ${phase} : `);
  const staying = cycle.filter((row) => stepsOf(row).length === 0).map(({ act }) => act.toLowerCase().replaceAll('_', ' '));
  expect(staying).toContain('remark');
  const labels = diagram.split('\n').filter((line) => line.includes('-->')).flatMap((line) => line.split(' : ')[1]?.split(', ') ?? []);
  expect(labels.filter((label) => staying.includes(label))).toEqual([]);
});
