import { Field, InputType, ObjectType } from 'type-graphql';
import { Act } from '../act/act.types.js';
import { UserError, VersionedInput } from '../common/payloads.js';
import { Organization } from './organization.types.js';

@InputType({ description: 'A new name for the organisation.' })
export class RenameOrganizationInput extends VersionedInput {
  @Field(() => String, { description: 'The new name.' })
  name: string;
}

@ObjectType({ description: 'What came of a change of the organisation.', simpleResolvers: true })
export class OrganizationPayload {
  @Field(() => Organization, { nullable: true, description: 'The organisation after it; null when it was refused.' })
  organization: Organization | null;

  @Field(() => Act, { nullable: true, description: 'The act on the record; null when it was refused.' })
  act: Act | null;

  @Field(() => [UserError], { description: 'Why it was refused; empty when it was done.' })
  userErrors: UserError[];
}
