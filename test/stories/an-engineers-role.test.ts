import { cast } from '../../src/demo/cast.js';
import { openApi } from '../kit/api.js';
import type { Api, Company } from '../kit/api.js';
import { Playing } from '../kit/role.js';

/*
 * Dana asks engineers for one part of the product after another, always in the same way. What repeats itself is found; she
 * makes it a role; Emil takes it; when he goes to another team Fatima takes over what he promised. Each speaks for themselves.
 */
jest.setTimeout(240_000);

let api: Api;
let company: Company;
let dana: string;
let emil: string;
let fatima: string;

beforeAll(async () => {
  api = await openApi();
  company = await api.found();
  [dana, emil, fatima] = [await company.person('dana'), await company.person('emil'), await company.person('fatima')];
  await company.person('ada');
});
afterAll(() => api.close());

interface Found {
  readonly statement: string;
  readonly horizon: string;
  readonly conditions: readonly string[];
  readonly shownBy: readonly { readonly fit: number; readonly workflow: { readonly id: string; readonly objective: string } }[];
}

async function suggestions(who: string): Promise<any> { // eslint-disable-line @typescript-eslint/no-explicit-any -- see Answer in kit/api.ts
  return (await company.asks(who, `{ roleSuggestions {
  totalCount compared cut
  suggestions { statement customer { name } customerKind performerKind performers { name } horizon conditions count fit shownBy { fit concern horizon conditions workflow { id objective } } }
} }`)).roleSuggestions;
}

async function asked(part: string, performer: string, due: string, more: Record<string, unknown> = {}): Promise<string> {
  // They are listed in the order they began, which one moment for all would leave to chance.
  api.clock.now += 60_000;
  return (await company.says('dana', 'openWorkflow', { performer, statement: `Implement Part of Awesome Product: ${part}`, window: { due }, request: true, ...more })).id;
}

async function promised(workflow: string, who: string, condition: string): Promise<void> {
  await company.says(who, 'offerHelp', { workflow });
  await company.says('dana', 'engageInWorkflow', { workflow });
  const { standingProposal } = await company.says(who, 'proposeTerms', { workflow, terms: { due: '2026-04-30', conditions: [{ statement: condition }] } });
  await company.says('dana', 'agreeToProposal', { workflow, proposal: standingProposal?.id });
}

