const { relative, sep } = require('node:path');
const Sequencer = require('@jest/test-sequencer').default;

/** Seconds that the longest files took in CI, where nothing is remembered of the run before. Those that start a Neo4j wait much. */
const known = {
  // It has every statement planned anew: the sooner, the fewer.
  'test/cypher/plans': 1_000,
  'test/workflow/cycle-table': 225,
  'test/commands/offline': 213,
  'test/faults/kills': 185,
  'test/api/sight': 165,
  'test/attack/heavy-operations': 153,
  'test/commands/backup': 103,
  'test/commands/generate': 84,
  'test/attack/hostile-input': 81,
  'test/graph/racing': 78,
  'test/faults/stopping': 73,
  'test/local/database': 72,
  'test/api/long-lists': 69,
  'test/interlock/dependencies': 65,
  'test/cascade/serve-promise': 59,
  'test/demo/loading': 58,
  'test/import/export-and-restore': 57,
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
