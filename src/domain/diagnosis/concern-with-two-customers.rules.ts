import type { Moment } from '../common/moment.rules.js';
import type { Finding } from './diagnosis.types.js';
import type { Thresholds } from './thresholds.rules.js';

/** One concern, or several in the same words, that are taken up for several Customers. */
export interface SharedConcernCandidate {
  readonly concerns: readonly string[];
  readonly customers: readonly string[];
  /** By age. */
  readonly workflows: readonly { readonly id: string; readonly customer: string; readonly performer: string; readonly openedAt: Moment }[];
}

export function judgeSharedConcern(candidates: readonly SharedConcernCandidate[], { customersOfConcern }: Thresholds): readonly Finding[] {
  return candidates.filter(({ customers }) => customers.length >= customersOfConcern).map(({ concerns, customers, workflows }): Finding => {
    const [first] = workflows;
    // They share it since the second of them came to it.
    const second = workflows.find(({ customer }) => customer !== first?.customer) ?? first;
    return {
      kind: 'CONCERN_WITH_TWO_CUSTOMERS', key: concerns.join(' '), since: second?.openedAt ?? '', measured: customers.length, threshold: customersOfConcern, unit: 'CUSTOMERS',
      says: concerns.length === 1 ? `One concern has ${String(customers.length)} Customers.` : `${String(customers.length)} Customers each ask for the same, in the same words.`,
      workflows: workflows.map(({ id }) => id), workflowsCount: workflows.length, agents: customers, concerns, acts: [],
      next: second === undefined ? [] : [{ by: second.customer, act: 'HAND_OVER', workflow: second.id, says: 'Agree who of you is the Customer; the others hand over to them.' }],
    };
  });
}
