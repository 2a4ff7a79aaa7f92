import { ArgsType, Field, Float, ObjectType, createUnionType } from 'type-graphql';
import type { SearchKind as SearchKindValue } from '../../domain/search/search.rules.js';
import { Agent } from '../agent/agent.types.js';
import { SearchKind } from './search.enums.js';
import { PageArguments, connectionOf } from '../common/relay.js';
import type { Relation } from '../common/relay.js';
import { Concern } from '../concern/concern.types.js';
import { PromiseType } from '../promise/promise.types.js';
import { Condition } from '../proposal/proposal.types.js';

export const SearchResult = createUnionType({
  name: 'SearchResult',
  description: 'A thing that words are found in.',
  types: () => [Agent, Concern, PromiseType] as const,
  resolveType: (value: object) => ('__typename' in value ? String(value.__typename) : undefined),
});

@ObjectType({ description: 'One find of a search.', simpleResolvers: true })
export class SearchHit {
  @Field(() => SearchKind, { description: 'What the words were found in.' })
  kind: SearchKindValue;

  @Field(() => Float, { description: 'How well it fits, 0 to 1: whole words before beginnings of words, and short texts before long ones. It compares the finds of one search, and says nothing beyond it.' })
  score: number;

  @Field(() => String, { description: 'The part of the text that the words are in.' })
  excerpt: string;

  @Field(() => SearchResult, { description: 'What was found; for a condition, the promise that it is of.' })
  result: Relation<Agent | Concern | PromiseType>;

  @Field(() => Condition, { nullable: true, description: 'The condition whose words were found; null for anything else.' })
  condition: Condition | null;
}

export const SearchConnection = connectionOf('Search', () => SearchHit, 'finds');

@ArgsType()
export class SearchArguments extends PageArguments {
  @Field(() => String, { description: 'What to look for: up to 10 words, all of which must be there. A word also finds longer ones that begin with it. Accents, capitals and signs make no difference.' })
  query: string;

  @Field(() => [SearchKind], { nullable: true, description: 'Only in these; left out, in all.' })
  kinds?: SearchKindValue[] | null;

  @Field(() => Boolean, { defaultValue: false, description: 'Also what is past: dropped concerns, superseded promises, agents who have left.' })
  includePast: boolean;
}
