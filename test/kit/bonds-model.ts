import fc from 'fast-check';
import { judgeRing } from '../../src/domain/cascade/ring.rules.js';
import { checkReweighing, checkServing, servingOf } from '../../src/domain/cascade/serving.rules.js';
import type { ServingOccasion, ServingWords } from '../../src/domain/cascade/serving.rules.js';
import { Refusal } from '../../src/domain/common/refusal.js';
import { checkDependency, dependencyIn } from '../../src/domain/interlock/dependency.rules.js';
import { factsOf } from '../../src/domain/interlock/facts-of-state.rules.js';
import { dependencyKinds } from '../../src/domain/interlock/interlock.types.js';
import { judgeDependency } from '../../src/domain/interlock/ring-refusals.rules.js';
import { cascadeOf, interlockOf, statedConditions } from '../../src/domain/workflow/bonds.rules.js';
import { availableActs, judge } from '../../src/domain/workflow/speaker.rules.js';
import type { Voice } from '../../src/domain/workflow/speaker.rules.js';
import type { ActKind, AnyWorkflowAct, Side, WorkflowState } from '../../src/domain/workflow/workflow.types.js';
import { bondActs } from './cycle-contents.js';
import type { BondAct } from './cycle-contents.js';
import { Roster, steps, takeStep } from './cycle-model.js';
import type { History, Step, Told } from './cycle-model.js';
import { historyIn } from './cycle-tales.js';
import { Dice } from './dice.js';

/*
 * Several workflows without a database, that come to serve and to need each other at random. What is said passes the rules
 * that the resolvers call; what follows in the other workflow follows here too.
 */

const points = ['LISTENING', 'NEGOTIATING', 'PROPOSED', 'EXECUTING', 'EXECUTING', 'EXECUTING'] as const;
const parties = ['ada', 'bram', 'chidi', 'team'] as const;

export interface Founding {
  readonly customer: (typeof parties)[number];
  readonly performer: (typeof parties)[number];
  readonly point: (typeof points)[number];
}

export const foundings: fc.Arbitrary<readonly Founding[]> = fc.array(
  fc.record({ customer: fc.constantFrom(...parties), performer: fc.constantFrom(...parties), point: fc.constantFrom(...points) }).filter(({ customer, performer }) => customer !== performer),
  { minLength: 4, maxLength: 8, size: 'max' },
);

export interface BondStep {
  readonly kind: 'BOND' | 'TALK';
  readonly workflow: number;
  readonly step: Step;
}

export const bondSteps: fc.Arbitrary<BondStep> = fc.record({
  kind: fc.oneof({ weight: 5, arbitrary: fc.constant('BOND' as const) }, { weight: 1, arbitrary: fc.constant('TALK' as const) }),
  workflow: fc.nat(100),
  step: steps,
});

/** One thing that is said in a world: where, and what followed elsewhere. */
export interface Happening {
  readonly history: History;
  readonly told: Told;
}

/** How an attempt was refused, or what came of it. */
export type Outcome = { readonly refused: Refusal; readonly act: ActKind } | { readonly happened: readonly Happening[] };

function happening(history: History, act: ActKind, data: unknown, side: Side | null, by: Pick<AnyWorkflowAct, 'person' | 'at'>): Happening {
  // Which data belongs to which act is known where it is made, and not to the compiler here.
  return { history, told: history.tells({ id: history.newId(), act, side, person: by.person, at: by.at, data } as unknown as AnyWorkflowAct) };
}

export class World {
  readonly histories: readonly History[];
  readonly #roster = new Roster();

  constructor(founded: readonly Founding[]) {
    this.histories = founded.map(({ customer, performer, point }, index) => historyIn(point, customer, performer, `${String(index)}-`));
    for (const history of this.histories) history.roster = this.#roster;
  }

  get states(): readonly WorkflowState[] {
    return this.histories.map(({ state }) => state);
  }

