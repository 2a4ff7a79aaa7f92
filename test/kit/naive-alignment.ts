import { horizonOf } from '../../src/domain/common/moment.rules.js';
import type { Misaligned, RoundFacts, RoundState } from '../../src/domain/round/round.types.js';
import type { Condition } from '../../src/domain/workflow/workflow.types.js';
import type { Planned } from './planned-workflows.js';

interface Promised {
  readonly starts: string;
  readonly due: string;
  readonly conditions: readonly Condition[];
}

/** What is misaligned, as one who reads the sentence in the contract and looks at everything again each time would find it. */
export interface NaiveMisalignment {
  readonly kind: string;
  /** Ids that name it. */
  readonly what: readonly (string | null)[];
  readonly waivedBy: readonly string[];
}

/** The ids that name a misalignment, as above. */
export function namesOf(about: Misaligned): readonly (string | null)[] {
  switch (about.kind) {
    case 'CONSENT_MISSING':
      return [about.workflow, about.proposal];
    case 'UNDECIDED':
      return [about.workflow];
    case 'DEPENDENCY_NOT_ACKNOWLEDGED':
    case 'DEPENDENCY_TOO_LATE':
      return [about.dependency];
    case 'HARD_RING':
      return [ringsName(about.ring.map(placeOf))];
    case 'OUTSIDE_PARENTS_WINDOW':
      return [about.child, about.parent];
    case 'CONDITION_UNSERVED':
      return [about.workflow, about.condition];
    case 'OVERLOADED':
      return [about.agent];
  }
}

const placeOf = ({ workflow, condition }: { readonly workflow: string; readonly condition: string | null }): string => `${workflow} ${condition ?? ''}`;

/** A ring by those that need on it, told from the least of them on: it is the same wherever it was entered. */
export function ringsName(needers: readonly string[]): string {
  const first = needers.indexOf([...needers].sort()[0] ?? '');
  return [...needers.slice(first), ...needers.slice(0, first)].join(' > ');
}

type Workflows = ReadonlyMap<string, Planned>;

/** Every misalignment of a round. */
export function naivelyMisaligned(round: RoundState, facts: RoundFacts): readonly NaiveMisalignment[] {
  const all = facts.workflows as Workflows;
  const own = [...all.values()].filter(({ id }) => round.workflows.includes(id));
  const found: NaiveMisalignment[] = [];
  for (const one of own) {
    if (mayStillConsent(one, facts) && !isConsented(one, round, facts) && !isDeferred(one, facts)) found.push({ kind: 'CONSENT_MISSING', what: [one.id, one.standing?.id ?? null], waivedBy: [] });
    else if (!isConsented(one, round, facts) && !isDeferred(one, facts) && !isPromised(one) && one.phase !== 'CLOSED') found.push({ kind: 'UNDECIDED', what: [one.id], waivedBy: [one.customer] });
  }
  found.push(...ofDependencies(round, facts, all));
  for (const ring of ringsOf(round, facts, all)) found.push({ kind: 'HARD_RING', what: [ring], waivedBy: [] });
  for (const child of all.values()) {
    for (const serving of child.cascade?.serves ?? []) {
      const parent = all.get(serving.parent);
      const [narrow, wide] = [afterwards(child, round, facts), parent === undefined ? null : (afterwards(parent, round, facts) ?? parent.cycle)];
      if (parent === undefined || narrow === null || wide === null || parent.phase === 'CLOSED') continue;
      if (![child.id, parent.id].some((id) => round.workflows.includes(id))) continue;
      const days = (span: { starts: string; due: string }): number => horizonOf(span.starts, span.due, 'UTC').days;
      if (narrow.due > wide.due || days(narrow) > days(wide)) found.push({ kind: 'OUTSIDE_PARENTS_WINDOW', what: [child.id, parent.id], waivedBy: [...new Set([child.customer, parent.customer])] });
    }
  }
  for (const one of own) {
    const children = [...all.values()].filter((child) => child.cascade?.serves.some(({ parent }) => parent === one.id));
    if (children.length === 0) continue;
    const bearing = children.filter((child) => child.promise?.status === 'REDEEMED' || afterwards(child, round, facts) !== null);
    for (const { key } of afterwards(one, round, facts)?.conditions ?? []) {
      const served = bearing.some((child) => child.cascade?.serves.some(({ parent, contributions }) => parent === one.id && contributions.some(({ condition }) => condition === key)));
      if (!served && one.cascade?.own.includes(key) !== true) found.push({ kind: 'CONDITION_UNSERVED', what: [one.id, key], waivedBy: [one.customer] });
    }
  }
  return [...found, ...ofLoads(own, round, facts)];
}

