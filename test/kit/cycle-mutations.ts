import type { Act, Company } from './api.js';
import { withPatience } from './crowd.js';
import type { SpokenAct } from './cycle-contents.js';

/** The mutation that says each act. */
export const mutations: Readonly<Record<SpokenAct, string>> = {
  ARTICULATE: 'articulateConcern',
  REQUEST: 'requestHelp',
  OFFER: 'offerHelp',
  ENGAGE: 'engageInWorkflow',
  DEFER: 'deferWorkflow',
  DECLINE: 'declineWorkflow',
  PROPOSE: 'proposeTerms',
  AGREE: 'agreeToProposal',
  PROMISE: 'makePromise',
  WITHDRAW: 'withdrawFromNegotiation',
  REPORT_PROGRESS: 'reportProgress',
  CHECK_IN: 'checkIn',
  RENEGOTIATE: 'renegotiatePromise',
  DELIVER: 'deliverResults',
  REVOKE: 'revokePromise',
  RELEASE: 'releasePromise',
  RETRACT: 'retractDelivery',
  ASSESS: 'assessDelivery',
  REVIEW_CUSTOMER: 'reviewCustomer',
  RENEW: 'renewWorkflow',
  CLOSE: 'closeWorkflow',
  REMARK: 'remarkOnWorkflow',
  SET_VISIBILITY: 'setWorkflowVisibility',
  HAND_OVER: 'handOverWorkflow',
  TAKE_BACK_HAND_OVER: 'takeBackHandOver',
  TAKE_OVER: 'takeOverWorkflow',
  REFUSE_HAND_OVER: 'refuseHandOver',
  SERVE: 'servePromise',
  REWEIGH_SERVING: 'reweighServing',
  STOP_SERVING: 'stopServingPromise',
  DECLARE_ROOT: 'declareRoot',
  TAKE_BACK_ROOT: 'takeBackRoot',
  MARK_OWN: 'markOwnConditions',
  DEPEND: 'dependOnPromise',
  STOP_DEPENDING: 'stopDependingOnPromise',
  ACKNOWLEDGE_DEPENDENCY: 'acknowledgeDependency',
  REFUSE_DEPENDENCY: 'refuseDependency',
  CONSENT: 'consentToProposal',
  TAKE_BACK_CONSENT: 'takeBackConsent',
};

export function inputTypeOf(mutation: string): string {
  return `${mutation[0]?.toUpperCase() ?? ''}${mutation.slice(1)}Input`;
}

/**
 * Says an act that must be accepted, again where a crowded machine had no room for it.
 * @returns the workflow after it; null where the act ended what let its speaker see it
 */
export async function isHeard(company: Company, subject: string, mutation: string, input: Record<string, unknown>): Promise<Act['workflow']> {
  const { act, workflow, userErrors } = await withPatience(() => company.triesTo(subject, mutation, input));
  if (act === null) throw new Error(`${subject} could not ${mutation}: ${JSON.stringify(userErrors, null, 2)}`);
  return workflow;
}

/** The same of an act after which its speaker sees the workflow still. */
export async function saysPatiently(company: Company, subject: string, mutation: string, input: Record<string, unknown>): Promise<NonNullable<Act['workflow']>> {
  const workflow = await isHeard(company, subject, mutation, input);
  if (workflow === null) throw new Error(`${subject} sees no workflow after ${mutation}.`);
  return workflow;
}
