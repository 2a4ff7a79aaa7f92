import assert from 'node:assert/strict';
import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { FOREVER } from '../../../src/domain/common/moment.rules.js';
import type { Dependency } from '../../../src/domain/interlock/interlock.types.js';
import { replay } from '../../../src/domain/workflow/apply.rules.js';
import { cascadeOf, interlockOf } from '../../../src/domain/workflow/bonds.rules.js';
import { availableActs } from '../../../src/domain/workflow/speaker.rules.js';
import type { WorkflowState } from '../../../src/domain/workflow/workflow.types.js';
import { bondsOf } from '../../../src/graph/bond-history.js';
import { followingTies, tyingActs, bondSteps, foundings, World } from '../../kit/bonds-model.js';
import type { BondStep, Founding, Outcome } from '../../kit/bonds-model.js';
import { followingActs } from '../../kit/cycle-contents.js';
import { invariants } from '../../kit/cycle-invariants.js';

/** Set it to some thousands after a change of the rules, and have a coffee. */
const runs = Number(process.env.PROMISEGRAPH_TEST_HISTORIES ?? 60);

const worlds = fc.tuple(foundings, fc.array(bondSteps, { minLength: 1, maxLength: 80, size: 'max' }));

/** Lets things happen in a world; `after` hears of each. */
function tell(founded: readonly Founding[], taken: readonly BondStep[], after: (world: World, outcome: Outcome) => void): World {
  const world = new World(founded);
  for (const step of taken) after(world, world.takes(step));
  return world;
}

function check(property: (founded: readonly Founding[], taken: readonly BondStep[]) => void, parameters: fc.Parameters<[[readonly Founding[], BondStep[]]]> = {}): void {
  fc.assert(fc.property(worlds, ([founded, taken]) => { property(founded, taken); }), { numRuns: runs, ...parameters });
}

test('whatever holds of one workflow holds of each that is tied to others, after every act', () => {
  check((founded, taken) => {
    tell(founded, taken, (_, outcome) => {
      if ('refused' in outcome) return;
      for (const { told } of outcome.happened) for (const invariant of Object.values(invariants)) invariant(told);
    });
  });
});

test('the acts alone, read back from where they are kept, add up to the same states', () => {
  check((founded, taken) => {
    for (const { acts, state } of tell(founded, taken, () => undefined).histories) {
      assert.deepEqual(JSON.parse(JSON.stringify(replay(JSON.parse(JSON.stringify(acts)) as typeof acts))), JSON.parse(JSON.stringify(state)));
    }
  });
});

test('both ends of each dependency agree, after every act', () => {
  const said = ({ act, ...edge }: Dependency): unknown => { void act; return edge; };
  const byId = (edges: readonly Dependency[]): readonly unknown[] => [...edges].sort((one, other) => (one.id < other.id ? -1 : 1)).map(said);
  check((founded, taken) => {
    tell(founded, taken, ({ states }) => {
      const [needs, needed] = [states.flatMap((state) => interlockOf(state).needs), states.flatMap((state) => interlockOf(state).needed)];
      assert.deepEqual(byId(needs), byId(needed));
      for (const state of states) {
        for (const { dependent, act } of interlockOf(state).needs) assert(dependent === state.id && act !== '');
        for (const { provider } of interlockOf(state).needed) assert.equal(provider, state.id);
      }
    });
  });
});

function expectNoMoreThanAll(weights: readonly (string | null)[]): void {
  const sum = weights.reduce((whole, weight) => whole.plus(weight ?? 0), new Decimal(0));
  assert(sum.lte(1), `weights add up to ${sum.toString()}`);
}

test('no weights add up to more than the whole, after every act', () => {
  check((founded, taken) => {
    tell(founded, taken, ({ states }) => {
      for (const state of states) {
        expectNoMoreThanAll(cascadeOf(state).serves.map(({ share }) => share));
        const contributions = states.flatMap((one) => cascadeOf(one).serves.filter(({ parent }) => parent === state.id).flatMap((edge) => edge.contributions));
        for (const key of new Set(contributions.map(({ condition }) => condition))) expectNoMoreThanAll(contributions.filter(({ condition }) => condition === key).map(({ contribution }) => contribution));
      }
    });
  });
});

/** Whether one workflow serves another, over however many others: by trying every way. */
function leadsTo(states: readonly WorkflowState[], from: string, to: string, on: readonly string[] = []): boolean {
  const state = states.find(({ id }) => id === from);
  return state !== undefined && cascadeOf(state).serves.some(({ parent }) => parent === to || (!on.includes(parent) && leadsTo(states, parent, to, [...on, parent])));
}

