import { loadavg } from 'node:os';
import { load, median, spread } from './load.mjs';
import { compareImports } from './imports.mjs';
import { openDatabase, settle } from './organisation.mjs';
import { asking, reads } from './reads.mjs';
import { compareSettling } from './rounds.mjs';
import { Servers } from './servers.mjs';
import { actsOfChain, chains } from './writes.mjs';

const crowd = 16;

/**
 * Everything that is wanted, each in rounds: in a round every server has its turn, alone and with sixteen clients, in
 * another order each time. Ratios are of one round, and what is told is the median of them and their quartiles: a machine
 * that is slow for a minute is slow for all of them. Before anything counts, each is asked the same number of times.
 */
export async function measure(settings, wanted, say) {
  const database = await openDatabase(settings);
  const servers = new Servers(settings);
  try {
    const figures = { workflows: wanted.workflows, rounds: wanted.rounds, loads: [loadavg()[0]], comparisons: [], imported: null, settled: null };
    const kinds = wanted.names.filter((name) => name !== 'import' && name !== 'settle');
    if (kinds.length > 0) {
      const targets = {
        promisegraph: await servers.promisegraph({ minds: !wanted.smoke }),
        raw: await servers.other('The raw statements', 'raw.mjs'),
        ...(wanted.neo4jGraphql ? { neo4jGraphql: await servers.other('@neo4j/graphql', 'neo4j-graphql.mjs') } : {}),
      };
      for (const name of kinds) {
        say(`Measuring ${name} ...`);
        figures.comparisons.push(name === 'writes' ? await compareWrites(database, servers, targets, wanted, say) : await compareReads(name, database, servers, targets, wanted, say));
      }
      Object.values(targets).forEach((target) => target.close());
    }
    if (wanted.names.includes('import')) {
      say('Measuring import ...');
      figures.imported = await compareImports(database, settings, wanted.smoke ? { workflows: 20, rounds: 1 } : { workflows: 1_000, rounds: Math.max(3, Math.round(wanted.rounds / 4)) });
    }
    if (wanted.names.includes('settle')) {
      say('Measuring settle ...');
      figures.settled = await compareSettling(database, settings, servers, wanted.smoke ? { proposals: 30, rounds: 1 } : { proposals: 1_000, rounds: Math.max(3, Math.round(wanted.rounds / 4)) }, say);
    }
    figures.loads.push(loadavg()[0]);
    return figures;
  } finally {
    await servers.stop();
    await database.close();
  }
}

async function compareReads(name, database, servers, targets, wanted, say) {
  const reading = reads[name];
  const organisation = await settle(database, wanted.workflows, say);
  const ways = await asking(reading, organisation, servers);
  const runs = Object.fromEntries(Object.entries(ways).flatMap(([server, requestOf]) => {
    const target = targets[server];
    return target === undefined ? [] : [[server, async (n, timed) => timed(() => target.ask(requestOf(n)))]];
  }));
  await sameThings(ways, targets);
  const { weight } = reading;
  const amounts = wanted.smoke
    ? { alone: 4, together: crowd * 2, warmUp: 1 }
    : { alone: Math.max(10, Math.round(60 / weight)), together: Math.max(crowd * 3, Math.round(240 / weight)), warmUp: Math.max(300, Math.round(2_000 / weight)) };
  return { name, title: reading.title, ...(await compare(runs, targets, { ...amounts, rounds: wanted.rounds })) };
}

async function compareWrites(database, servers, targets, wanted, say) {
  const organisation = await settle(database, wanted.smoke ? 60 : 600, say);
  const { promisegraph, raw } = await chains(database, organisation, servers, crowd);
  const runs = { promisegraph: promisegraph(targets.promisegraph), raw: raw(targets.raw) };
  return { name: 'writes', title: `an act of a chain of ${String(actsOfChain)}, from opening a workflow to closing it`, ...(await compare(runs, targets, { alone: wanted.smoke ? 1 : 2, together: wanted.smoke ? 2 : crowd, warmUp: wanted.smoke ? 1 : 60, rounds: wanted.rounds })) };
}

/** A server that answers with less would be faster. */
async function sameThings(ways, targets) {
  const phases = new Map();
  for (const [server, requestOf] of Object.entries(ways)) {
    if (targets[server] === undefined) continue;
    const answer = (await targets[server].ask(requestOf(0))).replaceAll('\\"', '"');
    phases.set(server, (answer.match(/"phase":/g) ?? []).length);
  }
  // By hand one row more is read, as a connection does, and not taken away.
  const [least, most] = [Math.min(...phases.values()), Math.max(...phases.values())];
  if (least === 0 || most - least > 1) throw new Error(`The servers do not answer with the same things: ${JSON.stringify([...phases])}`);
}

async function compare(runs, targets, { alone, together, warmUp, rounds }) {
  const names = Object.keys(runs);
  // A server that runs for days has its machine code long since.
  for (const name of names) await load(warmUp, Math.min(8, warmUp), runs[name]);
  const seen = Object.fromEntries(names.map((name) => [name, { alone: [], together: [], processor: [] }]));
  for (let round = 0; round < rounds; round++) {
    const order = names.map((_, index) => names[(index + round) % names.length]);
    for (const name of order) seen[name].alone.push((await load(alone, 1, runs[name])).median);
    for (const name of order) {
      const before = targets[name].processorTime();
      const { perSecond, requests } = await load(together, crowd, runs[name]);
      seen[name].together.push(perSecond);
      seen[name].processor.push((targets[name].processorTime() - before) / requests);
    }
  }
  const others = names.filter((name) => name !== 'promisegraph');
  const ours = seen.promisegraph;
  // How many times theirs ours is, or theirs ours: as the report says it, more is worse beside raw and better beside others.
  const ratios = (theirs, ratio) => spread(theirs.alone.map((_, round) => ratio(round)));
  return {
    servers: Object.fromEntries(names.map((name) => [name, { milliseconds: median(seen[name].alone), perSecond: median(seen[name].together), processor: median(seen[name].processor) }])),
    againstOthers: Object.fromEntries(others.map((name) => {
      const theirs = seen[name];
      return [name, {
        longer: ratios(theirs, (round) => ours.alone[round] / theirs.alone[round]),
        fewer: ratios(theirs, (round) => theirs.together[round] / ours.together[round]),
        processor: ratios(theirs, (round) => ours.processor[round] / theirs.processor[round]),
        faster: ratios(theirs, (round) => theirs.alone[round] / ours.alone[round]),
        more: ratios(theirs, (round) => ours.together[round] / theirs.together[round]),
      }];
    })),
  };
}
