import { aDay, openApi, simpleTerms } from '../kit/api.js';
import type { Api, Company } from '../kit/api.js';

let api: Api;
let company: Company;

beforeAll(async () => {
  api = await openApi();
  company = await api.found();
});
afterAll(() => api.close());

const promise = `id objective status due customer { name } performer { name } overdue atRisk keptLate
  conditions { key statement current outcome } horizon { duration } supersedes { id } reworks`;
const workflow = `id version phase objective customer { name } performer { name } concern { statement status holder { name } }
  promise { ${promise} } promises { id status } proposals { id version } assessments { id verdict } standingProposal { version }
  deferrals { side until act { words } } reviews { clarity } renegotiation { since } closed { how } waitingFor { agent { name } move due overdue }
  acts(first: 40) { totalCount nodes { sequence act words } }`;

/** All that somebody can see of the company at a moment; null for now. */
async function view(asOf: string | null): Promise<unknown> {
  const { workflows, ...rest } = await company.asks(
    'ada',
    `query($asOf: When, $ada: ID!, $bram: ID!, $chidi: ID!) {
      workflows(first: 100, asOf: $asOf) { totalCount nodes { ${workflow} } }
      mine: promisesMadeByMe(first: 100, asOf: $asOf, orderBy: NEWEST_FIRST) { totalCount nodes { ${promise} } }
      toMe: promisesMadeToMe(first: 100, asOf: $asOf) { totalCount nodes { ${promise} } }
      late: promisesMadeToMe(first: 100, asOf: $asOf, filter: { overdue: true }) { totalCount nodes { id } }
      ada: agent(id: $ada, asOf: $asOf) { name active memberOf { agent { name } representative } }
      bram: agent(id: $bram, asOf: $asOf) {
        name
        promisesMade(first: 100, orderBy: LONGEST_HORIZON_FIRST) { totalCount nodes { ${promise} } }
        promisesReceived(first: 100) { totalCount nodes { ${promise} } }
      }
      chidi: agent(id: $chidi, asOf: $asOf) { name promisesMade(first: 100, filter: { statuses: [IN_FORCE, UNDER_RENEGOTIATION] }) { totalCount nodes { ${promise} } } acts(first: 50) { totalCount } }
    }`,
    { asOf, ada: await company.person('ada'), bram: await company.person('bram'), chidi: await company.person('chidi') },
  );
  return { workflows, ...rest };
}

test('each moment of the past shows what was seen in it', async () => {
  const [bram, chidi, dana] = [await company.person('bram'), await company.person('chidi'), await company.person('dana')];
  const board = await company.group('Board of Directors', 'grace', 'ada');
  const seen: { at: string; was: unknown }[] = [];
  const day = async (): Promise<void> => {
    seen.push({ at: new Date(api.clock.now).toISOString(), was: await view(null) });
    api.clock.now += aDay;
  };
  await day();
  const { id: first } = await company.says('ada', 'openWorkflow', { performer: bram, statement: 'Build Awesome Tech for the Company', window: { due: '2026-12-31' }, request: true });
  await day();
  await company.says('bram', 'offerHelp', { workflow: first, words: 'A platform.' });
  await company.says('bram', 'deferWorkflow', { workflow: first, until: '2026-03-20' });
  await day();
  await company.says('ada', 'engageInWorkflow', { workflow: first });
  const proposed = await company.says('bram', 'proposeTerms', { workflow: first, terms: simpleTerms('2026-04-01', 'It stays up', 'It is quick') });
  await day();
  await company.says('ada', 'agreeToProposal', { workflow: first, proposal: proposed.standingProposal?.id });
  await day();
  await company.does('olga', 'renameAgent', 'RenameAgentInput', { agent: bram, name: 'Bram de Vries' }, 'agent { id }');
  await company.does('olga', 'removeMember', 'MembershipInput', { group: board, member: await company.person('ada') }, 'agent { id }');
  await company.says('bram', 'reportProgress', { workflow: first, confidence: 0.3 });
  await day();
  await company.says('bram', 'renegotiatePromise', { workflow: first, words: 'The second is out of reach.' });
  const again = await company.says('bram', 'proposeTerms', { workflow: first, terms: simpleTerms('2026-05-01', 'It stays up') });
  await day();
  await company.says('ada', 'agreeToProposal', { workflow: first, proposal: again.standingProposal?.id });
  api.clock.now += 60 * aDay;
  await day();
  await company.says('ada', 'articulateConcern', { workflow: (await company.says('chidi', 'openWorkflowWithOffer', { customer: await company.person('ada'), statement: 'Reports', window: { due: '2026-12-31' } })).id, statement: 'Quick reports' });
  await company.says('bram', 'deliverResults', { workflow: first });
  await day();
  await company.says('ada', 'assessDelivery', { workflow: first, outcomes: [{ condition: 'c3', outcome: 'NOT_MET' }], satisfaction: 2, otherwise: 'REWORK' });
  await day();
  await company.says('bram', 'handOverWorkflow', { workflow: first, successor: chidi });
  await company.says('chidi', 'takeOverWorkflow', { workflow: first });
  await day();
  await company.says('ada', 'handOverWorkflow', { workflow: first, successor: dana });
  await company.says('dana', 'takeOverWorkflow', { workflow: first });
  await day();
  const last = await company.says('chidi', 'proposeTerms', { workflow: first, terms: simpleTerms('2026-11-01') });
  await company.says('dana', 'agreeToProposal', { workflow: first, proposal: last.standingProposal?.id });
  await day();
  await company.says('chidi', 'deliverResults', { workflow: first });
  await company.says('dana', 'assessDelivery', { workflow: first, outcomes: [{ condition: 'c4', outcome: 'MET' }], satisfaction: 5 });
  await day();
  await company.says('dana', 'renewWorkflow', { workflow: first, window: { due: '2027-12-31' } });
  await day();

  for (const { at, was } of seen) expect({ at, view: await view(at) }).toEqual({ at, view: was });
}, 240_000);
