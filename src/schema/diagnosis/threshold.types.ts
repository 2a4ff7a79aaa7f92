import { Field, Float, InputType, Int, ObjectType } from 'type-graphql';
import { thresholdNames, thresholdTable } from '../../domain/diagnosis/thresholds.rules.js';
import type { ChosenThresholds, Thresholds } from '../../domain/diagnosis/thresholds.rules.js';

/* One field for each threshold, in both types: the table says what each means, why it is what it is, and whether it counts. */

@InputType('DiagnosisThresholdsInput', { description: 'From where on something is worth a word. What is left out is as the organisation has set it, or else as usual; each field says how much that is, and why.' })
class ThresholdsInput {}

@ObjectType('DiagnosisThresholds', { description: 'The thresholds that a diagnosis went by.', simpleResolvers: true })
class ThresholdsType {}

for (const name of thresholdNames) {
  const { whole, means, because, usual, least, most } = thresholdTable[name];
  const type = (): typeof Int => (whole ? Int : Float);
  Field(type, { nullable: true, description: `${means} Usually ${String(usual)}: ${because.charAt(0).toLowerCase()}${because.slice(1)} From ${String(least)} to ${String(most)}.` })(ThresholdsInput.prototype, name);
  Field(type, { description: means })(ThresholdsType.prototype, name);
}

export { ThresholdsInput as DiagnosisThresholdsInput, ThresholdsType as DiagnosisThresholds };
export type { ChosenThresholds, Thresholds as ThresholdValues };
