import type { ActKind, Phase } from '../../src/domain/workflow/workflow.types.js';
import type { Scene } from './cycle-scene.js';

type Acts = readonly ActKind[];
type Play = (scene: Scene) => Promise<void>;

/** A point that a workflow can stand at, how it came there, and what may be said there. */
export interface Situation {
  readonly name: string;
  readonly phase: Phase;
  readonly play: Play;
  /** Written down by hand from the description of the cycle: the table is held against these, not against itself. */
  readonly customer: Acts;
  readonly performer: Acts;
  /** What Dana may say as the named successor. */
  readonly successor?: Acts;
  readonly administrator?: Acts;
  /** Dana speaks for a side by now. */
  readonly takenOver?: true;
  /**
   * Played between the Board and its CEO too. What may be said doesn't depend on who stands there, and who may say it
   * not on how the workflow came there, so one situation of each kind serves.
   */
  readonly alsoForTheBoard?: true;
  /** Somebody is deactivated on the way: it is played in a company of its own. */
  readonly somebodyLeaves?: true;
}

const then = (...plays: readonly Play[]): Play => async (scene) => { for (const play of plays) await play(scene); };

const opened: Play = (scene) => scene.begins('CUSTOMER', 'openWorkflow');
const requested = then(opened, (scene) => scene.customer('requestHelp'));
const heard = then(requested, (scene) => scene.performer('offerHelp'));
const negotiating = then(heard, (scene) => scene.customer('engageInWorkflow'));
const promised = then(negotiating, (scene) => scene.proposes('PERFORMER'), (scene) => scene.accepts('CUSTOMER'));
const renegotiating = then(promised, (scene) => scene.performer('renegotiatePromise'));
const delivered = then(promised, (scene) => scene.performer('deliverResults'));
const assessed = (outcome: string, otherwise: string | null): Play => (scene) => scene.customer('assessDelivery', { outcomes: [{ condition: 'c1', outcome }], satisfaction: 4, otherwise });
const redeemed = then(delivered, assessed('MET', null));
const reviewed: Play = (scene) => scene.performer('reviewCustomer', { clarity: 4, helpfulness: 5 });
const answers = (mutation: string): Play => (scene) => scene.performer(mutation, { dependency: scene.dependency });
const renewed = then(redeemed, (scene) => scene.customer('renewWorkflow', { window: { due: '2027-12-31' } }));

const always: Acts = ['REMARK', 'HAND_OVER'];
const handedOver: Acts = ['REMARK', 'TAKE_BACK_HAND_OVER'];
/** What a workflow that is under way serves is its Customer's to say. */
const ofCascade: Acts = ['SERVE', 'DECLARE_ROOT'];
/** Who sees the workflow is the Customer's to say, whatever has become of it. */
const customerAlways: Acts = ['SET_VISIBILITY', ...ofCascade, ...always];
const listeningCustomer: Acts = ['ARTICULATE', 'REQUEST', 'DEFER', 'DECLINE', ...customerAlways];
const listeningPerformer: Acts = ['OFFER', 'DEFER', 'DECLINE', ...always];
const listening = { phase: 'LISTENING', customer: listeningCustomer, performer: listeningPerformer } as const;

const negotiatingCustomer: Acts = ['ARTICULATE', 'DEFER', 'DECLINE', 'PROPOSE', 'WITHDRAW', ...customerAlways];
const negotiatingPerformer: Acts = ['DEFER', 'DECLINE', 'PROPOSE', 'WITHDRAW', 'DEPEND', ...always];
/** With a proposal on the table there are conditions to speak of. */
const proposedPerformer: Acts = [...negotiatingPerformer, 'MARK_OWN'];
const inNegotiation = { phase: 'NEGOTIATING', customer: negotiatingCustomer, performer: negotiatingPerformer } as const;

