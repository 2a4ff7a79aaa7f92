const { relative, sep } = require('node:path');
const Sequencer = require('@jest/test-sequencer').default;

/** Seconds that the longest files took in CI, where nothing is remembered of the run before. Those that start a Neo4j wait much. */
const known = {
  // It has every statement planned anew: the sooner, the fewer.
  'test/cypher/plans': 1_000,
  'test/faults/kills': 160,
  'test/commands/offline': 110,
  'test/workflow/cycle-table': 105,
  'test/api/sight': 90,
  'test/attack/heavy-operations': 75,
  'test/commands/backup': 68,
  'test/bench/planning': 60,
  'test/bench/diagnosis': 60,
  'test/bench/bench': 22,
  'test/diagnosis/trend-of-acts': 49,
  'test/local/database': 45,
  'test/api/tenants-by-schema': 34,
  'test/attack/hostile-input': 30,
  'test/dual/duties-of-before': 28,
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
