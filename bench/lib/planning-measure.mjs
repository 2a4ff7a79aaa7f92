import { execFile } from 'node:child_process';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { root } from '../../scripts/lib/prepare.mjs';
import { Adjacency } from './adjacency.mjs';
import { idsOf, makeLeanStore, structureOf } from './lean-store.mjs';
import { compare } from './compare.mjs';
import { median } from './load.mjs';
import { openDatabase } from './organisation.mjs';
import { impacts, reads, whole } from './planning-questions.mjs';
import { Postgres } from './postgres.mjs';
import { parametersOf } from './reads.mjs';
import { Servers } from './servers.mjs';
import { storeOf } from './stores.mjs';

const { startLocalDatabase } = await import('../../dist/local/index.js');

/** By how many are affected, about; those of which an organisation has none are left out there. */
const sizes = [50, 3_000, 20_000, 250_000];

/** One organisation of so many promises, in a database of its own. */
export async function measurePlanning(promises, wanted, say) {
  const memory = { heap: wanted.heap, pageCache: wanted.pageCache };
  const folder = await storeOf(promises, wanted, say, async (place) => {
    say(`Making a store of ${String(promises)} promises in ${place} ...`);
    await makeLeanStore(place, promises, { ...memory, say });
  });
  const local = await startLocalDatabase({ folder, ...memory, say, shortLived: wanted.smoke });
  const database = await openDatabase({ uri: local.uri, user: local.user, password: local.password });
  let postgres = null;
  const servers = new Servers({ uri: local.uri, user: local.user, password: local.password });
  try {
    await database.runText('CALL db.awaitIndexes(7200)');
    // Plans made for an empty database are no plans for this one.
    await database.runText('CALL db.prepareForReplanning(300)');
    if (wanted.postgres) postgres = await Postgres.start(join(wanted.folder, `${String(promises)}-postgres`), promises, say);
    if (wanted.prepare) return null;
    const structure = structureOf(promises);
    const adjacency = new Adjacency(structure);
    const organisation = await organisationOf(database, structure, adjacency);
    const figures = { promises, dependencies: structure.providers.length, edges: adjacency.edges, loads: [loadavg()[0]], starts: organisation.bySize.map(({ starts }) => starts[0].reaches), comparisons: [], ...(needsCopy(wanted) ? { cold: await coldStart(servers, organisation, local, say) } : {}) };
    const targets = {
      ours: figures.cold?.target ?? (await servers.promisegraph()),
      raw: await servers.other('The raw statements', 'raw.mjs'),
      ...(wanted.neo4jGraphql ? { neo4jGraphql: await servers.other('@neo4j/graphql', 'neo4j-graphql.mjs') } : {}),
      ...(postgres === null ? {} : { postgres: await servers.other('PostgreSQL', 'postgres.mjs', postgres.environment) }),
    };
    delete figures.cold?.target;
    organisation.tokens = await Promise.all(organisation.viewers.map(({ subject }) => servers.token(organisation.org, subject)));
    const measuring = { organisation, targets, adjacency, wanted, say, local };
    for (const [name, question] of Object.entries(impacts)) {
      if (!wants(wanted, name)) continue;
      for (const { size, starts } of organisation.bySize) figures.comparisons.push(await compare(`${name}/${String(size)}`, { name, size, reaches: starts[0].reaches, title: question.title }, waysOfImpact(question, starts, measuring), measuring));
    }
    for (const [name, question] of Object.entries({ ...reads, ...whole })) {
      if (wants(wanted, name)) figures.comparisons.push(await compare(name, { name, title: question.title }, waysOfRead(question, measuring), measuring));
    }
    if (wants(wanted, 'current')) figures.current = await stayingCurrent(database, organisation, targets.ours, wanted);
    figures.loads.push(loadavg()[0]);
    Object.values(targets).forEach((target) => { target.close(); });
    return figures;
  } finally {
    await servers.stop();
    await postgres?.stop();
    await database.close();
    await local.stop();
  }
}

const wants = ({ names }, name) => names.length === 0 || names.includes(name);

const withoutCopy = new Set(['chain-up', 'chain-down', 'my-promises', 'my-moves']);
const needsCopy = ({ names }) => names.length === 0 || names.some((name) => !withoutCopy.has(name));

/** Where questions begin, and who asks. */
async function organisationOf(database, structure, adjacency) {
  const [{ org }] = await database.runText('MATCH (organization:Organization) WHERE organization.name STARTS WITH "A bench of " RETURN organization.org AS org LIMIT 1');
  const id = idsOf(structure);
  const place = (number) => ({ number, id: id(number) });
  const engineers = structure.firsts.at(-1);
  const spreadOver = (from, to, count) => Array.from({ length: Math.min(count, to - from) }, (_, n) => from + Math.floor(((n + 0.5) * (to - from)) / Math.min(count, to - from)));
  // Those that many build on come first in each tier, so that both many and few are found.
  const candidates = [...new Set([...structure.firsts.flatMap((first, tier) => Array.from({ length: Math.min(60, structure.sizes[tier]) }, (_, n) => first + n)), ...spreadOver(0, structure.promises, 1_500)])];
  const reach = candidates.map((number) => ({ ...place(number), reaches: adjacency.reach(number) })).filter(({ reaches }) => reaches > 0);
  const bySize = sizes.map((size) => {
    const nearest = [...reach].sort((one, other) => Math.abs(Math.log(one.reaches / size)) - Math.abs(Math.log(other.reaches / size)));
    return { size, starts: nearest.slice(0, 5) };
  }).filter(({ size, starts }) => starts.length > 0 && Math.abs(Math.log(starts[0].reaches / size)) < Math.log(2.5));
  const performers = structure.firstPeople.at(-1);
  const viewers = spreadOver(performers, performers + structure.people.at(-1), 40).map((number) => ({ number, subject: `person-${String(number + 1)}` }));
  const rows = await database.runText('UNWIND $subjects AS subject MATCH (agent:Agent {org: $org, subject: subject}) RETURN subject, agent.id AS id', { org, subjects: viewers.map(({ subject }) => subject) });
  const idOf = new Map(rows.map(({ subject, id: own }) => [subject, own]));
  return {
    org, bySize, viewers: viewers.map((viewer) => ({ ...viewer, id: idOf.get(viewer.subject) })),
    starts: spreadOver(engineers, structure.promises, 40).map(place),
    // Of the third tier: what serves them are some dozens.
    leads: spreadOver(structure.firsts[2], structure.firsts[3], 40).map(place),
  };
}

