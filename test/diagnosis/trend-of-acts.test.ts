import { momentOf } from '../../src/domain/common/moment.rules.js';
import { usualThresholds } from '../../src/domain/diagnosis/thresholds.rules.js';
import type { Thresholds } from '../../src/domain/diagnosis/thresholds.rules.js';
import { trendKinds } from '../../src/domain/diagnosis/trend.rules.js';
import { Organisation } from '../../src/generator/organisation.js';
import type { WorkflowState } from '../../src/domain/workflow/workflow.types.js';
import type { Database } from '../../src/graph/database.js';
import { readExplicitness } from '../../src/graph/explicitness.js';
import { readTrend } from '../../src/graph/diagnosis-trend.js';
import { Reader } from '../../src/graph/reader.js';
import { recordStandingsOfBefore } from '../../src/graph/standings-of-before.js';
import { aDay } from '../kit/api.js';
import { graphOf, restored } from '../kit/exports.js';
import { naiveTrend } from '../kit/naive-trend.js';
import type { ActKept } from '../kit/naive-trend.js';
import { restoredCompany } from '../kit/restored-company.js';
import type { RestoredCompany } from '../kit/restored-company.js';

/*
 * How workflows stood is counted by one statement; the same told from whole states, moment by moment. In a database of its own: in
 * the others each test that begins would put on record what this one took away.
 */
let company: RestoredCompany;
let database: Database;
let played: string;
let live: readonly unknown[];

const now = '2026-11-26T12:00:00.000Z';
const later = '2026-11-28T12:00:00.000Z';

jest.setTimeout(300_000);

beforeAll(async () => {
  company = await restoredCompany(now);
  ({ database, org: played, live } = company);
});
afterAll(() => company.close());

const sharp: Thresholds = { ...usualThresholds, listeningDays: 1, listeningShare: 0.013, negotiatingDays: 1, negotiatingShare: 0.017, proposals: 2, unpromisedDays: 1, unmeasuredHorizonDays: 1, missedCheckIns: 1, assessmentTimes: 1.3, servesNothingDays: 1, servesNothingHorizonDays: 1 };

/** How the trends of an organisation differ from those of whole states; and whether there was anything to tell of a kind. */
async function differences(org: string): Promise<{ readonly wrong: unknown[]; readonly told: ReadonlySet<string> }> {
  const acts = (await database.runText("MATCH (act:Act {org: $org}) WHERE act.recordedAt > '' AND act.kind = 'WORKFLOW' WITH act ORDER BY act.about, act.sequence RETURN act.act AS act, act.about AS about, act.phase AS phase, act.from AS from, act.to AS to, act.state AS state", { org })) as unknown as ActKept[];
  const [administrator] = await database.runText('MATCH (agent:Agent {org: $org, administrator: true}) WHERE agent.active RETURN agent.subject AS subject LIMIT 1', { org });
  const hidden = new Set((await database.runText('MATCH (workflow:Workflow {org: $org}) WHERE workflow.private RETURN workflow.id AS id', { org })).map(({ id }) => id));
  const reader = new Reader(database, { org, subject: String(administrator?.['subject']) });
  const starts = acts.map(({ from }) => Date.parse(from));
  const [from, to] = [starts.reduce((one, other) => Math.min(one, other)), starts.reduce((one, other) => Math.max(one, other)) + 40 * aDay];
  const moments = Array.from({ length: 24 }, (_, place) => momentOf(from + Math.round(((to - from) * (place + 1)) / 24)));
  const wrong: unknown[] = [];
  const told = new Set<string>();
  for (const thresholds of [usualThresholds, sharp]) {
    for (const kind of trendKinds) {
      const counts = naiveTrend(kind, acts.filter(({ about }) => !hidden.has(about)), thresholds, moments);
      const found = await readTrend(reader, kind, { agents: null, thresholds, moments });
      if (counts.some((count) => count > 0)) told.add(kind);
      if (JSON.stringify(found) !== JSON.stringify({ counts, isPartial: false })) wrong.push({ kind, isSharp: thresholds === sharp, found, counts });
    }
  }
  return { wrong, told };
}

