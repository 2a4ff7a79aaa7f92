import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { checkOptionalText, checkText } from '../../domain/common/text.rules.js';
import { ConcernPayload, HoldConcernInput } from '../../schema/concern/concern.inputs.js';
import { changeAs } from '../common/changing.js';
import { optionalLocalId } from '../common/identifiers.js';
import { concernPayload, holderParty } from './concerns.js';

@Resolver()
export class HoldConcern {
  @Mutation(() => ConcernPayload, { description: 'Holds a concern without a workflow yet: what do I want promised to me?' })
  holdConcern(@Arg('input', () => HoldConcernInput, { description: 'The concern.' }) input: HoldConcernInput, @Ctx() context: Context): Promise<ConcernPayload> {
    return concernPayload(async () => {
      const statement = checkText(input.statement, 'statement', 'statement');
      const words = checkOptionalText(input.words, 'words', 'words');
      const named = optionalLocalId('Agent', input.holder, 'holder');
      return changeAs(context, 'holdConcern', input, {}, (found) => {
        const holder = named ?? found.viewer.id;
        const party = holderParty(holder, found.viewer, 'holder');
        const concern = found.newId();
        return [{ kind: 'CONCERN', id: concern, before: null, said: [{ act: 'HOLD_CONCERN', data: { concern, holder, statement, articulated: true }, party, words }] }];
      });
    });
  }
}
