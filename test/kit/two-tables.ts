import { momentOf } from '../../src/domain/common/moment.rules.js';
import type { Moment } from '../../src/domain/common/moment.rules.js';
import { aDay } from './api.js';
import type { Company } from './api.js';
import { lastDayOf, workflowBetween } from './ties.js';
import type { Name } from './ties.js';

/** The workflows of the two tables in "Planning", by what they are called here. */
export interface TwoTables {
  readonly board: string;
  readonly whole: string;
  readonly tech: string;
  readonly feature: string;
  readonly product: string;
  readonly payments: string;
  readonly onboarding: string;
  /** When it was said what serves what. */
  readonly said: Moment;
}

/**
 * The company of the two tables, with all of its promises made, each serving the next: three years to the Board, a year to
 * the CEO, three months to the CTO; and a Product Owner's year, with those of two engineers in it. A day passes between
 * what is promised and what is said to serve it.
 */
export async function playTwoTables(company: Company): Promise<TwoTables> {
  const board = await company.group('Board of Directors', 'grace', 'henrik');
  const promised = (customer: Name, performer: Name, statement: string, horizon: string, ...conditions: string[]): Promise<string> => {
    // Of the same distance, the older comes first.
    company.api.clock.now += 1_000;
    return workflowBetween(company, { customer, performer, statement, due: lastDayOf(company, horizon), conditions });
  };
  const whole = await workflowBetween(company, {
    customer: { agent: board, voice: 'grace' }, performer: 'ada', statement: 'Make the Company Awesome', due: lastDayOf(company, 'P3Y'), conditions: ['Customers recommend us', 'The company grows'],
  });
  const tech = await promised('ada', 'bram', 'Build Awesome Tech for the Company', 'P1Y', 'It stays up', 'It is quick');
  const feature = await promised('bram', 'chidi', 'Implement Awesome Feature', 'P3M', 'It is there');
  const product = await promised('ada', 'dana', 'Ship an Awesome Product', 'P1Y', 'It is on the market', 'Customers come back');
  const payments = await promised('dana', 'emil', 'Implement Part of Awesome Product: payments', 'P1Y', 'Customers pay');
  const onboarding = await promised('dana', 'fatima', 'Implement Part of Awesome Product: onboarding', 'P1Y', 'Newcomers stay');

  const serves = (who: Name, workflow: string, parent: string, share: string, contributions: Readonly<Record<string, string | null>>) => company.says(who, 'servePromise', {
    workflow, parent, share, contributions: Object.entries(contributions).map(([condition, contribution]) => ({ condition, contribution })),
  });
  company.api.clock.now += aDay;
  const said = momentOf(company.api.clock.now);
  await company.says('grace', 'declareRoot', { workflow: whole });
  await serves('ada', tech, whole, '1', { c1: '0.4' });
  await serves('bram', feature, tech, '1', { c2: '0.5' });
  await serves('ada', product, whole, '1', { c1: '0.6', c2: '1' });
  await serves('dana', payments, product, '1', { c1: '0.5' });
  await serves('dana', onboarding, product, '1', { c2: null });
  company.api.clock.now += aDay;
  return { board, whole, tech, feature, product, payments, onboarding, said };
}
