import { ArgsType, Field } from 'type-graphql';
import { Duration, When } from '../common/scalars.js';

/** The moments that a trend is told of. */
@ArgsType()
export class TrendMoments {
  @Field(() => When, { description: 'The first moment; a bare date means the end of that day.' })
  from: string;

  @Field(() => When, { nullable: true, description: 'None later than this; left out, now.' })
  to?: string | null;

  @Field(() => Duration, { defaultValue: 'P1M', description: 'How far one moment is from the next. There are 24 moments at most.' })
  step: string;
}