/** The proposal is still there to be consented to, by parties who are still there. */
function mayStillConsent({ phase, standing, customer, performer }: Planned, { now, left }: RoundFacts): boolean {
  if (phase !== 'NEGOTIATING' || standing === null || left.has(customer) || left.has(performer)) return false;
  return standing.terms.due >= now && (standing.terms.answerBy === null || standing.terms.answerBy >= now);
}

function isConsented(one: Planned, round: RoundState, facts: RoundFacts): boolean {
  const { consent, standing } = one;
  return mayStillConsent(one, facts) && consent != null && standing !== null && consent.round === round.id && consent.proposal === standing.id
    && consent.side !== standing.author && !facts.left.has(consent.person);
}

function isDeferred({ deferral, phase }: Planned, { now }: RoundFacts): boolean {
  return phase !== 'CLOSED' && [deferral.CUSTOMER, deferral.PERFORMER].some((one) => one !== null && one.until > now);
}

function isLive({ promise }: Planned): boolean {
  return promise !== null && ['IN_FORCE', 'UNDER_RENEGOTIATION', 'DELIVERED'].includes(promise.status);
}

function isPromised(one: Planned): boolean {
  return isLive(one) && one.phase !== 'NEGOTIATING' && one.phase !== 'CLOSED';
}

/** What would be promised in a workflow were all that stands on the table of the round consented to. */
function afterwards(one: Planned, round: RoundState, facts: RoundFacts): Promised | null {
  if (one.phase === 'CLOSED') return null;
  const proposed = one.standing === null ? null : { starts: one.standing.terms.window.starts, due: one.standing.terms.due, conditions: one.standing.terms.conditions };
  const promised = isLive(one) ? one.promise : null;
  if (!round.workflows.includes(one.id)) {
    const stands = one.standing !== null && one.standing.terms.due >= facts.now && (one.standing.terms.answerBy === null || one.standing.terms.answerBy >= facts.now);
    return promised ?? (stands ? proposed : null);
  }
  if (isConsented(one, round, facts)) return proposed;
  return mayStillConsent(one, facts) && !isDeferred(one, facts) ? proposed : promised;
}

/**
 * The rings that a round is on, by their names: chains of hard needs that come back to where they began, in which nobody
 * needs twice. What the promise needs is needed for each of its conditions; who needs the promise needs each mandatory one.
 */
function ringsOf(round: RoundState, facts: RoundFacts, all: Workflows): ReadonlySet<string> {
  const mandatory = new Map([...all.values()].map((one): [string, readonly Condition[]] => {
    const isInRound = round.workflows.includes(one.id);
    const isProposed = isInRound ? isConsented(one, round, facts) || (mayStillConsent(one, facts) && !isDeferred(one, facts)) : one.promise === null;
    const conditions = (isProposed ? one.standing?.terms.conditions : one.promise?.conditions) ?? [];
    return [one.id, conditions.filter((condition) => condition.mandatory)];
  }));
  const edges = [...all.values()].flatMap(({ interlock }) => interlock?.needs ?? []).filter(({ kind, status }) => kind === 'HARD' && status !== 'REFUSED');
  type Edge = (typeof edges)[number];
  const needer = ({ dependent, condition }: Edge): string => placeOf({ workflow: dependent, condition });
  const isNext = (edge: Edge, next: Edge): boolean => next.dependent === edge.provider
    && (next.condition === null || (edge.needs === null ? mandatory.get(edge.provider)?.some(({ key }) => key === next.condition) === true : edge.needs === next.condition));
  const found = new Set<string>();
  const walk = (way: readonly Edge[]): void => {
    const [first, last] = [way[0], way.at(-1)];
    if (first === undefined || last === undefined) return;
    for (const next of edges.filter((edge) => isNext(last, edge))) {
      if (needer(next) === needer(first) && way.some(({ dependent }) => round.workflows.includes(dependent))) found.add(ringsName(way.map(needer)));
      if (!way.some((edge) => needer(edge) === needer(next))) walk([...way, next]);
    }
  };
  for (const edge of edges) walk([edge]);
  return found;
}

