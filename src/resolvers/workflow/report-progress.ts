import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { dueMoment } from '../../domain/common/moment.rules.js';
import { invalid } from '../../domain/common/refusal.js';
import { checkConfidence, checkValues } from '../../domain/workflow/terms.rules.js';
import { ReportProgressInput, ReportProgressPayload } from '../../schema/workflow/report-progress.inputs.js';
import { hasWords, speak } from './speak.js';

@Resolver()
export class ReportProgress {
  @Mutation(() => ReportProgressPayload, { description: 'The Performer says where the conditions stand, how confident they are, and when they expect to deliver.' })
  reportProgress(@Arg('input', () => ReportProgressInput, { description: 'What is said.' }) input: ReportProgressInput, @Ctx() context: Context): Promise<ReportProgressPayload> {
    return speak(context, 'reportProgress', 'REPORT_PROGRESS', input, ({ input, state, promise }) => {
      const values = checkValues(input.values, promise, 'values');
      const confidence = checkConfidence(input.confidence);
      const forecast = input.forecast == null ? null : dueMoment(input.forecast, state.zone, ['forecast']);
      if (values.length === 0 && confidence === null && forecast === null && !hasWords(input)) {
        throw invalid('values', 'Report something: values, a confidence, a forecast, or words.');
      }
      return { values, confidence, forecast };
    });
  }
}
