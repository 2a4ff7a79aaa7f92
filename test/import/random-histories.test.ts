import fc from 'fast-check';
import { openApi } from '../kit/api.js';
import type { Api } from '../kit/api.js';
import { beginnings, steps } from '../kit/cycle-model.js';
import { Player } from '../kit/cycle-player.js';
import { Dice } from '../kit/dice.js';
import { exported, forget, graphOf, restored } from '../kit/exports.js';

/** Random histories, played through the API into the database; the seed of a failure plays them again. */
const seed = Number(process.env.PROMISEGRAPH_TEST_SEED ?? Date.now() % 1_000_000);
const histories = fc.sample(fc.record({ beginning: beginnings, dice: fc.array(fc.nat(100), { minLength: 4, maxLength: 4 }), taken: fc.array(steps, { minLength: 20, maxLength: 20 }) }), { numRuns: 8, seed });

let api: Api;

beforeAll(async () => {
  api = await openApi();
});
afterAll(() => api.close());

test(`whatever people said (seed ${String(seed)}), restored it is the same graph, and written out again the same bytes`, async () => {
  const company = await api.found();
  const player = await Player.gather(company);
  for (const { beginning, dice, taken } of histories) {
    const workflow = await player.begins(beginning, new Dice(dice));
    for (const step of taken) await player.takesStep(workflow, step);
  }
  const [text, graph] = [await exported(api.database, company.org), await graphOf(api.database, company.org)];
  expect(text.split('\n').length).toBeGreaterThan(100);
  await forget(api.database, company.org);
  await restored(api.database, text);
  expect(await exported(api.database, company.org)).toBe(text);
  expect(await graphOf(api.database, company.org)).toEqual(graph);
}, 240_000);
