import { FOREVER } from '../domain/common/moment.rules.js';
import type { Moment } from '../domain/common/moment.rules.js';
import type { Serving } from '../domain/cascade/cascade.types.js';
import type { Dependency } from '../domain/interlock/interlock.types.js';
import { cascadeOf, interlockOf } from '../domain/workflow/bonds.rules.js';
import type { WorkflowState } from '../domain/workflow/workflow.types.js';
import { dependencyProperties, servingProperties, weightsSaid } from './bonds.js';
import type { BondRow } from './bonds.js';

/** An edge between two workflows, as it is or was. */
export interface Bond {
  readonly type: 'SERVES' | 'SERVED' | 'DEPENDS_ON' | 'DEPENDED_ON';
  readonly from: string;
  readonly to: string;
  readonly properties: BondRow;
}

/** A state of a workflow, and since when it was so. */
export interface Standing {
  readonly state: WorkflowState;
  readonly at: Moment;
}

/**
 * The edges that changes would have written one by one (bonds.ts), from the states that a workflow has gone through: those
 * that it holds in the end, and those that have ended, each with its span.
 */
export function bondsOf(org: string, standings: readonly Standing[]): readonly Bond[] {
  const workflow = standings[0]?.state.id ?? '';
  const ended: Bond[] = [];
  const serves = new Map<string, { readonly edge: Serving; readonly from: Moment }>();
  const needs = new Map<string, Dependency>();
  let before: Pick<WorkflowState, 'cascade' | 'interlock'> = {};
  for (const { state, at } of standings) {
    if (state.cascade !== before.cascade) {
      const now = new Map(cascadeOf(state).serves.map((edge) => [weightsSaid(edge), edge]));
      for (const [key, { edge, from }] of serves) {
        if (now.has(key)) continue;
        ended.push({ type: 'SERVED', from: workflow, to: edge.parent, properties: servingProperties(org, edge, from, at) });
        serves.delete(key);
      }
      for (const [key, edge] of now) if (!serves.has(key)) serves.set(key, { edge, from: at });
    }
    if (state.interlock !== before.interlock) {
      const now = new Map(interlockOf(state).needs.map((edge) => [edge.id, edge]));
      for (const [id, edge] of needs) {
        if (now.has(id)) continue;
        ended.push({ type: 'DEPENDED_ON', from: workflow, to: edge.provider, properties: dependencyProperties(org, edge, at) });
        needs.delete(id);
      }
      for (const [id, edge] of now) needs.set(id, edge);
    }
    before = state;
  }
  return [
    ...ended,
    ...[...serves.values()].map(({ edge, from }): Bond => ({ type: 'SERVES', from: workflow, to: edge.parent, properties: servingProperties(org, edge, from, FOREVER) })),
    ...[...needs.values()].map((edge): Bond => ({ type: 'DEPENDS_ON', from: workflow, to: edge.provider, properties: dependencyProperties(org, edge) })),
  ];
}

/**
 * Holds edges back until both their ends have been written. Workflows come in the order of their ids, so an edge waits
 * for the later of the two, and for no more than that.
 */
export class BondsInOrder {
  readonly #waiting = new Map<string, Bond[]>();

  /** @returns what can be written with this workflow */
  after(workflow: string, bonds: readonly Bond[]): readonly Bond[] {
    const ready = this.#waiting.get(workflow) ?? [];
    this.#waiting.delete(workflow);
    for (const bond of bonds) {
      if (bond.to < workflow) ready.push(bond);
      else this.#wait(bond);
    }
    return ready;
  }

  #wait(bond: Bond): void {
    const others = this.#waiting.get(bond.to);
    if (others === undefined) this.#waiting.set(bond.to, [bond]);
    else others.push(bond);
  }
}
