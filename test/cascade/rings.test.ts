import { openApi } from '../kit/api.js';
import type { Act, Api, Company } from '../kit/api.js';
import { withPatience } from '../kit/crowd.js';
import { dayFromNow, workflowBetween } from '../kit/ties.js';
import type { Name } from '../kit/ties.js';

let api: Api;
let company: Company;

beforeAll(async () => {
  api = await openApi();
});
beforeEach(async () => {
  company = await api.found();
});
afterAll(() => api.close());

const people = ['ada', 'bram', 'chidi', 'dana', 'emil', 'fatima'] as const;
const titles = ['the wheel', 'the axle', 'the cart', 'the horse', 'the field', 'the bread'] as const;

interface Link {
  readonly workflow: string;
  readonly title: string;
  readonly customer: Name;
}

/** So many workflows, each of which may serve the next and the last the first: its Customer performs there. */
async function links(count: number): Promise<readonly Link[]> {
  const made: Link[] = [];
  for (const [index, title] of titles.slice(0, count).entries()) {
    const [performer, customer] = [people[index], people[(index + 1) % count]] as [Name, Name];
    made.push({ workflow: await workflowBetween(company, { customer, performer, statement: title, due: dayFromNow(company, 200) }), title, customer });
  }
  return made;
}

function serves(child: Link, parent: Link): Promise<Act> {
  const input = { idempotencyKey: company.nextKey(), workflow: child.workflow, parent: parent.workflow, contributions: [{ condition: 'c1' }] };
  return withPatience(() => company.triesTo(child.customer, 'servePromise', input));
}

/** The ring in words, from the workflow that would have closed it. */
const ringOf = (...ring: readonly Link[]): string => `“${ring[0]?.title ?? ''}” would serve ${[...ring.slice(1), ...ring.slice(0, 1)].map(({ title }) => `“${title}”`).join(', which serves ')}.`;

const refusal = (ring: readonly Link[]): object => ({
  act: null, workflow: null, userErrors: [expect.objectContaining({ code: 'INVALID_INPUT', field: ['parent'], message: expect.stringContaining(ringOf(...ring)) as string })],
});

async function edges(): Promise<number> {
  const [row] = await api.database.runText('MATCH (:Workflow {org: $org})-[tie:SERVES]->() RETURN count(*) AS ties', { org: company.org });
  return row?.['ties'] as number;
}

describe('a ring is refused, with all of it named', () => {
  test.each([2, 3, 6])('of %i workflows', async (count) => {
    const ring = await links(count);
    for (const [index, child] of ring.slice(0, -1).entries()) expect((await serves(child, ring[index + 1] as Link)).userErrors).toEqual([]);
    const last = ring[count - 1] as Link;
    expect(await serves(last, ring[0] as Link)).toEqual(refusal([last, ...ring.slice(0, -1)]));
    expect(await edges()).toBe(count - 1);
    // Ended anywhere, it is none any more.
    await company.says((ring[0] as Link).customer, 'stopServingPromise', { workflow: (ring[0] as Link).workflow, parent: (ring[1] as Link).workflow });
    expect((await serves(last, ring[0] as Link)).userErrors).toEqual([]);
  });

  test('but not a workflow in it that only its parties may see', async () => {
    const [one, two, three] = await links(3) as [Link, Link, Link];
    await serves(one, two);
    await serves(two, three);
    await company.says(two.customer, 'setWorkflowVisibility', { workflow: two.workflow, visibility: 'PARTIES' });
    expect(await serves(three, one)).toEqual(refusal([three, one, { ...two, title: 'what only its parties may see' }]));
  });
});

describe('two edges that close a ring together, said at the same moment', () => {
  test.each([1, 2, 3, 4, 5])('are not both made: one wins, and the other is told the whole ring (%i)', async () => {
    const [one, two, three, four] = await links(4) as [Link, Link, Link, Link];
    await serves(one, two);
    await serves(three, four);
    const [middle, end] = await Promise.all([serves(two, three), serves(four, one)]);
    expect(await edges()).toBe(3);
    if (middle.act === null) expect(middle).toEqual(refusal([two, three, four, one]));
    else expect(end).toEqual(refusal([four, one, two, three]));
  });

  test('nor any of a dozen that would', async () => {
    const ring = await links(6);
    const tried = await Promise.all(ring.flatMap((child, index) => [serves(child, ring[(index + 1) % 6] as Link), serves(child, ring[(index + 1) % 6] as Link)]));
    expect(await edges()).toBe(5);
    expect(tried.filter(({ act }) => act !== null)).toHaveLength(5);
    const rings = tried.filter(({ userErrors: [first] }) => first?.message.includes('close a ring') === true);
    expect(rings).toHaveLength(2);
    for (const { title } of ring) expect(rings[0]?.userErrors[0]?.message).toContain(`“${title}”`);
  });
});
