import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { DeclareRootInput, DeclareRootPayload } from '../../schema/cascade/serving.inputs.js';
import { speak } from '../workflow/speak.js';

@Resolver()
export class DeclareRoot {
  @Mutation(() => DeclareRootPayload, { description: 'The Customer declares that it serves no other promise, and should not.' })
  declareRoot(@Arg('input', () => DeclareRootInput, { description: 'What is said.' }) input: DeclareRootInput, @Ctx() context: Context): Promise<DeclareRootPayload> {
    return speak(context, 'declareRoot', 'DECLARE_ROOT', input, () => ({}));
  }
}
