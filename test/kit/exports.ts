import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { linesOf } from '../../src/domain/import/lines.rules.js';
import type { Database } from '../../src/graph/database.js';
import { exportOrganization } from '../../src/graph/export.js';
import { ExportsToFiles } from '../../src/graph/offline/exports-to-files.js';
import { restoreOrganization } from '../../src/graph/restore.js';
import type { RestoreReport } from '../../src/graph/restore.js';
import { everyNode } from './every-node.js';

/** What an organisation's export is, as one text. */
export async function exported(database: Database, org: string): Promise<string> {
  const lines: string[] = [];
  await exportOrganization({ database, clock: () => Date.now() }, org, (line) => void lines.push(line));
  return lines.map((line) => `${line}\n`).join('');
}

export function restored(database: Database, text: string | Uint8Array, dryRun = false): Promise<RestoreReport> {
  return restoreOrganization({ database, clock: () => Date.now() }, () => linesOf([Buffer.from(text as string)]), { dryRun });
}

/** Whether an export could be restored offline, as the command finds out. */
export async function rehearsedOffline(text: string): Promise<RestoreReport> {
  return new ExportsToFiles({ folder: null, threads: 0 }).add([Buffer.from(text)], () => undefined);
}

/** A file of these lines with an end of its own, so that nothing is wrong but what a test made wrong. */
export function sealed(some: readonly string[]): string {
  const body = some.map((line) => `${line}\n`).join('');
  return `${body}${JSON.stringify({ record: 'end', records: some.length, sha256: createHash('sha256').update(body).digest('hex') })}\n`;
}

const anyId = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

const multipliedKinds = ['CONCERN', 'WORKFLOW', 'ROUND', 'ROLE'];

/** The export of an organisation in which every concern, workflow, planning round and role is there so many times more, each under ids of its own. */
export function multiplied(text: string, times: number): string {
  const lines = text.split('\n').slice(0, -2);
  const kindOf = (line: string): string => (JSON.parse(line) as { kind?: string; record: string }).kind ?? 'header';
  const isKept = (line: string): boolean => line.includes('"externalId"') || !multipliedKinds.includes(kindOf(line));
  const same = new Set(lines.filter((line) => ['header', 'ORGANIZATION', 'AGENT'].includes(kindOf(line))).flatMap((line) => line.match(anyId) ?? []));
  const others = lines.filter((line) => !isKept(line));
  const again = (line: string, time: number): string => line.replace(anyId, (id) => {
    if (same.has(id) || time === 0) return id;
    const hash = createHash('sha256').update(`${id} ${String(time)}`).digest('hex');
    return `${id.slice(0, 14)}7${hash.slice(0, 3)}-a${hash.slice(3, 6)}-${hash.slice(6, 18)}`;
  });
  const things = new Map<string, string[]>();
  for (let time = 0; time <= times; time++) {
    for (const line of others) {
      const written = again(line, time);
      const { kind = '', about = '' } = JSON.parse(written) as { kind?: string; about?: string };
      const place = `${String(multipliedKinds.indexOf(kind))} ${about}`;
      things.set(place, [...(things.get(place) ?? []), written]);
    }
  }
  const sortedThings = [...things].sort(([one], [other]) => (one < other ? -1 : 1)).flatMap(([, some]) => some);
  const kept = lines.filter(isKept);
  return sealed([...kept.filter((line) => !line.includes('"externalId"')), ...sortedThings, ...kept.filter((line) => line.includes('"externalId"'))]);
}

/** Everything an organisation has in the database is gone: what an empty one would be for it. */
export async function forget(database: Database, org: string): Promise<void> {
  for (;;) {
    const [row] = await database.runText(`${everyNode} WITH n LIMIT 5000 DETACH DELETE n RETURN count(*) AS removed`, { org });
    if (row?.['removed'] === 0) return;
  }
}

/** All nodes and edges of an organisation, without what is another in each database: keys, locks and what is on its way out. */
export async function graphOf(database: Database, org: string): Promise<unknown[]> {
  const nodes = await database.runText(
    `${everyNode}
     WITH n WHERE NOT n:IdempotencyRecord AND NOT n:Event AND NOT n:Outbox
     RETURN labels(n)[0] AS label, properties(n) AS properties`, { org });
  const edges = await database.runText(
    `${everyNode}
     MATCH (n)-[r]->(b) WITH n AS a, r, b RETURN labels(a)[0] + ' ' + coalesce(a.id, '') + ' ' + type(r) + ' ' + coalesce(b.id, '') AS edge, properties(r) AS properties`, { org });
  const plain = nodes.map(({ label, properties }) => {
    // When the clock strikes next depends on whether it has struck for what came due meanwhile: nothing that was said tells.
    const { lock, wordsKey, words, clockAt, ...rest } = properties as Record<string, unknown>;
    void [lock, wordsKey, clockAt];
    for (const name of ['state', 'data']) if (typeof rest[name] === 'string') rest[name] = JSON.parse(rest[name]);
    return { label, ...rest, words: words !== undefined };
  });
  const inOrder = (list: unknown[]): unknown[] => list.map((one) => JSON.stringify(sorted(one))).sort();
  // A membership that became another within a millisecond was never seen.
  return [inOrder(plain), inOrder(edges.filter(({ properties }) => (properties as { from?: string; to?: string }).from !== (properties as { to?: string }).to || (properties as { to?: string }).to === undefined))];
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, inner]) => [name, sorted(inner)]));
}

export function writtenTo(folder: string, name: string, content: string | Uint8Array): string {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
}
