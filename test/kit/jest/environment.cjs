const NodeEnvironment = require('jest-environment-node').TestEnvironment;

let kept;

/**
 * One for all files that a worker runs: what is loaded once (see runtime.cjs) lives in it, and would outlive it otherwise.
 * Files share its globals, which none of them changes.
 */
class KeptEnvironment extends NodeEnvironment {
  constructor(...parameters) {
    if (kept !== undefined) return kept;
    super(...parameters);
    kept = this; // eslint-disable-line @typescript-eslint/no-this-alias -- the one that is kept
  }

  async teardown() {
    // It ends with its worker.
  }
}

module.exports = KeptEnvironment;
