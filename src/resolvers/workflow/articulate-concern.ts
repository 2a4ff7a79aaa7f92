import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { checkText } from '../../domain/common/text.rules.js';
import { ArticulateConcernInput, ArticulateConcernPayload } from '../../schema/workflow/articulate-concern.inputs.js';
import { speak } from './speak.js';

@Resolver()
export class ArticulateConcern {
  @Mutation(() => ArticulateConcernPayload, { description: 'The Customer states or restates the concern.' })
  articulateConcern(@Arg('input', () => ArticulateConcernInput, { description: 'What is said.' }) input: ArticulateConcernInput, @Ctx() context: Context): Promise<ArticulateConcernPayload> {
    return speak(context, 'articulateConcern', 'ARTICULATE', input, ({ input }) => ({ statement: checkText(input.statement, 'statement', 'statement') }));
  }
}
