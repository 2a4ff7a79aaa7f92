import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { recordDutiesOfBefore } from '../../src/graph/duties-of-before.js';
import type { Database } from '../../src/graph/database.js';
import { recordLikenessOfBefore } from '../../src/graph/likeness-of-before.js';
import { recordRoleLinesOfBefore } from '../../src/graph/role-lines-of-before.js';
import { recordPerformersOfBefore, recordStandingsOfBefore } from '../../src/graph/standings-of-before.js';
import { packageRoot } from '../../src/root.js';
import { graphOf } from '../kit/exports.js';
import { restoredCompany } from '../kit/restored-company.js';
import type { RestoredCompany } from '../kit/restored-company.js';

/*
 * What a version before had no place for is told from its acts. In a database of its own: in the others each test that begins would
 * put on record what this one took away.
 */
let company: RestoredCompany;
let database: Database;
let org: string;
let live: readonly unknown[];

const now = '2026-11-26T12:00:00.000Z';
const later = '2026-11-28T12:00:00.000Z';

jest.setTimeout(300_000);

beforeAll(async () => {
  company = await restoredCompany(now);
  ({ database, org, live } = company);
});
afterAll(() => company.close());

const count = async (text: string): Promise<number> => Number((await database.runText(text, { org }))[0]?.count);

test('what is restored has what was written as it was said', async () => {
  expect(await count('MATCH (n:Duty {org: $org}) RETURN count(*) AS count')).toBeGreaterThan(3);
  expect(await count('MATCH (n:Review {org: $org}) RETURN count(*) AS count')).toBeGreaterThan(0);
  expect(await count('MATCH (n:Promise {org: $org}) WHERE n.renegotiatedAt IS NOT NULL RETURN count(*) AS count')).toBeGreaterThan(0);
  expect(await count("MATCH (n:Workflow {org: $org}) WHERE n.id > '' AND coalesce(n.standingsTo, 0) < n.version RETURN count(*) AS count")).toBe(0);
  expect(await graphOf(database, org)).toEqual(live);
});

describe('duties', () => {
  /** Taken away, and told again from the acts. */
  async function again(): Promise<void> {
    await asBefore();
    await recordDutiesOfBefore(database, now);
  }

  /** As a version left it that knew of no duties. */
  async function asBefore(): Promise<void> {
    await database.runText('MATCH (n:Duty {org: $org}) DETACH DELETE n', { org });
    await database.runText('MATCH (n:Review {org: $org}) DETACH DELETE n', { org });
    await database.runText('MATCH (n:Workflow {org: $org}) REMOVE n.dutiesTo', { org });
    await database.runText('MATCH (n:Promise {org: $org}) REMOVE n.renegotiatedAt', { org });
    await database.runText("MATCH (n:DataMigration {org: 'none'}) DELETE n");
  }

  const behind = (): Promise<number> => count('MATCH (n:Workflow {org: $org}) WHERE coalesce(n.dutiesTo, 0) < n.version RETURN count(*) AS count');

  test('stopped midway it goes on where it was, and makes what would have been written as it was said', async () => {
    await asBefore();
    const workflows = await behind();
    let pages = 0;
    await expect(recordDutiesOfBefore(database, now, { page: 2, batch: 1, onPage: () => { if (++pages === 2) throw new Error('the machine went down'); } })).rejects.toThrow('the machine went down');
    expect(await behind()).toBeLessThan(workflows);
    expect(await behind()).toBeGreaterThan(0);
    const left = await behind();
    expect(await recordDutiesOfBefore(database, now, { page: 2, batch: 1 })).toEqual({ workflows: left });
    expect(await graphOf(database, org)).toEqual(live);
  });

  test('killed between two writes, it writes again and nothing twice', async () => {
    await again();
    await database.runText('MATCH (n:Workflow {org: $org}) REMOVE n.dutiesTo', { org });
    await recordDutiesOfBefore(database, now);
    expect(await graphOf(database, org)).toEqual(live);
  });

  test('what a process of the version before has written beside it is found by the next start, for a day', async () => {
    await again();
    // A process that knows of no duties writes an act, and leaves the workflow behind.
    const [last] = await database.runText('MATCH (d:Duty {org: $org})<-[:HAS_DUTY]-(w:Workflow) MATCH (act:Act {org: $org, id: d.act}) WHERE act.sequence = w.version RETURN d.id AS duty, w.id AS workflow, w.version AS version LIMIT 1', { org });
    expect(last).toBeDefined();
    await database.runText('MATCH (d:Duty {org: $org, id: $duty}) DETACH DELETE d', { org, duty: last?.duty });
    await database.runText('MATCH (w:Workflow {org: $org, id: $workflow}) SET w.dutiesTo = w.version - 1', { org, workflow: last?.workflow });
    expect(await recordDutiesOfBefore(database, later)).toEqual({ workflows: 1 });
    expect(await graphOf(database, org)).toEqual(live);
    // By now nothing of that version is running, and nobody looks any more.
    await database.runText('MATCH (w:Workflow {org: $org, id: $workflow}) SET w.dutiesTo = w.version - 1', { org, workflow: last?.workflow });
    expect(await recordDutiesOfBefore(database, later)).toEqual({ workflows: 0 });
    // As it was, for the others.
    await again();
  });

  test('a concern of which nobody wrote down whether it was restated leaves no duty behind', async () => {
    const restatings = (): Promise<number> => count("MATCH (n:Duty {org: $org, condition: 'ARTICULATES'}) WHERE EXISTS { MATCH (act:Act {org: $org, id: n.act}) WHERE act.state CONTAINS '\"promise\":{' } RETURN count(*) AS count");
    expect(await restatings()).toBeGreaterThan(0);
    const rename = (from: string, to: string): Promise<unknown> => database.runText("MATCH (act:Act {org: $org, kind: 'WORKFLOW'}) SET act.state = replace(act.state, $from, $to)", { org, from: `"${from}"`, to: `"${to}"` });
    await rename('restatedAt', 'nobodyKnowsWhen');
    await again();
    expect(await count('MATCH (n:Duty {org: $org}) RETURN count(*) AS count')).toBeGreaterThan(0);
    expect(await restatings()).toBe(0);
    // As it was, for the others.
    await rename('nobodyKnowsWhen', 'restatedAt');
    await again();
  });
});

