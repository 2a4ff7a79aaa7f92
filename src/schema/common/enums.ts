import { registerEnumType } from 'type-graphql';
import type { AgentActKind } from '../../domain/agent/agent.rules.js';
import type { ConcernActKind } from '../../domain/concern/concern.rules.js';
import type { OrganizationActKind } from '../../domain/organization/organization.rules.js';
import type { ActKind } from '../../domain/workflow/workflow.types.js';
import { agentKinds } from '../../domain/agent/agent.rules.js';
import { flagKinds } from '../../domain/cascade/flags.rules.js';
import { chainDirections } from '../../domain/cascade/cascade.types.js';
import { bases } from '../../domain/cascade/roll-up.rules.js';
import { weighings } from '../../domain/cascade/weights.rules.js';
import type { FindingKind as FindingKindValue } from '../../domain/diagnosis/diagnosis.types.js';
import { findingKinds, findingUnits } from '../../domain/diagnosis/diagnosis.types.js';
import { trendKinds } from '../../domain/diagnosis/trend.rules.js';
import { refusalCodes } from '../../domain/common/refusal.js';
import { concernStatuses } from '../../domain/concern/concern.rules.js';
import { workflowGapKinds } from '../../domain/interlock/cascade-gaps.rules.js';
import { cuts } from '../../domain/interlock/allowance.rules.js';
import { abilities, abilityReasons, reasonWeights } from '../../domain/dual/ability.rules.js';
import { dualConditionStates } from '../../domain/dual/dual.rules.js';
import { dualConditions } from '../../domain/dual/duties.rules.js';
import { readinesses } from '../../domain/dual/outcomes.rules.js';
import { horizonBands } from '../../domain/interlock/facets.rules.js';
import { walkDirections } from '../../domain/interlock/walk.rules.js';
import { dependencyFlagKinds } from '../../domain/interlock/dependency.rules.js';
import { dependencyKinds, dependencyStatuses } from '../../domain/interlock/interlock.types.js';
import { differences, planSubjects } from '../../domain/interlock/plan-changes.rules.js';
import { roleCycle } from '../../domain/role/role-cycle.rules.js';
import type { RoleActKind } from '../../domain/role/role.types.js';
import { roleStatuses } from '../../domain/role/role.types.js';
import { roundCycle } from '../../domain/round/round-cycle.rules.js';
import type { RoundActKind } from '../../domain/round/round.types.js';
import { mendKinds, misalignmentKinds, roundStatuses } from '../../domain/round/round.types.js';
import { deliveryOutcomes, disabledReasons, webhookEvents, webhookStatuses } from '../../domain/webhook/webhook.types.js';
import { searchKinds } from '../../domain/search/search.rules.js';
import { cycle } from '../../domain/workflow/cycle.rules.js';
import { directions, moves, outcomes, phases, promiseStatuses, sides, unsatisfiedChoices, visibilities } from '../../domain/workflow/workflow.types.js';

type AnyActKind = ActKind | ConcernActKind | AgentActKind | OrganizationActKind | RoundActKind | RoleActKind;

type EnumOf<Values extends string> = { readonly [Value in Values]: Value };

function enumOf<const Values extends string>(name: string, description: string, values: readonly Values[], meaning: Readonly<Record<Values, string>>): EnumOf<Values> {
  const enumeration = Object.fromEntries(values.map((value) => [value, value])) as EnumOf<Values>;
  const valuesConfig = Object.fromEntries(values.map((value) => [value, { description: meaning[value] }])) as Record<Values, { description: string }>;
  registerEnumType(enumeration, { name, description, valuesConfig });
  return enumeration;
}

export const Phase = enumOf('Phase', 'Where a workflow stands in its cycle.', phases, {
  LISTENING: 'Q1: the Customer articulates and requests, the Performer offers; they decide whether to work together.',
  NEGOTIATING: 'Q2: they propose and counter until one accepts what the other proposed.',
  EXECUTING: 'Q3: a promise is in force, and the Performer works on it.',
  ASSESSING: 'Q4: results are reported, or the promise has ended; the Customer assesses, and both look ahead.',
  CLOSED: 'The workflow has ended, or was declined.',
});

