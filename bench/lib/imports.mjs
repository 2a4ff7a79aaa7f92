import { performance } from 'node:perf_hooks';
import neo4j from 'neo4j-driver';
import { encodeParameters, readStatements } from '../../dist/graph/statement.js';
import { root } from '../../scripts/lib/prepare.mjs';
import { median, spread } from './load.mjs';
import { between, bringIn, found, people } from './organisation.mjs';
import { record, replaced } from './record.mjs';

/**
 * An import against the same rows in the same statements, sent by hand in one transaction: with nothing to read, to
 * check or to work out.
 */
export async function compareImports(database, settings, { workflows, rounds }) {
  const statements = readStatements(`${root}/cypher`);
  const driver = neo4j.driver(settings.uri, neo4j.auth.basic(settings.user, settings.password), { disableLosslessIntegers: true, telemetryDisabled: true });
  const records = [...people(workflows), ...between(0, workflows, workflows)];
  const run = `${String(process.pid)}-${String(Date.now())}`;
  const model = await found(database, `Bench import ${run}`);
  const { groups } = await record(() => bringIn(database, model.org, records));

  const ours = async (round) => {
    const { org } = await found(database, `Bench import ${run} ${String(round)} ours`);
    return timed(() => bringIn(database, org, records));
  };
  const byHand = async (round) => {
    const { org, administrator } = await found(database, `Bench import ${run} ${String(round)} by hand`);
    const again = replaced(groups, [[model.org, org], [model.administrator, administrator]]);
    const ready = again.map((group) => group.map(({ name, parameters }) => [statements.get(name).text, encodeParameters(statements.get(name), parameters)]));
    return timed(async () => {
      const session = driver.session();
      const transaction = session.beginTransaction();
      for (const group of ready) await Promise.all(group.map(([text, parameters]) => transaction.run(text, parameters)));
      await transaction.commit();
      await session.close();
    });
  };
  const rows = [];
  for (let round = 0; round < rounds; round++) {
    // Whoever comes second finds the database warmer.
    const [first, second] = round % 2 === 0 ? [ours, byHand] : [byHand, ours];
    const times = [await first(round), await second(round)];
    rows.push(round % 2 === 0 ? { ours: times[0], byHand: times[1] } : { ours: times[1], byHand: times[0] });
  }
  await driver.close();
  return {
    ours: workflows / (median(rows.map((row) => row.ours)) / 1_000),
    byHand: workflows / (median(rows.map((row) => row.byHand)) / 1_000),
    ratio: spread(rows.map((row) => row.ours / row.byHand)),
  };
}

async function timed(work) {
  const started = performance.now();
  await work();
  return performance.now() - started;
}