function ofDependencies(round: RoundState, facts: RoundFacts, all: Workflows): readonly NaiveMisalignment[] {
  const edges = new Map([...all.values()].flatMap(({ interlock }) => interlock?.needs ?? []).map((edge) => [edge.id, edge]));
  return [...edges.values()].flatMap((edge): NaiveMisalignment[] => {
    const [dependent, provider] = [all.get(edge.dependent), all.get(edge.provider)];
    if (edge.kind !== 'HARD' || dependent === undefined || provider === undefined || provider.promise?.status === 'REDEEMED') return [];
    const needing = afterwards(dependent, round, facts);
    if (needing === null || (edge.condition !== null && !needing.conditions.some(({ key }) => key === edge.condition))) return [];
    const [inside, touched] = [round.workflows.includes(dependent.id), round.workflows.includes(provider.id)];
    const needed = afterwards(provider, round, facts);
    const dues = (needed?.conditions ?? []).filter(({ key, mandatory }) => (edge.needs === null ? mandatory : key === edge.needs)).map(({ due }) => due ?? needed?.due ?? '');
    const late = dues.length === 0 || dues.some((due) => due > edge.neededBy);
    const acknowledged = edge.status === 'ACKNOWLEDGED';
    return [
      ...(inside && !acknowledged ? [{ kind: 'DEPENDENCY_NOT_ACKNOWLEDGED', what: [edge.id], waivedBy: [dependent.customer] }] : []),
      ...(late && (inside || (touched && acknowledged)) ? [{ kind: 'DEPENDENCY_TOO_LATE', what: [edge.id], waivedBy: [dependent.customer] }] : []),
    ];
  });
}

function ofLoads(own: readonly Planned[], round: RoundState, facts: RoundFacts): readonly NaiveMisalignment[] {
  const { now, carried, capacity } = facts;
  const loads = own.flatMap((one) => {
    const prospect = afterwards(one, round, facts);
    const isProposal = prospect !== null && prospect !== one.promise;
    if (prospect === null || (!isProposal && one.promise?.status === 'DELIVERED')) return [];
    return [{ workflow: one.id, performer: isProposal ? one.performer : (one.promise?.performer ?? ''), starts: prospect.starts, due: prospect.due < now ? now : prospect.due }];
  });
  const performers = [...new Set(loads.map(({ performer }) => performer))];
  const others = carried.filter(({ workflow }) => !round.workflows.includes(workflow)).map((load) => ({ ...load, due: load.due < now ? now : load.due }));
  return performers.filter((performer) => {
    const theirs = [...loads, ...others].filter((load) => load.performer === performer);
    const limits = { promises: capacity.byAgent.get(performer)?.promises ?? capacity.usual.promises, percent: capacity.byAgent.get(performer)?.percent ?? capacity.usual.percent };
    const moments = [round.window.starts, ...theirs.map(({ starts }) => starts)].filter((at) => at >= round.window.starts && at <= round.window.due);
    return moments.some((at) => {
      const now = theirs.filter(({ starts, due }) => starts <= at && due >= at);
      const percent = now.reduce((sum, { workflow }) => sum + (capacity.percentByWorkflow.get(workflow) ?? capacity.usualPercent ?? 0), 0);
      return (limits.promises !== null && now.length > limits.promises) || (limits.percent !== null && percent > limits.percent);
    });
  }).map((performer) => ({ kind: 'OVERLOADED', what: [performer], waivedBy: [performer] }));
}