export const Side = enumOf('Side', 'The two sides of a workflow.', sides, {
  CUSTOMER: 'Holds the concern.',
  PERFORMER: 'Promises to satisfy it.',
});

export const Visibility = enumOf('Visibility', 'Who may see a workflow, and all that is said and promised in it.', visibilities, {
  ORGANIZATION: 'Every member of the organisation.',
  PARTIES: 'The two parties alone; for a group its representatives. Besides them a successor while named, and administrators where one of these has left, to hand over for them.',
  PARTIES_AND_CHAIN_ABOVE: 'Besides those whom `PARTIES` names, the parties of each workflow that it serves, directly or through others, as long as it does: for a group its representatives, and a successor while named.',
});

export const PromiseStatus = enumOf('PromiseStatus', 'What has become of a promise. Overdue, kept late and at risk are derived from it, never stored.', promiseStatuses, {
  IN_FORCE: 'Made, and being worked on.',
  UNDER_RENEGOTIATION: 'Still in force, while both negotiate a promise that would supersede it.',
  DELIVERED: 'The Performer has reported the results; the Customer has not assessed them yet.',
  REDEEMED: 'Kept: every mandatory condition was met or waived.',
  BROKEN: 'Not kept: revoked by the Performer, or found broken by the Customer.',
  RELEASED: 'No longer needed by the Customer; neither kept nor broken.',
  SUPERSEDED: 'Replaced by a renegotiated promise.',
});

export const Direction = enumOf('Direction', 'Which way a metric should go.', directions, {
  REACH: 'Come to the target.',
  RAISE: 'Rise to the target or above.',
  LOWER: 'Fall to the target or below.',
  STAY_ABOVE: 'Never fall below the target.',
  STAY_BELOW: 'Never rise above the target.',
});

export const Outcome = enumOf('Outcome', 'What the Customer found of one condition.', outcomes, {
  MET: 'It is met.',
  NOT_MET: 'It is not met.',
  WAIVED: 'It is not met, or not looked at, and the Customer does without it.',
});

export const UnsatisfiedChoice = enumOf('UnsatisfiedChoice', 'What the Customer chooses when a mandatory condition is not met.', unsatisfiedChoices, {
  REWORK: 'Back to Q3: the promise stays in force, with the same due.',
  RENEGOTIATE: 'Back to Q2: the promise is under renegotiation.',
  BROKEN: 'The promise is broken.',
});

export const ServingFlagKind = enumOf('ServingFlagKind', 'Why an edge of the cascade no longer holds.', flagKinds, {
  PARENT_GONE: 'What it serves is closed, or its promise was broken or released.',
  PARENT_SHORTENED: 'It is due later, or reaches further, than what it serves.',
  PARTY_CHANGED: 'Its Customer is no longer the Performer of what it serves, nor stands in their place.',
  CONDITION_GONE: 'A condition that it serves is no longer promised, nor on the table.',
  OVERCOMMITTED: 'Weights add up to more than 1.',
});

export const FigureBasis = enumOf('FigureBasis', 'Where a figure of progress or confidence comes from.', bases, {
  MEASURED: 'The own measure of the condition.',
  ACCEPTED: 'The Customer found the condition met.',
  STATED: 'The Performer said so.',
  CHILDREN: 'What serves the condition, by its contributions.',
  CONDITIONS: 'The mandatory conditions of the promise, in equal parts.',
  ENDED: 'The promise is kept, which is all of it, or has come to nothing.',
  UNKNOWN: 'Nobody has shown or said anything.',
});

