const { relative, sep } = require('node:path');
const Sequencer = require('@jest/test-sequencer').default;

/** Seconds that the longest files took in CI, where nothing is remembered of the run before. Those that start a Neo4j wait much. */
const known = {
  // It has every statement planned anew: the sooner, the fewer.
  'test/cypher/plans': 1_000,
  'test/faults/kills': 90,
  'test/api/sight': 70,
  'test/commands/offline': 60,
  'test/workflow/cycle-table': 55,
  'test/commands/backup': 50,
  'test/local/database': 42,
  'test/bench/planning': 40,
  'test/bench/diagnosis': 40,
  'test/attack/heavy-operations': 40,
  'test/graph/of-before': 30,
  'test/api/tenants-by-schema': 25,
  'test/attack/hostile-input': 22,
  'test/bench/bench': 22,
  'test/diagnosis/trend-of-acts': 20,
  'test/demo/loading': 21,
};

/** The longest files first, so that no worker stands idle at the end beside one that has just begun on a long one. */
class LongestFirst extends Sequencer {
  time(test) {
    const name = relative(test.context.config.rootDir, test.path).split(sep).join('/').replace(/\.test\.ts$/, '');
    // Of others the larger ones take longer, and none as long as these.
    return super.time(test) ?? (known[name] ?? 0) * 1_000 + (test.context.hasteFS.getSize(test.path) ?? 0) / 1_000;
  }
}

module.exports = LongestFirst;
