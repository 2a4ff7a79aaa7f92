import { Field, InputType, ObjectType } from 'type-graphql';
import { TermsInput } from '../proposal/terms.inputs.js';
import { ActInput, ActPayload } from './act.inputs.js';

@InputType({ description: 'Terms to put on the table.' })
export class ProposeTermsInput extends ActInput {
  @Field(() => TermsInput, { description: 'The terms.' })
  terms: TermsInput;
}

@ObjectType({ implements: ActPayload, description: 'What came of `proposeTerms`.', simpleResolvers: true })
export class ProposeTermsPayload extends ActPayload {}