const renegotiatingCustomer: Acts = ['ARTICULATE', 'DEFER', 'PROPOSE', 'WITHDRAW', 'CHECK_IN', 'RELEASE', ...customerAlways];
const renegotiatingPerformer: Acts = ['DEFER', 'PROPOSE', 'WITHDRAW', 'REPORT_PROGRESS', 'DELIVER', 'REVOKE', 'DEPEND', 'MARK_OWN', ...always];
const inRenegotiation = { phase: 'NEGOTIATING', customer: renegotiatingCustomer, performer: renegotiatingPerformer } as const;

const executingCustomer: Acts = ['CHECK_IN', 'RENEGOTIATE', 'RELEASE'];
const executingPerformer: Acts = ['REPORT_PROGRESS', 'RENEGOTIATE', 'DELIVER', 'REVOKE', 'MARK_OWN'];
const executing = { phase: 'EXECUTING', customer: [...executingCustomer, ...customerAlways], performer: [...executingPerformer, ...always] } as const;

const awaitingAssessment = { phase: 'ASSESSING', customer: ['ASSESS', ...customerAlways], performer: ['RETRACT', 'REVIEW_CUSTOMER', ...always] } as const;
const ended = { phase: 'ASSESSING', customer: ['RENEW', 'CLOSE', ...customerAlways], performer: ['REVIEW_CUSTOMER', 'CLOSE', ...always] } as const;
const endedUnassessed = { ...ended, customer: ['ASSESS', ...ended.customer] } as const;

