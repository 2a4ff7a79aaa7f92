import type { Duration, Moment } from '../common/moment.rules.js';
import type { Condition, Customership } from '../workflow/workflow.types.js';

export const roleStatuses = ['STANDING', 'RETIRED'] as const;
export type RoleStatus = (typeof roleStatuses)[number];

/** One line of a pattern as it is said: a workflow that whoever holds the role is asked for. */
export interface RoleLineTerms {
  /** Names it within its role; never used twice. */
  readonly key: string;
  /** Null: whoever offers the role. */
  readonly customer: string | null;
  /** The concern, in words. */
  readonly statement: string;
  readonly horizon: Duration;
  /** What is usually asked for; none is due by itself. */
  readonly conditions: readonly Condition[];
  readonly customership: Customership;
}

/** Whose word it is that a workflow of this line is asked for. */
export interface Backing {
  /** Who said so, for the Customer of the line. */
  readonly person: string;
  readonly at: Moment;
  readonly act: string;
}

export interface RoleLine extends RoleLineTerms {
  /** Null: its Customer has not said it, and so it asks for nothing. */
  readonly backing: Backing | null;
}

/** That somebody may take the role. */
export interface RoleOffer {
  readonly agent: string;
  /** Who offered it. */
  readonly person: string;
  /** For whom: the Customer of the lines that name none. */
  readonly by: string;
  /** How long it would be held; null: until it is left. */
  readonly until: Moment | null;
  readonly at: Moment;
  readonly act: string;
}

/** That somebody holds the role. */
export interface Holding {
  /** The act that took it. */
  readonly id: string;
  readonly agent: string;
  readonly since: Moment;
  readonly until: Moment | null;
  /** The keys of the lines that it was taken with, whichever were added before they took it last. Left out in states from before that was kept: the act that took it tells them. */
  readonly lines?: readonly string[];
}

/** A concern that is open again since a holder left, and the line that asked for it. */
export interface Vacancy {
  readonly line: string;
  readonly concern: string;
}

/** The present of a role: what its acts add up to. */
export interface RoleState {
  readonly format: 1;
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly description: string | null;
  readonly status: RoleStatus;
  /** Who made it, and words its pattern. */
  readonly keeper: string;
  readonly lines: readonly RoleLine[];
  /** How many keys of lines were ever used. */
  readonly lineKeys: number;
  readonly offers: readonly RoleOffer[];
  /** Who took it and has not left; one whose day has passed holds it no longer (`holdersAt`). */
  readonly holders: readonly Holding[];
  readonly vacant: readonly Vacancy[];
  readonly createdAt: Moment;
  readonly changedAt: Moment;
  readonly retiredAt: Moment | null;
}

/** What was said of a role, by kind of act: complete and checked. */
export interface RoleActData {
  /** `backed`: the lines that whoever speaks says for their Customer. `workflows`: those that it was drawn from. */
  CREATE_ROLE: {
    readonly role: string;
    readonly name: string;
    readonly description: string | null;
    readonly keeper: string;
    readonly lines: readonly RoleLineTerms[];
    readonly lineKeys: number;
    readonly backed: readonly string[];
    readonly workflows: readonly string[];
  };
  AMEND_ROLE: {
    readonly name: string;
    readonly description: string | null;
    readonly lines: readonly RoleLineTerms[];
    readonly lineKeys: number;
    readonly backed: readonly string[];
  };
  STAND_BEHIND_ROLE: { readonly lines: readonly string[] };
  STAND_BACK_FROM_ROLE: { readonly lines: readonly string[] };
  OFFER_ROLE: { readonly agent: string; readonly by: string; readonly until: Moment | null };
  TAKE_BACK_OFFER: { readonly agent: string };
  REFUSE_ROLE: { readonly agent: string };
  /** `concerns`: those that were open since somebody left, and are taken up again or have become another matter. */
  TAKE_ROLE: { readonly agent: string; readonly until: Moment | null; readonly concerns: readonly string[] };
  /** `workflows`: those that the holder leaves as they are. */
  LEAVE_ROLE: { readonly agent: string; readonly successor: string | null; readonly workflows: readonly string[]; readonly vacant: readonly Vacancy[] };
  RETIRE_ROLE: Readonly<Record<string, never>>;
  /** Which line each is of is said in the workflows themselves, to those who see them. */
  LINK_WORKFLOWS: { readonly workflows: readonly string[] };
}

export type RoleActKind = keyof RoleActData;
export type AnyRoleAct = { [K in RoleActKind]: { readonly id: string; readonly act: K; readonly person: string | null; readonly at: Moment; readonly data: RoleActData[K] } }[RoleActKind];

/** Which line of which role a workflow is one of. */
export interface OfRole {
  readonly role: string;
  readonly line: string;
}
