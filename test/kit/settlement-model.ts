import fc from 'fast-check';
import type { RoundFacts, RoundState } from '../../src/domain/round/round.types.js';
import type { Phase, PromiseStatus, Side } from '../../src/domain/workflow/workflow.types.js';
import type { Act, Company } from './api.js';
import { withPatience } from './crowd.js';
import type { Dice } from './dice.js';
import { consent, facts, round } from './planned-rounds.js';
import { by, condition, needs, place, promise, proposal, serving, workflow } from './planned-workflows.js';
import type { Planned } from './planned-workflows.js';
import type { Name } from './ties.js';

/*
 * Small organisations in a planning round: what people do is said through the API, and what it means is noted here as plain
 * data, by whoever reads the contract. Nothing here asks the rules what they think of it.
 */

export const planners: readonly Name[] = ['ada', 'bram', 'chidi', 'dana'];

interface Terms {
  readonly due: string;
  readonly conditions: readonly { readonly key: string; readonly mandatory: boolean; readonly due: string | null }[];
}

/** A workflow as its acts have left it, without anything that a round doesn't look at. */
interface Noted {
  readonly id: string;
  readonly customer: Name;
  readonly performer: Name;
  phase: Phase;
  standing: (Terms & { readonly id: string; readonly author: Side }) | null;
  promise: (Terms & { readonly status: PromiseStatus }) | null;
  isConsented: boolean;
  /** Until when the Customer has put it off. */
  deferredUntil: string | null;
  serves: { readonly parent: string; readonly conditions: readonly string[] }[];
  own: readonly string[];
  isInRound: boolean;
}

interface Need {
  readonly id: string;
  readonly dependent: string;
  readonly provider: string;
  readonly condition: string | null;
  readonly needs: string | null;
  readonly kind: 'HARD' | 'SOFT';
  readonly neededBy: string;
  status: 'ASSERTED' | 'ACKNOWLEDGED' | 'REFUSED';
}

interface Limits {
  readonly promises: number | null;
  readonly percent: number | null;
}

export class PlannedCompany {
  readonly workflows: Noted[] = [];
  needs: Need[] = [];
  readonly left = new Set<Name>();
  readonly #agents = new Map<Name, string>();
  readonly #limits = new Map<Name, Limits>();
  #usual: Limits & { readonly percentEach: number | null } = { promises: null, percent: null, percentEach: null };
  /** The planning round; none before it is opened. */
  round = '';

  constructor(readonly company: Company) {}

  /** Lets people do what dice say, until a round is open with consents, and with what stands in its way. */
  async play(dice: Dice): Promise<void> {
    for (const who of planners) this.#agents.set(who, await this.company.person(who));
    const count = 3 + dice.below(4);
    for (let index = 0; index < count; index++) await this.#begins(dice);
    for (let index = 0; index < count; index++) await this.#ties(dice);
    await this.#limitsLoads(dice);
    await this.#opensRound(dice);
    for (const one of this.workflows) await this.#decides(one, dice);
    // Some think again: whoever had consented to other terms has not consented to these.
    if (dice.onceIn(2)) await this.proposes(dice.oneOf(this.workflows), dice);
    if (dice.onceIn(3)) await this.leaves(dice.oneOf(planners.slice(1)));
  }

  agentOf(name: Name): string {
    return this.#agents.get(name) ?? '';
  }

