import type { AgentActKind } from '../../domain/agent/agent.rules.js';
import type { ConcernActKind } from '../../domain/concern/concern.rules.js';
import type { OrganizationActKind } from '../../domain/organization/organization.rules.js';
import type { ActKind } from '../../domain/workflow/workflow.types.js';
import { roleCycle } from '../../domain/role/role-cycle.rules.js';
import type { RoleActKind } from '../../domain/role/role.types.js';
import { roundCycle } from '../../domain/round/round-cycle.rules.js';
import type { RoundActKind } from '../../domain/round/round.types.js';
import { cycle } from '../../domain/workflow/cycle.rules.js';
import { enumOf } from '../common/enum-of.js';

type AnyActKind = ActKind | ConcernActKind | AgentActKind | OrganizationActKind | RoundActKind | RoleActKind;

const cycleActs = cycle.map((row) => row.act);
export const WorkflowActKind = enumOf('WorkflowActKind', 'A speech act that moves a workflow round its cycle.', cycleActs, Object.fromEntries(cycle.map((row) => [row.act, row.because])) as Record<(typeof cycleActs)[number], string>);

const roundActs = roundCycle.map((row) => row.act);
const roundMeanings = Object.fromEntries(roundCycle.map((row) => [row.act, row.because])) as Record<RoundActKind, string>;
export const RoundActKindEnum = enumOf('PlanningRoundActKind', 'What is said of a planning round.', roundActs, roundMeanings);

const roleActs = roleCycle.map((row) => row.act);
const roleMeanings = Object.fromEntries(roleCycle.map((row) => [row.act, row.because])) as Record<RoleActKind, string>;
export const RoleActKindEnum = enumOf('RoleActKind', 'What is said of a role.', roleActs, roleMeanings);

/** The acts that no row of the cycle speaks of: births of workflows, and what happens to concerns, agents and the organisation. */
const otherActs = {
  OPEN: 'A workflow was opened by one of its parties.',
  NOTICE: 'An implicit workflow was noted down.',
  ATTEST: 'A workflow that was under way elsewhere was brought in as it stands: recorded by whoever imported it, said by neither party.',
  HOLD_CONCERN: 'A concern was first held.',
  RESTATE_CONCERN: 'A concern was put into new words.',
  TAKE_UP_CONCERN: 'A workflow about a concern began.',
  LET_GO_OF_CONCERN: 'A workflow about a concern closed.',
  INHERIT_CONCERN: 'A concern passed to another holder.',
  DROP_CONCERN: 'A concern was let go by its holder.',
  REOPEN_CONCERN: 'A settled or dropped concern was taken up again.',
  CREATE_AGENT: 'An agent joined the roster.',
  RENAME_AGENT: 'An agent was renamed.',
  DEACTIVATE_AGENT: 'An agent left.',
  REACTIVATE_AGENT: 'An agent came back.',
  GRANT_ADMINISTRATOR: 'An agent became an administrator.',
  REVOKE_ADMINISTRATOR: 'An agent is an administrator no longer.',
  LINK_IDENTITY: 'An agent was given an identity to sign in with.',
  UNLINK_IDENTITY: 'The identity of an agent was taken away.',
  ERASE_WORDS: 'The words of an agent who had left were erased.',
  ADD_MEMBER: 'An agent joined a group.',
  REMOVE_MEMBER: 'An agent left a group.',
  NAME_REPRESENTATIVE: 'A member was named to speak for a group.',
  DISMISS_REPRESENTATIVE: 'A member no longer speaks for a group.',
  SET_CAPACITY: 'It was said how much an agent can carry.',
  FOUND_ORGANIZATION: 'The organisation was founded.',
  RENAME_ORGANIZATION: 'The organisation was renamed.',
  SET_CUSTOMERSHIP_DEFAULTS: 'The organisation said what Customers promise as Customers where nothing else is said.',
  SET_USUAL_CAPACITY: 'The organisation said how much everybody can carry.',
  SET_DIAGNOSIS_THRESHOLDS: 'The organisation said from where on something is a finding.',
  CREATE_WEBHOOK: 'Events of the organisation began to be sent somewhere.',
  UPDATE_WEBHOOK: 'Where events are sent, which, or with whose eyes they are seen became another.',
  ROTATE_WEBHOOK_SECRET: 'A webhook was given another secret.',
  PAUSE_WEBHOOK: 'A webhook was paused.',
  RESUME_WEBHOOK: 'A webhook that was paused, given up or failing was resumed.',
  REPLAY_WEBHOOK: 'A webhook was had told again what it was told before.',
  DELETE_WEBHOOK: 'Events are sent there no more.',
} as const satisfies Readonly<Record<Exclude<AnyActKind, (typeof cycleActs)[number] | RoundActKind | RoleActKind> | 'OPEN' | 'NOTICE' | 'ATTEST', string>>;

export const ActKindEnum = enumOf('ActKind', 'Every kind of act on the record.', [...cycleActs, ...(Object.keys(otherActs) as (keyof typeof otherActs)[]), ...roundActs, ...roleActs], {
  ...(Object.fromEntries(cycle.map((row) => [row.act, row.because])) as Record<(typeof cycleActs)[number], string>),
  ...otherActs,
  ...roundMeanings,
  ...roleMeanings,
});

const speakers = ['CUSTOMER', 'PERFORMER', 'SUCCESSOR', 'CONVENER', 'CONVENER_OR_INVITED_PARTY', 'CONVENER_OR_PARTY', 'CONVENER_OR_ADMINISTRATOR', 'WAIVER', 'KEEPER_OR_ADMINISTRATOR', 'LINE_CUSTOMER', 'ASSIGNER', 'OFFERED', 'HOLDER_OR_ADMINISTRATOR', 'PARTY'] as const;
export const SpeakerEnum = enumOf('Speaker', 'Who may say something in a workflow, of a planning round, or of a role.', speakers, {
  CUSTOMER: 'The Customer.',
  PERFORMER: 'The Performer.',
  SUCCESSOR: 'Whoever is named to take the place of a party.',
  CONVENER: 'Whoever convenes the round.',
  CONVENER_OR_INVITED_PARTY: 'Whoever convenes the round; or somebody invited, of workflows that they are party to.',
  CONVENER_OR_PARTY: 'Whoever convenes the round, or a party to the workflow.',
  CONVENER_OR_ADMINISTRATOR: 'Whoever convenes the round; an administrator for one who has left.',
  WAIVER: 'Whoever bears the misalignment.',
  KEEPER_OR_ADMINISTRATOR: 'Whoever keeps the role; an administrator for one who has left.',
  LINE_CUSTOMER: 'The Customer of a line of the role.',
  ASSIGNER: 'Whoever keeps the role, the Customer of one of its lines, or an administrator.',
  OFFERED: 'Whoever the role is offered to.',
  HOLDER_OR_ADMINISTRATOR: 'Whoever holds the role; an administrator for one who has left.',
  PARTY: 'Whoever is Customer or Performer of the workflows; an administrator for one who has left.',
});

export const SubjectKind = enumOf('SubjectKind', 'What kind of thing an act is about.', ['WORKFLOW', 'CONCERN', 'AGENT', 'ORGANIZATION', 'ROUND', 'ROLE'], {
  WORKFLOW: 'A workflow.',
  CONCERN: 'A concern.',
  AGENT: 'A person, a group or an automation: the roster.',
  ORGANIZATION: 'The organisation itself.',
  ROUND: 'A planning round.',
  ROLE: 'A role.',
});
