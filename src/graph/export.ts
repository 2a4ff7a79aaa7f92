import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { millisecondsOf } from '../domain/common/moment.rules.js';
import { Refusal } from '../domain/common/refusal.js';
import type { Sources } from './change.js';
import type { Database } from './database.js';
import { ExportText } from './export-text.js';
import { giveLeaseBack, numberEvents, outboxHead, takeLease } from './outbox.js';
import type { ActNode } from './records.js';
import { statement } from './statement.js';
import { openWords } from './words.js';

type ExportedAct = Pick<ActNode, 'id' | 'kind' | 'about' | 'sequence' | 'act' | 'person' | 'saidAt' | 'recordedAt' | 'data'> & Partial<Pick<ActNode, 'side' | 'party' | 'words'>>;
interface ExternalIdRow { readonly source: string; readonly kind: string; readonly external: string; readonly about: string; readonly digest: string }

const agents = statement<{ org: string; afterId: string; limit: number }, { ids: string[] }>('export/agents');
const concerns = statement<{ org: string; afterId: string; limit: number }, { ids: string[] }>('export/concerns');
const workflows = statement<{ org: string; afterId: string; limit: number }, { ids: string[] }>('export/workflows');
const rounds = statement<{ org: string; afterId: string; limit: number }, { ids: string[] }>('export/rounds');
const roles = statement<{ org: string; afterId: string; limit: number }, { ids: string[] }>('export/roles');
const acts = statement<{ org: string; abouts: readonly string[] }, { acts: { act: ExportedAct; wordsKey: string | null }[] }>('export/acts');
const later = statement<{ org: string; after: number }, { acts: string[] }>('export/later');
const externalIds = statement<{ org: string; afterSource: string; afterKind: string; afterExternal: string; limit: number }, { externals: ExternalIdRow[] }>('export/external-ids');
const pending = statement<{ orgs: readonly string[] | null; until: string; limit: number }, { events: { id: string }[] }>('outbox/pending');

/** Things read at once: some thousand acts. */
const pageSize = 100;

export interface Exported {
  /** The last change that is in it, by its number in the outbox. */
  readonly upTo: number;
  readonly acts: number;
}

/**
 * Writes everything an organisation remembers, line by line: each act as it was said, from which all else follows. It ends
 * at a number of the outbox, so whatever goes on meanwhile, a change is in it with all it did or not at all. Nobody's eyes
 * narrow it: it is for whoever runs the server.
 */
export async function exportOrganization(sources: Sources, org: string, write: (line: string) => Promise<void> | void): Promise<Exported> {
  const { database } = sources;
  const upTo = await cutOf(sources, org);
  const began = sources.clock();
  const text = new ExportText();
  let written = 0;
  await write(text.header(org));
  const things = new Set<string>();
  const page = async (abouts: readonly string[]): Promise<void> => {
    const found = (await database.read(acts, { org, abouts }))[0]?.acts ?? [];
    // A commit becomes visible bit by bit: beside an act that is this young its event may not be seen yet.
    if (found.some(({ act }) => millisecondsOf(act.recordedAt) > began - 60_000)) await sleep(100);
    const left = new Set((await database.read(later, { org, after: upTo }))[0]?.acts ?? []);
    for (const { act, wordsKey } of found) {
      if (left.has(act.id)) continue;
      things.add(act.about);
      written += 1;
      await write(text.record(recordOf(act, wordsKey)));
    }
  };
  await page([org]);
  for (const list of [agents, concerns, workflows, rounds, roles]) {
    for (let afterId = ''; ; ) {
      const ids = (await database.read(list, { org, afterId, limit: pageSize }))[0]?.ids ?? [];
      if (ids.length === 0) break;
      await page(ids);
      afterId = ids[ids.length - 1] ?? '';
    }
  }
  for await (const { about, external, ...one } of externalsOf(database, org)) {
    if (things.has(about)) await write(text.record({ record: 'externalId', ...one, id: external, about }));
  }
  await write(text.end());
  return { upTo, acts: written };
}

function recordOf(act: ExportedAct, wordsKey: string | null): object {
  const sealed = act.words ?? null;
  const words = sealed === null ? null : openWords(sealed, wordsKey);
  const { data, ...head } = act;
  const present = Object.fromEntries(Object.entries(head).filter(([name, value]) => name !== 'words' && value !== null && value !== undefined));
  return { record: 'act', ...present, data: JSON.parse(data) as unknown, ...(words === null ? {} : { words }), ...(sealed !== null && words === null ? { wordsErased: true } : {}) };
}

async function* externalsOf(database: Database, org: string): AsyncGenerator<ExternalIdRow> {
  let after = { afterSource: '', afterKind: '', afterExternal: '' };
  for (;;) {
    const rows = (await database.read(externalIds, { org, ...after, limit: 1_000 }))[0]?.externals ?? [];
    yield* rows;
    const last = rows[rows.length - 1];
    if (last === undefined) return;
    after = { afterSource: last.source, afterKind: last.kind, afterExternal: last.external };
  }
}

/** Longer than a holder that died keeps others waiting. */
const patience = 60_000;

/**
 * The number that everything recorded until now has come to. A server that runs beside numbers it; where none does, this
 * does it itself.
 */
async function cutOf(sources: Sources, org: string): Promise<number> {
  const { database } = sources;
  const holder = randomUUID();
  const waiting = new Set(await pendingOf(database, org));
  for (const until = Date.now() + patience; waiting.size > 0; ) {
    const lease = await takeLease(database, 'worker', holder, 10_000);
    if (lease !== null) {
      await numberEvents(sources, lease, [org]);
      await giveLeaseBack(database, lease);
    } else await sleep(200);
    const still = new Set(await pendingOf(database, org));
    for (const id of waiting) if (!still.has(id)) waiting.delete(id);
    if (Date.now() > until) throw new Refusal('UNAVAILABLE', 'What was recorded last has not been numbered: the process that does it may hang.');
  }
  return (await outboxHead(database, org)).last;
}

async function pendingOf(database: Database, org: string): Promise<readonly string[]> {
  return ((await database.read(pending, { orgs: [org], until: '9999', limit: 10_000 }))[0]?.events ?? []).map(({ id }) => id);
}