  nameOf(agent: string): Name {
    return planners.find((name) => this.#agents.get(name) === agent) ?? 'ada';
  }

  find(id: string): Noted {
    const found = this.workflows.find((one) => one.id === id);
    if (found === undefined) throw new Error(`nobody has begun the workflow ${id}`);
    return found;
  }

  /** Somebody says something that may be refused, for what the generator doesn't know. @returns null then */
  async tries(who: Name, mutation: string, input: Record<string, unknown>): Promise<NonNullable<Act['workflow']> | null> {
    const idempotencyKey = this.company.nextKey();
    return (await withPatience(() => this.company.triesTo(who, mutation, { idempotencyKey, ...input }))).workflow;
  }

  async #begins(dice: Dice): Promise<void> {
    const parent = this.workflows.length === 0 || dice.onceIn(3) ? null : dice.oneOf(this.workflows);
    const customer = parent === null ? dice.oneOf(planners) : parent.performer;
    const performer = dice.oneOf(planners.filter((one) => one !== customer));
    const { id } = await this.company.says(customer, 'openWorkflow', { performer: this.agentOf(performer), statement: `Part ${String(this.workflows.length)}`, window: { due: '2026-12-31' } });
    const one: Noted = { id, customer, performer, phase: 'LISTENING', standing: null, promise: null, isConsented: false, deferredUntil: null, serves: [], own: [], isInRound: false };
    this.workflows.push(one);
    if (dice.onceIn(8)) return;
    await this.company.says(customer, 'requestHelp', { workflow: id });
    await this.company.says(performer, 'offerHelp', { workflow: id });
    await this.company.says(customer, 'engageInWorkflow', { workflow: id });
    one.phase = 'NEGOTIATING';
    if (dice.onceIn(8)) return;
    await this.proposes(one, dice);
    if (!dice.onceIn(3)) return this.#serves(one, parent, dice);
    await this.company.says(one.standing?.author === 'CUSTOMER' ? performer : customer, one.standing?.author === 'CUSTOMER' ? 'makePromise' : 'agreeToProposal', { workflow: id, proposal: one.standing?.id });
    promised(one, 'IN_FORCE');
    await this.#serves(one, parent, dice);
    if (dice.onceIn(3)) {
      await this.company.says(performer, 'deliverResults', { workflow: id });
      await this.company.says(customer, 'assessDelivery', { workflow: id, outcomes: (one.promise?.conditions ?? []).map(({ key }) => ({ condition: key, outcome: 'MET' })), satisfaction: 4 });
      promised(one, 'REDEEMED');
      one.phase = 'ASSESSING';
    } else if (dice.onceIn(2)) {
      await this.company.says(performer, 'renegotiatePromise', { workflow: id, words: 'It is more than I thought.' });
      promised(one, 'UNDER_RENEGOTIATION');
      one.phase = 'NEGOTIATING';
      if (!dice.onceIn(4)) await this.proposes(one, dice);
    }
  }

  /** Terms of either side, unless they are refused for a ring. */
  async proposes(one: Noted, dice: Dice): Promise<void> {
    if (one.phase !== 'NEGOTIATING' || this.left.has(one.customer) || this.left.has(one.performer)) return;
    const author: Side = dice.oneOf(['CUSTOMER', 'PERFORMER']);
    const due = someDay(6 + dice.below(6));
    const second = dice.onceIn(3) ? [] : [{ key: 'c2', mandatory: dice.onceIn(2), due: dice.onceIn(3) ? someDay(5) : null }];
    const conditions = [{ key: 'c1', mandatory: true, due: null }, ...second];
    const anew = one.standing !== null || one.promise !== null;
    // A condition that was dropped is not there to be named: what comes anew gets a key of its own.
    const known = new Set([...(one.standing?.conditions ?? []), ...(one.promise?.conditions ?? [])].map(({ key }) => key));
    if (anew && conditions.some(({ key }) => !known.has(key))) return;
    const after = await this.tries(author === 'CUSTOMER' ? one.customer : one.performer, 'proposeTerms', {
      workflow: one.id, terms: { due, conditions: conditions.map(({ key, ...rest }) => ({ ...rest, ...(anew ? { key } : {}), statement: `It does ${key}` })) },
    });
    if (after === null) return;
    one.standing = { id: after.standingProposal?.id ?? '', author, due, conditions };
    one.isConsented = false;
    takesUp(one, author);
  }

