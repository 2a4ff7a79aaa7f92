import type { Membership } from '../agent/agent.rules.js';
import { FOREVER } from '../common/moment.rules.js';
import type { Moment } from '../common/moment.rules.js';
import type { ActRow } from './chain-reader.rules.js';

export interface Span extends Membership {
  readonly member: string;
  readonly from: Moment;
  readonly to: Moment;
}

const changes: Readonly<Record<string, Membership | null>> = {
  ADD_MEMBER: { representative: false }, NAME_REPRESENTATIVE: { representative: true }, DISMISS_REPRESENTATIVE: { representative: false }, REMOVE_MEMBER: null,
};

/** The memberships of a group, each with its span, as its acts tell them. */
export function membershipSpans(acts: readonly ActRow[]): readonly Span[] {
  const spans: Span[] = [];
  const present = new Map<string, Span>();
  for (const { act, data, recordedAt } of acts) {
    const next = changes[act];
    if (next === undefined) continue;
    const member = String(data['member']);
    const before = present.get(member);
    if (before !== undefined && before.from < recordedAt) spans.push({ ...before, to: recordedAt });
    present.delete(member);
    if (next !== null) present.set(member, { ...next, member, from: recordedAt, to: FOREVER });
  }
  return [...spans, ...present.values()];
}
