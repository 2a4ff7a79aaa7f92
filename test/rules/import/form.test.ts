import fc from 'fast-check';
import { z } from 'zod';
import { formOf } from '../../../src/domain/import/form.rules.js';
import { readRecord, recordSchemas } from '../../../src/domain/import/records.rules.js';
import type { RecordKind } from '../../../src/domain/import/records.rules.js';
import { stateSchemas } from '../../../src/domain/import/state.rules.js';
import { people, wholeFile } from '../../kit/records.js';

/* Forms are a second reading of the schemas: they may never let through what parsing would refuse or make another thing of. */

const id = '0192a000-0000-7000-8000-00000000de30';
const at = '2026-03-02T09:00:00.000Z';
const act = { record: 'act', kind: 'WORKFLOW', about: id, sequence: 3, id, act: 'REQUEST', side: 'CUSTOMER', person: id, party: id, saidAt: at, recordedAt: at, data: { customership: null }, words: 'Could you?' };
const records: readonly Record<string, unknown>[] = [
  ...wholeFile, ...people, act,
  { record: 'header', format: 'promisegraph', version: 1, exported: { organization: id } },
  { record: 'externalId', source: 'the old tool', kind: 'AGENT', id: 'u1', about: id, digest: 'a'.repeat(64) },
  { record: 'end', records: 7, sha256: 'b'.repeat(64) },
];

const condition = { key: 'c1', statement: 'It works', mandatory: true, due: at, measure: { metric: 'uptime', unit: null, direction: 'STAY_ABOVE', baseline: null, target: '99.9' } };
const workflow = {
  format: 1, id, version: 4, zone: 'Europe/Amsterdam', phase: 'EXECUTING', explicit: true, visibility: 'PARTIES', customer: id, performer: id, concern: { id, statement: 'Ship it', articulated: true },
  cycle: { number: 1, starts: at, due: at, openedAt: at }, customership: { respondWithin: 'P1D', checkInEvery: 'P7D', assessWithin: 'P1D' }, request: at, offer: null, lastHeard: 'CUSTOMER',
  deferral: { CUSTOMER: { until: at, act: id }, PERFORMER: null }, proposals: 1, conditionKeys: 1,
  standing: { id, version: 1, cycle: 1, author: 'PERFORMER', party: id, at, act: id, terms: { conditions: [condition], due: at, window: { starts: at, due: at }, answerBy: null, customership: null } },
  renegotiation: { side: 'CUSTOMER', at, concernChanged: false, act: id },
  promise: {
    id, proposal: id, cycle: 1, performer: id, customer: id, objective: 'Ship it', status: 'IN_FORCE', conditions: [{ ...condition, current: '99.5', measuredAt: at, outcome: 'MET' }], starts: at, due: at, madeAt: at,
    supersedes: null, confidence: 0.5, forecast: at, reportedAt: null, deliveredAt: null, endedAt: null, reworks: 0,
  },
  assessment: { id, promise: id, cycle: 1, verdict: 'REDEEMED', next: null, satisfaction: 5, at, act: id, outcomes: [{ key: 'c1', outcome: 'MET' }] },
  lastCheckIn: null, handOver: { CUSTOMER: null, PERFORMER: { successor: id, at, act: id } }, voices: { CUSTOMER: [id], PERFORMER: [] }, reviewable: [{ cycle: 1, performer: id, customers: [id] }], reviewed: false,
  reviews: [{ cycle: 1, clarity: 4, helpfulness: 5, at, act: id }], awaited: [{ agent: id, side: 'CUSTOMER', move: 'CHECK_IN', subject: '', since: at, from: at, due: at, ownDue: at }],
  closed: { at, side: 'CUSTOMER', how: 'ENDED', act: id }, openedAt: at, changedAt: at,
};
const states = {
  WORKFLOW: workflow,
  AGENT: { format: 1, id, version: 1, kind: 'PERSON', name: 'Ada Moreau', active: true, administrator: false, subject: 'ada', wordsErased: false, createdAt: at, changedAt: at },
  CONCERN: { format: 1, id, version: 1, holder: id, statement: 'Ship it', articulated: true, status: 'OPEN', workflows: [id], heldSince: at, changedAt: at },
  ORGANIZATION: { format: 1, id, version: 1, name: 'Awesome Company', zone: 'UTC', foundedAt: at, changedAt: at },
} as const;

