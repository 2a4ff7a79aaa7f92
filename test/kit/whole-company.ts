import { simpleTerms, workflowIn } from './api.js';
import type { Api, Company } from './api.js';
import { Planning, consents, proposed } from './planning.js';
import { Playing, featureLine } from './role.js';
import { wholeFile } from './records.js';
import { tiedCompany } from './ties.js';

/** An organisation of everything: the demo, every phase, hand-overs, workflows that serve and need each other, planning rounds, roles, words that are gone, people who have left, and things from elsewhere. */
export async function wholeCompany(api: Api): Promise<Company> {
  const company = await api.found();
  for (const phase of ['LISTENING', 'NEGOTIATING', 'PROPOSED', 'EXECUTING', 'RENEGOTIATING', 'DELIVERED', 'REDEEMED', 'CLOSED'] as const) await workflowIn(company, phase);
  const handed = await workflowIn(company, 'EXECUTING');
  await company.says('bram', 'handOverWorkflow', { workflow: handed, successor: await company.person('chidi') });
  await company.says('chidi', 'takeOverWorkflow', { workflow: handed });
  const named = await workflowIn(company, 'EXECUTING');
  await company.says('ada', 'handOverWorkflow', { workflow: named, successor: await company.person('dana') });
  await company.does('olga', 'setCustomershipDefaults', 'SetCustomershipDefaultsInput', { defaults: [{ upToDays: 100, respondWithin: 'P2D', checkInEvery: 'P7D', assessWithin: 'P3D' }, { respondWithin: 'P5D', checkInEvery: 'P14D', assessWithin: 'P7D' }] }, 'organization { id }');
  await neglected(company);
  const { early } = await tiedCompany(company);
  await company.says('bram', 'setWorkflowVisibility', { workflow: early, visibility: 'PARTIES_AND_CHAIN_ABOVE' });
  await plannedTogether(company);
  await playedRoles(company);
  const group = await company.group('Engineering', 'emil', 'fatima');
  await company.does('olga', 'dismissRepresentative', 'MembershipInput', { group, member: await company.person('emil') }, 'agent { id }');
  await company.does('olga', 'removeMember', 'MembershipInput', { group, member: await company.person('emil') }, 'agent { id }');
  await company.says('chidi', 'remarkOnWorkflow', { workflow: handed, words: 'These words will be gone.' });
  await company.does('olga', 'deactivateAgent', 'AgentInput', { agent: await company.person('chidi') }, 'agent { id }');
  await company.does('olga', 'eraseWords', 'AgentInput', { agent: await company.person('chidi') }, 'agent { id }');
  await company.says('ada', 'remarkOnWorkflow', { workflow: named, words: 'Words with “quotes”, a line\nbreak and 日本語.' });
  await company.does('olga', 'importRecords', 'ImportRecordsInput', { records: wholeFile.map((record) => JSON.stringify(record)) }, 'report { agents { added } }');
  await company.does('olga', 'importRecords', 'ImportRecordsInput', { table: { source: 'payroll', text: 'person,manager,title,team\nIris Berg,,,Sales\nJon Dahl,Iris Berg,Account manager,Sales\n' } }, 'report { agents { added } }');
  await company.does('olga', 'setDiagnosisThresholds', 'SetDiagnosisThresholdsInput', { thresholds: { listeningDays: 3, listeningShare: 0.05 } }, 'organization { id }');
  return company;
}

/** A Customer who says that the concern has changed and never says to what; the Performer says so of them. */
async function neglected(company: Company): Promise<void> {
  const workflow = await workflowIn(company, 'EXECUTING');
  await company.says('ada', 'renegotiatePromise', { workflow, concernChanged: true, words: 'The market has moved.' });
  const { standingProposal } = await company.says('ada', 'proposeTerms', { workflow, terms: simpleTerms('2026-12-15') });
  await company.says('bram', 'makePromise', { workflow, proposal: standingProposal?.id });
  await company.says('bram', 'deliverResults', { workflow });
  await company.says('ada', 'assessDelivery', { workflow, outcomes: [{ condition: 'c2', outcome: 'MET' }], satisfaction: 3, words: 'It works.' });
  await company.says('bram', 'reviewCustomer', { workflow, clarity: 2, helpfulness: 4, words: 'I had to guess.' });
}

