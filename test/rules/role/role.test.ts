import fc from 'fast-check';
import { FOREVER, addDuration, horizonOf, momentOf } from '../../../src/domain/common/moment.rules.js';
import { availableRoleActs, judgeRole } from '../../../src/domain/role/role-speaker.rules.js';
import { roleCycle } from '../../../src/domain/role/role-cycle.rules.js';
import { addedSince, applyToRole, holdersAt, holdingSpans, takingsUntold, withLinesTaken } from '../../../src/domain/role/role.rules.js';
import { mostHolders, offerTo, windowFrom } from '../../../src/domain/role/taking.rules.js';
import type { AnyRoleAct, Holding, RoleLineTerms, RoleState } from '../../../src/domain/role/role.types.js';
import type { Voice } from '../../../src/domain/workflow/speaker.rules.js';

const start = Date.parse('2026-03-02T09:00:00.000Z');
const hour = 3_600_000;
const at = (index: number): string => momentOf(start + index * hour);
const line = (key: string, customer: string | null = 'dana'): RoleLineTerms => ({
  key, customer, statement: 'Implement a part', horizon: 'P3M', conditions: [], customership: { respondWithin: 'P3D', checkInEvery: 'P14D', assessWithin: 'P5D' },
});

/** A role after these acts, each an hour after the one before. */
function after(...said: readonly (readonly [act: string, data: unknown, person?: string])[]): readonly RoleState[] {
  const states: RoleState[] = [];
  const created = ['CREATE_ROLE', { role: 'r', name: 'Engineer', description: null, keeper: 'bram', lines: [line('l1'), line('l2', 'ada')], lineKeys: 2, backed: [], workflows: [] }, 'bram'] as const;
  [created, ...said].forEach(([act, data, person = 'bram'], index) => states.push(applyToRole(states[index - 1] ?? null, { id: `act ${String(index)}`, act, person, at: at(index), data } as AnyRoleAct)));
  return states;
}

const last = (states: readonly RoleState[]): RoleState => states[states.length - 1] as RoleState;
const offered = ['OFFER_ROLE', { agent: 'emil', by: 'bram', until: null }] as const;
const taken = ['TAKE_ROLE', { agent: 'emil', until: null, concerns: [] }, 'emil'] as const;

test('a line that says the same keeps who stands behind it, and one that says something else loses them', () => {
  const backed = ['STAND_BEHIND_ROLE', { lines: ['l1'] }, 'dana'] as const;
  const amended = (lines: readonly RoleLineTerms[], keys: readonly string[] = []): RoleState =>
    last(after(backed, ['AMEND_ROLE', { name: 'Engineer', description: null, lines, lineKeys: 2, backed: keys }]));
  expect(amended([line('l1'), line('l2')]).lines.map(({ backing }) => backing?.person ?? null)).toEqual(['dana', null]);
  expect(amended([{ ...line('l1'), horizon: 'P6M' }]).lines[0]?.backing).toBeNull();
  expect(amended([line('l1', 'ada')]).lines[0]?.backing).toBeNull();
  expect(amended([{ ...line('l1'), horizon: 'P6M' }], ['l1']).lines[0]?.backing).toMatchObject({ person: 'bram' });
});

test('amending and retiring void offers, and leave who holds it', () => {
  const again = ['OFFER_ROLE', { agent: 'fatima', by: 'bram', until: null }] as const;
  expect(last(after(offered, taken, again, ['AMEND_ROLE', { name: 'Senior', description: null, lines: [line('l1')], lineKeys: 2, backed: [] }]))).toMatchObject({ offers: [], holders: [{ agent: 'emil' }], name: 'Senior' });
  expect(last(after(offered, taken, again, ['RETIRE_ROLE', {}]))).toMatchObject({ offers: [], holders: [{ agent: 'emil' }], status: 'RETIRED' });
});

