import type { Agents } from './story.js';
import { planTheProduct, replanTheProduct } from './planning-story.js';
import { Thread, length } from './stage.js';
import type { Director, Year } from './stage.js';

/** The product, and its parts: the Product Owner performs for the CEO, and is the Customer of the engineers, in one year. */
export async function theProduct(director: Director, agents: Agents, { whole, tech }: Readonly<Record<'whole' | 'tech', Thread>>): Promise<void> {
  // Said once: whoever joins the year later ends with it, whenever the story is told.
  const year = { starts: director.lastDayOf('P1D', 340), due: director.lastDayOf('P1Y', 340) };
  const product = await planTheProduct(director, agents, whole, year);
  const { payments, onboarding } = await productOwnerAndEngineers(director, agents, { tech, product }, year);
  await productOwnerRenegotiates(product, year);
  await replanTheProduct(director, agents, { product, payments, onboarding }, year);
}

/** Under renegotiation: the promise is in force, and a proposal to supersede it is on the table. */
async function productOwnerRenegotiates(w: Thread, { due }: Year): Promise<void> {
  await w.says('dana', 394, 'renegotiatePromise', 'The licence for the third country will not come in time. Can we go back to Q2 on this?');
  await w.says('dana', 396, 'proposeTerms', 'Two countries, and more customers who come back.', {
    terms: {
      due,
      conditions: [
        { key: 'c1', statement: 'The product is on the market in two countries', measure: { metric: 'countries', direction: 'REACH', baseline: '0', target: '2' } },
        { key: 'c2', statement: 'Customers come back', measure: { metric: 'monthly retention', unit: 'percent', direction: 'RAISE', baseline: '61', target: '84' } },
      ],
    },
  });
}

/**
 * The year of the product. One part is being negotiated, with a counter-proposal on the table, and needs the platform; the
 * other is still being listened to.
 */
async function productOwnerAndEngineers(director: Director, { emil, fatima }: Agents, { tech, product }: Readonly<Record<'tech' | 'product', Thread>>, window: Year): Promise<Readonly<Record<'payments' | 'onboarding', Thread>>> {
  const { due } = window;
  const payments = await Thread.begins(director, 'dana', 370, 'openWorkflow', {
    performer: emil, statement: 'Implement Part of Awesome Product: payments', window, request: true,
  });
  await payments.says('dana', 371, 'servePromise', null, { parent: product.id, share: '1', contributions: [{ condition: 'c1', contribution: '0.6' }, { condition: 'c2' }] });
  await payments.says('emil', 372, 'offerHelp', 'I know the payment providers; I will take it.');
  await payments.says('dana', 373, 'engageInWorkflow', null);
  await payments.says('emil', 380, 'proposeTerms', 'Cards first, then bank transfers.', {
    terms: { due, conditions: [{ statement: 'Customers pay by card' }, { statement: 'Customers pay by bank transfer', mandatory: false }] },
  });
  await payments.says('emil', 381, 'dependOnPromise', 'Nobody pays on a platform that is down.', {
    condition: 'c1', provider: tech.id, needs: 'c1', kind: 'HARD', neededBy: director.date(430),
  });
  await tech.says('bram', 383, 'acknowledgeDependency', 'Count on it.', { dependency: payments.need });
  await payments.says('emil', 384, 'dependOnPromise', 'The old billing system knows no bank transfers.', { condition: 'c2', provider: tech.id, needs: 'c3', kind: 'SOFT', neededBy: director.date(460) });
  await tech.says('ada', 385, 'checkIn', 'Good to see. Anything in your way?');
  await product.says('dana', 386, 'reportProgress', 'Retention is better than planned. The third country needs a licence that takes a year.', {
    values: [{ condition: 'c1', value: '2' }, { condition: 'c2', value: '77' }], confidence: 0.4, forecast: director.date(340 + 420),
  });
  const onboarding = await Thread.begins(director, 'dana', 392, 'openWorkflow', {
    performer: fatima, statement: 'Implement Part of Awesome Product: onboarding', window, request: true,
    words: 'A newcomer should feel at home in five minutes.',
  });
  await onboarding.says('dana', 392, 'servePromise', null, { parent: product.id, share: '1', contributions: [{ condition: 'c2', contribution: '0.5' }] });
  await payments.says('dana', 398, 'proposeTerms', 'Bank transfers matter as much to the customers we want.', {
    terms: {
      due, answerBy: director.date(length + 14),
      conditions: [{ key: 'c1', statement: 'Customers pay by card', due: director.date(370 + 200) }, { key: 'c2', statement: 'Customers pay by bank transfer' }],
    },
  });
  return { payments, onboarding };
}
