import type { FindingKind as FindingKindValue } from '../../domain/diagnosis/diagnosis.types.js';
import { findingKinds, findingUnits } from '../../domain/diagnosis/diagnosis.types.js';
import { trendKinds } from '../../domain/diagnosis/trend.rules.js';
import { enumOf } from '../common/enum-of.js';

const findingMeanings: Readonly<Record<FindingKindValue, string>> = {
  EVERYONE_WAITS_FOR_ONE: 'Much waits for one at the same time, by many, and far more than for others.',
  RING_NOBODY_SETTLES: 'Proposals that hang on one another, and have for long: none can be promised before the others.',
  DELIVERED_NEVER_ASSESSED: 'A delivery whose assessment is long overdue.',
  CUSTOMER_SILENT: 'The Customer of a promise in force has missed several check-ins.',
  RENEGOTIATED_LAST_MINUTE_AGAIN: 'Somebody asked to renegotiate again and again when the promise was as good as due.',
  NEGOTIATING_IN_CIRCLES: 'A negotiation that goes on too long, or over too many proposals.',
  EXECUTING_WITHOUT_A_PROMISE: 'Work that goes on without a promise: a workflow that was never spoken, or a promise whose maker performs no longer.',
  CONCERN_WITH_TWO_CUSTOMERS: 'One concern, or several in the same words, that is taken up for several Customers.',
  LISTENING_TOO_LONG: 'A workflow in which both listen and neither decides.',
  TOO_MANY_HORIZONS: 'A Performer who keeps promises on many horizons at once.',
  PROMISE_WITHOUT_MEASURABLE_CONDITIONS: 'A promise for long, of which nothing that it rests on can be measured.',
  SERVES_NOTHING: 'A promise that serves no other, and is no declared root.',
  PARTIES_NEVER_CHANGE_PLACES: 'Two people with many workflows between them, and the same one is the Customer in each.',
};
export const FindingKind = enumOf('FindingKind', 'What a diagnosis looks for. From where on it is a finding, `DiagnosisThresholds` says; why, and what to do, docs/diagnosis.md.', findingKinds, findingMeanings);

export const TrendKind = enumOf('DiagnosisTrendKind', 'The findings whose past can be told, from how workflows stood, and from promises and edges that have ended.', trendKinds, findingMeanings);

export const FindingUnit = enumOf('FindingUnit', 'What a finding is measured in.', findingUnits, {
  DAYS: 'Days.',
  PROPOSALS: 'Proposals in one negotiation.',
  CHECK_INS: 'Check-ins that fell due.',
  ASSESSMENT_TIMES: 'Times as long as an assessment was to take.',
  WAITS: 'Things that wait.',
  CUSTOMERS: 'Customers.',
  HORIZONS: 'Horizons.',
  RENEGOTIATIONS: 'Renegotiations.',
  WORKFLOWS: 'Workflows.',
});
