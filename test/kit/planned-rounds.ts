import type { CapacityModel, Consent, Load, RoundFacts, RoundState } from '../../src/domain/round/round.types.js';
import { by, monday } from './planned-workflows.js';
import type { Planned } from './planned-workflows.js';

/** An open round of Ada's over the year 2026, with nothing in it unless it is said. */
export function round(parts: Partial<RoundState> = {}): RoundState {
  return {
    format: 1, id: 'r', version: 1, zone: 'UTC', name: 'A round', status: 'OPEN', convener: 'ada', window: { starts: monday, due: by('2026-12-31') }, consentBy: null, workflows: [], invited: [], waivers: [],
    openedAt: monday, changedAt: monday, endedAt: null, ...parts,
  };
}

/** The consent of whoever did not write the standing proposal. */
export function consent(state: Planned, parts: Partial<Consent> = {}): Consent {
  const side = state.standing?.author === 'CUSTOMER' ? 'PERFORMER' : 'CUSTOMER';
  return { round: 'r', proposal: state.standing?.id ?? '', side, person: side === 'CUSTOMER' ? state.customer : state.performer, party: null, at: monday, act: 'act', ...parts };
}

export const nobodyIsLimited: CapacityModel = { usual: { promises: null, percent: null }, byAgent: new Map(), usualPercent: null, percentByWorkflow: new Map() };

export function facts(workflows: readonly Planned[], parts: Partial<Omit<RoundFacts, 'workflows' | 'left'>> & { readonly left?: readonly string[]; readonly carried?: readonly Load[] } = {}): RoundFacts {
  const { left = [], ...rest } = parts;
  return { now: monday, rings: [], capacity: nobodyIsLimited, carried: [], ...rest, left: new Set(left), workflows: new Map(workflows.map((one) => [one.id, one])) };
}
