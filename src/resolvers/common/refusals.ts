import { Refusal } from '../../domain/common/refusal.js';
import type { RefusalCode } from '../../domain/common/refusal.js';
import type { UserError } from '../../schema/common/payloads.js';

// These say nothing about the input: they go to the client as GraphQL errors, as they would for a query.
const notTheInputsFault: readonly RefusalCode[] = ['UNAUTHENTICATED', 'UNAVAILABLE', 'TIMEOUT'];

function userErrorOf(refusal: Refusal): UserError {
  return { code: refusal.code, field: refusal.field, message: refusal.message, currentVersion: refusal.currentVersion, instead: refusal.instead };
}

/** Runs a mutation; an expected refusal becomes the payload's `userErrors`, with `nothing` as the rest of it. */
export async function orUserErrors<Done extends object, Nothing extends object>(
  work: () => Promise<Done>,
  nothing: Nothing,
): Promise<(Done | Nothing) & { userErrors: UserError[] }> {
  try {
    return { ...(await work()), userErrors: [] };
  } catch (error) {
    if (error instanceof Refusal && !notTheInputsFault.includes(error.code)) return { ...nothing, userErrors: [userErrorOf(error)] };
    throw error;
  }
}