test('nothing ever serves itself, by way of others or not, and no edge is refused as a ring that is none', () => {
  check((founded, taken) => {
    tell(founded, taken, ({ states }, outcome) => {
      for (const { id } of states) assert(!leadsTo(states, id, id), `${id} serves itself`);
      if (!('refused' in outcome) || outcome.act !== 'SERVE' || !outcome.refused.message.includes('ring')) return;
      const [child = '', parent = ''] = [...outcome.refused.message.matchAll(/“([^”]+)”/g)].map(([, id]) => id ?? '');
      assert(leadsTo(states, parent, child), outcome.refused.message);
    });
  });
});

test('what may not be is refused with a field and words, and whoever may say it is told what they may', () => {
  check((founded, taken) => {
    tell(founded, taken, ({ histories }, outcome) => {
      if ('refused' in outcome) {
        const { code, field, message } = outcome.refused;
        assert(['INVALID_INPUT', 'ALREADY_SO'].includes(code), `${outcome.act} was refused with ${code}`);
        assert(code === 'ALREADY_SO' || (field !== null && field.length > 0), message);
      }
      for (const { state, roster, now } of histories) {
        for (const voice of roster.voices) for (const { act } of availableActs(state, voice, roster.cast, now)) assert(!followingActs.some((one) => one === act), `${act} is said here by nobody`);
      }
    });
  });
});

test('the edges that are kept of a workflow are those of its states, at every moment there was', () => {
  check((founded, taken) => {
    for (const { acts } of tell(founded, taken, () => undefined).histories) {
      const standings = acts.map((act, index) => ({ state: replay(acts.slice(0, index + 1)), at: act.at }));
      const bonds = bondsOf('org', standings);
      const at = (moment: string, types: readonly string[]): readonly unknown[] =>
        bonds.filter(({ type, properties: { from, to } }) => types.includes(type) && String(from) <= moment && moment < String(to)).map(({ to, properties: { id } }) => `${String(id)} ${to}`).sort();
      for (const [index, { state, at: moment }] of standings.entries()) {
        // Of what was said at one moment only the last was ever seen.
        if (standings[index + 1]?.at === moment) continue;
        assert.deepEqual(at(moment, ['SERVES', 'SERVED']), cascadeOf(state).serves.map(({ id, parent }) => `${id} ${parent}`).sort());
        assert.deepEqual(at(moment, ['DEPENDS_ON', 'DEPENDED_ON']), interlockOf(state).needs.map(({ id, provider }) => `${id} ${provider}`).sort());
      }
      for (const { type, properties: { from, to } } of bonds) {
        assert.equal(type === 'SERVES' || type === 'DEPENDS_ON', to === FOREVER);
        assert(String(from) <= String(to));
      }
      const last = standings[standings.length - 1]?.state as WorkflowState;
      const standing = bonds.filter(({ type }) => type === 'SERVES').map(({ properties: { id, share, conditions, contributions } }) => JSON.stringify([id, share, conditions, contributions]));
      const serves = cascadeOf(last).serves.map(({ id, share, contributions }) => JSON.stringify([id, share, contributions.map(({ condition }) => condition), contributions.map(({ contribution }) => contribution ?? '-')]));
      assert.deepEqual(standing.sort(), serves.sort());
    }
  }, { numRuns: Math.ceil(runs / 3) });
});

test('the histories told here reach every act that ties workflows, and every way in which one is refused', () => {
  const [acts, refusals] = [new Set<string>(), new Set<string>()];
  check((founded, taken) => {
    tell(founded, taken, (_, outcome) => {
      if ('refused' in outcome) refusals.add(`${outcome.act} ${outcome.refused.code} ${outcome.refused.message.includes('ring') ? 'ring' : (outcome.refused.field ?? []).filter((step) => !/^\d+$/.test(String(step))).join('.')}`);
      else for (const { told } of outcome.happened) acts.add(told.act.act);
    });
  }, { numRuns: 300, seed: 1 });
  expect([...acts].filter((act) => [...tyingActs, ...followingTies].some((one) => one === act)).sort()).toEqual([...tyingActs, ...followingTies].sort());
  expect([...refusals]).toEqual(expect.arrayContaining([
    'SERVE INVALID_INPUT parent', 'SERVE INVALID_INPUT ring', 'SERVE INVALID_INPUT share', 'SERVE INVALID_INPUT contributions.contribution', 'SERVE ALREADY_SO parent',
    'REWEIGH_SERVING INVALID_INPUT share', 'REWEIGH_SERVING ALREADY_SO ', 'DEPEND INVALID_INPUT provider', 'DEPEND INVALID_INPUT ring', 'DEPEND INVALID_INPUT neededBy', 'DEPEND ALREADY_SO provider',
  ]));
});
