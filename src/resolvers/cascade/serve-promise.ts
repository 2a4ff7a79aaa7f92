import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { ringRefusal } from '../../domain/cascade/ring.rules.js';
import { checkServing } from '../../domain/cascade/serving.rules.js';
import { ServePromiseInput, ServePromisePayload } from '../../schema/cascade/serving.inputs.js';
import { speak } from '../workflow/speak.js';
import { besideParent, servingOccasion } from './serving.js';

@Resolver()
export class ServePromise {
  @Mutation(() => ServePromisePayload, { description: "The Customer says which conditions of their own promise this workflow helps to keep." })
  servePromise(@Arg('input', () => ServePromiseInput, { description: 'What is said.' }) input: ServePromiseInput, @Ctx() context: Context): Promise<ServePromisePayload> {
    return speak(context, 'servePromise', 'SERVE', input, (occasion) => {
      const terms = checkServing(input, servingOccasion(occasion));
      const way = occasion.also?.way ?? [];
      // The way leads from the parent to this workflow: each serves the next already.
      if (way.length > 0) throw ringRefusal([occasion.state.concern.statement, ...way.slice(0, -1).map(({ objective }) => objective)]);
      return { serving: occasion.newId(), ...terms };
    }, besideParent(context, input));
  }
}
