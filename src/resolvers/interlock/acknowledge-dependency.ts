import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { AcknowledgeDependencyInput, AcknowledgeDependencyPayload } from '../../schema/interlock/dependency.inputs.js';
import { speak } from '../workflow/speak.js';
import { answering, otherEnd, saidThere } from './depending.js';
import { byAcknowledging } from './rings.js';

@Resolver()
export class AcknowledgeDependency {
  @Mutation(() => AcknowledgeDependencyPayload, { description: 'The Performer who is depended on acknowledges it.' })
  async acknowledgeDependency(@Arg('input', () => AcknowledgeDependencyInput, { description: 'What is said.' }) input: AcknowledgeDependencyInput, @Ctx() context: Context): Promise<AcknowledgeDependencyPayload> {
    return speak(context, 'acknowledgeDependency', 'ACKNOWLEDGE_DEPENDENCY', input, (occasion) => answering(occasion, 'ACKNOWLEDGED'), {
      others: await otherEnd(context, input, 'needed'),
      ring: byAcknowledging,
      effects: (occasion, { dependency }) => saidThere(occasion, 'DEPENDENCY_ACKNOWLEDGED', dependency),
    });
  }
}
