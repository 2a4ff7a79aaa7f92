import { openApi } from '../kit/api.js';
import type { Api } from '../kit/api.js';
import { Demo } from '../kit/demo.js';

let api: Api;
let demo: Demo;

beforeAll(async () => {
  api = await openApi();
  demo = await Demo.load(api);
});
afterAll(() => api.close());

interface Told {
  readonly objective: string;
  readonly explicit: boolean;
  readonly phase: string;
  readonly cycle: { readonly number: number; readonly window: { readonly horizon: { readonly duration: string } } };
  readonly customer: { readonly name: string };
  readonly performer: { readonly name: string };
  readonly promises: readonly { readonly status: string; readonly horizon: { readonly duration: string }; readonly supersedes: { readonly status: string } | null; readonly reworks: number }[];
  readonly proposals: readonly { readonly author: string; readonly differences: readonly { readonly path: string }[] }[];
  readonly assessments: readonly { readonly verdict: string; readonly next: string | null }[];
  readonly closed: { readonly how: string } | null;
}

async function workflows(): Promise<readonly Told[]> {
  const data = await demo.asks('olga', `{
    workflows(first: 100) { totalCount nodes {
      objective explicit phase cycle { number window { horizon { duration } } } customer { name } performer { name } closed { how }
      promises { status horizon { duration } supersedes { status } reworks }
      proposals { author differences { path } }
      assessments { verdict next }
    } }
  }`);
  return data.workflows.nodes;
}

const about = async (objective: string): Promise<Told> => {
  const found = (await workflows()).find((workflow) => workflow.objective.startsWith(objective));
  if (found === undefined) throw new Error(`The demo has no workflow about "${objective}".`);
  return found;
};

test('the company makes its promises on horizons of three years, one year and three months', async () => {
  const table = (await workflows())
    .filter(({ explicit, closed }) => explicit && closed === null)
    .map(({ cycle, customer, performer, objective }) => `${cycle.window.horizon.duration} | ${customer.name} | ${performer.name} | ${objective}`);
  expect(table.sort()).toEqual([
    'P1Y | Ada Moreau | Bram Visser | Build Awesome Tech for the Company',
    'P1Y | Ada Moreau | Dana Levi | Ship an Awesome Product',
    'P1Y | Dana Levi | Emil Novak | Implement Part of Awesome Product: payments',
    'P1Y | Dana Levi | Fatima Haddad | Implement Part of Awesome Product: onboarding',
    'P3M | Bram Visser | Chidi Adeyemi | Implement Awesome Feature: reports that nobody has to wait for',
    'P3Y | Board of Directors | Ada Moreau | Make the Company Awesome',
  ]);
});

test('it stands in every phase, and knows of a workflow that was never spoken', async () => {
  const all = await workflows();
  expect(new Set(all.map(({ phase }) => phase))).toEqual(new Set(['LISTENING', 'NEGOTIATING', 'EXECUTING', 'ASSESSING', 'CLOSED']));
  expect(all.filter(({ explicit }) => !explicit)).toHaveLength(1);
});

test('the Board answered the CEO with a counter-proposal, and she promised what it asks for', async () => {
  const { proposals, promises } = await about('Make the Company Awesome');
  expect(proposals.map(({ author }) => author)).toEqual(['PERFORMER', 'CUSTOMER']);
  expect(proposals[1]?.differences.map(({ path }) => path)).toContain('conditions.c2.measure.target');
  expect(promises.map(({ status }) => status)).toEqual(['IN_FORCE']);
});

test('the CTO renegotiated, and the new promise superseded the old', async () => {
  const { promises } = await about('Build Awesome Tech');
  expect(promises).toEqual([
    expect.objectContaining({ status: 'SUPERSEDED', horizon: { duration: 'P11M' }, supersedes: null }),
    expect.objectContaining({ status: 'IN_FORCE', horizon: { duration: 'P1Y' }, supersedes: { status: 'SUPERSEDED' } }),
  ]);
});

test('the Product Owner renegotiates right now, with her promise still in force', async () => {
  const { phase, promises, proposals } = await about('Ship an Awesome Product');
  expect(phase).toBe('NEGOTIATING');
  expect(promises.map(({ status }) => status)).toEqual(['UNDER_RENEGOTIATION']);
  expect(proposals).toHaveLength(2);
});

test('a delivery did not satisfy, came back for rework, was redeemed, and a second cycle has been delivered', async () => {
  const { cycle, assessments, promises } = await about('Implement Awesome Feature');
  expect(assessments).toEqual([{ verdict: 'UNSATISFIED', next: 'REWORK' }, { verdict: 'REDEEMED', next: null }]);
  expect(promises).toEqual([expect.objectContaining({ status: 'REDEEMED', reworks: 1 }), expect.objectContaining({ status: 'DELIVERED', reworks: 0 })]);
  expect(cycle.number).toBe(2);
});