test.each(['one', 'another'])('counts in an organisation that is made up as whole states tell it (%s)', async (seed) => {
  const organisation = new Organisation({ promises: 300, seed });
  await restored(database, Buffer.concat([...organisation.chunks()]));
  const { wrong, told } = await differences(organisation.id);
  expect(wrong).toEqual([]);
  expect(told.size).toBeGreaterThan(2);
});

test('counts in an organisation that was played, where every kind shows, as whole states tell it', async () => {
  const { wrong, told } = await differences(played);
  expect(wrong).toEqual([]);
  expect(told.size).toBeGreaterThan(4);
});

/** How what is told of explicitness, of the organisation and of those who are party to most, differs from what whole states say. */
async function differencesOfExplicitness(org: string): Promise<{ readonly wrong: unknown[]; readonly implicit: number }> {
  const acts = (await database.runText("MATCH (act:Act {org: $org}) WHERE act.recordedAt > '' AND act.kind = 'WORKFLOW' AND act.phase <> 'CLOSED' RETURN act.about AS about, act.from AS from, act.to AS to, act.state AS state", { org })) as unknown as ActKept[];
  const hidden = new Set((await database.runText('MATCH (workflow:Workflow {org: $org}) WHERE workflow.private RETURN workflow.id AS id', { org })).map(({ id }) => id));
  const members = (await database.runText("MATCH (group:Agent {org: $org})<-[edge:MEMBER_OF]-(member:Agent) WHERE group.id > '' RETURN group.id AS group, member.id AS member, edge.from AS from, edge.to AS to", { org })) as unknown as { group: string; member: string; from: string; to: string }[];
  const [administrator] = await database.runText('MATCH (agent:Agent {org: $org, administrator: true}) WHERE agent.active RETURN agent.subject AS subject LIMIT 1', { org });
  const reader = new Reader(database, { org, subject: String(administrator?.['subject']) });
  const kept = acts.filter(({ about }) => !hidden.has(about)).map(({ state, ...act }) => ({ ...act, state: JSON.parse(state) as WorkflowState }));
  const starts = kept.map(({ from }) => Date.parse(from));
  const [first, last] = [starts.reduce((one, other) => Math.min(one, other)), starts.reduce((one, other) => Math.max(one, other))];
  // The moments of some acts too: what is said at one is known at it.
  const moments = [...new Set([...Array.from({ length: 20 }, (_, place) => momentOf(first + Math.round(((last - first) * place) / 19))), ...[1, 2, 3].map((part) => kept[Math.floor((kept.length * part) / 4)]?.from ?? '')])].sort();
  const parties = [...new Set(kept.flatMap(({ state }) => [state.customer, state.performer]))].slice(0, 30);
  const wrong: unknown[] = [];
  let implicit = 0;
  for (const agent of [null, ...parties, ...new Set(members.map(({ group }) => group))]) {
    const found = await readExplicitness(reader, agent, moments);
    const counts = moments.map((moment) => {
      const some = new Set([agent, ...members.filter(({ group, from, to }) => group === agent && from <= moment && to > moment).map(({ member }) => member)]);
      const then = kept.filter(({ from, to, state }) => from <= moment && to > moment && (agent === null || some.has(state.customer) || some.has(state.performer)));
      const spoken = then.filter(({ state }) => state.explicit).length;
      return { explicit: spoken, implicit: then.length - spoken };
    });
    implicit += counts.reduce((sum, count) => sum + count.implicit, 0);
    if (JSON.stringify(found) !== JSON.stringify({ counts, isPartial: false })) wrong.push({ agent, found, counts });
  }
  return { wrong, implicit };
}

test('what was explicit, and what was not, is told of each moment as whole states tell it', async () => {
  const organisation = new Organisation({ promises: 300, seed: 'a fourth' });
  await restored(database, Buffer.concat([...organisation.chunks()]));
  expect((await differencesOfExplicitness(organisation.id)).wrong).toEqual([]);
  const { wrong, implicit } = await differencesOfExplicitness(played);
  expect(wrong).toEqual([]);
  expect(implicit).toBeGreaterThan(0);
});

