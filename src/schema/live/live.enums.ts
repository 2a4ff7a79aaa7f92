import { enumOf } from '../common/enum-of.js';

export const liveEventKinds = ['OPENED', 'HAPPENED', 'CAME_DUE', 'FELL_OVERDUE', 'PASSED'] as const;

export const LiveEventKind = enumOf('LiveEventKind', 'What a subscription tells.', liveEventKinds, {
  OPENED: 'The subscription begins here. Whatever is read once this has come, together with what follows, leaves nothing out.',
  HAPPENED: 'Something was said; `acts` has it.',
  CAME_DUE: 'Nothing was said, but something is asked for from now on: a check-in is due, or what was put off is asked for again.',
  FELL_OVERDUE: 'Nothing was said in time: a proposal is unanswered, a delivery unassessed, a promise not delivered. It changes no state; it is told once for each wait.',
  PASSED: 'Much has happened that was not for this subscription: only the cursor moved on.',
});