export const situations: readonly Situation[] = [
  // Listening
  { name: 'implicit', alsoForTheBoard: true, phase: 'LISTENING', play: (scene) => scene.begins('CUSTOMER', 'noticeWorkflow'),
    customer: ['ARTICULATE', 'REQUEST', 'DECLINE', ...customerAlways], performer: ['OFFER', 'DECLINE', ...always] },
  { name: 'listening, nothing heard', alsoForTheBoard: true, ...listening, play: opened },
  { name: 'listening, only a request heard', ...listening, play: requested },
  { name: 'listening, only an offer heard', ...listening, play: then(opened, (scene) => scene.performer('offerHelp')) },
  { name: 'listening, an unasked offer and a request heard, the concern not articulated', ...listening,
    play: then((scene) => scene.begins('PERFORMER', 'openWorkflowWithOffer'), (scene) => scene.customer('requestHelp')) },
  { name: 'listening, both heard, the offer last', alsoForTheBoard: true, ...listening, play: heard, customer: [...listeningCustomer, 'ENGAGE'] },
  { name: 'listening, both heard, the request last', alsoForTheBoard: true, ...listening, play: then(heard, (scene) => scene.customer('requestHelp')), performer: [...listeningPerformer, 'ENGAGE'] },
  { name: 'listening, deferred', ...listening, play: then(requested, (scene) => scene.performer('deferWorkflow', { until: scene.day(10) })) },
  { name: 'listening again after a negotiation', ...listening, play: then(negotiating, (scene) => scene.performer('withdrawFromNegotiation')), customer: [...listeningCustomer, 'ENGAGE'] },

  // Negotiating
  { name: 'negotiating, nothing proposed', ...inNegotiation, play: negotiating },
  { name: "negotiating, the Performer's proposal stands", alsoForTheBoard: true, ...inNegotiation, play: then(negotiating, (scene) => scene.proposes('PERFORMER')), customer: [...negotiatingCustomer, 'AGREE'], performer: proposedPerformer },
  { name: "negotiating, the Customer's proposal stands", alsoForTheBoard: true, ...inNegotiation, play: then(negotiating, (scene) => scene.proposes('CUSTOMER')), performer: [...proposedPerformer, 'PROMISE'] },
  { name: 'negotiating, the proposal has run out', ...inNegotiation, performer: proposedPerformer, play: then(negotiating, (scene) => scene.proposes('PERFORMER', { answerBy: scene.day(1) }), async (scene) => { scene.wait(3); }) },
  { name: 'negotiating, the due of the proposal has passed', ...inNegotiation, performer: proposedPerformer, play: then(negotiating, (scene) => scene.proposes('CUSTOMER', { due: scene.day(2) }), async (scene) => { scene.wait(4); }) },
  { name: 'negotiating, deferred with a proposal on the table', ...inNegotiation, customer: [...negotiatingCustomer, 'AGREE'], performer: proposedPerformer,
    play: then(negotiating, (scene) => scene.proposes('PERFORMER'), (scene) => scene.customer('deferWorkflow', { until: scene.day(10) })) },

  // Executing
  { name: 'executing', alsoForTheBoard: true, ...executing, play: promised },
  { name: 'executing, overdue', ...executing, play: then(promised, async (scene) => { scene.wait(61); }) },
  { name: 'executing again, for rework', ...executing, play: then(delivered, assessed('NOT_MET', 'REWORK')) },
  { name: 'executing again, the delivery retracted', ...executing, play: then(delivered, (scene) => scene.performer('retractDelivery')) },

  // Renegotiating
  { name: 'renegotiating, nothing proposed', alsoForTheBoard: true, ...inRenegotiation, play: renegotiating },
  { name: "renegotiating, the Performer's proposal stands", ...inRenegotiation, play: then(renegotiating, (scene) => scene.proposes('PERFORMER')), customer: [...renegotiatingCustomer, 'AGREE'] },
  { name: "renegotiating, the Customer's proposal stands", ...inRenegotiation, play: then(renegotiating, (scene) => scene.proposes('CUSTOMER')), performer: [...renegotiatingPerformer, 'PROMISE'] },
  { name: 'renegotiating after an unsatisfying delivery', ...inRenegotiation, play: then(delivered, assessed('NOT_MET', 'RENEGOTIATE')) },

  // Assessing
  { name: 'delivered', alsoForTheBoard: true, ...awaitingAssessment, play: delivered },
  { name: 'delivered late', ...awaitingAssessment, play: then(promised, async (scene) => { scene.wait(61); }, (scene) => scene.performer('deliverResults')) },
  { name: 'redeemed', alsoForTheBoard: true, ...ended, play: redeemed },
  { name: 'broken by assessment', ...ended, play: then(delivered, assessed('NOT_MET', 'BROKEN')) },
  { name: 'revoked', ...endedUnassessed, play: then(promised, (scene) => scene.performer('revokePromise')) },
  { name: 'revoked, and assessed', ...ended, play: then(promised, (scene) => scene.performer('revokePromise'), (scene) => scene.customer('assessDelivery', { outcomes: [], satisfaction: 2 })) },
  { name: 'released', ...endedUnassessed, play: then(promised, (scene) => scene.customer('releasePromise')) },
  { name: 'reviewed', ...ended, play: then(redeemed, reviewed), performer: ['CLOSE', ...always] },

  // A second cycle
  { name: 'listening in a second cycle, the first not reviewed', alsoForTheBoard: true, ...listening, play: renewed, performer: [...listeningPerformer, 'REVIEW_CUSTOMER'] },
  { name: 'listening in a second cycle, the first reviewed', ...listening, play: then(renewed, reviewed) },
  { name: 'executing in a second cycle, the first not reviewed', ...executing, performer: [...executing.performer, 'REVIEW_CUSTOMER'],
    play: then(renewed, (scene) => scene.performer('offerHelp'), (scene) => scene.customer('requestHelp'), (scene) => scene.performer('engageInWorkflow'), (scene) => scene.proposes('CUSTOMER'), (scene) => scene.accepts('PERFORMER')) },

  // Handing over
  { name: 'executing, a successor named for the Customer', alsoForTheBoard: true, ...executing, play: then(promised, (scene) => scene.names('CUSTOMER')), customer: [...executingCustomer, 'SET_VISIBILITY', ...ofCascade, ...handedOver], successor: ['TAKE_OVER', 'REFUSE_HAND_OVER'] },
  { name: 'executing, a successor named for the Performer', alsoForTheBoard: true, ...executing, play: then(promised, (scene) => scene.names('PERFORMER')), performer: [...executingPerformer, ...handedOver], successor: ['TAKE_OVER', 'REFUSE_HAND_OVER'] },
  { name: 'executing, the hand-over refused', ...executing, play: then(promised, (scene) => scene.names('PERFORMER'), (scene) => scene.says('dana', 'refuseHandOver')) },
  { name: 'executing under a new Customer', takenOver: true, alsoForTheBoard: true, ...executing, play: then(promised, (scene) => scene.names('CUSTOMER'), (scene) => scene.takesOver('CUSTOMER')) },
  { name: "under a new Performer, with the earlier one's promise", takenOver: true, alsoForTheBoard: true, ...inRenegotiation, play: then(promised, (scene) => scene.names('PERFORMER'), (scene) => scene.takesOver('PERFORMER')),
    customer: ['ARTICULATE', 'DEFER', 'PROPOSE', 'CHECK_IN', 'RELEASE', ...customerAlways], performer: ['DEFER', 'PROPOSE', 'DEPEND', 'MARK_OWN', ...always] },
  { name: "under a new Performer, with the earlier one's delivery", takenOver: true, ...awaitingAssessment, play: then(delivered, (scene) => scene.names('PERFORMER'), (scene) => scene.takesOver('PERFORMER')), performer: always },

  // Tied to other workflows
  { name: 'executing, and it serves another workflow', alsoForTheBoard: true, ...executing, play: then(promised, (scene) => scene.serves()),
    customer: [...executingCustomer, 'SET_VISIBILITY', 'SERVE', 'REWEIGH_SERVING', 'STOP_SERVING', ...always] },
  { name: 'listening, and it serves another workflow', ...listening, play: then(opened, (scene) => scene.serves()),
    customer: [...listeningCustomer.filter((act) => act !== 'DECLARE_ROOT'), 'REWEIGH_SERVING', 'STOP_SERVING'] },
  { name: 'executing, no longer serving anything', ...executing, play: then(promised, (scene) => scene.serves(), async (scene) => scene.customer('stopServingPromise', { parent: await scene.parent() })) },
  { name: 'executing, declared a root', alsoForTheBoard: true, ...executing, play: then(promised, (scene) => scene.customer('declareRoot')),
    customer: [...executingCustomer, 'SET_VISIBILITY', 'SERVE', 'TAKE_BACK_ROOT', ...always] },
  { name: 'executing, with a condition that is the Performer\'s own', ...executing, play: then(promised, (scene) => scene.performer('markOwnConditions', { conditions: ['c1'] })) },
  { name: 'negotiating, and it needs another workflow', alsoForTheBoard: true, ...inNegotiation, play: then(negotiating, (scene) => scene.needs()), performer: [...negotiatingPerformer, 'STOP_DEPENDING'] },
  { name: 'negotiating, and what it needs is acknowledged', ...inNegotiation, play: then(negotiating, (scene) => scene.needs(), (scene) => scene.isAnswered('acknowledgeDependency')), performer: [...negotiatingPerformer, 'STOP_DEPENDING'] },
  { name: 'negotiating, and what it needs is refused', ...inNegotiation, play: then(negotiating, (scene) => scene.needs(), (scene) => scene.isAnswered('refuseDependency')), performer: [...negotiatingPerformer, 'STOP_DEPENDING'] },
  { name: 'executing, and another workflow needs it', alsoForTheBoard: true, ...executing, play: then(promised, (scene) => scene.isNeeded()),
    performer: [...executing.performer, 'ACKNOWLEDGE_DEPENDENCY', 'REFUSE_DEPENDENCY'] },
  { name: 'implicit, and another workflow needs it', phase: 'LISTENING', play: then((scene) => scene.begins('CUSTOMER', 'noticeWorkflow'), (scene) => scene.isNeeded()),
    customer: ['ARTICULATE', 'REQUEST', 'DECLINE', ...customerAlways], performer: ['OFFER', 'DECLINE', 'ACKNOWLEDGE_DEPENDENCY', 'REFUSE_DEPENDENCY', ...always] },
  { name: 'executing, needed by another workflow, and that is acknowledged', ...executing, play: then(promised, (scene) => scene.isNeeded(), answers('acknowledgeDependency')), performer: [...executing.performer, 'REFUSE_DEPENDENCY'] },
  { name: 'executing, needed by another workflow, and that is refused', ...executing, play: then(promised, (scene) => scene.isNeeded(), answers('refuseDependency')), performer: [...executing.performer, 'ACKNOWLEDGE_DEPENDENCY'] },

  // In a planning round
  { name: "negotiating in a planning round, the Performer's proposal stands", alsoForTheBoard: true, ...inNegotiation, customer: [...negotiatingCustomer, 'CONSENT'], performer: proposedPerformer,
    play: then(negotiating, (scene) => scene.proposes('PERFORMER'), (scene) => scene.isPlanned()) },
  { name: "negotiating in a planning round, the Customer's proposal stands", ...inNegotiation, performer: [...proposedPerformer, 'CONSENT'],
    play: then(negotiating, (scene) => scene.proposes('CUSTOMER'), (scene) => scene.isPlanned()) },
  { name: 'negotiating in a planning round, and it is consented to', alsoForTheBoard: true, ...inNegotiation, customer: [...negotiatingCustomer, 'TAKE_BACK_CONSENT'], performer: proposedPerformer,
    play: then(negotiating, (scene) => scene.proposes('PERFORMER'), (scene) => scene.isPlanned(), (scene) => scene.consents('CUSTOMER')) },
  { name: 'negotiating, out of a planning round again, where it was consented to', ...inNegotiation, customer: [...negotiatingCustomer, 'AGREE'], performer: proposedPerformer,
    play: then(negotiating, (scene) => scene.proposes('PERFORMER'), (scene) => scene.isPlanned(), (scene) => scene.consents('CUSTOMER'), (scene) => scene.isPlannedNoMore()) },
  { name: 'executing in a planning round', ...executing, play: then(promised, (scene) => scene.isPlanned()) },

  // Somebody leaves
  { name: 'executing, the Customer has left', alsoForTheBoard: true, ...executing, somebodyLeaves: true, play: then(promised, (scene) => scene.leaves('CUSTOMER')), customer: [], administrator: ['HAND_OVER'] },
  { name: 'executing, the Customer has left and an administrator named a successor', ...executing, somebodyLeaves: true,
    play: then(promised, (scene) => scene.leaves('CUSTOMER'), (scene) => scene.names('CUSTOMER', 'olga')), customer: [], administrator: ['TAKE_BACK_HAND_OVER'], successor: ['TAKE_OVER', 'REFUSE_HAND_OVER'] },
  { name: 'delivered, the Performer has left', alsoForTheBoard: true, ...awaitingAssessment, somebodyLeaves: true, play: then(delivered, (scene) => scene.leaves('PERFORMER')), performer: [], administrator: ['HAND_OVER'] },

  // Closed
  { name: 'declined', alsoForTheBoard: true, phase: 'CLOSED', play: then(heard, (scene) => scene.customer('declineWorkflow')), customer: ['SET_VISIBILITY'], performer: [] },
  { name: 'closed', alsoForTheBoard: true, phase: 'CLOSED', play: then(redeemed, (scene) => scene.performer('closeWorkflow')), customer: ['SET_VISIBILITY'], performer: ['REVIEW_CUSTOMER'] },
  { name: 'closed, and reviewed', phase: 'CLOSED', play: then(redeemed, (scene) => scene.customer('closeWorkflow'), reviewed), customer: ['SET_VISIBILITY'], performer: [] },
];
