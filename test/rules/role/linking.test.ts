import { isOfLine, judgeLink, lineToLink, mayDraw, mayLink } from '../../../src/domain/role/linking.rules.js';
import type { RoleLine, RoleState } from '../../../src/domain/role/role.types.js';
import type { Voice } from '../../../src/domain/workflow/speaker.rules.js';

const now = '2026-03-02T09:00:00.000Z';
const parties = { customer: 'dana', performer: 'emil' };
const voice = (person: string, more: Partial<Voice> = {}): Voice => ({ person, administrator: false, represents: [], ...more });
const cast = (...left: readonly string[]): ReadonlyMap<string, { id: string; name: string; active: boolean }> =>
  new Map(['ada', 'dana', 'emil', 'board'].map((id) => [id, { id, name: id, active: !left.includes(id) }]));
const line = (key: string, customer: string | null): RoleLine => ({
  key, customer, statement: 'Implement a part', horizon: 'P3M', conditions: [], customership: { respondWithin: 'P3D', checkInEvery: 'P14D', assessWithin: 'P5D' }, backing: null,
});
const heldBy = (agent: string, until: string | null = null): RoleState => ({
  format: 1, id: 'r', version: 3, name: 'Engineer', description: null, status: 'STANDING', keeper: 'bram', lines: [line('l1', null), line('l2', 'ada')], lineKeys: 2,
  offers: [], holders: [{ id: 'h', agent, since: now, until }], vacant: [], createdAt: now, changedAt: now, retiredAt: null,
});

test('the parties of a workflow say whose role it is, and an administrator for one who has left', () => {
  expect(mayDraw(parties, voice('dana'), cast())).toBe(true);
  expect(mayDraw(parties, voice('emil'), cast())).toBe(true);
  expect(mayDraw({ ...parties, customer: 'board' }, voice('ada', { represents: ['board'] }), cast())).toBe(true);
  expect(mayDraw(parties, voice('ada'), cast())).toBe(false);
  expect(mayDraw(parties, voice('olga', { administrator: true }), cast())).toBe(false);
  expect(mayDraw(parties, voice('olga', { administrator: true }), cast('dana'))).toBe(true);
  expect(mayDraw(parties, voice('ada'), cast('dana'))).toBe(false);
});

test('a workflow whose Performer holds the role is put into it by them alone', () => {
  expect(mayLink(parties, heldBy('fatima'), voice('dana'), cast(), now)).toBe(true);
  expect(mayLink(parties, heldBy('emil'), voice('dana'), cast(), now)).toBe(false);
  expect(mayLink(parties, heldBy('emil'), voice('emil'), cast(), now)).toBe(true);
  expect(mayLink(parties, heldBy('emil', now), voice('dana'), cast(), now)).toBe(true);
  expect(() => { judgeLink(parties, line('l1', null), heldBy('emil'), voice('dana'), cast(), now, ['workflows', '0']); }).toThrow('emil performs in it and holds the role');
  expect(mayLink(parties, heldBy('emil'), voice('olga', { administrator: true }), cast('emil'), now)).toBe(true);
});

test('a line takes workflows of its Customer, and is to be named where there are several', () => {
  expect([isOfLine(line('l1', null), 'dana'), isOfLine(line('l1', 'dana'), 'dana'), isOfLine(line('l1', 'ada'), 'dana')]).toEqual([true, true, false]);
  expect(() => { judgeLink(parties, line('l2', 'ada'), heldBy('fatima'), voice('dana'), cast(), now, ['workflows', '0']); }).toThrow('The Customer of line l2 is ada, and of this workflow it is dana');
  const [only, other] = [line('l1', null), line('l2', null)];
  expect(lineToLink(null, { lines: [only] })).toBe(only);
  expect(lineToLink('l2', { lines: [only, other] })).toBe(other);
  expect(() => lineToLink(null, { lines: [only, other] })).toThrow('Say into which line. There are: l1, l2.');
  expect(() => lineToLink('l9', { lines: [only] })).toThrow('There is no such line. There are: l1.');
});