test('whoever takes it again goes on holding it, with the lines that they lacked', () => {
  const amended = ['AMEND_ROLE', { name: 'Engineer', description: null, lines: [line('l1'), line('l2', 'ada'), line('l3')], lineKeys: 3, backed: [] }] as const;
  const states = after(offered, taken, amended, offered, taken);
  const [held] = states[2]?.holders ?? [];
  expect(held).toMatchObject({ id: 'act 2', lines: ['l1', 'l2'] });
  expect(addedSince(states[3] as RoleState, held as Holding).map(({ key }) => key)).toEqual(['l3']);
  expect(last(states)).toMatchObject({ offers: [], holders: [{ ...held, lines: ['l1', 'l2', 'l3'] }] });
  expect(holdingSpans(states)).toHaveLength(1);
});

test('in a state from before it was kept, the act that took it tells with which lines', () => {
  const amended = ['AMEND_ROLE', { name: 'Engineer', description: null, lines: [line('l1'), line('l3')], lineKeys: 3, backed: [] }] as const;
  const states = after(offered, taken, amended);
  const before = { ...last(states), holders: last(states).holders.map(({ lines: _, ...held }) => held) };
  expect(addedSince(before, before.holders[0] as Holding)).toEqual([]);
  expect(takingsUntold(before)).toEqual(['act 2']);
  expect(withLinesTaken(before, new Map([['act 2', states[2] as RoleState]]))).toEqual(last(states));
  expect(withLinesTaken(before, new Map())).toEqual(before);
  expect(takingsUntold(last(states))).toEqual([]);
});

test('a role that as many hold as may is taken by nobody new, and by its holders again', () => {
  const full = Array.from({ length: mostHolders }, (_, index) => ({ id: `h${String(index)}`, agent: index === 0 ? 'emil' : `a${String(index)}`, since: at(0), until: null }));
  const state = { ...last(after(offered, ['OFFER_ROLE', { agent: 'fatima', by: 'bram', until: null }])), holders: full };
  expect(availableRoleActs(state, voice('emil'), cast(), at(4), false)).toContain('TAKE_ROLE');
  expect(availableRoleActs(state, voice('fatima'), cast(), at(4), false)).not.toContain('TAKE_ROLE');
  expect(offerTo('emil', { state, now: at(4) })).toMatchObject({ agent: 'emil' });
  expect(() => offerTo('fatima', { state, now: at(4) })).toThrow('at once, at most');
});

test('whose day has passed holds it no longer, and their span ends then', () => {
  const states = after(offered, ['TAKE_ROLE', { agent: 'emil', until: at(5), concerns: [] }, 'emil']);
  expect(holdersAt(last(states), at(4))).toHaveLength(1);
  expect(holdersAt(last(states), at(5))).toEqual([]);
  expect(holdingSpans(states)).toEqual([{ id: 'act 2', agent: 'emil', from: at(2), until: at(5), to: at(5) }]);
});

test('the spans of all holders are what asking every state in turn tells', () => {
  const agents = ['emil', 'fatima', 'chidi'];
  const step = fc.record({ agent: fc.constantFrom(...agents), until: fc.option(fc.integer({ min: 1, max: 30 })), leaves: fc.boolean() });
  fc.assert(fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
    const said: (readonly [string, unknown, string])[] = [];
    for (const { agent, until, leaves } of steps) {
      const held = said.findLast(([, data]) => (data as { agent: string }).agent === agent)?.[0] === 'TAKE_ROLE';
      if (leaves && held) said.push(['LEAVE_ROLE', { agent, successor: null, workflows: [], vacant: [] }, agent]);
      else if (!held) said.push(['TAKE_ROLE', { agent, until: until === null ? null : at(until + said.length + 1), concerns: [] }, agent]);
    }
    const states = after(...said);
    const spans = holdingSpans(states);
    for (let hours = 0; hours < 60; hours++) {
      const now = momentOf(start + hours * hour + 1);
      const state = states[Math.min(hours, states.length - 1)] as RoleState;
      const naive = holdersAt(state, now).map(({ agent }) => agent).sort();
      expect(spans.filter(({ from, to }) => from <= now && to > now).map(({ agent }) => agent).sort()).toEqual(naive);
    }
    expect(spans.every(({ from, to }) => from < to && to <= FOREVER)).toBe(true);
  }));
});

