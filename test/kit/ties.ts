import type { CastName } from '../../src/demo/cast.js';
import { addDuration, dayOf, momentOf } from '../../src/domain/common/moment.rules.js';
import { aDay, simpleTerms } from './api.js';
import type { Company } from './api.js';

export type Name = Exclude<CastName, 'olga'>;

/** One of the cast, or a group with the one of them who speaks for it. */
export type Party = Name | { readonly agent: string; readonly voice: Name };

export interface Between {
  readonly customer: Party;
  readonly performer: Party;
  readonly statement: string;
  readonly due: string;
  /** The statements of its conditions; left out, one: that it works. */
  readonly conditions?: readonly string[];
  /** How far it is taken: left out, to a promise. */
  readonly until?: 'LISTENING' | 'NEGOTIATING' | 'PROPOSED' | 'PROMISED';
}

/** A day so many days from now, as clients write it. */
export function dayFromNow({ api: { clock } }: Company, days: number): string {
  return dayOf(momentOf(clock.now + days * aDay), 'Europe/Amsterdam');
}

/** The last day of a span that begins now: a year from 2 March ends on the 1st. */
export function lastDayOf({ api: { clock } }: Company, duration: string): string {
  const zone = 'Europe/Amsterdam';
  return dayOf(addDuration(addDuration(momentOf(clock.now), duration, zone), '-P1D', zone), zone);
}

export function voiceOf(party: Party): Name {
  return typeof party === 'string' ? party : party.voice;
}

async function agentOf(company: Company, party: Party): Promise<string> {
  return typeof party === 'string' ? company.person(party) : party.agent;
}

/** A workflow between any two, due at the end of its window. @returns its id */
export async function workflowBetween(company: Company, { customer, performer, statement, due, conditions = ['It works'], until = 'PROMISED' }: Between): Promise<string> {
  const [holder, maker] = [voiceOf(customer), voiceOf(performer)];
  const parties = { customer: await agentOf(company, customer), performer: await agentOf(company, performer) };
  const { id: workflow } = await company.says(holder, 'openWorkflow', { ...parties, statement, window: { due } });
  if (until === 'LISTENING') return workflow;
  await company.says(holder, 'requestHelp', { workflow });
  await company.says(maker, 'offerHelp', { workflow });
  await company.says(holder, 'engageInWorkflow', { workflow });
  if (until === 'NEGOTIATING') return workflow;
  const { standingProposal } = await company.says(maker, 'proposeTerms', { workflow, terms: simpleTerms(due, ...conditions) });
  if (until === 'PROMISED') await company.says(holder, 'agreeToProposal', { workflow, proposal: standingProposal?.id });
  return workflow;
}

/** What is needed of one workflow by another, said and found again by its id. */
export async function dependsOn(company: Company, performer: Name, input: { readonly workflow: string; readonly provider: string; readonly neededBy: string } & Readonly<Record<string, unknown>>): Promise<string> {
  await company.says(performer, 'dependOnPromise', input);
  const { workflow } = await company.asks(performer, 'query($id: ID!) { workflow(id: $id) { needs { id } } }', { id: input.workflow });
  return workflow.needs[workflow.needs.length - 1].id;
}

/**
 * A company whose workflows serve and need each other, and once did, in every way there is.
 * @returns one that Bram is the Customer of, two steps below the first promise
 */
export async function tiedCompany(company: Company): Promise<{ readonly early: string }> {
  const day = (days: number): string => dayFromNow(company, days);
  const board = { agent: await company.group('Board of Directors', 'grace', 'henrik'), voice: 'grace' } as const;
  // This one is older than what it serves, so that an edge can come before one of its ends.
  const early = await workflowBetween(company, { customer: 'bram', performer: 'fatima', statement: 'Find out what is slow', due: day(90) });
  const whole = await workflowBetween(company, { customer: board, performer: 'ada', statement: 'Make the Company Awesome', due: day(1_095), conditions: ['Customers recommend us', 'The company grows', 'People stay'] });
  const tech = await workflowBetween(company, { customer: 'ada', performer: 'bram', statement: 'Build Awesome Tech for the Company', due: day(360), conditions: ['It stays up', 'It is quick'] });
  const product = await workflowBetween(company, { customer: 'ada', performer: 'dana', statement: 'Ship an Awesome Product', due: day(360) });
  const part = (name: string) => workflowBetween(company, { customer: 'dana', performer: 'emil', statement: `Implement Part of Awesome Product: ${name}`, due: day(300), until: 'NEGOTIATING' });
  const [payments, search] = [await part('payments'), await part('search')];
  const serves = (who: Name, workflow: string, parent: string, contributions: readonly object[], share?: string) => company.says(who, 'servePromise', { workflow, parent, contributions, share });

  await company.says('grace', 'declareRoot', { workflow: whole });
  await serves('ada', tech, whole, [{ condition: 'c1', contribution: '0.25' }, { condition: 'c3' }], '1');
  await serves('ada', product, whole, [{ condition: 'c1', contribution: '0.5' }]);
  await serves('bram', early, tech, [{ condition: 'c2' }]);
  await serves('dana', payments, product, [{ condition: 'c1', contribution: '0.3' }], '0.6');
  await serves('dana', search, product, [{ condition: 'c1' }], '0.75');
  company.api.clock.now += 60_000;
  await company.says('ada', 'reweighServing', { workflow: tech, parent: whole, share: '0.8', contributions: [{ condition: 'c2', contribution: '0.125' }] });
  await company.says('dana', 'stopServingPromise', { workflow: search, parent: product });
  company.api.clock.now += 60_000;
  await serves('dana', search, product, [{ condition: 'c1', contribution: '0.7' }]);
  await company.says('ada', 'markOwnConditions', { workflow: whole, conditions: ['c3'] });
  await company.says('ada', 'declareRoot', { workflow: await workflowBetween(company, { customer: 'ada', performer: 'henrik', statement: 'Be kind', due: day(300), until: 'LISTENING' }) });

  const needs = (of: string, provider: string, more: object = {}) => dependsOn(company, 'emil', { workflow: of, provider, neededBy: day(270), ...more });
  await needs(payments, tech, { needs: 'c1' });
  const acknowledged = await needs(payments, tech, { needs: 'c2', kind: 'SOFT' });
  const refused = await needs(payments, early, { kind: 'INFORMATIONAL' });
  const ended = await needs(search, payments);
  const endedUnasked = await needs(search, tech);
  company.api.clock.now += 60_000;
  await company.says('bram', 'acknowledgeDependency', { workflow: tech, dependency: acknowledged });
  await company.says('fatima', 'refuseDependency', { workflow: early, dependency: refused, words: 'It is over by then.' });
  await company.says('emil', 'acknowledgeDependency', { workflow: payments, dependency: ended });
  company.api.clock.now += 60_000;
  for (const dependency of [ended, endedUnasked]) await company.says('emil', 'stopDependingOnPromise', { workflow: search, dependency });
  return { early };
}
