import { momentOf } from '../../src/domain/common/moment.rules.js';
import { usualThresholds } from '../../src/domain/diagnosis/thresholds.rules.js';
import type { Thresholds } from '../../src/domain/diagnosis/thresholds.rules.js';
import { standingKinds } from '../../src/domain/diagnosis/trend.rules.js';
import { Organisation } from '../../src/generator/organisation.js';
import type { WorkflowState } from '../../src/domain/workflow/workflow.types.js';
import type { Database } from '../../src/graph/database.js';
import { readExplicitness } from '../../src/graph/explicitness.js';
import { readTrend } from '../../src/graph/diagnosis-trend.js';
import { Reader } from '../../src/graph/reader.js';
import { aDay, openApi } from '../kit/api.js';
import type { Api } from '../kit/api.js';
import { forget, restored } from '../kit/exports.js';
import { naiveTrend } from '../kit/naive-trend.js';
import type { ActKept } from '../kit/naive-trend.js';
import { wholeCompany } from '../kit/whole-company.js';

/*
 * How workflows stood is counted by one statement; the same told from whole states, moment by moment.
 */
let api: Api;
let database: Database;
/** The ids of those that are made up, by their seeds. */
const madeUp = new Map<string, string>();
const seeds = ['one', 'another'];
let played: string;

const now = '2026-11-26T12:00:00.000Z';

beforeAll(async () => {
  api = await openApi();
  ({ database } = api);
  for (const seed of seeds) {
    const organisation = new Organisation({ promises: 150, seed });
    // A database that is kept running has it of the run before.
    await forget(database, organisation.id);
    await restored(database, Buffer.concat([...organisation.chunks()]));
    madeUp.set(seed, organisation.id);
  }
  played = (await wholeCompany(api)).org;
}, 300_000);
afterAll(() => api.close());

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
    for (const kind of standingKinds) {
      const counts = naiveTrend(kind, acts.filter(({ about }) => !hidden.has(about)), thresholds, moments);
      const found = await readTrend(reader, kind, { agents: null, thresholds, moments });
      if (counts.some((count) => count > 0)) told.add(kind);
      if (JSON.stringify(found) !== JSON.stringify({ counts, isPartial: false })) wrong.push({ kind, isSharp: thresholds === sharp, found, counts });
    }
  }
  return { wrong, told };
}

test.each(seeds)('counts in an organisation that is made up as whole states tell it (%s)', async (seed) => {
  const { wrong, told } = await differences(madeUp.get(seed) ?? '');
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
  expect((await differencesOfExplicitness(madeUp.get('one') ?? '')).wrong).toEqual([]);
  const { wrong, implicit } = await differencesOfExplicitness(played);
  expect(wrong).toEqual([]);
  expect(implicit).toBeGreaterThan(0);
});

test('where there is more than one trend goes through, it says so, and what ended last is told', async () => {
  const org = madeUp.get('one') ?? '';
  const [administrator] = await database.runText('MATCH (agent:Agent {org: $org, administrator: true}) RETURN agent.subject AS subject LIMIT 1', { org });
  const reader = new Reader(database, { org, subject: String(administrator?.['subject']) });
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

test('of rings no more is gone through than of anything else, and of somebody it begins with what they are party to', async () => {
  const org = madeUp.get('one') ?? '';
  const [administrator] = await database.runText('MATCH (agent:Agent {org: $org, administrator: true}) RETURN agent.subject AS subject LIMIT 1', { org });
  const reader = new Reader(database, { org, subject: String(administrator?.['subject']) });
  const [first] = await database.runText("MATCH (act:Act {org: $org}) WHERE act.recordedAt > '' RETURN min(act.recordedAt) AS at", { org });
  const asked = { agents: null, thresholds: sharp, moments: [String(first?.['at']), now] };
  expect((await readTrend(reader, 'RING_NOBODY_SETTLES', asked)).isPartial).toBe(false);
  expect((await readTrend(reader, 'RING_NOBODY_SETTLES', { ...asked, most: 20 })).isPartial).toBe(true);
  const [idle] = await database.runText("MATCH (agent:Agent {org: $org}) WHERE agent.id > '' AND NOT EXISTS { (agent)-[:CUSTOMER_OF|PERFORMER_OF]->() } RETURN agent.id AS id LIMIT 1", { org });
  const ofOne = await readTrend(reader, 'RING_NOBODY_SETTLES', { ...asked, agents: [String(idle?.['id'])], most: 20 });
  expect(ofOne).toEqual({ counts: [0, 0], isPartial: false });
});