export const Weighing = enumOf('Weighing', 'How contributions were made complete.', weighings, {
  GIVEN: 'As they were said.',
  EQUAL_PARTS: 'None was said, so each counts the same.',
  REST_IN_EQUAL_PARTS: 'Those that were not said share what the others leave.',
  SCALED: 'They add up to more than the whole, and were divided by their sum.',
});

export const GapKind = enumOf('GapKind', 'Where the cascade has a hole. That nobody performs for a concern is seen at the concern: `concerns(filter: {statuses: [OPEN]})`.', workflowGapKinds, {
  SERVES_NOTHING: 'The workflow serves no other one, and its Customer has not declared it a root.',
  CONDITION_UNSERVED: 'Nothing serves the condition, and the Performer has not marked it their own.',
  PARENT_GONE: 'What the workflow serves is closed, or its promise was broken or released.',
});

export const ChainDirection = enumOf('ChainDirection', 'Which way a chain is followed.', chainDirections, {
  UP: 'Whom it serves, and so on up to the roots: why it exists, and to whom it is owed in the end.',
  DOWN: 'What serves it, and so on down to every leaf: what was promised so that it can be kept.',
});

export const DependencyKind = enumOf('DependencyKind', 'How much hangs on a dependency.', dependencyKinds, {
  HARD: 'It cannot be kept without it: what is late there makes this late.',
  SOFT: 'It is at risk without it, but no date follows.',
  INFORMATIONAL: 'Good to know; nothing follows.',
});

export const DependencyStatus = enumOf('DependencyStatus', 'What was answered to a dependency.', dependencyStatuses, {
  ASSERTED: 'Nobody has answered yet.',
  ACKNOWLEDGED: 'Whoever is depended on knows of it and stands by it.',
  REFUSED: 'Whoever is depended on will not be.',
});

export const DependencyFlagKind = enumOf('DependencyFlagKind', 'Why a dependency does not, or no longer, fit.', dependencyFlagKinds, {
  PROVIDER_GONE: 'What it needs is closed, or its promise was broken or released.',
  CONDITION_GONE: 'A condition at one of its ends is no longer promised, nor on the table.',
  DUE_TOO_LATE: 'What it needs is due after the day it is needed by.',
  NEEDED_TOO_LATE: 'It is needed by a day on which what needs it is due already.',
  REFUSED: 'Whoever is depended on has refused.',
});

export const ImpactDirection = enumOf('ImpactDirection', 'Which way dependencies are followed.', walkDirections, {
  DEPENDENTS: 'What hangs on it: what breaks if it slips.',
  PROVIDERS: 'What it hangs on: what it rests on.',
});

export const Unlisted = enumOf('Unlisted', 'What becomes of promises that a filter leaves out.', ['PASS', 'STOP'], {
  PASS: 'The way goes on through them, and says how many hops it hides.',
  STOP: 'The way ends before them.',
});

export const Cut = enumOf('Cut', 'Why an answer is not all there is.', cuts, {
  DEPTH: 'There is more, further away than was asked for.',
  NEAREST: 'The nearest were asked for, and the search ended with them.',
  STEPS: 'More dependencies would have had to be looked at than may be.',
  TIME: 'The time of the operation was used up.',
  NOT_LOADED: 'It leads to workflows of which nothing more is known.',
});

export const DifferenceKind = enumOf('DifferenceKind', 'What has become of something between two moments.', differences, {
  APPEARED: 'It is there, and was not.',
  GONE: 'It was there, and is no longer.',
  CHANGED: 'It is otherwise.',
});

export const PlanSubject = enumOf('PlanSubject', 'What a plan is made of.', planSubjects, {
  WORKFLOW: 'A workflow: its parties, phase, status, due and horizon.',
  CONDITION: 'A condition of its promise, or of what is proposed for one.',
  DEPENDENCY: 'That it needs something of another.',
  SERVICE: 'That it exists so that another can be kept.',
});