/** The first question that needs the copy in memory, asked of a server that has just started; and what the copy takes. */
async function coldStart(servers, organisation, { uri, user, password }, say) {
  const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', join(root, 'bench', 'lib', 'copy-size.mjs'), organisation.org], { env: { ...process.env, BENCH_NEO4J_URI: uri, BENCH_NEO4J_USER: user, BENCH_NEO4J_PASSWORD: password } });
  const target = await servers.promisegraph();
  const token = await servers.token(organisation.org, organisation.viewers[0].subject);
  const [{ starts: [start] }] = organisation.bySize;
  const body = JSON.stringify(impacts.count.ours(start));
  const began = performance.now();
  let refused = 0;
  for (;;) {
    try {
      await target.ask({ path: '/graphql', headers: { authorization: `Bearer ${token}` }, body });
      break;
    } catch (error) {
      // Whoever asked first has been told that it takes longer, and it goes on.
      if (!error.message.includes('TIMEOUT')) throw error;
      refused += 1;
    }
  }
  const cold = { milliseconds: performance.now() - began, refused, copy: JSON.parse(stdout), target };
  say(`The first question was answered after ${(cold.milliseconds / 1_000).toFixed(1)} s; the copy takes ${String(cold.copy.megabytes)} MB.`);
  return cold;
}

function waysOfImpact(question, starts, { organisation, targets, adjacency }) {
  const at = (n) => starts[n % starts.length];
  return {
    ours: oursBy(organisation, (viewer, n) => question.ours(at(n))),
    ...(question.raw === undefined ? {} : { raw: (n) => ({ path: '/cypher', body: JSON.stringify(question.raw(organisation, at(n))) }) }),
    ...(question.postgres === undefined || targets.postgres === undefined ? {} : { postgres: (n) => ({ path: '/read', body: JSON.stringify(question.postgres(at(n))) }) }),
    ...(question.memory === undefined ? {} : { memory: (n) => question.memory(adjacency, at(n)) }),
  };
}

function waysOfRead(question, { organisation, targets }) {
  const { viewers } = organisation;
  const viewer = (n) => viewers[n % viewers.length];
  const by = (name, path, asked) => (question[name] === undefined || targets[asked] === undefined ? {} : { [asked]: (n) => ({ path, body: JSON.stringify(question[name](organisation, viewer(n), n)) }) });
  return {
    ours: oursBy(organisation, (one, n) => question.ours(organisation, one, n)),
    ...(question.byHand === undefined ? {} : { byHand: (n) => ({ path: '/cypher', body: JSON.stringify(question.byHand(organisation, viewer(n), n)) }) }),
    ...(question.statement === undefined ? {} : { raw: (n) => {
      const { name, parameters } = question.statement(organisation, viewer(n), n);
      return { path: '/read', body: JSON.stringify({ name, parameters: parametersOf(name, parameters) }) };
    } }),
    ...by('neo4jGraphql', '/graphql', 'neo4jGraphql'),
    ...by('postgres', '/read', 'postgres'),
  };
}

/** Asked by each viewer in turn. */
function oursBy({ tokens, viewers }, ask) {
  return (n) => ({ path: '/graphql', headers: { authorization: `Bearer ${tokens[n % tokens.length]}` }, body: JSON.stringify(ask(viewers[n % viewers.length], n)) });
}

/** What it costs to ask after so many workflows have changed, beside asking again when nothing has. */
async function stayingCurrent(database, { org, bySize, tokens }, target, { rounds }) {
  const changed = [1, 100, 1_000];
  const body = JSON.stringify(impacts.count.ours(bySize[0].starts[0]));
  const ask = () => target.ask({ path: '/graphql', headers: { authorization: `Bearer ${tokens[0]}` }, body });
  const timed = async () => {
    const began = performance.now();
    await ask();
    return performance.now() - began;
  };
  const ids = (await database.runText('MATCH (workflow:Workflow {org: $org}) WHERE workflow.id > "" RETURN workflow.id AS id ORDER BY workflow.id LIMIT 1000', { org })).map(({ id }) => id);
  const found = [];
  for (const count of changed) {
    const [after, again] = [[], []];
    for (let round = 0; round < rounds; round++) {
      // As a change writes it: an event that names them, which the worker numbers.
      await database.runText('UNWIND range(0, size($ids) - 1, 10) AS from CREATE (:Event {org: $org, id: randomUUID(), at: $at, pending: true, acts: [], marks: [], workflows: $ids[from..from + 10], agents: [], roster: false, shown: []})', { org, ids: ids.slice(0, count), at: new Date().toISOString() });
      after.push(await timed());
      await sleep(1_500);
      await timed();
      again.push(await timed());
    }
    found.push({ count, after: median(after), again: median(again) });
  }
  return found;
}