test('an offer was declined, and the concern that only the Performer had is nobody’s now', async () => {
  expect(await about('Move everything')).toMatchObject({ closed: { how: 'DECLINED' }, promises: [] });
  const { concerns } = await demo.asks('olga', '{ concerns(first: 100) { nodes { statement status articulated } } }');
  expect(concerns.nodes).toContainEqual({ statement: 'Move everything to a new programming language', status: 'DROPPED', articulated: false });
});

test('a small promise was kept, assessed and closed; a wish waits for somebody to perform for it', async () => {
  expect(await about('Know why newcomers leave')).toMatchObject({ closed: { how: 'ENDED' }, promises: [{ status: 'REDEEMED' }] });
  const { concerns } = await demo.asks('olga', '{ concerns(first: 100, filter: {statuses: [OPEN]}) { nodes { statement holder { name } } } }');
  expect(concerns.nodes).toEqual([{ statement: 'Customers trust us with their data', holder: { name: 'Ada Moreau' } }]);
});

test('the Board speaks through its representatives, and the CEO who sits on it is none', async () => {
  const { agents } = await demo.asks('olga', '{ agents(filter: {kinds: [GROUP]}) { nodes { name members { agent { name } representative } } } }');
  expect(agents.nodes).toEqual([
    {
      name: 'Board of Directors',
      members: [
        { agent: { name: 'Ada Moreau' }, representative: false },
        { agent: { name: 'Grace Okafor' }, representative: true },
        { agent: { name: 'Henrik Lund' }, representative: true },
      ],
    },
  ]);
});

test('all that was said lies in the past, and has words that can be read', async () => {
  const { changes } = await demo.asks('olga', '{ changes(from: "2020-01-01", first: 100) { totalCount nodes { saidAt words wordsErased } } }');
  expect(changes.totalCount).toBeGreaterThan(100);
  for (const act of changes.nodes as { saidAt: string; wordsErased: boolean }[]) {
    expect(act.saidAt <= '2026-11-21T09:00:00.000Z').toBe(true);
    expect(act.wordsErased).toBe(false);
  }
  expect(changes.nodes.some(({ words }: { words: string | null }) => words !== null)).toBe(true);
});

interface Round {
  readonly name: string;
  readonly acts: { readonly nodes: readonly { readonly act: string }[] };
  readonly waivers: readonly { readonly by: { readonly name: string } }[];
  readonly workflows: { readonly nodes: readonly { readonly objective: string; readonly proposals: readonly unknown[]; readonly promises: readonly { readonly madeAt: string }[] }[] };
  readonly misaligned: readonly { readonly kind: string }[];
}

async function rounds(status: string): Promise<readonly Round[]> {
  const { planningRounds } = await demo.asks('olga', `query($status: PlanningRoundStatus!) { planningRounds(filter: { statuses: [$status] }) { nodes {
    name acts(first: 20) { nodes { act } } waivers { by { name } } misaligned { kind } workflows { nodes { objective proposals { id } promises { madeAt } } }
  } } }`, { status });
  return planningRounds.nodes;
}

test('the year of the product was planned together: people renegotiated until it settled, and all was promised at one moment', async () => {
  const [planning, ...others] = await rounds('SETTLED');
  expect(others).toEqual([]);
  expect(planning?.acts.nodes.map(({ act }) => act)).toEqual(['OPEN_ROUND', 'ADD_WORKFLOW', 'MOVE_DEADLINE', 'WAIVE', 'SETTLE']);
  expect(planning?.waivers).toEqual([{ by: { name: 'Ada Moreau' } }]);
  const [product, newcomers] = planning?.workflows.nodes ?? [];
  expect([product?.objective, newcomers?.objective]).toEqual(['Ship an Awesome Product', 'Know why newcomers leave']);
  expect(newcomers?.proposals).toHaveLength(2);
  expect(newcomers?.promises[0]?.madeAt).toBe(product?.promises[0]?.madeAt);
});

test('another round is open, with misalignments to look at', async () => {
  const open = await rounds('OPEN');
  expect(open.map(({ name, misaligned }) => [name, misaligned.map(({ kind }) => kind)])).toEqual([
    ['The product in two countries', ['CONSENT_MISSING', 'UNDECIDED', 'DEPENDENCY_NOT_ACKNOWLEDGED', 'DEPENDENCY_TOO_LATE']],
  ]);
});

test('what two have done twice is a role, and one alone holds it', async () => {
  const { roles, promisesOnOneHolder } = await demo.asks('ada', `{
    roles { nodes { name keeper { name } soleHolder { name } offers { until } workflows { nodes { objective performer { name } promises { status } } } } }
    promisesOnOneHolder { nodes { objective } }
  }`);
  const objective = 'Implement Awesome Feature: reports that nobody has to wait for';
  expect(roles.nodes).toEqual([{
    name: 'Feature engineer', keeper: { name: 'Bram Visser' }, soleHolder: { name: 'Chidi Adeyemi' }, offers: [],
    workflows: { nodes: [{ objective, performer: { name: 'Chidi Adeyemi' }, promises: expect.arrayContaining([{ status: 'REDEEMED' }, { status: 'DELIVERED' }]) as unknown }] },
  }]);
  expect(promisesOnOneHolder.nodes).toEqual([{ objective }]);
});