export const HorizonBand = enumOf('HorizonBand', 'Horizons as people speak of them.', horizonBands.map(({ band }) => band), {
  DAY: 'A day.',
  WEEK: 'Up to a week.',
  MONTH: 'Up to a month.',
  QUARTER: 'Up to three months.',
  YEAR: 'Up to a year.',
  YEARS: 'More than a year.',
});

export const Verdict = enumOf('Verdict', 'The outcome of an assessment.', ['REDEEMED', 'UNSATISFIED', 'BROKEN', 'RELEASED'], {
  REDEEMED: 'The promise was kept.',
  UNSATISFIED: 'Not satisfied yet: it went back to work or to negotiation.',
  BROKEN: 'The promise was broken.',
  RELEASED: 'The promise had been released.',
});

export const liveEventKinds = ['OPENED', 'HAPPENED', 'CAME_DUE', 'FELL_OVERDUE', 'PASSED'] as const;

export const LiveEventKind = enumOf('LiveEventKind', 'What a subscription tells.', liveEventKinds, {
  OPENED: 'The subscription begins here. Whatever is read once this has come, together with what follows, leaves nothing out.',
  HAPPENED: 'Something was said; `acts` has it.',
  CAME_DUE: 'Nothing was said, but something is asked for from now on: a check-in is due, or what was put off is asked for again.',
  FELL_OVERDUE: 'Nothing was said in time: a proposal is unanswered, a delivery unassessed, a promise not delivered. It changes no state; it is told once for each wait.',
  PASSED: 'Much has happened that was not for this subscription: only the cursor moved on.',
});

export const WebhookStatus = enumOf('WebhookStatus', 'Whether events are sent to a webhook.', webhookStatuses, {
  ACTIVE: 'They are.',
  PAUSED: 'An administrator has paused it; what happens meanwhile is sent when it is resumed.',
  DISABLED: 'It was given up, for the reason that it says; what happens meanwhile is sent when it is resumed.',
});

export const WebhookDisabledReason = enumOf('WebhookDisabledReason', 'Why a webhook was given up.', disabledReasons, {
  FAILED_TOO_LONG: 'Nothing was taken for as long as whoever runs this has said.',
  GONE: 'Its receiver answered 410, which says never again.',
  AGENT_LEFT: 'The agent whose eyes it sees with takes part no more, or has no identity.',
  SECRET_UNREADABLE: 'What its secret was sealed with is no longer among the keys of this server: rotate it.',
});

export const WebhookEvent = enumOf('WebhookEvent', 'What is sent to a webhook.', webhookEvents, {
  HAPPENED: 'Something was said.',
  CAME_DUE: 'Nothing was said, but something is asked for from now on: a check-in is due, or what was put off is asked for again.',
  FELL_OVERDUE: 'Nothing was said in time: a proposal is unanswered, a delivery unassessed, a promise not delivered.',
});

export const DeliveryOutcome = enumOf('DeliveryOutcome', 'What became of sending something to a webhook once.', deliveryOutcomes, {
  DELIVERED: 'The receiver answered with a status from 200 to 299.',
  REFUSED: 'It answered with another status. A redirect is one: it is not followed.',
  TIMED_OUT: 'It took longer than it may.',
  UNREACHABLE: 'Its name is not known, nobody listens there, or its certificate is not believed.',
  ADDRESS_REFUSED: 'Its name leads to an address that nothing is sent to.',
});

export const Move = enumOf('Move', 'What somebody is waited for.', moves, {
  ARTICULATE: 'The Customer has yet to state the concern.',
  REQUEST: 'The Customer has yet to ask for help.',
  OFFER: 'The Performer has yet to offer.',
  ENGAGE: 'Both were heard; this one decides whether to engage.',
  PROPOSE: 'The Performer has yet to put terms on the table.',
  ANSWER_PROPOSAL: 'A proposal of the other side awaits an answer.',
  CHECK_IN: "The Customer's next check-in is due.",
  DELIVER: 'The Performer has yet to deliver.',
  ASSESS: 'The Customer has yet to assess.',
  NAME_NEXT_STEP: 'The cycle has ended; one of the two renews or closes.',
  ANSWER_HAND_OVER: 'A named successor has yet to take over or to refuse.',
  ANSWER_DEPENDENCY: 'Another promise needs something of this one: its Performer acknowledges or refuses.',
});

