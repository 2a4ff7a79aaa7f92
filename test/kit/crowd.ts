import { Refusal } from '../../src/domain/common/refusal.js';
import { Refused } from './api.js';

interface Answered {
  readonly userErrors: readonly { readonly code: string }[];
}

/** So many at once. */
export function atOnce<T>(count: number, one: (index: number) => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: count }, (_, index) => one(index)));
}

/** How often a client of this process had to send its request again; for measuring, never asserted. */
export const sentAgain = { times: 0 };

/** What a client does, as documented: on BUSY, UNAVAILABLE and TIMEOUT it sends the same request again, with the same key. */
export async function withPatience<Answer extends Answered>(send: () => Promise<Answer>): Promise<Answer> {
  for (;;) {
    try {
      const answer = await send();
      if (answer.userErrors[0]?.code !== 'BUSY') return answer;
    } catch (error) {
      if (!(error instanceof Refused && error.errors.every(({ extensions }) => extensions.code === 'UNAVAILABLE' || extensions.code === 'TIMEOUT'))) throw error;
    }
    sentAgain.times++;
  }
}

/** The same for what no client asks for: what gave way to others is begun again, as the worker does. */
export async function untilNotBusy<Outcome>(work: () => Promise<Outcome>): Promise<Outcome> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Refusal && error.code === 'BUSY')) throw error;
    }
  }
}
