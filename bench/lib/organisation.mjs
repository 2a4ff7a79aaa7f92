import { join } from 'node:path';
import { Readable } from 'node:stream';
import { root } from '../../scripts/lib/prepare.mjs';

/* A made-up organisation of any size, brought in by the import that everybody uses, so that its data is real. */

const dist = (path) => import(new URL(`../../dist/${path}`, import.meta.url).href);

const { momentOf } = await dist('domain/common/moment.rules.js');
const { linesOf } = await dist('domain/import/lines.rules.js');
const { Problems, gatherWish } = await dist('domain/import/wish.rules.js');
const { Database } = await dist('graph/database.js');
const { foundOrganization } = await dist('graph/founding.js');
const { importRecords } = await dist('graph/import.js');
const { migrate } = await dist('graph/migrations.js');
const { findOrganizations } = await dist('graph/organizations.js');
const { restoreOrganization } = await dist('graph/restore.js');
const { loadStatements } = await dist('graph/statement.js');
// Binds every statement, also those of the rooms that the import has no use for.
await dist('schema.js');
loadStatements(join(root, 'cypher'));

export async function openDatabase(settings) {
  const database = new Database({ ...settings, poolSize: 50, queryTimeout: 10 * 60_000 });
  await migrate(database, join(root, 'cypher', 'migrations'), () => momentOf(Date.now()));
  return database;
}

const administrator = { name: 'Olga Petrova', subject: 'olga' };

/** @returns its id, and the one who may import into it */
export async function found(database, name) {
  const founded = await foundOrganization({ database, clock: Date.now }, { name, zone: 'Europe/Amsterdam', administrator });
  return { org: founded.org, administrator: founded.administrator, subject: administrator.subject };
}

/** Enough of one kind of records to be one transaction that a small heap bears. */
const workflowsAtOnce = 1_000;

export const peopleOf = (workflows) => Math.max(40, Math.round(workflows / 30));

/** An organisation of this size; the one of an earlier run, where the database is the same. */
export async function settle(database, workflows, say) {
  const name = `A bench of ${String(workflows)}`;
  const [there] = await findOrganizations(database, name, 1);
  const org = there?.id ?? (await found(database, name)).org;
  const [{ count }] = await database.runText('MATCH (w:Workflow {org: $org}) WHERE w.id > "" RETURN count(*) AS count', { org });
  if (count < workflows) {
    say(`Bringing in ${String(workflows)} workflows ...`);
    for (let from = 0; from < workflows; from += workflowsAtOnce) {
      const records = [...(from === 0 ? people(workflows) : []), ...between(from, Math.min(from + workflowsAtOnce, workflows), workflows)];
      await untilNotBusy(() => bringIn(database, org, records));
    }
    // Plans made for an empty database are no plans for this one.
    await database.runText('CALL db.prepareForReplanning(300)');
  }
  const rows = await database.runText('MATCH (w:Workflow {org: $org}) WHERE w.id > "" RETURN w.id AS id ORDER BY w.id LIMIT 1000', { org });
  return { org, people: peopleOf(workflows), workflows: rows.map(({ id }) => id) };
}

/** On a crowded machine a database that has just started needs longer for its first plans than a write may wait. */
async function untilNotBusy(work) {
  for (let left = 10; ; left--) {
    try {
      return await work();
    } catch (error) {
      if (error.code !== 'BUSY' || left === 0) throw error;
    }
  }
}

/** @param records lines of the import format, without their header */
export async function bringIn(database, org, records) {
  const wish = await wishOf(records);
  return importRecords({ database, clock: Date.now }, { org, subject: administrator.subject, operation: 'importRecords', key: null, input: null, bookmarks: [] }, wish, new Problems(), { dryRun: false });
}

async function wishOf(records) {
  const header = { record: 'header', format: 'promisegraph', version: 1, source: 'bench' };
  const problems = new Problems();
  const text = [header, ...records].map((record) => `${JSON.stringify(record)}\n`).join('');
  const wish = await gatherWish(linesOf(Readable.from([Buffer.from(text)])), problems, 1_000_000);
  if (problems.count > 0) throw new Error(`The bench wrote a file that the import refuses: ${JSON.stringify(problems.listed.slice(0, 3))}`);
  return wish;
}

/** @param text an export of an organisation that is not there yet */
export async function restore(database, text) {
  await restoreOrganization({ database, clock: Date.now }, () => linesOf(Readable.from([Buffer.from(text)])), { dryRun: false });
}

export function people(workflows) {
  return Array.from({ length: peopleOf(workflows) }, (_, n) => ({ record: 'agent', id: `p${String(n)}`, kind: 'PERSON', name: `Person ${String(n)}`, subject: `person-${String(n)}` }));
}

/** Workflows of every phase, most of them with a promise in force; the further back, the earlier they began. */
export function between(from, to, workflows) {
  const count = peopleOf(workflows);
  return Array.from({ length: to - from }, (_, index) => index + from).flatMap((n) => {
    const customer = (n * 7) % count;
    const performer = (customer + 1 + (n % 13)) % count;
    const made = `2026-0${String(1 + (n % 6))}-1${String(n % 10)}`;
    const due = `2026-1${String(n % 3)}-2${String(n % 9)}`;
    const conditions = [
      { statement: `Result ${String(n)} is there`, measure: { metric: 'progress', unit: 'percent', direction: 'RAISE', baseline: '0', target: '100' }, current: String(n % 100), measuredAt: '2026-07-01' },
      { statement: `Whoever needs ${String(n)} knows how to use it`, mandatory: false },
    ];
    const promise = { status: n % 10 === 9 ? 'DELIVERED' : 'IN_FORCE', madeAt: made, due, confidence: 0.8, conditions, ...(n % 10 === 9 ? { deliveredAt: '2026-08-01' } : {}) };
    const stands = n % 10 < 2 ? { phase: 'LISTENING' } : n % 10 === 2 ? { phase: 'NEGOTIATING' } : { phase: n % 10 === 9 ? 'ASSESSING' : 'EXECUTING', promise };
    return [
      { record: 'concern', id: `c${String(n)}`, holder: `p${String(customer)}`, statement: `Matter ${String(n)} is taken care of` },
      { record: 'workflow', id: `w${String(n)}`, customer: `p${String(customer)}`, performer: `p${String(performer)}`, concern: `c${String(n)}`, window: { starts: '2026-01-01', due: '2026-12-31' }, ...stands },
    ];
  });
}
