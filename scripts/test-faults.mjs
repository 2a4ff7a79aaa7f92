/*
 * npm run test:faults                             the tests that kill, with twenty kills of each kind: half an hour or more
 * PROMISEGRAPH_TEST_KILLS=5 npm run test:faults   with as many as you like
 */
process.env.PROMISEGRAPH_TEST_KILLS ??= '20';
process.argv.push('--only-jest', '--own-database', 'test/faults/kills');
await import('./test.mjs');
