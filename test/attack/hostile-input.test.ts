import fc from 'fast-check';
import { createSchema } from '../../src/schema.js';
import { openApi, workflowIn } from '../kit/api.js';
import type { Api, Company } from '../kit/api.js';
import { expectClean, hostileTo } from '../kit/hostile.js';
import { argumentsWith, operationOf, placesOf } from '../kit/inputs.js';
import type { Place } from '../kit/inputs.js';
import { openRehearsal } from '../kit/rehearsal.js';
import type { Rehearsal } from '../kit/rehearsal.js';
import { runs } from '../kit/thorough.js';

/*
 * Every place of the schema where a client can put a value is given values that break programs. Whatever they are, the
 * answer is one that a client can understand, and never what broke inside.
 */

let api: Api;
let company: Company;
/** Nothing that is written is kept: each value meets the same state. */
let rehearsal: Rehearsal;
const phases = ['HEARD', 'NEGOTIATING', 'PROPOSED', 'EXECUTING', 'DELIVERED'] as const;
/** What there is to name, around a workflow in each phase. */
const ids: Record<string, string>[] = [];

beforeAll(async () => {
  api = await openApi();
  company = await api.found();
  rehearsal = await openRehearsal(api);
  const roster = { customer: await company.person('ada'), performer: await company.person('bram'), agent: await company.person('dana'), group: await company.agent('board', { kind: 'GROUP', name: 'Board' }) };
  for (const phase of phases) {
    const workflow = await workflowIn(company, phase);
    const { found } = await company.asks('ada', 'query($id: ID!) { found: workflow(id: $id) { concern { id } standingProposal { id } promise { id } acts { nodes { id } } } }', { id: workflow });
    ids.push({ ...roster, workflow, concern: found.concern.id, proposal: found.standingProposal?.id, promise: found.promise?.id, act: found.acts.nodes[0].id });
  }
}, 240_000);
afterAll(async () => {
  await rehearsal.close();
  await api.close();
});

const usual: Readonly<Record<string, unknown>> = { String: 'Something', When: '2026-11-30', Duration: 'P1D', Decimal: '1', Int: 3, Float: 0.5, Boolean: true };
const leafAround = (phase: number) => (typeName: string, name: string): unknown => (name === 'idempotencyKey' ? company.nextKey() : typeName === 'ID' ? (ids[phase]?.[name] ?? ids[phase]?.['agent']) : usual[typeName]);

const places = placesOf(createSchema());
const nameOf = ({ field, on }: Place): string => `${on === undefined ? '' : `${on}.`}${field.name}`;

test('places were found, in queries and in mutations', () => {
  expect(places.filter(({ operation }) => operation === 'query').length).toBeGreaterThan(60);
  expect(places.filter(({ operation }) => operation === 'mutation').length).toBeGreaterThan(150);
});

/** How often each place is given something. */
const times = { query: runs(4, 10), mutation: runs(5, 15) };

test.each([...new Set(places.map(nameOf))])('%s answers whatever it is given', async (name) => {
  for (const place of places.filter((one) => nameOf(one) === name)) {
    await fc.assert(
      fc.asyncProperty(hostileTo(place.typeName), fc.constantFrom('ada', 'bram', 'olga'), fc.nat(phases.length - 1), async (value, subject, phase) => {
        const variables = { ...argumentsWith(place, value, leafAround(phase)), ...(place.on === undefined ? {} : { thing: ids[phase]?.[place.on.toLowerCase()] ?? '' }) };
        expectClean(await rehearsal.ask(await company.tokenOf(subject), operationOf(place), variables), { place: place.path.join('.'), value });
      }),
      { numRuns: times[place.operation] },
    );
  }
}, 240_000);
