import { millisecondsOf, momentOf } from '../domain/common/moment.rules.js';
import type { Condition } from '../domain/workflow/workflow.types.js';
import type { Dice } from './dice.js';
import { answerTo, edgeData, timesOf } from './edges.js';
import { fateOf } from './fates.js';
import type { Ids } from './ids.js';
import type { People } from './people.js';
import type { Structure } from './structure.js';
import type { Telling, Told } from './telling.js';
import { after, dueOf, tiers, zone } from './tiers.js';
import type { Tier } from './tiers.js';
import { conditionCount, conditionsOf, measuredValue, objective, reasons } from './words.js';

/** The parties of a workflow, and who speaks for them. */
interface Parties {
  readonly customer: string;
  readonly performer: string;
  /** Who speaks for the Customer; for the group they are a member of, where that is one. */
  readonly asCustomer: Pick<Told, 'person' | 'side' | 'party'>;
  readonly asPerformer: Pick<Told, 'person' | 'side'>;
}

/** What is told of one promise. */
interface Case {
  readonly promise: number;
  readonly tier: number;
  readonly of: Tier;
  readonly id: string;
  readonly opened: number;
  readonly parties: Parties;
  readonly conditions: readonly Condition[];
  /** By when it is due, as it is first promised. */
  readonly due: string;
  readonly agreed: number;
}

/** Each promise of a made-up organisation with the workflow and the concern it is about, act by act. */
export class Workflows {
  constructor(private readonly structure: Structure, private readonly dice: Dice, private readonly ids: Ids, private readonly people: People) {}

