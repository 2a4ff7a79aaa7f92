import { moves, phases, sides, visibilities } from '../../domain/workflow/workflow.types.js';
import { enumOf } from '../common/enum-of.js';

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

export const WorkflowOrder = enumOf('WorkflowOrder', 'The order of a list of workflows.', ['NEWEST_FIRST', 'OLDEST_FIRST', 'DUE_FIRST'], {
  NEWEST_FIRST: 'The most recently opened first.',
  OLDEST_FIRST: 'The earliest opened first.',
  DUE_FIRST: 'The one whose window ends soonest first.',
});