describe('how workflows stood', () => {
  /** Taken away, and told again from the acts. */
  async function again(): Promise<void> {
    await asBefore();
    await recordStandingsOfBefore(database, now);
  }

  /** As a version left it that knew of no standings. */
  async function asBefore(): Promise<void> {
    await database.runText("MATCH (n:Standing {org: $org}) WHERE n.workflow > '' AND n.to IS NOT NULL DELETE n", { org });
    await database.runText("MATCH (n:Workflow {org: $org}) WHERE n.id > '' REMOVE n.standingsTo, n.proposalsBefore", { org });
    await database.runText("MATCH (n:DataMigration {org: 'none', id: 'standings'}) DELETE n");
  }

  const behind = (): Promise<number> => count("MATCH (n:Workflow {org: $org}) WHERE n.id > '' AND coalesce(n.standingsTo, 0) < n.version RETURN count(*) AS count");

  test('it is told from the states that acts led to; stopped midway it goes on where it was', async () => {
    await asBefore();
    const workflows = await behind();
    let pages = 0;
    await expect(recordStandingsOfBefore(database, now, { page: 2, batch: 1, onPage: (done) => { if (done > 0 && ++pages === 2) throw new Error('the machine went down'); } })).rejects.toThrow('the machine went down');
    const left = await behind();
    expect(left).toBeLessThan(workflows);
    expect(await recordStandingsOfBefore(database, now, { page: 2, batch: 2 })).toEqual({ workflows: left });
    expect(await graphOf(database, org)).toEqual(live);
  });

  test('what a process of the version before has written beside it is found by the next start, for a day', async () => {
    const [last] = await database.runText("MATCH (n:Workflow {org: $org}) WHERE n.id > '' AND n.phase <> 'CLOSED' RETURN n.id AS id ORDER BY n.changedAt DESC LIMIT 1", { org });
    await again();
    const leaveBehind = (): Promise<unknown> => database.runText("MATCH (n:Workflow {org: $org, id: $id}) SET n.standingsTo = n.version - 1 WITH n MATCH (s:Standing {org: $org, workflow: n.id}) WHERE s.to IS NOT NULL SET s.from = 0", { org, id: last?.['id'] });
    await leaveBehind();
    expect(await recordStandingsOfBefore(database, later)).toEqual({ workflows: 1 });
    expect(await graphOf(database, org)).toEqual(live);
    // By now nothing of that version is running, and nobody looks any more.
    await leaveBehind();
    expect(await recordStandingsOfBefore(database, later)).toEqual({ workflows: 0 });
    // As it was, for the others.
    await again();
  });
});

const cypherOf = (name: string): string => readFileSync(join(packageRoot, 'cypher', `${name}.cypher`), 'utf8').replace(/^\/\/.*$/gm, '').replace(/;\s*$/, '');