  tellConcern(promise: number, telling: Telling): void {
    const { parties, id, opened, tier } = this.#case(promise);
    const concern = this.#concern(promise);
    const thing = telling.about('CONCERN', concern, 'CONCERN_ACT', promise);
    const { person, party } = parties.asCustomer;
    const by = { person, ...(party === undefined ? {} : { party }) };
    // What somebody opens by themselves they hold from then on; what is offered to them they have held before.
    thing.say({ act: 'HOLD_CONCERN', at: this.#isOffered(promise) ? opened - 3_600_000 : opened, ...by, data: JSON.stringify({ articulated: true, concern, holder: parties.customer, statement: objective(this.dice, promise, tier) }) });
    thing.say({ act: 'TAKE_UP_CONCERN', at: opened, person: this.#isOffered(promise) ? parties.performer : person, ...(this.#isOffered(promise) || party === undefined ? {} : { party }), data: JSON.stringify({ workflow: id }) });
    const { closed } = this.#fate(promise);
    if (closed !== null) thing.say({ act: 'LET_GO_OF_CONCERN', at: closed, ...by, data: JSON.stringify({ settled: true, workflow: id }) });
  }

  tellWorkflow(promise: number, telling: Telling): void {
    const of = this.#case(promise);
    const acts = [...this.#talk(of), ...this.#ties(of), ...this.#keeping(of)];
    const thing = telling.about('WORKFLOW', of.id, 'WORKFLOW_ACT', promise);
    // Sorting keeps what is said at one moment in the order it is told in.
    for (const act of acts.sort((one, other) => one.at - other.at)) thing.say(act);
  }

  #case(promise: number): Case {
    const { structure, people, dice } = this;
    const tier = structure.tierOf(promise);
    const of = tiers[tier];
    if (of === undefined) throw new RangeError('there is no such tier');
    const parent = structure.parents[promise] ?? -1;
    const performer = people.performer(structure.performers[promise] ?? 0);
    const customer = parent === -1 ? people.board : people.performer(structure.performers[parent] ?? 0);
    return {
      promise, tier, of, id: this.#workflow(promise), opened: this.#opened(promise), conditions: conditionsOf(dice, promise), due: dueOf(tier, structure.layers[promise] ?? 0),
      agreed: after(of.season, 16 + dice.part('TIME', promise, 3) * 2.99),
      parties: {
        customer, performer, asPerformer: { person: performer, side: 'PERFORMER' },
        asCustomer: parent === -1 ? { person: people.chair, party: people.board, side: 'CUSTOMER' } : { person: customer, side: 'CUSTOMER' },
      },
    };
  }

  /** From opening it to the promise. */
  #talk({ promise, tier, of, id, opened, parties, conditions, due, agreed }: Case): Told[] {
    const { asCustomer, asPerformer, customer, performer } = parties;
    const statement = objective(this.dice, promise, tier);
    const isOffered = this.#isOffered(promise);
    const { assessWithin, checkInEvery, respondWithin } = of.customership;
    const opening = {
      concern: { articulated: isOffered, id: this.#concern(promise), statement }, customer, customership: { assessWithin, checkInEvery, respondWithin }, performer, visibility: 'ORGANIZATION',
      window: { due: of.window.due, starts: of.window.starts }, workflow: id, zone,
    };
    const none = JSON.stringify({ customership: null });
    const [answered, engaged, proposed] = [0, 1, 2].map((step) => after(of.season, 3 + step * 0.6 + this.dice.part('TIME', promise, step) * 0.5)) as [number, number, number];
    const [proposal, promiseId] = [this.#proposal(promise, 1, proposed), this.#promise(promise, 1, agreed)];
    const first: Told[] = isOffered
      ? [{ act: 'OPEN', at: opened, ...asPerformer, data: JSON.stringify(opening) }, { act: 'OFFER', at: opened, ...asPerformer, data: none }, { act: 'REQUEST', at: answered, ...asCustomer, data: none }]
      : [{ act: 'OPEN', at: opened, ...asCustomer, data: JSON.stringify(opening) }, { act: 'ARTICULATE', at: opened, ...asCustomer, data: JSON.stringify({ statement }) }, { act: 'REQUEST', at: opened, ...asCustomer, data: none }, { act: 'OFFER', at: answered, ...asPerformer, data: none }];
    return [
      ...first,
      { act: 'ENGAGE', at: engaged, ...(isOffered ? asPerformer : asCustomer), data: '{}' },
      { act: 'PROPOSE', at: proposed, ...asPerformer, data: JSON.stringify(proposing(proposal, conditions, due, of)) },
      { act: 'AGREE', at: agreed, ...asCustomer, data: JSON.stringify({ promise: promiseId, proposal }) },
    ];
  }

  /** What it serves, what it needs and what it is needed for. */
  #ties({ promise, tier, of, parties, conditions }: Case): Told[] {
    const { structure, dice, ids } = this;
    const told: Told[] = [];
    const serving = after(of.season, 7 + dice.part('PLACE', promise));
    const [parent, second] = [structure.parents[promise] ?? -1, structure.secondParent(promise)];
    if (parent === -1) told.push({ act: 'DECLARE_ROOT', at: serving, ...parties.asCustomer, data: '{}' });
    [parent, second].filter((one) => one !== -1).forEach((one, index) => {
      const share = second === -1 ? null : index === 0 ? '0.7' : '0.3';
      const contributions = [{ condition: `c${String(1 + dice.below(conditionCount(dice, one), 'PLACE', promise, 1 + index))}`, contribution: null }];
      told.push({ act: 'SERVE', at: serving, ...parties.asCustomer, data: JSON.stringify({ contributions, parent: this.#workflow(one), serving: ids.of('SERVING', serving, promise, index), share }) });
    });
    // Of those that nothing serves, some say so.
    if (tier === tiers.length - 1 && dice.below(4, 'OWN', promise) === 0) {
      told.push({ act: 'MARK_OWN', at: after(of.season, 8), ...parties.asPerformer, data: JSON.stringify({ conditions: conditions.map(({ key }) => key) }) });
    }
    for (const edge of structure.needsOf(promise)) told.push(...this.#edge(edge, 'needs', parties.asPerformer));
    for (const edge of structure.neededOf(promise)) told.push(...this.#edge(edge, 'needed', parties.asPerformer));
    return told;
  }

  /** A dependency as one of its two workflows tells of it: each says its own, and hears the other's. */
  #edge(edge: number, end: 'needs' | 'needed', own: Pick<Told, 'person' | 'side'>): Told[] {
    const { structure, dice, ids, people } = this;
    const [dependent, provider] = [structure.dependents[edge] ?? 0, structure.providers[edge] ?? 0];
    const season = tiers[structure.tierOf(dependent)]?.season ?? 0;
    const { asserted, answered } = timesOf(dice, edge, season);
    const dependency = ids.of('DEPENDENCY', asserted, edge);
    const speakers = { needs: people.performer(structure.performers[dependent] ?? 0), needed: people.performer(structure.performers[provider] ?? 0) };
    const data = edgeData(dice, structure, edge, { dependency, dependent: this.#workflow(dependent), provider: this.#workflow(provider) });
    const said: Told[] = [{ act: end === 'needs' ? 'DEPEND' : 'DEPENDENCY_ASSERTED', at: asserted, ...(end === 'needs' ? own : { person: speakers.needs }), data }];
    const answer = answerTo(dice, edge);
    if (answer === null) return said;
    const isRefused = answer === 'REFUSED';
    const named = JSON.stringify({ dependency });
    if (end === 'needs') said.push({ act: isRefused ? 'DEPENDENCY_REFUSED' : 'DEPENDENCY_ACKNOWLEDGED', at: answered, person: speakers.needed, data: named });
    else said.push({ act: isRefused ? 'REFUSE_DEPENDENCY' : 'ACKNOWLEDGE_DEPENDENCY', at: answered, ...own, data: named, ...(isRefused ? { words: dice.oneOf(reasons.refusal, 'ANSWER', edge, 1) } : {}) });
    return said;
  }

  /** What has become of the promise since. */
  #keeping({ promise, of, parties, conditions, due }: Case): Told[] {
    const { asCustomer, asPerformer } = parties;
    const { dice, ids } = this;
    const { kind, checkedIn, reported, changed, closed } = this.#fate(promise);
    const told: Told[] = [];
    const values = (way: number): object[] => conditions.flatMap(({ key, measure }) => (measure === null ? [] : [{ key, value: measuredValue(measure, way) }]));
    if (checkedIn !== null) told.push({ act: 'CHECK_IN', at: checkedIn, ...asCustomer, data: '{}' });
    if (reported !== null) {
      const forecast = dice.below(3, 'PROGRESS', promise, 1) === 0 ? due : null;
      const data = { confidence: (4 + dice.below(7, 'PROGRESS', promise, 2)) / 10, forecast, values: values(dice.part('PROGRESS', promise)) };
      told.push({ act: 'REPORT_PROGRESS', at: reported, ...asPerformer, data: JSON.stringify(data), ...(dice.below(8, 'PROGRESS', promise, 3) === 0 ? { words: dice.oneOf(reasons.progress, 'PROGRESS', promise, 4) } : {}) });
    }
    if (kind === 'RENEGOTIATING' || kind === 'SUPERSEDED') {
      told.push({ act: 'RENEGOTIATE', at: changed, ...asPerformer, data: JSON.stringify({ concernChanged: false }), words: dice.oneOf(reasons.renegotiation, 'FATE', promise, 1) });
      const proposal = this.#proposal(promise, 2, changed + 1);
      const later = momentOf(Math.min(millisecondsOf(due) + 3 * 86_400_000, millisecondsOf(of.window.due)));
      told.push({ act: 'PROPOSE', at: changed + 3_600_000, ...asPerformer, data: JSON.stringify(proposing(proposal, conditions, later, of)) });
      if (kind === 'SUPERSEDED') told.push({ act: 'AGREE', at: changed + 86_400_000, ...asCustomer, data: JSON.stringify({ promise: this.#promise(promise, 2, changed), proposal }) });
    }
    if (kind === 'DELIVERED' || kind === 'REDEEMED') told.push({ act: 'DELIVER', at: changed, ...asPerformer, data: JSON.stringify({ values: values(1) }) });
    if (kind === 'REDEEMED') {
      const outcomes = conditions.map(({ key }) => ({ key, outcome: 'MET' }));
      told.push({ act: 'ASSESS', at: changed + 86_400_000, ...asCustomer, data: JSON.stringify({ assessment: ids.of('ASSESSMENT', changed, promise), otherwise: null, outcomes, satisfaction: 3 + dice.below(3, 'FATE', promise, 2) }) });
    }
    if (closed !== null) told.push({ act: 'CLOSE', at: closed, ...asCustomer, data: '{}' });
    if (kind === 'BROKEN') told.push({ act: 'REVOKE', at: changed, ...asPerformer, data: '{}', words: dice.oneOf(reasons.revocation, 'FATE', promise, 1) });
    if (kind === 'RELEASED') told.push({ act: 'RELEASE', at: changed, ...asCustomer, data: '{}' });
    return told;
  }

  #fate(promise: number) {
    const hasOpenQuestions = this.structure.needsOf(promise).some((edge) => answerTo(this.dice, edge) === null);
    return fateOf(this.dice, promise, this.structure.tierOf(promise), this.structure.layers[promise] ?? 0, hasOpenQuestions);
  }

  #isOffered(promise: number): boolean {
    return this.dice.below(2, 'OPENING', promise) === 0 && this.structure.parents[promise] !== -1;
  }

  /** In the order of their numbers, so that they are in the order of their ids. */
  #opened(promise: number): number {
    const tier = this.structure.tierOf(promise);
    const place = (promise - (this.structure.firsts[tier] ?? 0)) / (this.structure.sizes[tier] ?? 1);
    return after(tiers[tier]?.season ?? 0, place * 3);
  }

  #workflow(promise: number): string {
    return this.ids.of('WORKFLOW', this.#opened(promise), promise);
  }

  #concern(promise: number): string {
    return this.ids.of('CONCERN', this.#opened(promise), promise);
  }

  #proposal(promise: number, which: number, at: number): string {
    return this.ids.of('PROPOSAL', at, promise, which);
  }

  #promise(promise: number, which: number, at: number): string {
    return this.ids.of('PROMISE', at, promise, which);
  }
}

function proposing(proposal: string, conditions: readonly Condition[], due: string, { window }: Tier): object {
  return { conditionKeys: conditions.length, proposal, terms: { answerBy: null, conditions, customership: null, due, window: { due: window.due, starts: window.starts } } };
}
