import type { AgentState } from '../../../src/domain/agent/agent.rules.js';
import type { ConcernState } from '../../../src/domain/concern/concern.rules.js';
import { leavingOf } from '../../../src/domain/role/leaving.rules.js';
import { noLongerVacant, takingOf } from '../../../src/domain/role/taking.rules.js';
import type { TakingOccasion } from '../../../src/domain/role/taking.rules.js';
import type { RoleLine, RoleState } from '../../../src/domain/role/role.types.js';
import { opened } from '../../../src/domain/workflow/births.rules.js';
import type { Voice } from '../../../src/domain/workflow/speaker.rules.js';
import type { WorkflowState } from '../../../src/domain/workflow/workflow.types.js';

const now = '2026-03-02T09:00:00.000Z';
const customership = { respondWithin: 'P3D', checkInEvery: 'P14D', assessWithin: 'P5D' };
const line = (key: string, more: Partial<RoleLine> = {}): RoleLine => ({
  key, customer: 'dana', statement: 'Implement a part', horizon: 'P3M', conditions: [], customership, backing: { person: 'dana', at: now, act: 'said' }, ...more,
});
const role = (lines: readonly RoleLine[], more: Partial<RoleState> = {}): RoleState => ({
  format: 1, id: 'r', version: 3, name: 'Engineer', description: null, status: 'STANDING', keeper: 'bram', lines, lineKeys: lines.length,
  offers: [{ agent: 'emil', person: 'bram', by: 'bram', until: null, at: now, act: 'offered' }], holders: [], vacant: [], createdAt: now, changedAt: now, retiredAt: null, ...more,
});
const agent = (id: string, active = true): AgentState => ({
  format: 1, id, version: 1, kind: 'PERSON', name: id, active, administrator: false, subject: id, wordsErased: false, createdAt: now, changedAt: now,
});
const voice = (person: string): Voice => ({ person, administrator: false, represents: [] });
const cast = (left: readonly string[] = []): ReadonlyMap<string, AgentState> => new Map(['ada', 'bram', 'dana', 'emil', 'fatima', 'board'].map((id) => [id, agent(id, !left.includes(id))]));

function workflow(id: string, performer: string, of: string, more: Partial<WorkflowState> = {}): WorkflowState {
  const begun = opened({
    workflow: id, zone: 'Europe/Amsterdam', customer: 'dana', performer, concern: { id: `c ${id}`, statement: 'Implement a part', articulated: true },
    window: { starts: now, due: '2026-06-01T21:59:59.999Z' }, customership, role: { role: 'r', line: of },
  }, true, now);
  return { ...begun, ...more };
}

const occasion = (state: RoleState, more: Partial<TakingOccasion> = {}): TakingOccasion => ({
  state, taker: agent('emil'), voice: voice('emil'), cast: cast(), workflows: [], concerns: new Map(), represents: () => false, zone: 'Europe/Amsterdam', now, ...more,
});
const told = (more: TakingOccasion): unknown => takingOf(more).map((one) => (one.kind === 'OPENED' ? [one.line.key, one.side, one.person, one.concern?.id ?? null] : one.workflow.id));

test('a line opens by the word of its Customer where they stand behind it, and of the taker where they do not', () => {
  const lines = [line('l1'), line('l2', { backing: null }), line('l3', { customer: null, backing: null }), line('l4', { customer: 'board', backing: { person: 'ada', at: now, act: 'said' } })];
  expect(told(occasion(role(lines)))).toEqual([['l1', 'CUSTOMER', 'dana', null], ['l2', 'PERFORMER', 'emil', null], ['l3', 'CUSTOMER', 'bram', null], ['l4', 'PERFORMER', 'emil', null]]);
  expect(told(occasion(role(lines), { represents: (person, group) => person === 'ada' && group === 'board' }))).toContainEqual(['l4', 'CUSTOMER', 'ada', null]);
});

test('nobody is the voice of both sides: who stood behind the line for a group, and takes the role, offers', () => {
  const lines = [line('l1', { customer: 'board', backing: { person: 'emil', at: now, act: 'said' } })];
  expect(told(occasion(role(lines), { represents: () => true }))).toEqual([['l1', 'PERFORMER', 'emil', null]]);
});