export const ClosedHow = enumOf('ClosedHow', 'How a workflow came to its close.', ['DECLINED', 'ENDED'], {
  DECLINED: 'It was no fit; the concern is open again.',
  ENDED: 'Its last promise had ended.',
});

export const AgentKind = enumOf('AgentKind', 'What kind of agent it is.', agentKinds, {
  PERSON: 'A human being.',
  GROUP: 'A board or a team; it speaks through its named representatives.',
  AUTOMATION: 'A policy engine, an orchestrator, a pipeline.',
});

export const ConcernStatus = enumOf('ConcernStatus', 'Whether somebody works on a concern.', concernStatuses, {
  OPEN: 'Nobody performs for it.',
  TAKEN_UP: 'At least one workflow about it is under way.',
  SETTLED: 'Its last workflow ended with the promise redeemed or released.',
  DROPPED: 'Its holder has let it go.',
});

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

const speakers = ['CUSTOMER', 'PERFORMER', 'SUCCESSOR', 'CONVENER', 'CONVENER_OR_INVITED_PARTY', 'CONVENER_OR_PARTY', 'CONVENER_OR_ADMINISTRATOR', 'WAIVER', 'KEEPER_OR_ADMINISTRATOR', 'LINE_CUSTOMER', 'ASSIGNER', 'OFFERED', 'HOLDER_OR_ADMINISTRATOR'] as const;
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
});

export const SubjectKind = enumOf('SubjectKind', 'What kind of thing an act is about.', ['WORKFLOW', 'CONCERN', 'AGENT', 'ORGANIZATION', 'ROUND', 'ROLE'], {
  WORKFLOW: 'A workflow.',
  CONCERN: 'A concern.',
  AGENT: 'A person, a group or an automation: the roster.',
  ORGANIZATION: 'The organisation itself.',
  ROUND: 'A planning round.',
  ROLE: 'A role.',
});

export const ErrorCode = enumOf('ErrorCode', 'Why something was refused. Codes are stable; messages are for people.', Object.keys(refusalCodes) as (keyof typeof refusalCodes)[], refusalCodes);

export const WorkflowOrder = enumOf('WorkflowOrder', 'The order of a list of workflows.', ['NEWEST_FIRST', 'OLDEST_FIRST', 'DUE_FIRST'], {
  NEWEST_FIRST: 'The most recently opened first.',
  OLDEST_FIRST: 'The earliest opened first.',
  DUE_FIRST: 'The one whose window ends soonest first.',
});

export const PromiseOrder = enumOf('PromiseOrder', 'The order of a list of promises.', ['DUE_FIRST', 'NEWEST_FIRST', 'LONGEST_HORIZON_FIRST'], {
  DUE_FIRST: 'The soonest due first.',
  NEWEST_FIRST: 'The most recently made first.',
  LONGEST_HORIZON_FIRST: 'The longest time horizon first, and of those that are equally long the newest.',
});

export const SearchKind = enumOf('SearchKind', 'What a search looks into.', searchKinds, {
  CONCERN: 'Statements of concerns.',
  PROMISE: 'Objectives of promises.',
  CONDITION: 'Conditions of satisfaction, and what they are measured by.',
  PERSON: 'Names of people.',
  GROUP: 'Names of groups.',
  AUTOMATION: 'Names of automations.',
});

export const RoundStatusEnum = enumOf('PlanningRoundStatus', 'Where a planning round stands.', roundStatuses, {
  OPEN: 'Its workflows are negotiated, and consented to.',
  SETTLED: 'All that was consented to was promised at once.',
  CANCELLED: 'It was given up; its workflows went on by themselves.',
});