  takes({ kind, workflow, step }: BondStep): Outcome {
    const history = this.histories[workflow % this.histories.length] as History;
    // Time is one for all.
    const now = this.histories.map((one) => one.now).reduce((latest, one) => (one > latest ? one : latest));
    for (const one of this.histories) one.now = now;
    if (kind === 'TALK') {
      const told = takeStep(history, { ...step, kind: 'SPEAK' });
      return { happened: told === null ? [] : [{ history, told }, ...this.#askedNoLonger(told)] };
    }
    history.wait(step.wait % 100_000_000);
    return this.#bond(history, step.pick, new Dice(step.dice));
  }

  #bond(history: History, pick: number, dice: Dice): Outcome {
    const sayable = this.#roster.voices.flatMap((voice) =>
      availableActs(history.state, voice, this.#roster.cast, history.now).map(({ act, side }) => ({ act, side, voice })))
      .filter((one): one is { act: BondAct; side: Side; voice: Voice } => bondActs.some((act) => act === one.act));
    const kinds = [...new Set(sayable.map(({ act }) => act))];
    const act = kinds[pick % Math.max(1, kinds.length)];
    const chosen = sayable.find((one) => one.act === act);
    if (act === undefined || chosen === undefined) return { happened: [] };
    const side = judge(history.state, act, chosen.voice, this.#roster.cast, history.now);
    try {
      return { happened: this.#said(history, act, side, chosen.voice.person, dice) };
    } catch (refusal) {
      if (refusal instanceof Refusal) return { refused: refusal, act };
      throw refusal;
    }
  }

  #said(history: History, act: BondAct, side: Side, person: string, dice: Dice): readonly Happening[] {
    const tells = (at: History, kind: ActKind, data: unknown, spoken: Side | null): Happening => happening(at, kind, data, spoken, { person, at: history.now });
    const { state } = history;
    switch (act) {
      case 'SERVE': {
        const parent = dice.oneOf(this.histories).state;
        const terms = checkServing(this.#words(parent, dice), this.#occasion(state, parent));
        judgeRing(state.id, parent.id, this.states.flatMap((one) => cascadeOf(one).serves.map((edge) => ({ child: one.id, parent: edge.parent }))), (id) => id);
        return [tells(history, act, { serving: history.newId(), ...terms }, side)];
      }
      case 'REWEIGH_SERVING': {
        const edge = servingOf(state, dice.oneOf(cascadeOf(state).serves).parent);
        const parent = this.#stateOf(edge.parent);
        const { share, contributions } = checkReweighing(this.#words(parent, dice), edge, this.#occasion(state, parent));
        return [tells(history, act, { serving: edge.id, share, contributions }, side)];
      }
      case 'STOP_SERVING':
        return [tells(history, act, { serving: dice.oneOf(cascadeOf(state).serves).id }, side)];
      case 'DEPEND': {
        const other = dice.oneOf(this.histories);
        const key = (of: WorkflowState): string | null => dice.oneOf([null, ...statedConditions(of).map((condition) => condition.key)]);
        const data = { dependency: history.newId(), ...checkDependency({ condition: key(state), needs: key(other.state), kind: dice.oneOf(dependencyKinds), neededBy: dice.oneOf(['2026-05-31', '2026-06-30', '2027-01-31']) }, state, other.state) };
        judgeDependency(data, state, this.states.map((one) => ({ facts: factsOf(one), objective: one.id })));
        return [tells(history, act, data, side), tells(other, 'DEPENDENCY_ASSERTED', data, null)];
      }
      case 'STOP_DEPENDING': {
        const { id: dependency, provider } = dependencyIn(state, 'needs', dice.oneOf(interlockOf(state).needs).id);
        return [tells(history, act, { dependency }, side), tells(this.#historyOf(provider), 'DEPENDENCY_ENDED', { dependency }, null)];
      }
      case 'ACKNOWLEDGE_DEPENDENCY':
      case 'REFUSE_DEPENDENCY': {
        const answered = act === 'REFUSE_DEPENDENCY' ? 'REFUSED' : 'ACKNOWLEDGED';
        const { id: dependency, dependent } = dice.oneOf(interlockOf(state).needed.filter(({ status }) => status !== answered));
        return [tells(history, act, { dependency }, side), tells(this.#historyOf(dependent), answered === 'REFUSED' ? 'DEPENDENCY_REFUSED' : 'DEPENDENCY_ACKNOWLEDGED', { dependency }, null)];
      }
    }
  }

  /** Whoever was asked for what a workflow needs hears that it has ended. */
  #askedNoLonger({ before, state, act }: Told): readonly Happening[] {
    const kept = new Set(interlockOf(state).needs.map(({ id }) => id));
    return interlockOf(before).needs.filter(({ id }) => !kept.has(id)).map(({ id: dependency, provider }) => happening(this.#historyOf(provider), 'DEPENDENCY_ENDED', { dependency }, null, act));
  }

  #words(parent: WorkflowState, dice: Dice): ServingWords {
    const stated = statedConditions(parent).map(({ key }) => key);
    return {
      share: dice.oneOf([null, '0.25', '0.5', '0.75', '1']),
      contributions: stated.filter((_, index) => index === 0 || dice.onceIn(2)).map((condition) => ({ condition, contribution: dice.oneOf([null, '0.125', '0.3', '0.5', '1']) })),
    };
  }

  #occasion(child: WorkflowState, parent: WorkflowState): ServingOccasion {
    return {
      child, parent, standsIn: (agent, party) => this.#roster.represents(party, agent), nameOf: (agent) => agent,
      others: this.states.flatMap((one) => cascadeOf(one).serves.filter((edge) => edge.parent === parent.id).map(({ contributions }) => ({ child: one.id, contributions }))),
    };
  }

  #historyOf(workflow: string): History {
    const found = this.histories.find(({ state }) => state.id === workflow);
    if (found === undefined) throw new Error(`there is no workflow ${workflow}`);
    return found;
  }

  #stateOf(workflow: string): WorkflowState {
    return this.#historyOf(workflow).state;
  }
}
