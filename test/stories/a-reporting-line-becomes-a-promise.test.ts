import { openApi, simpleTerms } from '../kit/api.js';
import type { Api, Company } from '../kit/api.js';
import { days, findings, objectives } from '../kit/diagnosing.js';
import { dayFromNow } from '../kit/ties.js';

/*
 * A company that knows who reports to whom, and nothing else of what they promise each other, says it aloud line by line. In
 * the end the same structure stands as a chain of promises, and no reporting line is needed to see it.
 */
let api: Api;
let company: Company;
/** By who reports. */
let lines: ReadonlyMap<string, string>;

beforeAll(async () => {
  api = await openApi();
  company = await api.found();
});
afterAll(() => api.close());

const table = `person,id,manager,title,team
Grace Okafor,grace,,Chair,Board of Directors
Ada Moreau,ada,grace,Chief executive,
Bram Visser,bram,ada,Chief technology officer,Engineering
Chidi Adeyemi,chidi,bram,Platform engineer,Engineering
`;

const steps = async (who: string, line: string) => (await company.asks(who, 'query($id: ID!) { workflow(id: $id) { explicit makingExplicit { act agent { name } done isNext } } }', { id: lines.get(line) })).workflow;
const next = async (who: string, line: string): Promise<readonly string[]> =>
  (await steps(who, line)).makingExplicit.filter((one: { isNext: boolean }) => one.isNext).map(({ act, agent }: { act: string; agent: { name: string } }) => `${agent.name} may ${act}`);
const explicitness = async () => (await company.asks('olga', '{ explicitness { explicitCount implicitCount } }')).explicitness;

test('the payroll knows three lines, and nobody is waited for', async () => {
  await company.does('olga', 'importRecords', 'ImportRecordsInput', { table: { source: 'payroll', text: table } }, 'report { workflows { added } }');
  const { agents, workflows } = await company.asks('olga', '{ agents { nodes { id name version } } workflows { nodes { id performer { name } explicit waitingFor { move } } } }');
  for (const subject of ['grace', 'ada', 'bram', 'chidi']) {
    const { id } = agents.nodes.find(({ name }: { name: string }) => name.toLowerCase().startsWith(subject));
    await company.does('olga', 'linkIdentity', 'LinkIdentityInput', { agent: id, subject }, 'agent { id }');
  }
  lines = new Map(workflows.nodes.map(({ id, performer }: { id: string; performer: { name: string } }) => [performer.name.split(' ')[0]?.toLowerCase(), id]));
  expect(workflows.nodes.map(({ explicit, waitingFor }: { explicit: boolean; waitingFor: unknown[] }) => [explicit, waitingFor])).toEqual([[false, []], [false, []], [false, []]]);
  expect(await explicitness()).toEqual({ explicitCount: 0, implicitCount: 3 });
});

test('after a month it is work without a promise, and the finding says who may say the first word', async () => {
  days(company, 31);
  const found = await findings(company, 'EXECUTING_WITHOUT_A_PROMISE');
  expect(objectives(found)).toEqual(['Chief executive', 'Chief technology officer', 'Platform engineer']);
  expect(found[0]?.next.map(({ act }) => act)).toEqual(['ARTICULATE', 'OFFER']);
  expect(await next('bram', 'chidi')).toEqual(['Bram Visser may ARTICULATE', 'Chidi Adeyemi may OFFER']);
});

test('the first word makes a line explicit; one may stop there', async () => {
  await company.says('chidi', 'offerHelp', { workflow: lines.get('chidi'), words: 'I keep it running; let us say what that means.' });
  expect(await steps('chidi', 'chidi')).toMatchObject({ explicit: true });
  expect(await next('chidi', 'chidi')).toEqual(['Bram Visser may ARTICULATE']);
  expect(await explicitness()).toEqual({ explicitCount: 1, implicitCount: 2 });
});

test('line by line it becomes a promise, each step said by whom it is for', async () => {
  const explicitly = async (line: string, manager: string, statement: string, due: string): Promise<void> => {
    const workflow = lines.get(line);
    for (let turns = 0; turns < 8; turns++) {
      const [step] = (await steps(manager, line)).makingExplicit.filter((one: { isNext: boolean }) => one.isNext);
      if (step === undefined) break;
      const who = step.agent.name.split(' ')[0].toLowerCase();
      const { workflow: standing } = await company.asks(who, 'query($id: ID!) { workflow(id: $id) { standingProposal { id } } }', { id: workflow });
      const inputs: Readonly<Record<string, [mutation: string, input: object]>> = {
        ARTICULATE: ['articulateConcern', { statement }], REQUEST: ['requestHelp', {}], OFFER: ['offerHelp', {}], ENGAGE: ['engageInWorkflow', {}],
        PROPOSE: ['proposeTerms', { terms: simpleTerms(due, `${statement}: done`) }], AGREE: ['agreeToProposal', { proposal: standing.standingProposal?.id }],
      };
      const [mutation, input] = inputs[step.act] ?? ['', {}];
      await company.says(who, mutation, { workflow, ...input });
    }
    expect((await steps(manager, line)).makingExplicit.every(({ done }: { done: boolean }) => done)).toBe(true);
  };
  await explicitly('ada', 'grace', 'Make the Company Awesome', dayFromNow(company, 300));
  await explicitly('bram', 'ada', 'Build Awesome Tech for the Company', dayFromNow(company, 250));
  await explicitly('chidi', 'bram', 'Implement Awesome Feature', dayFromNow(company, 80));
  expect(await explicitness()).toEqual({ explicitCount: 3, implicitCount: 0 });
  expect(await findings(company, 'EXECUTING_WITHOUT_A_PROMISE')).toEqual([]);
});

test('and the structure that the payroll knew stands as a chain of promises', async () => {
  await company.says('grace', 'declareRoot', { workflow: lines.get('ada') });
  await company.says('ada', 'servePromise', { workflow: lines.get('bram'), parent: lines.get('ada'), contributions: [{ condition: 'c1' }] });
  await company.says('bram', 'servePromise', { workflow: lines.get('chidi'), parent: lines.get('bram'), contributions: [{ condition: 'c1' }] });
  const { chain } = await company.asks('chidi', 'query($id: ID!) { chain(of: $id, direction: UP) { nodes { workflow { objective customer { name } } } } }', { id: lines.get('chidi') });
  expect(chain.nodes.map(({ workflow }: { workflow: { objective: string; customer: { name: string } } }) => `${workflow.objective}, for ${workflow.customer.name}`)).toEqual(['Build Awesome Tech for the Company, for Ada Moreau', 'Make the Company Awesome, for Grace Okafor']);
  days(company, 30);
  expect(await findings(company, 'SERVES_NOTHING')).toEqual([]);
});

