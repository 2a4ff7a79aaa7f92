// Tests run as CommonJS through swc, because type-graphql needs decorator metadata and jest's ESM mode is still
// experimental. test/server/boots-from-dist.test.ts starts the compiled ESM, so what CommonJS hides is seen there.
export default {
  testEnvironment: '<rootDir>/test/kit/jest/environment.cjs',
  runtime: '<rootDir>/test/kit/jest/runtime.cjs',
  testSequencer: '<rootDir>/test/kit/jest/sequencer.cjs',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  setupFiles: ['reflect-metadata'],
  extensionsToTreatAsEsm: [],
  transformIgnorePatterns: ['/node_modules/(?!(jose|temporal-polyfill|temporal-utils)/)'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.[tj]s$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
        },
        module: { type: 'commonjs' },
      },
    ],
  },
  testTimeout: 240_000,
  maxWorkers: 2,
};