/** As a version left it that knew of no standings. */
async function asBefore(): Promise<void> {
  await database.runText("MATCH (n:Standing {org: $org}) WHERE n.workflow > '' AND n.to IS NOT NULL DELETE n", { org: played });
  await database.runText("MATCH (n:Workflow {org: $org}) WHERE n.id > '' REMOVE n.standingsTo, n.proposalsBefore", { org: played });
  await database.runText("MATCH (n:DataMigration {org: 'none', id: 'standings'}) DELETE n");
}

const behind = async (): Promise<number> => Number((await database.runText("MATCH (n:Workflow {org: $org}) WHERE n.id > '' AND coalesce(n.standingsTo, 0) < n.version RETURN count(*) AS behind", { org: played }))[0]?.['behind']);

test('what is restored stood as what was written as it was said', async () => {
  expect(await graphOf(database, played)).toEqual(live);
  expect(await behind()).toBe(0);
});

test('how it stood before is told from the states that acts led to; stopped midway it goes on where it was', async () => {
  await asBefore();
  const workflows = await behind();
  let pages = 0;
  await expect(recordStandingsOfBefore(database, now, { page: 2, batch: 1, onPage: (done) => { if (done > 0 && ++pages === 2) throw new Error('the machine went down'); } })).rejects.toThrow('the machine went down');
  const left = await behind();
  expect(left).toBeLessThan(workflows);
  expect(await recordStandingsOfBefore(database, now, { page: 2, batch: 2 })).toEqual({ workflows: left });
  expect(await graphOf(database, played)).toEqual(live);
});

test('what a process of the version before has written beside it is found by the next start, for a day', async () => {
  const [last] = await database.runText("MATCH (n:Workflow {org: $org}) WHERE n.id > '' AND n.phase <> 'CLOSED' RETURN n.id AS id ORDER BY n.changedAt DESC LIMIT 1", { org: played });
  const leaveBehind = (): Promise<unknown> => database.runText("MATCH (n:Workflow {org: $org, id: $id}) SET n.standingsTo = n.version - 1 WITH n MATCH (s:Standing {org: $org, workflow: n.id}) WHERE s.to IS NOT NULL SET s.from = 0", { org: played, id: last?.['id'] });
  await leaveBehind();
  expect(await recordStandingsOfBefore(database, later)).toEqual({ workflows: 1 });
  expect(await graphOf(database, played)).toEqual(live);
  // By now nothing of that version is running, and nobody looks any more.
  await leaveBehind();
  expect(await recordStandingsOfBefore(database, later)).toEqual({ workflows: 0 });
});

test('where there is more than one trend goes through, it says so, and what ended last is told', async () => {
  const organisation = new Organisation({ promises: 300, seed: 'a third' });
  await restored(database, Buffer.concat([...organisation.chunks()]));
  const [administrator] = await database.runText('MATCH (agent:Agent {org: $org, administrator: true}) RETURN agent.subject AS subject LIMIT 1', { org: organisation.id });
  const reader = new Reader(database, { org: organisation.id, subject: String(administrator?.['subject']) });
  const asked = { agents: null, thresholds: sharp, moments: [now] };
  const whole = await readTrend(reader, 'CUSTOMER_SILENT', asked);
  const some = await readTrend(reader, 'CUSTOMER_SILENT', { ...asked, most: 20 });
  expect(whole.isPartial).toBe(false);
  expect(some).toEqual({ counts: [expect.any(Number) as unknown], isPartial: true });
  expect(some.counts[0]).toBeLessThan(whole.counts[0] ?? 0);
  expect(some.counts[0]).toBeGreaterThan(0);
  const explicitness = async (most?: number) => {
    const { counts: [told], isPartial } = await readExplicitness(reader, null, [now], most);
    return { explicit: told?.explicit ?? 0, isPartial };
  };
  const [all, few] = [await explicitness(), await explicitness(20)];
  expect([all.isPartial, few.isPartial]).toEqual([false, true]);
  expect(few.explicit).toBeLessThan(all.explicit);
});