  async #serves(child: Noted, parent: Noted | null, dice: Dice): Promise<void> {
    if (parent === null) return;
    const conditions = dice.onceIn(3) ? ['c1', 'c2'] : ['c1'];
    const served = await this.tries(child.customer, 'servePromise', { workflow: child.id, parent: parent.id, contributions: conditions.map((key) => ({ condition: key })) });
    if (served !== null) child.serves.push({ parent: parent.id, conditions });
  }

  async #ties(dice: Dice): Promise<void> {
    const one = dice.oneOf(this.workflows);
    const stated = (one.standing ?? one.promise)?.conditions.map(({ key }) => key) ?? [];
    const own = stated.filter((key) => !one.own.includes(key));
    if (dice.onceIn(3) && own.length > 0 && await this.tries(one.performer, 'markOwnConditions', { workflow: one.id, conditions: own.slice(0, 1) }) !== null) one.own = own.slice(0, 1);
    const [dependent, provider] = [dice.oneOf(this.workflows), dice.oneOf(this.workflows)];
    const edge = { condition: dice.oneOf([null, 'c1', 'c2']), needs: dice.oneOf([null, 'c1', 'c2']), kind: dice.oneOf(['HARD', 'HARD', 'SOFT'] as const), neededBy: someDay(4 + dice.below(4)) };
    if (dependent === provider || await this.tries(dependent.performer, 'dependOnPromise', { workflow: dependent.id, provider: provider.id, ...edge }) === null) return;
    const { workflow: read } = await this.company.asks(dependent.performer, 'query($id: ID!) { workflow(id: $id) { needs { id } } }', { id: dependent.id });
    const need: Need = { id: read.needs.at(-1).id as string, dependent: dependent.id, provider: provider.id, ...edge, status: 'ASSERTED' };
    this.needs.push(need);
    if (!dice.onceIn(3)) await this.answers(need, dice.onceIn(4) ? 'REFUSED' : 'ACKNOWLEDGED');
  }

  async answers(need: Need, status: 'ACKNOWLEDGED' | 'REFUSED'): Promise<void> {
    const [mutation, words] = status === 'REFUSED' ? ['refuseDependency', 'I cannot.'] : ['acknowledgeDependency', null];
    if (await this.tries(this.find(need.provider).performer, mutation, { workflow: need.provider, dependency: need.id, words }) !== null) need.status = status;
  }

  async doesWithout(need: Need): Promise<void> {
    await this.company.says(this.find(need.dependent).performer, 'stopDependingOnPromise', { workflow: need.dependent, dependency: need.id });
    this.needs = this.needs.filter((one) => one !== need);
  }

  async #limitsLoads(dice: Dice): Promise<void> {
    const some = (most: number): number | null => (dice.onceIn(2) ? 1 + dice.below(most) : null);
    if (dice.onceIn(2)) {
      const percentEach = dice.oneOf([30, 60]);
      const usual = { promises: 1 + dice.below(3), percent: dice.onceIn(2) ? 100 : null, percentEach };
      await this.company.does('olga', 'setUsualCapacity', 'SetUsualCapacityInput', usual, 'organization { id }');
      this.#usual = usual;
    }
    if (!dice.onceIn(2)) return;
    const [who, limits] = [dice.oneOf(planners), { promises: some(2) ?? 1, percent: some(80) }];
    await this.company.does('olga', 'setAgentCapacity', 'SetAgentCapacityInput', { agent: this.agentOf(who), ...limits }, 'agent { id }');
    this.#limits.set(who, limits);
  }

  async #opensRound(dice: Dice): Promise<void> {
    for (const one of this.workflows) one.isInRound = !dice.onceIn(5);
    const workflows = this.workflows.filter(({ isInRound }) => isInRound).map(({ id }) => id);
    const opened = await this.company.does('ada', 'openPlanningRound', 'OpenPlanningRoundInput', { name: 'The planning', window: { due: '2026-12-31' }, workflows }, 'round { id }');
    this.round = opened.round.id as string;
  }

  async #decides(one: Noted, dice: Dice): Promise<void> {
    if (one.phase === 'LISTENING' || one.phase === 'NEGOTIATING') {
      if (dice.onceIn(8)) {
        await this.defers(one);
        return;
      }
      if (one.promise === null && dice.onceIn(12)) {
        await this.company.says(one.customer, 'declineWorkflow', { workflow: one.id, words: 'Not with me.' });
        Object.assign(one, { phase: 'CLOSED', standing: null });
        return;
      }
    }
    if (one.isInRound && !dice.onceIn(5)) await this.consents(one);
  }

  /** The Customer says "not now". */
  async defers(one: Noted): Promise<void> {
    const until = '2026-04-30';
    await this.company.says(one.customer, 'deferWorkflow', { workflow: one.id, until });
    Object.assign(one, { deferredUntil: until, isConsented: false });
  }

  async consents(one: Noted): Promise<void> {
    if (one.phase !== 'NEGOTIATING' || one.standing === null || one.isConsented) return;
    const side: Side = one.standing.author === 'CUSTOMER' ? 'PERFORMER' : 'CUSTOMER';
    await this.company.says(side === 'CUSTOMER' ? one.customer : one.performer, 'consentToProposal', { workflow: one.id, proposal: one.standing.id });
    one.isConsented = true;
    takesUp(one, side);
  }

  async leaves(who: Name): Promise<void> {
    await this.company.does('olga', 'deactivateAgent', 'AgentInput', { agent: this.agentOf(who) }, 'agent { id }');
    this.left.add(who);
  }

  async removes(one: Noted): Promise<void> {
    await this.company.does('ada', 'removeFromPlanningRound', 'PlanningRoundWorkflowsInput', { round: this.round, workflows: [one.id] }, 'round { id }');
    Object.assign(one, { isInRound: false, isConsented: false });
  }

  /** All consents have become promises. */
  settles(): void {
    for (const one of this.workflows) if (one.isConsented && !this.left.has(one.customer) && !this.left.has(one.performer)) promised(one, 'IN_FORCE');
  }

  get consented(): readonly Noted[] {
    return this.workflows.filter((one) => one.isInRound && one.isConsented && !this.left.has(one.customer) && !this.left.has(one.performer));
  }

  /** All of it as one who judges it naively looks at it. */
  judged(): { readonly state: RoundState; readonly known: RoundFacts } {
    const states = this.workflows.map((one) => this.#state(one));
    const inRound = this.workflows.filter(({ isInRound }) => isInRound).map(({ id }) => id);
    const carried = this.workflows.flatMap(({ id, customer, performer, promise: made, isInRound }) =>
      (isInRound || made === null || made.status === 'REDEEMED' ? [] : [{ workflow: id, customer: this.agentOf(customer), performer: this.agentOf(performer), starts: workflow('any').cycle.starts, due: by(made.due) }]));
    const { percentEach, ...usual } = this.#usual;
    return {
      state: round({ workflows: inRound, convener: this.agentOf('ada') }),
      known: facts(states, {
        carried, left: [...this.left].map((who) => this.agentOf(who)),
        capacity: { usual, byAgent: new Map([...this.#limits].map(([who, limits]) => [this.agentOf(who), limits])), usualPercent: percentEach, percentByWorkflow: new Map() },
      }),
    };
  }

  #state(one: Noted): Planned {
    const [customer, performer] = [this.agentOf(one.customer), this.agentOf(one.performer)];
    const conditionsOf = ({ conditions }: Terms) => conditions.map(({ key, mandatory, due }) => condition(key, { mandatory, due: due === null ? null : by(due) }));
    const standing = one.standing === null ? null : proposal({ id: one.standing.id, author: one.standing.author, due: by(one.standing.due), conditions: conditionsOf(one.standing) });
    const made = one.promise === null ? null : promise({ status: one.promise.status, due: by(one.promise.due), conditions: conditionsOf(one.promise), customer, performer });
    const edges = this.needs.map((need) => needs(need.id, need.dependent, need.provider, { ...need, neededBy: by(need.neededBy) }));
    const state = workflow(one.id, {
      customer, performer, phase: one.phase, standing, promise: made,
      deferral: { CUSTOMER: one.deferredUntil === null ? null : { until: by(one.deferredUntil), act: '' }, PERFORMER: null },
      interlock: { needs: edges.filter(({ dependent }) => dependent === one.id), needed: edges.filter(({ provider }) => provider === one.id) },
      ...place({ serves: one.serves.map(({ parent, conditions }) => serving(parent, conditions)), own: one.own }),
    });
    return one.isConsented ? { ...state, consent: consent(state) } : state;
  }
}

function someDay(month: number): string {
  return `2026-${String(month + 1).padStart(2, '0')}-28`;
}

/** What stood has become the promise; or what was promised has come to something else. */
function promised(one: Noted, status: PromiseStatus): void {
  const terms = status === 'IN_FORCE' ? one.standing : one.promise;
  if (terms === null) throw new Error('there is something to be promised');
  one.promise = { due: terms.due, conditions: terms.conditions, status };
  if (status === 'IN_FORCE') Object.assign(one, { standing: null, isConsented: false, deferredUntil: null, phase: 'EXECUTING' });
}

/** Whoever said "not now" and then goes on with it has ended their own deferral; the other side's is not theirs to end. */
function takesUp(one: Noted, side: Side): void {
  if (side === 'CUSTOMER') one.deferredUntil = null;
}

/** Enough throws for everything that is decided by dice. */
export const throws = fc.array(fc.nat(10_000), { minLength: 150, maxLength: 150 });
