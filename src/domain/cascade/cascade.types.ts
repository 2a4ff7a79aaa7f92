import type { DecimalText } from '../common/decimal.rules.js';
import type { Moment } from '../common/moment.rules.js';
import type { WorkflowState } from '../workflow/workflow.types.js';

/** How much of a condition of the parent rests on this child: more than 0, at most 1; null where nobody has said. */
export interface Contribution {
  /** The key of the parent's condition. */
  readonly condition: string;
  readonly contribution: DecimalText | null;
}

/** One edge of the cascade, as the child holds it: it exists to help keep conditions of the parent's promise. */
export interface Serving {
  readonly id: string;
  /** The workflow that is served. */
  readonly parent: string;
  /** How much of the child goes to this parent: more than 0, at most 1; null where nobody has said. */
  readonly share: DecimalText | null;
  readonly contributions: readonly Contribution[];
  readonly at: Moment;
  /** The act that said so. */
  readonly act: string;
}

/** What a workflow says of its place in the cascade. Left out in states from before there was one. */
export interface CascadeState {
  readonly serves: readonly Serving[];
  /** Whether the Customer has declared that it serves nothing, and should not. */
  readonly root: boolean;
  /** The keys of the conditions that the Performer keeps alone, without a child. */
  readonly own: readonly string[];
}

/** What the rules of the cascade look at of a workflow. */
export type CascadingWorkflow = Pick<WorkflowState, 'id' | 'zone' | 'phase' | 'customer' | 'performer' | 'cycle' | 'standing' | 'promise' | 'cascade' | 'role'>;

/**
 * Whether an agent may stand in the place of a party: a member where the party is a Group, or another holder of the role
 * that its workflow is of, while the party holds it. That an agent stands in their own place need not be answered.
 */
export type StandsIn = (agent: string, party: string) => boolean;

/** What another workflow contributes to conditions of the same parent. */
export interface OtherServing {
  readonly child: string;
  readonly contributions: readonly Contribution[];
}

/** Which way a chain is followed: up to whom it is owed in the end, or down to what was promised for it. */
export const chainDirections = ['UP', 'DOWN'] as const;
export type ChainDirection = (typeof chainDirections)[number];
