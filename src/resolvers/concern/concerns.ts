import type { Context } from '../../context.js';
import { Refusal, invariant } from '../../domain/common/refusal.js';
import { checkOptionalText } from '../../domain/common/text.rules.js';
import { judgeConcernAct } from '../../domain/concern/concern.rules.js';
import type { ConcernActData, ConcernState } from '../../domain/concern/concern.rules.js';
import type { Changed } from '../../graph/change.js';
import type { SubjectChange } from '../../graph/composing.js';
import type { ConcernPayload } from '../../schema/concern/concern.inputs.js';
import { actView } from '../act/act.view.js';
import { changeAs, expectVersion } from '../common/changing.js';
import { localId, notFound } from '../common/identifiers.js';
import { orUserErrors } from '../common/refusals.js';
import { concernView } from './concern.view.js';

interface Wish {
  readonly concern: string;
  readonly words?: string | null;
  readonly idempotencyKey?: string | null;
  readonly expectedVersion?: number | null;
}

/** A change of a concern by its holder, or by one who represents the group that holds it. */
export function changeConcern<Kind extends 'RESTATE_CONCERN' | 'DROP_CONCERN' | 'REOPEN_CONCERN'>(
  context: Context,
  operation: string,
  act: Kind,
  input: Wish,
  data: () => ConcernActData[Kind],
): Promise<ConcernPayload> {
  return concernPayload(async () => {
    const concern = localId('Concern', input.concern, 'concern');
    const words = checkOptionalText(input.words, 'words', 'words');
    return changeAs(context, operation, input, { concern, lockConcern: true }, (found): readonly SubjectChange[] => {
      const before = found.concern;
      if (before === null) throw notFound('Concern', 'concern');
      expectVersion(before.version, input.expectedVersion);
      const party = holderParty(before.holder, found.viewer);
      judgeConcernAct(act, before);
      return [{ kind: 'CONCERN', id: concern, before, said: [{ act, data: data(), party, words }] }];
    });
  });
}

/** The group it is said for, or null for oneself. @throws Refusal NOT_THE_SPEAKER for anybody else's concern */
export function holderParty(holder: string, viewer: { readonly id: string; readonly represents: readonly string[] }, field = 'concern'): string | null {
  if (holder === viewer.id) return null;
  if (viewer.represents.includes(holder)) return holder;
  throw new Refusal('NOT_THE_SPEAKER', 'A concern is its holder\'s own: only they, or one who represents the group that holds it, may say this.', { field: [field] });
}

export function concernPayload(work: () => Promise<Changed>): Promise<ConcernPayload> {
  const payload = orUserErrors(
    async () => {
      const record = (await work()).acts.findLast((one) => one.kind === 'CONCERN');
      invariant(record !== undefined, 'an act about a concern was recorded');
      return { act: actView(record), concern: concernView(record.state as ConcernState) };
    },
    { act: null, concern: null },
  );
  // Views answer their fields when asked (resolvers/common/lazy.ts), which graphql-js does and the class type cannot say.
  return payload as unknown as Promise<ConcernPayload>;
}
