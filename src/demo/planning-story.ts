import type { Agents } from './story.js';
import { Planning, Thread, length } from './stage.js';
import type { Director, Year } from './stage.js';

/**
 * The year of the product is planned together with what it can't begin without. The round doesn't settle at first: what
 * is needed comes too late, nobody has said that it will come, and half of the product rests on nothing yet. People talk,
 * propose anew, accept what they can bear; then all of it is promised at one moment.
 */
export async function planTheProduct(director: Director, { dana, fatima }: Agents, whole: Thread, { due }: Year): Promise<Thread> {
  const product = await Thread.begins(director, 'ada', 340, 'openWorkflow', {
    performer: dana, statement: 'Ship an Awesome Product', window: { due }, request: true,
  });
  await product.says('dana', 342, 'offerHelp', 'A product that people tell their friends about.');
  await product.says('ada', 343, 'engageInWorkflow', null);
  const newcomers = await Thread.begins(director, 'dana', 343, 'openWorkflow', {
    performer: fatima, statement: 'Know why newcomers leave', window: { due: director.lastDayOf('P1M', 343) }, request: true,
  });
  await newcomers.says('fatima', 344, 'offerHelp', 'I will talk with ten of them.');
  await newcomers.says('dana', 344, 'engageInWorkflow', null);

  const planning = await Planning.opens(director, 'ada', 345, {
    name: 'The year of the product', window: { due }, consentBy: director.date(349), workflows: [product.id], agents: [dana],
    words: 'Bring what the product cannot begin without; then we promise all of it together.',
  });
  await planning.says('dana', 345, 'addToPlanningRound', 'I cannot promise that they come back before I know why they leave.', { workflows: [newcomers.id] });
  await product.says('dana', 346, 'proposeTerms', null, {
    terms: {
      due,
      conditions: [
        { statement: 'The product is on the market in three countries', measure: { metric: 'countries', direction: 'REACH', baseline: '0', target: '3' } },
        { statement: 'Customers come back', measure: { metric: 'monthly retention', unit: 'percent', direction: 'RAISE', baseline: '61', target: '80' } },
      ],
    },
  });
  await newcomers.says('dana', 346, 'servePromise', null, { parent: product.id, share: '1', contributions: [{ condition: 'c2', contribution: '0.2' }] });
  await newcomers.says('fatima', 346, 'proposeTerms', 'One a day, and then I write it down.', termsOfNewcomers(director.date(364), {}));
  await product.says('dana', 346, 'dependOnPromise', 'Whatever I build before that is a guess.', {
    condition: 'c2', provider: newcomers.id, needs: 'c1', kind: 'HARD', neededBy: director.date(358),
  });
  await product.says('ada', 347, 'consentToProposal', 'That is what I owe the Board.');

  await planning.doesNotSettle(347);
  await planning.says('ada', 347, 'moveRoundDeadline', 'It does not settle: Dana needs the interviews a week before Fatima has them. Talk with each other; there are three days more.', { consentBy: director.date(352) });
  await newcomers.says('fatima', 348, 'acknowledgeDependency', 'Of course. Then I talk with two a day.', { dependency: product.need });
  await newcomers.says('fatima', 348, 'proposeTerms', 'A week earlier.', termsOfNewcomers(director.date(357), { key: 'c1' }));
  await newcomers.says('dana', 349, 'consentToProposal', 'Thank you: that is early enough.');
  await planning.waives('ada', 349, 'CONDITION_UNSERVED', 'Who brings it to the market we will know when we know what it is. I can wait for that.');
  await planning.says('ada', 350, 'settlePlanningRound', 'A plan that all of us stand behind.');

  await product.says('ada', 351, 'servePromise', 'Most of what I owe the Board comes of this.', {
    parent: whole.id, share: '1', contributions: [{ condition: 'c1', contribution: '0.5' }, { condition: 'c2', contribution: '0.8' }],
  });
  await newcomers.says('fatima', 355, 'deliverResults', 'Twelve, in fact. Most of them never found the start button.', { values: [{ condition: 'c1', value: '12' }] });
  await newcomers.says('dana', 356, 'assessDelivery', 'Very clear, and quick.', { outcomes: [{ condition: 'c1', outcome: 'MET' }], satisfaction: 5 });
  await newcomers.says('dana', 357, 'closeWorkflow', null);
  await newcomers.says('fatima', 358, 'reviewCustomer', 'A clear wish, and you read the result.', { clarity: 5, helpfulness: 5 });
  return product;
}

function termsOfNewcomers(due: string, key: { readonly key?: string }): Readonly<Record<string, unknown>> {
  const measure = { metric: 'interviews', direction: 'REACH', baseline: '0', target: '10' };
  return { terms: { due, conditions: [{ ...key, statement: 'Ten people who left have been heard', measure }] } };
}

/** The product without its third country, in a round that is open now: there is something of each sort to be talked about. */
export async function replanTheProduct(director: Director, { dana, emil, fatima }: Agents, { product, payments, onboarding }: Readonly<Record<'product' | 'payments' | 'onboarding', Thread>>, { due }: Year): Promise<void> {
  await product.says('dana', 398, 'dependOnPromise', 'No country opens where nobody can pay by card.', { condition: 'c1', provider: payments.id, needs: 'c1', kind: 'HARD', neededBy: director.date(540) });
  await Planning.opens(director, 'ada', 399, {
    name: 'The product in two countries', window: { due }, consentBy: director.date(length + 14), workflows: [product.id, onboarding.id], agents: [dana, emil, fatima],
    words: 'Dana will not keep what she promised. Before she promises anew, let us see whether it holds together.',
  });
}