test('whoever holds it already is asked for the lines that were added, and for what whoever offers does not have from them', () => {
  const lines = [line('l1'), line('l2', { customer: 'ada', backing: null }), line('l3', { customer: null, backing: null }), line('l4')];
  const held = (keys: readonly string[] | undefined): RoleState => role(lines, { holders: [{ id: 'h', agent: 'emil', since: now, until: null, ...(keys === undefined ? {} : { lines: keys }) }] });
  const bramsOwn = workflow('w3', 'emil', 'l3', { customer: 'bram' });
  // l4 is new. Bram, who offers it, has nothing from Emil in the line that names nobody, or has it.
  expect(told(occasion(held(['l1', 'l2', 'l3'])))).toEqual([['l3', 'CUSTOMER', 'bram', null], ['l4', 'CUSTOMER', 'dana', null]]);
  expect(told(occasion(held(['l1', 'l2', 'l3']), { workflows: [bramsOwn] }))).toEqual([['l4', 'CUSTOMER', 'dana', null]]);
  expect(told(occasion(held(['l1', 'l2', 'l3']), { workflows: [{ ...bramsOwn, phase: 'CLOSED' }] }))).toHaveLength(2);
  // What was put into a new line meanwhile opens nothing more.
  expect(told(occasion(held(['l1', 'l2', 'l3']), { workflows: [bramsOwn, workflow('w4', 'emil', 'l4')] }))).toEqual([]);
  // Where nobody knows with which lines it was taken, nothing is asked for in the name of others: what they asked for may have ended.
  const ended: WorkflowState = { ...workflow('w1', 'emil', 'l1'), phase: 'CLOSED' };
  expect(told(occasion(held(undefined), { workflows: [ended] }))).toEqual([['l3', 'CUSTOMER', 'bram', null]]);
  expect(told(occasion(held(undefined), { workflows: [ended, bramsOwn] }))).toEqual([]);
});

test('what somebody else asks for in a line that names no Customer is not what whoever offers asks for', () => {
  const state = role([line('l1', { customer: null, backing: null })]);
  expect(told(occasion(state, { workflows: [workflow('w1', 'emil', 'l1', { customer: 'ada' })] }))).toEqual([['l1', 'CUSTOMER', 'bram', null]]);
  expect(told(occasion(state, { workflows: [workflow('w1', 'emil', 'l1', { customer: 'bram' })] }))).toEqual([]);
});

test('a line whose Customer has left is refused, and so is an offer whose day has passed', () => {
  expect(() => takingOf(occasion(role([line('l1')]), { cast: cast(['dana']) }))).toThrow('dana, the Customer of line l1, is no longer active');
  const [offer] = role([]).offers;
  expect(() => takingOf(occasion(role([line('l1')], { offers: [{ ...offer, until: now } as RoleState['offers'][number]] })))).toThrow('has passed');
});

test('what was handed over is taken over, whatever its line, and opens nothing more', () => {
  const handed = { handOver: { CUSTOMER: null, PERFORMER: { successor: 'emil', at: now, act: 'named' } } };
  const workflows = [workflow('w1', 'fatima', 'l1', handed), workflow('w2', 'fatima', 'l1', handed), workflow('w3', 'fatima', 'gone', handed), workflow('w4', 'emil', 'l2')];
  expect(told(occasion(role([line('l1'), line('l2'), line('l3')]), { workflows }))).toEqual(['w1', 'w2', 'w3', ['l3', 'CUSTOMER', 'dana', null]]);
});

test('a concern that is open since somebody left is taken up while it is the same, each once', () => {
  const concern = (id: string, more: Partial<ConcernState> = {}): ConcernState =>
    ({ format: 1, id, version: 2, holder: 'dana', statement: 'Implement a part', articulated: true, status: 'OPEN', workflows: [], heldSince: now, changedAt: now, ...more });
  const vacant = ['c1', 'c2', 'c3', 'c4'].map((id) => ({ line: 'l1', concern: id }));
  const concerns = new Map([concern('c1', { statement: 'Something else' }), concern('c2', { status: 'TAKEN_UP' }), concern('c3'), concern('c4')].map((one) => [one.id, one]));
  const state = role([line('l1')], { vacant });
  const taken = takingOf(occasion(state, { concerns }));
  expect(taken).toMatchObject([{ kind: 'OPENED', concern: { id: 'c3' } }]);
  expect(noLongerVacant({ state, concerns }, taken)).toEqual(['c1', 'c2', 'c3']);
});

test('whoever leaves hands over, or declines what is talked about, and leaves what hangs together with more', () => {
  const base = { leaver: 'emil', voice: voice('emil'), cast: cast(), now };
  const talked = workflow('w1', 'emil', 'l1');
  expect(leavingOf(talked, { ...base, successor: null })).toBe('DECLINE');
  expect(leavingOf(talked, { ...base, successor: agent('fatima') })).toBe('HAND_OVER');
  // The Customer takes nobody's place as Performer, and who has left takes none.
  expect(leavingOf(talked, { ...base, successor: agent('dana') })).toBeNull();
  expect(leavingOf(talked, { ...base, successor: agent('fatima', false) })).toBeNull();
  const named = workflow('w2', 'emil', 'l1', { handOver: { CUSTOMER: { successor: 'ada', at: now, act: 'named' }, PERFORMER: null } });
  expect(leavingOf(named, { ...base, successor: null })).toBeNull();
  expect(leavingOf({ ...talked, phase: 'EXECUTING' }, { ...base, successor: null })).toBeNull();
});
