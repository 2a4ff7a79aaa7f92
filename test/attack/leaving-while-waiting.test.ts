import { readGlobalId } from '../../src/domain/common/identifier.rules.js';
import { openApi, simpleTerms, workflowIn } from '../kit/api.js';
import type { Act, Api, Company } from '../kit/api.js';

let api: Api;
let company: Company;

beforeAll(async () => {
  api = await openApi();
});
beforeEach(async () => {
  company = await api.found();
});
afterAll(() => api.close());

/** Lets somebody speak while another writer holds the workflow, says they have left while they wait, and lets them go on. */
async function leavesWhileWaiting(who: 'bram' | 'henrik', workflow: string, speak: () => Promise<Act>): Promise<Awaited<ReturnType<typeof tried>>> {
  const id = readGlobalId(workflow)?.id ?? '';
  const waiting = await api.database.holdingLock(`MATCH (workflow:Workflow {org: '${company.org}', id: '${id}'}) SET workflow.lock = 'held'`, async () => {
    const speaking = tried(speak);
    await untilSomebodyWaits();
    await company.does('olga', 'deactivateAgent', 'AgentInput', { agent: await company.person(who) }, 'agent { id }');
    return { speaking };
  });
  return waiting.speaking;
}

async function tried(speak: () => Promise<Act>): Promise<{ readonly act: Act | null; readonly refused: string | null }> {
  try {
    return { act: await speak(), refused: null };
  } catch (error) {
    return { act: null, refused: String(error) };
  }
}

async function untilSomebodyWaits(): Promise<void> {
  for (;;) {
    const blocked = await api.database.runText("SHOW TRANSACTIONS YIELD status, parameters WHERE status STARTS WITH 'Blocked' AND parameters.org = $org RETURN status", { org: company.org });
    if (blocked.length > 0) return;
  }
}

test('who has left while their word waited for its turn is not heard any more', async () => {
  const board = await company.group('Board of Directors', 'henrik', 'grace');
  await company.does('olga', 'nameRepresentative', 'MembershipInput', { group: board, member: await company.person('grace') }, 'agent { id }');
  const { id: workflow } = await company.says('grace', 'openWorkflow', { customer: board, performer: await company.person('ada'), statement: 'Make the Company Awesome', window: { due: '2026-12-31' }, request: true });
  await company.says('ada', 'offerHelp', { workflow });
  await company.says('grace', 'engageInWorkflow', { workflow });
  const { standingProposal } = await company.says('ada', 'proposeTerms', { workflow, terms: simpleTerms('2026-11-30') });

  const { refused } = await leavesWhileWaiting('henrik', workflow, () => company.triesTo('henrik', 'agreeToProposal', { workflow, proposal: standingProposal?.id }));

  expect(refused).toContain('UNAUTHENTICATED');
  const { workflow: after } = await company.asks('ada', 'query($id: ID!) { workflow(id: $id) { phase } }', { id: workflow });
  expect(after).toEqual({ phase: 'NEGOTIATING' });
});

test('who has left while they asked again hears that, and not that something is broken', async () => {
  const workflow = await workflowIn(company, 'EXECUTING');
  const report = { workflow, confidence: 0.5, idempotencyKey: 'once' };
  await company.says('bram', 'reportProgress', report);

  const { refused } = await leavesWhileWaiting('bram', workflow, () => company.triesTo('bram', 'reportProgress', report));

  expect(refused).toContain('UNAUTHENTICATED');
});
