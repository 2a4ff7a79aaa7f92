import { openApi, simpleTerms } from '../kit/api.js';
import type { Api, Company } from '../kit/api.js';
import { atOnce } from '../kit/crowd.js';
import { Planning } from '../kit/planning.js';

jest.setTimeout(300_000);

let api: Api;
let company: Company;

beforeAll(async () => {
  api = await openApi();
  company = await api.found();
});
afterAll(() => api.close());

const pairs = 10;
const due = '2026-11-30';
const customer = (index: number): string => `customer ${String(index)}`;
const performer = (index: number): string => `performer ${String(index)}`;
const joins = (subject: string): Promise<string> => company.agent(subject, { kind: 'PERSON', name: subject, subject });

/** A workflow between two of the twenty, with the Performer's proposal on the table. */
async function talk(index: number): Promise<string> {
  const [maker] = [await joins(performer(index)), await joins(customer(index))];
  const { id: workflow } = await company.says(customer(index), 'openWorkflow', { performer: maker, statement: `Part ${String(index)}`, window: { due: '2026-12-31' } });
  await company.says(customer(index), 'requestHelp', { workflow });
  await company.says(performer(index), 'offerHelp', { workflow });
  await company.says(customer(index), 'engageInWorkflow', { workflow });
  await company.says(performer(index), 'proposeTerms', { workflow, terms: simpleTerms(due) });
  return workflow;
}

/** What somebody does who negotiates: looks at what stands, and consents, takes it back, or counters it. */
async function negotiates(who: string, workflow: string, turn: number): Promise<void> {
  const { workflow: seen } = await company.asks(who, 'query($id: ID!) { workflow(id: $id) { standingProposal { id } availableActs { act } } }', { id: workflow });
  const may = new Set((seen.availableActs as { act: string }[]).map(({ act }) => act));
  // Whatever is answered is right: others write at the same time, and the round may have been settled.
  if (may.has('CONSENT')) await company.triesTo(who, 'consentToProposal', { workflow, proposal: seen.standingProposal.id });
  else if (may.has('TAKE_BACK_CONSENT') && turn % 3 === 0) await company.triesTo(who, 'takeBackConsent', { workflow });
  else if (may.has('PROPOSE') && turn % 4 === 1) await company.triesTo(who, 'proposeTerms', { workflow, terms: simpleTerms(due) });
}

test('twenty who negotiate at once, while the round is being settled, never leave it half-settled', async () => {
  const workflows: string[] = [];
  for (let index = 0; index < pairs; index++) workflows.push(await talk(index));
  await company.person('ada');
  const planning = await Planning.opens(company, 'ada', { workflows });
  const isOpen = async (): Promise<boolean> => (await planning.read('ada', 'status')).status === 'OPEN';

  const settling = (async () => {
    for (let tries = 0; tries < 12 && (await planning.settles('ada')).round === null; tries++);
  })();
  await atOnce(2 * pairs, async (place) => {
    const index = place % pairs;
    const who = place < pairs ? customer(index) : performer(index);
    for (let turn = place; turn < place + 6; turn++) await negotiates(who, workflows[index] ?? '', turn);
  });
  await settling;

  // Whoever is waited for consents in the end, and what wasn't settled before is now.
  while (await isOpen()) {
    for (const [index, workflow] of workflows.entries()) for (const who of [customer(index), performer(index)]) await negotiates(who, workflow, 2);
    await planning.settles('ada');
  }

  // The record has each promise of the round at the one moment at which it was settled, and no other.
  const rows = await api.database.runText(
    `MATCH (settle:Act {org: $org, act: 'SETTLE'})
     MATCH (made:Act {org: $org, kind: 'WORKFLOW'}) WHERE made.act IN ['AGREE', 'PROMISE']
     RETURN settle.recordedAt AS settled, collect(DISTINCT made.recordedAt) AS made, count(made) AS promises, collect(DISTINCT made.person) AS people`,
    { org: company.org },
  );
  expect(rows).toHaveLength(1);
  expect(rows[0]).toMatchObject({ made: [rows[0]?.settled], promises: pairs });
  // Each was said by one of its own two parties, by the proposal's other side, and by nobody else.
  expect(rows[0]?.people).toHaveLength(pairs);
  const kept = await api.database.runText(
    `MATCH (workflow:Workflow {org: $org}) OPTIONAL MATCH (workflow)-[:HAS_PROMISE]->(promise:Promise)-[:MADE_OF]->(proposal:Proposal)
     RETURN workflow.phase AS phase, count(promise) AS promises, count(proposal) AS proposals`,
    { org: company.org },
  );
  expect(kept).toEqual([{ phase: 'EXECUTING', promises: pairs, proposals: pairs }]);
});