export const MisalignmentKindEnum = enumOf('MisalignmentKind', 'What stands between a planning round and its settlement.', misalignmentKinds, {
  CONSENT_MISSING: 'Whoever did not write the standing proposal has not consented to it.',
  UNDECIDED: 'A workflow in which nothing stands that could be consented to, and that nobody has declined or deferred.',
  DEPENDENCY_NOT_ACKNOWLEDGED: 'A hard dependency that whoever is depended on has not acknowledged, or has refused.',
  DEPENDENCY_TOO_LATE: 'What is needed is due after the day it is needed by, or promised by nobody.',
  HARD_RING: 'Promises that need each other in a ring: none could begin.',
  OUTSIDE_PARENTS_WINDOW: 'What serves another promise goes beyond its window.',
  CONDITION_UNSERVED: 'A condition of a promise that others serve, which none of them serves and the Performer does not keep alone.',
  OVERLOADED: 'A Performer with more than they can carry.',
});

export const RoleStatusEnum = enumOf('RoleStatus', 'Where a role stands.', roleStatuses, {
  STANDING: 'It is offered, taken and held.',
  RETIRED: 'It is offered to nobody any more. Whoever holds it does so until they leave.',
});

export const MendKindEnum = enumOf('MendKind', 'What would mend a misalignment.', mendKinds, {
  CONSENT: 'Consent to the standing proposal.',
  PROPOSE: 'Propose other terms.',
  DEFER: 'Put the workflow off.',
  DECLINE: 'Decline the workflow.',
  HAND_OVER: 'Name a successor for one who has left.',
  ACKNOWLEDGE_DEPENDENCY: 'Acknowledge what is needed.',
  STOP_DEPENDING: 'Do without it.',
  PROPOSE_EARLIER: 'Propose to have it done earlier.',
  PROPOSE_LATER: 'Propose to have it done later.',
  STOP_SERVING: 'No longer serve that promise.',
  SERVE: 'Have a workflow serve the condition.',
  MARK_OWN: 'Keep the condition alone.',
});

export const DualCondition = enumOf('DualCondition', 'What every Customer promises as a Customer: the standing conditions of the dual.', dualConditions, {
  ARTICULATES: 'States the concern before engaging, and restates it when a renegotiation says that it has changed.',
  NEGOTIATES: "Answers the Performer's offers and proposals within the response time. A deferral stops the clock.",
  CHECKS_IN: 'Looks in as often as agreed while a promise is in force.',
  GIVES_FEEDBACK: 'Assesses what was delivered, with feedback, within the assessment time.',
});

export const DualConditionState = enumOf('DualConditionState', 'Where a standing condition of a dual stands.', dualConditionStates, {
  NOT_ASKED: 'Nothing has been owed yet in this cycle.',
  DUE: 'Something is owed, and there is time yet.',
  OVERDUE: 'Something is owed, and its day has passed.',
  MET: 'Nothing is owed now, and the last that was was done; how late stands in the evidence.',
  BROKEN: 'Nothing is owed now, and the last that was was left undone.',
});

export const HorizonReadiness = enumOf('HorizonReadiness', 'Whether somebody has shown to be ready for a horizon.', readinesses, {
  READY: 'They have kept four in five promises on it in time, of three or more.',
  NOT_YET: 'They have kept fewer than that in time.',
  UNPROVEN: 'Fewer than three were kept or broken on it.',
});

export const Ability = enumOf('Ability', 'The answer to "are they able to be a good customer?"', abilities, {
  YES: 'Their record says so, and nothing stands against it.',
  WITH_DOUBTS: 'By and large; the reasons say what to talk about first.',
  NO: 'Something on record stands against it.',
  UNKNOWN: 'Too little was ever asked of them as a Customer, and nothing stands against it.',
});

