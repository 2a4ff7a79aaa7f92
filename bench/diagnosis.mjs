/*
 * node bench/diagnosis.mjs [--promises=100000] [--rounds=5] [--folder=<where the store stays>] [--heap=1g]      after `npm run build`
 *
 * How long each kind of finding takes over an organisation that is made up, with all that was ever said in it, beside one
 * round trip: of the whole organisation, of a group with its members, and of the one who is party to most. And a trend.
 */
import { performance } from 'node:perf_hooks';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../scripts/lib/prepare.mjs';

const dist = (path) => import(new URL(`../dist/${path}`, import.meta.url).href);
const { generate } = await dist('commands/generate.js');
const { momentOf } = await dist('domain/common/moment.rules.js');
const { findingKinds } = await dist('domain/diagnosis/diagnosis.types.js');
const { usualThresholds } = await dist('domain/diagnosis/thresholds.rules.js');
const { trendKinds } = await dist('domain/diagnosis/trend.rules.js');
const { Database } = await dist('graph/database.js');
const { readFindings } = await dist('graph/diagnosis.js');
const { readTrend } = await dist('graph/diagnosis-trend.js');
const { migrate } = await dist('graph/migrations.js');
const { Reader } = await dist('graph/reader.js');
const { loadStatements } = await dist('graph/statement.js');
const { startLocalDatabase } = await dist('local/index.js');
await dist('schema.js');
loadStatements(join(root, 'cypher'));

const { values } = parseArgs({ options: { promises: { type: 'string', default: '100000' }, rounds: { type: 'string', default: '5' }, folder: { type: 'string' }, heap: { type: 'string', default: '1g' } } });
const folder = values.folder === undefined ? mkdtempSync(join(tmpdir(), 'promisegraph-diagnosis-')) : resolve(values.folder);
const say = (line) => { process.stderr.write(`${line}\n`); };
const environment = { ...process.env, PROMISEGRAPH_DATA: folder };
await generate(['--promises', values.promises], { environment, now: Date.now(), say, print: say }).catch((error) => say(`${error.message} Going on with what is there.`));

const local = await startLocalDatabase({ folder, say, heap: values.heap, pageCache: values.heap });
const database = new Database({ uri: local.uri, user: local.user, password: local.password, poolSize: 8, queryTimeout: 600_000 });
try {
  await migrate(database, join(root, 'cypher', 'migrations'), () => momentOf(Date.now()));
  await database.runText('CALL db.prepareForReplanning(300)');
  const [{ org, subject }] = await database.runText('MATCH (o:Organization) MATCH (a:Agent {org: o.id, administrator: true}) RETURN o.id AS org, a.subject AS subject');
  const [{ now, acts }] = await database.runText('MATCH (act:Act {org: $org}) WHERE act.recordedAt > "" RETURN max(act.recordedAt) AS now, count(*) AS acts', { org });
  const [group] = await database.runText("MATCH (a:Agent {org: $org}) WHERE a.id > '' AND a.kind = 'GROUP' WITH a, COUNT { (a)<-[:MEMBER_OF]-() } AS members ORDER BY members DESC LIMIT 1 RETURN [a.id] + COLLECT { MATCH (a)<-[:MEMBER_OF]-(m) RETURN m.id } AS agents", { org });
  const [busiest] = await database.runText("MATCH (a:Agent {org: $org}) WHERE a.id > '' WITH a, COUNT { (a)-[:CUSTOMER_OF|PERFORMER_OF]->() } AS workflows ORDER BY workflows DESC LIMIT 1 RETURN [a.id] AS agents, workflows", { org });
  const reader = new Reader(database, { org, subject });
  const rounds = Number(values.rounds);
  const median = async (run) => {
    const times = [];
    let result;
    for (let round = 0; round <= rounds; round++) {
      const start = performance.now();
      result = await run();
      if (round > 0) times.push(performance.now() - start);
    }
    return { ms: times.sort((one, other) => one - other)[Math.floor(times.length / 2)], result };
  };
  const floor = await median(() => database.runText('RETURN 1 AS one'));
  console.log(`${values.promises} promises, ${String(acts)} acts, as of ${String(now)}; one round trip ${floor.ms.toFixed(1)} ms; group of ${String(group.agents.length - 1)}, busiest in ${String(busiest.workflows)} workflows`);
  console.log(`${'median ms'.padEnd(40)}${['organisation', 'group', 'busiest'].map((word) => word.padStart(14)).join('')}   findings`);
  for (const kind of findingKinds) {
    const cells = [];
    for (const agents of [null, group.agents, busiest.agents]) cells.push(await median(() => readFindings(reader, kind, { agents, thresholds: usualThresholds, now })));
    const [{ result }] = cells;
    console.log(`${kind.padEnd(40)}${cells.map(({ ms }) => ms.toFixed(1).padStart(14)).join('')}   ${String(result.findings.length)}${result.isPartial ? ' and more' : ''}`);
  }
  const moments = Array.from({ length: 12 }, (_, index) => momentOf(Date.parse(now) - (11 - index) * 30 * 86_400_000));
  for (const kind of trendKinds) {
    const start = performance.now();
    const { counts, isPartial } = await readTrend(reader, kind, { agents: null, thresholds: usualThresholds, moments });
    console.log(`trend of ${kind.padEnd(40)}${(performance.now() - start).toFixed(0).padStart(8)} ms   ${counts.join(' ')}${isPartial ? ' and more' : ''}`);
  }
} finally {
  await database.close();
  await local.stop();
  if (values.folder === undefined) rmSync(folder, { recursive: true, force: true });
}
