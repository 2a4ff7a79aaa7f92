import { Field, InputType, Int, ObjectType } from 'type-graphql';
import { Act } from '../act/act.types.js';
import { UserError, VersionedInput } from '../common/payloads.js';
import { CustomershipInput } from '../proposal/terms.inputs.js';
import { DiagnosisThresholdsInput } from '../diagnosis/threshold.types.js';
import type { ChosenThresholds } from '../diagnosis/threshold.types.js';
import { Organization } from './organization.types.js';

@InputType({ description: 'A new name for the organisation.' })
export class RenameOrganizationInput extends VersionedInput {
  @Field(() => String, { description: 'The new name.' })
  name: string;
}

@InputType({ description: 'How much everybody can carry who has no limits of their own: all of it. What is left out is not limited.' })
export class SetUsualCapacityInput extends VersionedInput {
  @Field(() => Int, { nullable: true, description: 'How many promises at once, from 1 to 1000.' })
  promises?: number | null;

  @Field(() => Int, { nullable: true, description: 'How much of their time all promises together may take, in hundredths from 1 to 100.' })
  percent?: number | null;

  @Field(() => Int, { nullable: true, description: 'How much of their time one promise takes, in hundredths from 1 to 100; needed where that is limited.' })
  percentEach?: number | null;
}

@InputType({ description: 'What Customers promise as Customers, on horizons up to so many days. All three are said.' })
export class CustomershipDefaultInput extends CustomershipInput {
  @Field(() => Int, { nullable: true, description: 'Up to this horizon, in days; left out of the last one, which holds for all that are longer.' })
  upToDays?: number | null;
}

@InputType({ description: 'What Customers promise as Customers where nothing else is said: all of it.' })
export class SetCustomershipDefaultsInput extends VersionedInput {
  @Field(() => [CustomershipDefaultInput], { description: 'By horizon, the shortest first; 10 at most.' })
  defaults: CustomershipDefaultInput[];
}

@InputType({ description: 'From where on something is a finding in this organisation.' })
export class SetDiagnosisThresholdsInput extends VersionedInput {
  @Field(() => DiagnosisThresholdsInput, { description: 'All that are to differ from the usual ones: what is left out is as usual from now on.' })
  thresholds: ChosenThresholds;
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