/** A round that was settled, with an overload that was waived, and one that is open, with a consent in it. */
async function plannedTogether(company: Company): Promise<void> {
  await company.does('olga', 'setUsualCapacity', 'SetUsualCapacityInput', { promises: 50, percent: 100, percentEach: 1 }, 'organization { id }');
  await company.does('olga', 'setAgentCapacity', 'SetAgentCapacityInput', { agent: await company.person('bram'), promises: 1 }, 'agent { id }');
  const [settled, open, left] = [await proposed(company, 'ada', 'bram'), await proposed(company, 'dana', 'emil'), await proposed(company, 'dana', 'fatima')];
  const first = await Planning.opens(company, 'ada', { name: 'The planning of the spring', workflows: [settled.id] });
  await consents(company, 'ada', settled);
  for (const { id } of await first.alignment('bram')) await first.does('bram', 'waiveMisalignment', { misalignment: id });
  if ((await first.settles('ada')).round?.status !== 'SETTLED') throw new Error('the planning of the spring does not settle');
  const second = await Planning.opens(company, 'dana', { name: 'The planning of the autumn', workflows: [open.id, left.id] });
  await consents(company, 'dana', open);
  await second.does('dana', 'removeFromPlanningRound', { workflows: [left.id] });
}

/** A role that was drawn from a workflow, taken, left, handed over and taken for a time, given another workflow and a line, and taken again for it; and one that is retired and held still. */
async function playedRoles(company: Company): Promise<void> {
  const [dana, emil, fatima] = [await company.person('dana'), await company.person('emil'), await company.person('fatima')];
  const { id: workflow } = await company.says('dana', 'openWorkflow', { performer: fatima, statement: featureLine.statement, window: { due: '2026-12-31' } });
  const lines = [{ ...featureLine, customer: dana }, { statement: 'Review what others build', horizon: 'P1M' }];
  const engineer = await Playing.creates(company, 'dana', { name: 'Engineer', description: 'Who builds the product.', lines, workflows: [{ workflow }] });
  await (await engineer.offeredTo(emil, 'dana')).does('emil', 'takeRole');
  await engineer.does('emil', 'leaveRole', { words: 'To payments.' });
  await (await engineer.offeredTo(emil, 'dana')).does('emil', 'takeRole');
  await engineer.offeredTo(fatima, 'dana', { until: '2026-12-31' });
  await engineer.does('emil', 'leaveRole', { successor: fatima });
  await engineer.does('fatima', 'takeRole');
  const { id: search } = await company.says('dana', 'openWorkflow', { performer: emil, statement: `${featureLine.statement}: search`, window: { due: '2026-12-31' } });
  await engineer.does('emil', 'linkWorkflowsToRole', { workflows: [search], line: 'l1' });
  await engineer.does('dana', 'amendRole', { lines: [{ key: 'l1', ...lines[0] }, { key: 'l2', ...lines[1] }, { ...featureLine, statement: 'Keep the build green', customer: dana }] });
  await (await engineer.offeredTo(fatima, 'dana')).does('fatima', 'takeRole');
  await engineer.offeredTo(emil, 'dana');
  const reviewer = await Playing.creates(company, 'emil', { name: 'Reviewer', lines: [{ ...lines[1], customer: dana }] });
  await reviewer.does('dana', 'standBehindRole');
  await (await reviewer.offeredTo(fatima, 'emil')).does('fatima', 'takeRole');
  await reviewer.does('dana', 'standBackFromRole');
  await reviewer.does('emil', 'amendRole', { description: 'Who looks again.' });
  await reviewer.does('emil', 'retireRole');
}
