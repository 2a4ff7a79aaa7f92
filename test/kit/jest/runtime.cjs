const { join, sep } = require('node:path');
const Runtime = require('jest-runtime').default;

const source = join(__dirname, '..', '..', '..', 'src') + sep;
const packages = `${sep}node_modules${sep}`;

/** The first of its worker, which loads for those after it. */
let first;

/**
 * What jest keeps of the test that is running. Its own way of keeping it, Node's AsyncLocalStorage, has Node 20 and 22 follow each promise
 * that anybody makes: a seventh of all that Node did in a run of all tests. They run one after another (lint refuses
 * `test.concurrent`), so that there is always one; what somebody rejects and nobody awaits is told of the one that runs then.
 */
class OneAfterAnother {
  #now;

  getStore() {
    return this.#now;
  }

  run(store, work) {
    const before = this.#now;
    const goBack = () => {
      this.#now = before;
    };
    this.#now = store;
    let result;
    try {
      result = work();
    } catch (error) {
      goBack();
      throw error;
    }
    if (typeof result?.finally === 'function') return result.finally(goBack);
    goBack();
    return result;
  }
}

/**
 * Loads the product and its packages once in each worker, where jest loads them anew for each file: a third of all that Node
 * did in a run of all tests. Tests, and what they share in test/kit, are loaded for each file as ever. What the product
 * keeps between requests (plans, statements, days) it so keeps between files, as it does between requests in a server that
 * runs for days.
 */
class SharingRuntime extends Runtime {
  constructor(...parameters) {
    super(...parameters);
    if (first !== undefined) return;
    first = this; // eslint-disable-line @typescript-eslint/no-this-alias -- the one that loads for all
    this.#loadGraphql();
  }

  requireModule(from, name, options, actual) {
    if (name === 'node:async_hooks' && from.includes(`${packages}jest-circus${sep}`)) return { AsyncLocalStorage: OneAfterAnother };
    return this !== first && options === undefined && this.#isShared(from, name) ? first.requireModule(from, name) : super.requireModule(from, name, options, actual);
  }

  /** Stack traces are told in the lines of the source. */
  getSourceMaps() {
    return this === first ? super.getSourceMaps() : new Map([...first.getSourceMaps(), ...super.getSourceMaps()]);
  }

  // The first goes on loading after its own file, for the others.
  leaveTestCode() {
    if (this !== first) super.leaveTestCode();
  }

  teardown() {
    if (this === first) this.restoreAllMocks();
    else super.teardown();
  }

  /** As it is in production: in development it looks at each value twice, which took a tenth of the time of what asks much. */
  #loadGraphql() {
    const { env } = this._environment.global.process;
    const { NODE_ENV } = env;
    env.NODE_ENV = 'production';
    this.requireModule(source, 'graphql');
    env.NODE_ENV = NODE_ENV;
  }

  #isShared(from, name) {
    if (this._resolution.isCoreModule(name)) return false;
    const path = this._resolution.resolveCjs(from, name);
    return path.startsWith(source) || path.includes(packages);
  }
}

module.exports = SharingRuntime;
