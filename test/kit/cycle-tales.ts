import type { TermsWords } from '../../src/domain/workflow/terms.rules.js';
import type { WorkflowState } from '../../src/domain/workflow/workflow.types.js';
import type { Contents, LoneAct } from './cycle-contents.js';
import { History } from './cycle-model.js';
import { Dice } from './dice.js';

/** Lets somebody say an act in a history without a database. @throws Refusal when they may not */
export function say<Kind extends LoneAct>(history: History, person: string, act: Kind, content?: Contents[Kind]): WorkflowState {
  const side = history.sayable.find((one) => one.voice.person === person && one.act === act)?.side ?? 'CUSTOMER';
  return history.says(history.roster.voiceOf(person), act, side, new Dice([0]), content).state;
}

/** Terms as plain as can be: one mandatory condition, due on 30 June, in the window that stands. */
export const plainTerms: TermsWords = { conditions: [{ statement: 'It works' }], due: '2026-06-30' };

export const told = ['LISTENING', 'HEARD', 'NEGOTIATING', 'PROPOSED', 'EXECUTING', 'DELIVERED', 'REDEEMED'] as const;

/** A history between two people, Ada the Customer and Bram the Performer unless others are named, told up to a point. */
export function historyIn(point: (typeof told)[number], customer = 'ada', performer = 'bram', name = ''): History {
  const history = new History({ customer, performer, notice: false, articulated: true, name });
  const voiceOf = (party: string): string => (party === 'board' ? 'henrik' : party === 'team' ? 'emil' : party);
  const acts: readonly (() => WorkflowState)[] = [
    () => {
      say(history, voiceOf(customer), 'REQUEST', { customership: null });
      return say(history, voiceOf(performer), 'OFFER', { customership: null });
    },
    () => say(history, voiceOf(customer), 'ENGAGE'),
    () => say(history, voiceOf(performer), 'PROPOSE', { terms: plainTerms }),
    () => say(history, voiceOf(customer), 'AGREE'),
    () => say(history, voiceOf(performer), 'DELIVER', { values: [] }),
    () => say(history, voiceOf(customer), 'ASSESS', { outcomes: [{ condition: 'c1', outcome: 'MET' }], satisfaction: 5, otherwise: null }),
  ];
  for (const act of acts.slice(0, told.indexOf(point))) act();
  return history;
}
