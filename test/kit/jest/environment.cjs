const vm = require('node:vm');
const NodeEnvironment = require('jest-environment-node').TestEnvironment;

let kept;

/**
 * One for all files that a worker runs: what is loaded once (see runtime.cjs) lives in it, and would outlive it otherwise.
 * Files share its globals, which none of them changes.
 */
class KeptEnvironment extends NodeEnvironment {
  constructor(...parameters) {
    if (kept !== undefined) return kept;
    const goBack = makePlainContexts();
    super(...parameters);
    goBack();
    // Each refusal, and each expectation, writes down where it was made: jest has it write ten times as much as Node does.
    this.global.Error.stackTraceLimit = 20;
    kept = this; // eslint-disable-line @typescript-eslint/no-this-alias -- the one that is kept
  }

  async teardown() {
    // It ends with its worker.
  }
}

/**
 * Each mention of a global (`Object`, `Math`, `Promise`) in tests and in what they test would go through an interceptor, and through a
 * proxy of jest's that notes what it would clean up at the end of a file: it took twenty times as long. Node from 20.18 on
 * makes contexts without.
 */
function makePlainContexts() {
  const { createContext } = vm;
  const plain = vm.constants?.DONT_CONTEXTIFY;
  if (plain !== undefined) vm.createContext = () => createContext(plain);
  return () => {
    vm.createContext = createContext;
  };
}

module.exports = KeptEnvironment;
