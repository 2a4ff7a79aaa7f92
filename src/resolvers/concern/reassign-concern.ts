import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { checkOptionalText } from '../../domain/common/text.rules.js';
import { judgeReassignment } from '../../domain/concern/concern.rules.js';
import { ConcernPayload, ReassignConcernInput } from '../../schema/concern/concern.inputs.js';
import { changeAs, expectVersion, requireAdministrator } from '../common/changing.js';
import { localId, notFound } from '../common/identifiers.js';
import { concernPayload } from './concerns.js';

@Resolver()
export class ReassignConcern {
  @Mutation(() => ConcernPayload, { description: 'An administrator gives a concern of one who has left to another agent, while no workflow about it is under way. Where one is, its Customer is handed over, and the concern goes along.' })
  reassignConcern(@Arg('input', () => ReassignConcernInput, { description: 'The concern and its new holder.' }) input: ReassignConcernInput, @Ctx() context: Context): Promise<ConcernPayload> {
    return concernPayload(async () => {
      const concern = localId('Concern', input.concern, 'concern');
      const holder = localId('Agent', input.holder, 'holder');
      const words = checkOptionalText(input.words, 'words', 'words');
      return changeAs(context, 'reassignConcern', input, { concern, lockConcern: true, agents: [holder] }, (found) => {
        requireAdministrator(found);
        const before = found.concern;
        if (before === null) throw notFound('Concern', 'concern');
        expectVersion(before.version, input.expectedVersion);
        const successor = found.cast.get(holder);
        if (successor === undefined) throw notFound('Agent', 'holder');
        judgeReassignment(before, found.cast.get(before.holder)?.active ?? false, successor);
        return [{ kind: 'CONCERN', id: concern, before, said: [{ act: 'INHERIT_CONCERN', data: { holder }, words }] }];
      });
    });
  }
}