const strange = fc.oneof(
  fc.constantFrom<unknown>(null, undefined, true, 0, -1, 0.5, 1e300, Number.NaN, '', ' ', ' padded ', 'no id', id, at, '2026-02-30T09:00:00.000Z', '2026-03-02', 'UTC', 'Nowhere/Land', [], {}, [null], '9'.repeat(21), '1e3', '\u0000', '\ud800', 'c1', 'c1234567', 'CUSTOMER', 'NOBODY', 'x'.repeat(201)),
  fc.jsonValue(),
);
/** Puts something strange in the place of one thing in it, leaves one out, or adds one. */
function torn(whole: unknown): fc.Arbitrary<unknown> {
  if (Array.isArray(whole)) return fc.oneof(strange, fc.tuple(fc.nat(Math.max(0, whole.length - 1)), fc.constant(whole)).chain(([index]) => (whole.length === 0 ? strange.map((one) => [one]) : torn(whole[index]).map((one) => whole.with(index, one)))));
  if (typeof whole !== 'object' || whole === null) return strange;
  const fields = whole as Record<string, unknown>;
  const without = (name: string): unknown => Object.fromEntries(Object.entries(fields).filter(([one]) => one !== name));
  return fc.oneof(
    { weight: 1, arbitrary: strange },
    { weight: 2, arbitrary: fc.constantFrom(...Object.keys(fields), 'record').map(without) },
    { weight: 2, arbitrary: fc.tuple(fc.constantFrom('more', '__proto__', 'constructor', 'toString'), strange).map(([name, one]) => JSON.parse(`${JSON.stringify(fields).slice(0, -1)}${Object.keys(fields).length === 0 ? '' : ','}${JSON.stringify(name)}:${JSON.stringify(one) ?? 'null'}}`) as unknown) },
    { weight: 8, arbitrary: fc.constantFrom(...(Object.keys(fields).length === 0 ? ['more'] : Object.keys(fields))).chain((name) => torn(fields[name]).map((one) => ({ ...fields, [name]: one }))) },
  );
}
const many = { numRuns: 1_500 };

test('a record that has its form is one that parsing would leave as it is', () => {
  for (const record of records) expect(formOf(recordSchemas[record['record'] as RecordKind])(record)).toBe(true);
  fc.assert(fc.property(fc.constantFrom(...records).chain((record) => fc.tuple(fc.constant(record['record'] as RecordKind), torn(record))), ([kind, record]) => {
    const parsed = recordSchemas[kind].safeParse(record);
    if (formOf(recordSchemas[kind])(record)) expect(parsed).toEqual({ success: true, data: record });
  }), many);
});

test('a line is read as parsing reads it, whether its form was enough or not', () => {
  fc.assert(fc.property(fc.constantFrom(...records).chain(torn), (record) => {
    const line = JSON.stringify(record) ?? 'undefined';
    const read = readRecord(line);
    const kind = line.startsWith('{') ? (JSON.parse(line) as { record?: unknown }).record : undefined;
    const schema = typeof kind === 'string' && Object.hasOwn(recordSchemas, kind) ? recordSchemas[kind as RecordKind] : z.never();
    const parsed = schema.safeParse(line.startsWith('{') ? JSON.parse(line) : undefined);
    if (parsed.success) expect(read).toEqual(parsed.data);
    else expect(typeof read).toBe('string');
  }), many);
});

describe.each(Object.keys(states) as (keyof typeof states)[])('a state of the kind %s', (kind) => {
  const form = formOf(stateSchemas[kind]);

  test('that has its form is one that parsing lets pass', () => {
    expect(form(states[kind])).toBe(true);
    fc.assert(fc.property(torn(states[kind]), (state) => {
      if (form(state)) expect(stateSchemas[kind].safeParse(state).success).toBe(true);
    }), many);
  });

  test('is judged the same beside the one before it', () => {
    fc.assert(fc.property(torn(states[kind]), (state) => {
      expect(form(state, states[kind])).toBe(form(state));
    }), many);
  });
});

test('forms know the ways of a schema that they are used with, and no more', () => {
  expect(() => formOf(z.date())).toThrow(/no form of "date"/);
  expect(() => formOf(z.string().startsWith('a').and(z.string()))).toThrow(/no form/);
  expect(() => formOf(z.number().multipleOf(2))).toThrow(/no form of the check/);
  expect(() => formOf(z.object({}))).toThrow(/other fields/);
});