export const ReasonWeight = enumOf('ReasonWeight', 'What a reason says for an answer.', reasonWeights, {
  FOR: 'It speaks for them.',
  DOUBT: 'It gives reason to ask.',
  AGAINST: 'It decides the answer: no.',
});

export const AbilityReasonKind = enumOf('AbilityReasonKind', 'What speaks for or against a Customer.', abilityReasons, {
  HAS_LEFT: 'They no longer take part.',
  LITTLE_RECORD: 'Fewer than five things were asked of them: too little to judge by.',
  RECORD_HOLDS: 'They did at least four in five of what was asked of them in time.',
  RECORD_FALLS_SHORT: 'They did less than four in five of what was asked of them in time; against them with less than half.',
  CONDITION_NEGLECTED: 'Of one standing condition, asked three times or more, they did less than four in five in time; against them with less than half.',
  FEEDBACK_WITHOUT_WORDS: 'Fewer than half of their assessments came with words.',
  NO_RECORD_ON_HORIZON: 'What they did was on horizons more than three times longer or shorter.',
  OVERDUE_NOW: 'Something is overdue of them now; against them from four things on.',
  MUCH_WAITS: 'More than ten things wait for them as a Customer now.',
  REVIEWED_POORLY: 'Three reviews or more come to less than 3 of 5 for clarity or helpfulness; against them with less than 2.',
  PROMISES_TO_THEM_BREAK: 'Fewer than half of the promises made to them, of five or more, were kept in time.',
});

const findingMeanings: Readonly<Record<FindingKindValue, string>> = {
  EVERYONE_WAITS_FOR_ONE: 'Much waits for one at the same time, by many, and far more than for others.',
  RING_NOBODY_SETTLES: 'Proposals that hang on one another, and have for long: none can be promised before the others.',
  DELIVERED_NEVER_ASSESSED: 'A delivery whose assessment is long overdue.',
  CUSTOMER_SILENT: 'The Customer of a promise in force has missed several check-ins.',
  RENEGOTIATED_LAST_MINUTE_AGAIN: 'Somebody asked to renegotiate again and again when the promise was as good as due.',
  NEGOTIATING_IN_CIRCLES: 'A negotiation that goes on too long, or over too many proposals.',
  EXECUTING_WITHOUT_A_PROMISE: 'Work that goes on without a promise: a workflow that was never spoken, or a promise whose maker performs no longer.',
  CONCERN_WITH_TWO_CUSTOMERS: 'One concern, or several in the same words, that is taken up for several Customers.',
  LISTENING_TOO_LONG: 'A workflow in which both listen and neither decides.',
  TOO_MANY_HORIZONS: 'A Performer who keeps promises on many horizons at once.',
  PROMISE_WITHOUT_MEASURABLE_CONDITIONS: 'A promise for long, of which nothing that it rests on can be measured.',
  SERVES_NOTHING: 'A promise that serves no other, and is no declared root.',
  PARTIES_NEVER_CHANGE_PLACES: 'Two people with many workflows between them, and the same one is the Customer in each.',
};
export const FindingKind = enumOf('FindingKind', 'What a diagnosis looks for. From where on it is a finding, `DiagnosisThresholds` says; why, and what to do, docs/diagnosis.md.', findingKinds, findingMeanings);

export const TrendKind = enumOf('DiagnosisTrendKind', 'The findings whose past can be told, from how workflows stood, and from promises and edges that have ended.', trendKinds, findingMeanings);

export const FindingUnit = enumOf('FindingUnit', 'What a finding is measured in.', findingUnits, {
  DAYS: 'Days.',
  PROPOSALS: 'Proposals in one negotiation.',
  CHECK_INS: 'Check-ins that fell due.',
  ASSESSMENT_TIMES: 'Times as long as an assessment was to take.',
  WAITS: 'Things that wait.',
  CUSTOMERS: 'Customers.',
  HORIZONS: 'Horizons.',
  RENEGOTIATIONS: 'Renegotiations.',
  WORKFLOWS: 'Workflows.',
});
