import { load, median } from './load.mjs';
import { compareImports } from './imports.mjs';
import { openDatabase, settle } from './organisation.mjs';
import { asking, reads } from './reads.mjs';
import { Servers } from './servers.mjs';
import { actsOfChain, chains } from './writes.mjs';

const crowd = 16;

/**
 * Everything that is wanted, each in rounds: in a round every server has its turn, alone and with sixteen clients, in
 * another order each time. Ratios are of one round, and what is told is the median of them: a machine that is slow for a
 * minute is slow for all of them.
 */
export async function measure(settings, wanted, say) {
  const database = await openDatabase(settings);
  const servers = new Servers(settings);
  try {
    const figures = { workflows: wanted.workflows, rounds: wanted.rounds, comparisons: [], imported: null };
    const kinds = wanted.names.filter((name) => name !== 'import');
    if (kinds.length > 0) {
      const targets = {
        promisegraph: await servers.promisegraph(),
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
  const requests = wanted.smoke ? 4 : Math.max(6, Math.round(30 / reading.weight));
  return { name, title: reading.title, ...(await compare(runs, targets, { alone: requests, together: Math.max(crowd * 2, requests * 3), warmUp: wanted.smoke ? 1 : Math.max(150, Math.round(1_000 / reading.weight)), rounds: wanted.rounds })) };
}

async function compareWrites(database, servers, targets, wanted, say) {
  const organisation = await settle(database, wanted.smoke ? 60 : 600, say);
  const { promisegraph, raw } = await chains(database, organisation, servers, crowd);
  const runs = { promisegraph: promisegraph(targets.promisegraph), raw: raw(targets.raw) };
  return { name: 'writes', title: `an act of a chain of ${String(actsOfChain)}, from opening a workflow to closing it`, ...(await compare(runs, targets, { alone: wanted.smoke ? 1 : 2, together: wanted.smoke ? 2 : crowd, warmUp: wanted.smoke ? 1 : 25, rounds: wanted.rounds })) };
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
  for (const name of names) await load(name === 'neo4jGraphql' ? Math.ceil(warmUp / 10) : warmUp, Math.min(8, warmUp), runs[name]);
  const seen = Object.fromEntries(names.map((name) => [name, { alone: [], together: [], requests: 0, processor: 0 }]));
  for (let round = 0; round < rounds; round++) {
    const order = names.map((_, index) => names[(index + round) % names.length]);
    for (const name of order) seen[name].alone.push((await load(alone, 1, runs[name])).median);
    for (const name of order) {
      const before = targets[name].processorTime();
      const { perSecond, requests } = await load(together, crowd, runs[name]);
      seen[name].together.push(perSecond);
      seen[name].processor += targets[name].processorTime() - before;
      seen[name].requests += requests;
    }
  }
  const others = names.filter((name) => name !== 'promisegraph');
  const ours = seen.promisegraph;
  return {
    servers: Object.fromEntries(names.map((name) => [name, { milliseconds: median(seen[name].alone), perSecond: median(seen[name].together), processor: seen[name].processor / seen[name].requests }])),
    // How many times as long as the raw statements, and how many times faster than the others, is for the report to say.
    ratios: Object.fromEntries(others.map((name) => [name, {
      alone: median(seen[name].alone.map((time, round) => ours.alone[round] / time)),
      together: median(seen[name].together.map((rate, round) => rate / ours.together[round])),
    }])),
  };
}