test('an engineer\'s role is found, accepted, and handed over', async () => {
  // Twice is no habit.
  const payments = await asked('payments', emil, '2026-06-01');
  await promised(payments, 'emil', 'It passes the tests of the product');
  const search = await asked('search', fatima, '2026-05-29');
  await company.says('dana', 'openWorkflow', { performer: fatima, statement: 'Tell the Board what we learned', window: { due: '2026-06-01' } });
  expect(await suggestions('dana')).toMatchObject({ totalCount: 0, suggestions: [], compared: 3, cut: null });

  // The third time is kept between the two: only they see three.
  const onboarding = await asked('onboarding', emil, '2026-06-05', { visibility: 'PARTIES' });
  await promised(onboarding, 'emil', 'It passes the tests of the product');
  expect(await suggestions('ada')).toMatchObject({ totalCount: 0, compared: 3 });
  const { suggestions: [suggestion], ...found } = await suggestions('dana') as { suggestions: [Found]; totalCount: number };
  expect(found).toEqual({ totalCount: 1, compared: 4, cut: null });
  expect(suggestion).toMatchObject({
    statement: 'Implement Part of Awesome Product: payments', customer: { name: cast.dana.name }, customerKind: 'PERSON', performerKind: 'PERSON',
    performers: [{ name: cast.emil.name }, { name: cast.fatima.name }], conditions: ['It passes the tests of the product'], count: 3,
  });
  expect(suggestion.shownBy.map(({ workflow }) => workflow.id)).toEqual([payments, search, onboarding]);
  // Five of seven words, nearly as long, and of the third the same condition.
  expect(suggestion.shownBy[0]?.fit).toBe(1);
  expect(suggestion.shownBy[1]?.fit).toBeCloseTo(0.8, 1);
  expect(suggestion.shownBy[2]?.fit).toBeCloseTo(0.85, 1);

  // Dana makes it a role, in her own words, and the workflows are its.
  const role = await Playing.creates(company, 'dana', {
    name: 'Engineer', description: 'Builds one part of the product after another.',
    lines: [{ customer: dana, statement: 'Implement the next part of Awesome Product', horizon: suggestion.horizon, conditions: suggestion.conditions.map((statement) => ({ statement })) }],
    workflows: suggestion.shownBy.map(({ workflow }) => ({ workflow: workflow.id })),
  });
  expect(await suggestions('dana')).toMatchObject({ totalCount: 0, compared: 1 });
  expect(await role.read('dana', 'workflows { totalCount hiddenCount }')).toEqual({ workflows: { totalCount: 3, hiddenCount: 0 } });
  expect(await role.read('ada', 'workflows { totalCount hiddenCount }')).toEqual({ workflows: { totalCount: 2, hiddenCount: 1 } });

  // Emil performs in it already: taking the role asks him for nothing more.
  await role.offeredTo(emil, 'dana');
  expect(await role.does('emil', 'takeRole')).toMatchObject({ opened: [], role: { soleHolder: { name: cast.emil.name } } });
  const { promisesOnOneHolder } = await company.asks('dana', '{ promisesOnOneHolder { nodes { id } } }');
  expect(promisesOnOneHolder.nodes).toEqual([{ id: payments }, { id: onboarding }]);
  expect((await company.asks('ada', '{ promisesOnOneHolder { totalCount hiddenCount nodes { id } } }')).promisesOnOneHolder).toEqual({ totalCount: 1, hiddenCount: 1, nodes: [{ id: payments }] });

  // He goes to another team. Until Fatima takes over, the promises are his.
  const left = await role.does('emil', 'leaveRole', { successor: fatima, words: 'I go to the platform team.' });
  expect((left.handedOver as { id: string }[]).map(({ id }) => id).sort()).toEqual([payments, onboarding].sort());
  expect((await company.asks('dana', 'query($id: ID!) { workflow(id: $id) { performer { name } promise { status } } }', { id: payments })).workflow).toEqual({ performer: { name: cast.emil.name }, promise: { status: 'IN_FORCE' } });

  // She performs one part already, and takes the two others over by taking the role. What he promised she negotiates anew.
  await role.offeredTo(fatima, 'dana');
  const taken = await role.does('fatima', 'takeRole');
  expect(taken).toMatchObject({ opened: [], role: { soleHolder: { name: cast.fatima.name } } });
  expect((taken.takenOver as { id: string }[]).map(({ id }) => id).sort()).toEqual([payments, onboarding].sort());
  const { workflows } = await role.read('dana', 'workflows(first: 9) { nodes { performer { name } promise { status } } }');
  expect(workflows.nodes).toEqual([
    { performer: { name: cast.fatima.name }, promise: { status: 'UNDER_RENEGOTIATION' } },
    { performer: { name: cast.fatima.name }, promise: null },
    { performer: { name: cast.fatima.name }, promise: { status: 'UNDER_RENEGOTIATION' } },
  ]);
  expect((await role.read('ada', 'holders(ended: true) { nodes { agent { name } } }')).holders.nodes).toEqual([{ agent: { name: cast.emil.name } }, { agent: { name: cast.fatima.name } }]);
});

test.each([[1], [101]])('%s workflows are no measure of a role', async (atLeast) => {
  const { errors } = await company.ask('dana', 'query($n: Int!) { roleSuggestions(atLeast: $n) { totalCount } }', { n: atLeast });
  expect(errors).toMatchObject([{ extensions: { code: 'INVALID_INPUT', field: ['atLeast'] } }]);
});
