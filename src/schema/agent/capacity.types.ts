import { Field, Int, ObjectType } from 'type-graphql';

@ObjectType({ description: 'How much somebody can carry. A planning round in which they would promise more than that is not settled, unless they accept it themselves.', simpleResolvers: true })
export class Capacity {
  @Field(() => Int, { nullable: true, description: 'How many promises at once; null for no limit of their own.' })
  promises: number | null;

  @Field(() => Int, { nullable: true, description: 'How much of their time all promises together may take, in hundredths; null for no limit of their own.' })
  percent: number | null;
}

@ObjectType({ description: 'How much everybody can carry who has no limits of their own.', simpleResolvers: true })
export class UsualCapacity {
  @Field(() => Int, { nullable: true, description: 'How many promises at once; null for no limit.' })
  promises: number | null;

  @Field(() => Int, { nullable: true, description: 'How much of their time all promises together may take, in hundredths; null for no limit.' })
  percent: number | null;

  @Field(() => Int, { nullable: true, description: 'How much of their time one promise takes, in hundredths; null where that is not counted.' })
  percentEach: number | null;
}