const voice = (person: string, administrator = false, represents: string[] = []): Voice => ({ person, administrator, represents });
const cast = (left: readonly string[] = []): ReadonlyMap<string, { id: string; name: string; active: boolean }> =>
  new Map(['ada', 'bram', 'dana', 'emil', 'fatima', 'olga'].map((id) => [id, { id, name: id, active: !left.includes(id) }]));

test('what is available is what is accepted, for everybody and in every state', () => {
  const states = after(['STAND_BEHIND_ROLE', { lines: ['l1'] }, 'dana'], offered, taken, ['OFFER_ROLE', { agent: 'fatima', by: 'bram', until: null }], ['RETIRE_ROLE', {}]);
  for (const state of states) {
    for (const left of [[], ['bram'], ['emil']]) {
      for (const who of [voice('ada'), voice('bram'), voice('dana'), voice('emil'), voice('fatima'), voice('olga', true)]) {
        const accepted = roleCycle.map(({ act }) => act).filter((act) => {
          if (act === 'CREATE_ROLE') return false;
          const lines = state.lines.filter(({ backing, customer }) => customer === who.person && (backing === null) === (act === 'STAND_BEHIND_ROLE')).map(({ key }) => key);
          if (act.startsWith('STAND_') && lines.length === 0) return false;
          const agents = act === 'LEAVE_ROLE' ? ['emil', who.person] : [who.person];
          return agents.some((agent) => accepts(() => judgeRole(state, act, who, cast(left), act.startsWith('STAND_') ? { lines } : ['TAKE_ROLE', 'REFUSE_ROLE', 'LEAVE_ROLE'].includes(act) ? { agent } : {})));
        });
        expect({ who: who.person, left, acts: availableRoleActs(state, who, cast(left), at(9), true) }).toEqual({ who: who.person, left, acts: accepted });
      }
    }
  }
});

test('an offer whose day has passed is not there to be taken, and may be refused', () => {
  const state = last(after(['OFFER_ROLE', { agent: 'emil', by: 'bram', until: at(5) }]));
  expect(availableRoleActs(state, voice('emil'), cast(), at(4), false)).toEqual(['REFUSE_ROLE', 'TAKE_ROLE']);
  expect(availableRoleActs(state, voice('emil'), cast(), at(5), false)).toEqual(['REFUSE_ROLE']);
});

function accepts(judging: () => unknown): boolean {
  try {
    judging();
    return true;
  } catch {
    return false;
  }
}

test('a refusal names who may say it', () => {
  const state = last(after());
  expect(() => judgeRole(state, 'AMEND_ROLE', voice('dana'), cast())).toThrow('only bram, who keeps the role, may say this, or an administrator for one who has left');
  expect(judgeRole(state, 'AMEND_ROLE', voice('olga', true), cast(['bram']))).toBe('olga');
  expect(() => judgeRole(state, 'TAKE_ROLE', voice('emil'), cast())).toThrow('the role is offered to nobody');
  expect(() => judgeRole(last(after(offered)), 'TAKE_ROLE', voice('fatima'), cast(), { agent: 'fatima' })).toThrow('the role is not offered to fatima');
});

test('a first window reaches as far as the line says, to the end of a day', () => {
  for (const horizon of ['P1M', 'P3M', 'P1Y', 'P3Y']) {
    const window = windowFrom(at(0), horizon, 'Europe/Amsterdam');
    expect(horizonOf(window.starts, window.due, 'Europe/Amsterdam').duration).toBe(horizon);
    expect(window.due.slice(11)).toMatch(/^2[123]:59:59\.999Z$/);
  }
  expect(windowFrom(at(0), 'PT4H', 'Europe/Amsterdam')).toEqual({ starts: at(0), due: addDuration(at(0), 'PT4H', 'Europe/Amsterdam') });
  expect(windowFrom(at(0), 'P1D', 'Europe/Amsterdam').due).toBe('2026-03-02T22:59:59.999Z');
});
