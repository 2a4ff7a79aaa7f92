import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { checkThresholds } from '../../domain/diagnosis/thresholds.rules.js';
import { judgeThresholds } from '../../domain/organization/organization.rules.js';
import { OrganizationPayload, SetDiagnosisThresholdsInput } from '../../schema/organization/organization.inputs.js';
import { changeOrganization } from './changing-organization.js';

@Resolver()
export class SetDiagnosisThresholds {
  @Mutation(() => OrganizationPayload, { description: 'Says from where on something is a finding in this organisation. Nothing that was found is kept, so it holds for whatever is asked from now on, also of the past.' })
  setDiagnosisThresholds(@Arg('input', () => SetDiagnosisThresholdsInput, { description: 'The thresholds.' }) input: SetDiagnosisThresholdsInput, @Ctx() context: Context): Promise<OrganizationPayload> {
    return changeOrganization(context, 'setDiagnosisThresholds', 'SET_DIAGNOSIS_THRESHOLDS', input, (state) => {
      const thresholds = checkThresholds(input.thresholds, ['thresholds']);
      judgeThresholds(state, thresholds);
      return { thresholds };
    });
  }
}