test('which concerns are in the same words is known of those from before, and of none that somebody changed meanwhile', async () => {
  await database.runText("MATCH (n:Concern {org: $org}) WHERE n.id > '' REMOVE n.alike, n.underWay", { org });
  await database.runText("MATCH (n:DataMigration {org: 'none', id: 'likeness'}) DELETE n");
  const concerns = await count("MATCH (n:Concern {org: $org}) WHERE n.id > '' RETURN count(*) AS count");
  let pages = 0;
  await expect(recordLikenessOfBefore(database, now, { page: 2, batch: 1, onPage: (done) => { if (done > 0 && ++pages === 2) throw new Error('the machine went down'); } })).rejects.toThrow('the machine went down');
  expect((await recordLikenessOfBefore(database, now, { page: 2 })).workflows).toBe(concerns - 4);
  expect(await graphOf(database, org)).toEqual(live);
  const [some] = await database.runText("MATCH (n:Concern {org: $org}) WHERE n.id > '' RETURN n.id AS id LIMIT 1", { org });
  await database.runText(cypherOf('catching-up/record-likeness'), { org, rows: [{ concern: some?.['id'], version: 0, properties: { alike: 'as it was' } }] });
  expect(await graphOf(database, org)).toEqual(live);
});

test('of which line of their role workflows are is told by their states, and of none that somebody changed meanwhile', async () => {
  const untold = (): Promise<number> => count('MATCH (n:Workflow {org: $org}) WHERE n.role IS NOT NULL AND n.roleLine IS NULL RETURN count(*) AS count');
  await database.runText("MATCH (n:Workflow {org: $org}) WHERE n.id > '' REMOVE n.roleLine", { org });
  await database.runText("MATCH (n:DataMigration {org: 'none', id: 'role-lines'}) DELETE n");
  const workflows = await untold();
  expect(workflows).toBeGreaterThan(0);
  const [some] = await database.runText('MATCH (n:Workflow {org: $org}) WHERE n.role IS NOT NULL RETURN n.id AS id LIMIT 1', { org });
  await database.runText(cypherOf('catching-up/record-role-lines'), { org, rows: [{ workflow: some?.['id'], version: 0, line: 'as it was' }] });
  expect(await untold()).toBe(workflows);
  let told = 0;
  await expect(recordRoleLinesOfBefore(database, now, { page: 2, onPage: (done) => { told = done; if (done > 0) throw new Error('the machine went down'); } })).rejects.toThrow('the machine went down');
  expect(await recordRoleLinesOfBefore(database, now, { page: 2 })).toEqual({ workflows: workflows - told });
  expect(await graphOf(database, org)).toEqual(live);
});

test('who performed what executed before is told by the act that it began with', async () => {
  const missing = (): Promise<number> => count("MATCH (n:Standing {org: $org, phase: 'EXECUTING'}) WHERE n.to IS NOT NULL AND n.performer IS NULL RETURN count(*) AS count");
  await database.runText("MATCH (n:Standing {org: $org, phase: 'EXECUTING'}) WHERE n.to IS NOT NULL REMOVE n.performer", { org });
  expect(await missing()).toBeGreaterThan(0);
  await database.runText(cypherOf('migrations/0020-performers-of-the-past'));
  expect(await graphOf(database, org)).toEqual(live);
});

test('who performs what a process of the version before wrote beside this one is found by the next start, for a day', async () => {
  const leaveOut = (): Promise<unknown> => database.runText("MATCH (n:Standing {org: $org, phase: 'EXECUTING'}) WHERE n.to IS NOT NULL WITH n.workflow AS workflow, collect(n) AS some ORDER BY workflow LIMIT 2 UNWIND some AS each REMOVE each.performer", { org });
  await database.runText("MATCH (n:DataMigration {org: 'none', id: 'performers'}) DELETE n");
  expect(await recordPerformersOfBefore(database, now)).toEqual({ workflows: 0 });
  await leaveOut();
  // Nothing says of these that anything was left behind in them.
  await database.runText("MATCH (n:DataMigration {org: 'none', id: 'standings'}) DELETE n");
  expect(await recordStandingsOfBefore(database, now)).toEqual({ workflows: 0 });
  expect(await recordPerformersOfBefore(database, later, { page: 1 })).toEqual({ workflows: 2 });
  expect(await graphOf(database, org)).toEqual(live);
  // By now nothing of that version is running, and nobody looks any more.
  await leaveOut();
  expect(await recordPerformersOfBefore(database, later)).toEqual({ workflows: 0 });
  await database.runText(cypherOf('migrations/0020-performers-of-the-past'));
});
