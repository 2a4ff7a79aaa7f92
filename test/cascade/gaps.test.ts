import { openApi } from '../kit/api.js';
import type { Api, Company } from '../kit/api.js';
import { dayFromNow, workflowBetween } from '../kit/ties.js';

let api: Api;
let company: Company;
let whole: string, tech: string;

beforeAll(async () => {
  api = await openApi();
});
beforeEach(async () => {
  company = await api.found();
  await company.person('chidi');
  const opened = { due: dayFromNow(company, 300) };
  whole = await workflowBetween(company, { ...opened, customer: 'grace', performer: 'ada', statement: 'Make the Company Awesome', conditions: ['Customers recommend us', 'The company grows'] });
  api.clock.now += 1_000;
  tech = await workflowBetween(company, { ...opened, customer: 'ada', performer: 'bram', statement: 'Build Awesome Tech for the Company' });
});
afterAll(() => api.close());

interface Found {
  readonly nodes: readonly { readonly kind: string; readonly workflow: { readonly objective: string }; readonly condition: string | null; readonly mandatory: boolean | null; readonly parent: { readonly objective: string } | null }[];
  readonly totalCount: number;
  readonly hiddenCount: number;
  readonly pageInfo: { readonly endCursor: string | null; readonly hasNextPage: boolean };
}

const document = `query($kinds: [GapKind!], $performer: ID, $first: Int, $after: String) {
  gaps(kinds: $kinds, performer: $performer, first: $first, after: $after) { nodes { kind workflow { objective } condition mandatory parent { objective } } totalCount hiddenCount pageInfo { endCursor hasNextPage } }
}`;

async function gaps(asked: Readonly<Record<string, unknown>> = {}, who = 'chidi'): Promise<Found> {
  return (await company.asks(who, document, { first: 50, ...asked })).gaps as Found;
}

const titles = ({ nodes }: Found): readonly string[] => nodes.map(({ kind, workflow, condition }) => [kind, workflow.objective, condition].filter((part) => part !== null).join(' | '));
const [ofWhole, ofTech] = ['Make the Company Awesome', 'Build Awesome Tech for the Company'];
const serves = (): Promise<unknown> => company.says('ada', 'servePromise', { workflow: tech, parent: whole, contributions: [{ condition: 'c1' }] });

test('close as people say what serves what, and open as it goes', async () => {
  expect(titles(await gaps())).toEqual([
    `SERVES_NOTHING | ${ofWhole}`, `CONDITION_UNSERVED | ${ofWhole} | c1`, `CONDITION_UNSERVED | ${ofWhole} | c2`, `SERVES_NOTHING | ${ofTech}`, `CONDITION_UNSERVED | ${ofTech} | c1`,
  ]);
  await company.says('grace', 'declareRoot', { workflow: whole });
  await serves();
  await company.says('bram', 'markOwnConditions', { workflow: tech, conditions: ['c1'] });
  expect(titles(await gaps())).toEqual([`CONDITION_UNSERVED | ${ofWhole} | c2`]);
  await company.says('grace', 'releasePromise', { workflow: whole });
  const { nodes } = await gaps();
  expect(nodes).toEqual([{ kind: 'PARENT_GONE', workflow: { objective: ofTech }, condition: null, mandatory: null, parent: { objective: ofWhole } }]);
});

test('are found of what is on the table, too, while a promise is renegotiated', async () => {
  await company.says('bram', 'renegotiatePromise', { workflow: tech, words: 'New information' });
  await company.says('bram', 'proposeTerms', { workflow: tech, terms: { due: dayFromNow(company, 300), conditions: [{ key: 'c1', statement: 'It works' }, { statement: 'It is quick', mandatory: false }] } });
  expect((await gaps({ kinds: ['CONDITION_UNSERVED'], performer: await company.person('bram') })).nodes.map(({ condition, mandatory }) => [condition, mandatory])).toEqual([['c1', true], ['c2', false]]);
});

test('are read page by page, and counted', async () => {
  const all = titles(await gaps());
  for (const first of [1, 2, 4]) {
    const pages: Found[] = [];
    for (let after: string | null = null, more = true; more; ) {
      const page: Found = await gaps({ first, after });
      pages.push(page);
      ({ endCursor: after, hasNextPage: more } = page.pageInfo);
    }
    expect([pages.flatMap(titles), pages.map(({ totalCount }) => totalCount)]).toEqual([all, pages.map(() => 5)]);
  }
  const { pageInfo } = await gaps({ first: 1 });
  const { errors } = await company.ask('chidi', document, { first: 1, after: pageInfo.endCursor, kinds: ['SERVES_NOTHING'] });
  expect(errors).toMatchObject([{ extensions: { code: 'INVALID_INPUT', field: ['after'] } }]);
  expect((await company.ask('chidi', document, { first: 0 })).errors).toMatchObject([{ extensions: { field: ['first'] } }]);
  expect((await company.ask('chidi', document, { performer: whole })).errors).toMatchObject([{ extensions: { field: ['performer'] } }]);
});

test('of what only its parties may see are told to them alone, and a number to all', async () => {
  await serves();
  await company.says('ada', 'setWorkflowVisibility', { workflow: tech, visibility: 'PARTIES' });
  const seen = await gaps();
  expect([titles(seen), seen.hiddenCount]).toEqual([[`SERVES_NOTHING | ${ofWhole}`, `CONDITION_UNSERVED | ${ofWhole} | c2`], 1]);
  const own = await gaps({}, 'bram');
  expect([titles(own), own.hiddenCount]).toEqual([[...titles(seen), `CONDITION_UNSERVED | ${ofTech} | c1`], 0]);
});

test('that a parent has left are told to those who may see it, and to nobody else', async () => {
  await serves();
  await company.says('grace', 'setWorkflowVisibility', { workflow: whole, visibility: 'PARTIES' });
  await company.says('grace', 'releasePromise', { workflow: whole });
  const gone = async (who: string): Promise<Found['nodes']> => (await gaps({ kinds: ['PARENT_GONE'] }, who)).nodes;
  expect(await gone('ada')).toMatchObject([{ workflow: { objective: ofTech }, parent: { objective: ofWhole } }]);
  for (const who of ['chidi', 'bram']) expect(await gone(who)).toEqual([]);
});

test('of another organisation are not found', async () => {
  const other = await api.found();
  await other.person('ada');
  expect(await other.asks('ada', '{ gaps(first: 10) { nodes { kind } totalCount hiddenCount } }')).toEqual({ gaps: { nodes: [], totalCount: 0, hiddenCount: 0 } });
});
