/**
 * Whether everything is to be tried that there is, as `npm run test:thorough` has it. `npm test` leaves out what differs from
 * something it has tried in nothing that could matter: it takes such cases in turn, the same ones in each run.
 */
export const thorough = process.env.PROMISEGRAPH_TEST_THOROUGH === '1';

/** How often a property is tried: here, or more often where everything is tried. */
export function runs(few: number, many: number): number {
  return thorough ? many : few;
}
