import type { Context } from '../../src/context.js';
import { Budget } from '../../src/graph/budget.js';
import { InterlockCopies } from '../../src/graph/interlock-copies.js';
import { turnToWalk } from '../../src/resolvers/interlock/places.js';
import { openApi, simpleTerms, workflowIn } from '../kit/api.js';
import type { Api, Company } from '../kit/api.js';
import { cameTrue } from '../kit/waiting.js';

/* Questions about what hangs together keep nobody else waiting: nor do the copies that they are asked of. */

const many = 3;

let api: Api;
let company: Company;
const workflows: string[] = [];

jest.setTimeout(240_000);

beforeAll(async () => {
  api = await openApi({ interlockWorkflows: many });
  company = await api.found();
  for (let count = 0; count < many; count++) {
    const id = await workflowIn(company, 'NEGOTIATING');
    await company.says('bram', 'proposeTerms', { workflow: id, terms: simpleTerms('2026-11-30') });
    workflows.push(id);
  }
});
afterAll(() => api.close());

/** As much of a context as takes a turn. */
function asking(subject: string, budget = new Budget({ milliseconds: Infinity }), interlocks = walks): Context {
  return { sources: { interlocks }, identity: { org: 'an organisation', subject }, budget } as Partial<Context> as Context;
}

let walks: InterlockCopies;
beforeEach(() => {
  walks = new InterlockCopies({ database: api.database, mostWorkflows: many });
});

describe('a turn to walk', () => {
  test('comes after whatever else waited for the process when the one before had it', async () => {
    const order: string[] = [];
    const walk = async (name: string): Promise<void> => {
      await turnToWalk(asking(name));
      order.push(name);
      // What a client sent meanwhile is heard as this is.
      setImmediate(() => order.push(`others after ${name}`));
    };
    await Promise.all(['ada', 'bram', 'dana'].map(walk));
    await cameTrue(() => order.length === 6);
    expect(order.filter((one) => !one.startsWith('others'))).toEqual(['ada', 'bram', 'dana']);
    expect(order.indexOf('others after ada')).toBeLessThan(order.indexOf('dana'));
  });

  test('ends with the operation, and so does waiting for it', async () => {
    const { isOver } = await turnToWalk(asking('ada', new Budget({ milliseconds: 20 })));
    expect(isOver()).toBe(false);
    await cameTrue(isOver);
    const spent = new Budget({ milliseconds: 60_000 });
    const first = turnToWalk(asking('ada'));
    const second = turnToWalk(asking('bram', spent));
    spent.cancel();
    await first;
    await expect(second).rejects.toMatchObject({ code: 'TIMEOUT' });
  });
});

const question = `query($of: [PlaceInput!]!) { impact(of: $of) { count } }`;

test('what is asked for under many names is answered once for each', async () => {
  const names = Array.from({ length: 20 }, (_, index) => `a${String(index)}: impact(of: $of) { count nearest(first: 5) { nodes { distance } } peopleCount facets { phases { count } } }`).join(' ');
  const { data, errors } = await company.ask('ada', `query($of: [PlaceInput!]!) { ${names} }`, { of: [{ id: workflows[0] }] });
  expect(errors).toBeUndefined();
  expect(Object.values(data as object)).toEqual(Array.from({ length: 20 }, () => ({ count: 0, nearest: { nodes: [] }, peopleCount: 0, facets: { phases: [] } })));
});

test('what an agent performs begins where it was named, however many agents are', async () => {
  const bram = await company.person('bram');
  const ada = await company.person('ada');
  const suppose = [{ id: ada, revoked: true }, { id: bram, revoked: true }];
  const { errors } = await company.ask('ada', 'query($suppose: [SuppositionInput!]!) { whatIf(suppose: $suppose) { lateCount } }', { suppose });
  expect(errors).toMatchObject([{ extensions: { code: 'INVALID_INPUT' } }]);
  const { impact } = await company.asks('ada', 'query($of: [PlaceInput!]!) { impact(of: $of) { atRiskCount count } }', { of: [{ id: bram }, { id: ada }] });
  expect(impact.count).toBe(0);
});

test('interlocks of several moments are put together one after the other', async () => {
  const read = api.database.read.bind(api.database);
  let underWay = 0;
  let most = 0;
  let pages = 0;
  api.database.read = async (...asked) => {
    if (asked[0].name !== 'export/interlock-as-of') return read(...asked);
    pages++;
    most = Math.max(most, ++underWay);
    return read(...asked).finally(() => underWay--);
  };
  try {
    const from = new Date(api.clock.now - 86_400_000).toISOString();
    const moments = Array.from({ length: 6 }, (_, index) => new Date(Date.parse(from) + index * 60_000).toISOString());
    const names = moments.map((at, index) => `a${String(index)}: planChanges(from: "${at}") { changes { totalCount } }`).join(' ');
    const { errors } = await company.ask('ada', `{ ${names} }`);
    expect(errors).toBeUndefined();
    expect(pages).toBeGreaterThanOrEqual(moments.length);
    expect(most).toBe(1);
  } finally {
    api.database.read = read;
  }
});

test('an organisation larger than may be held is told so, and is not read again at once', async () => {
  const crowded = await api.found();
  const ids: string[] = [];
  for (let count = 0; count <= many; count++) ids.push(await workflowIn(crowded, 'LISTENING'));
  const of = [{ id: ids[0] }];
  const refused = [{ extensions: { code: 'TOO_LARGE' }, message: expect.stringContaining('more workflows here than this server may hold') as unknown }];
  expect((await crowded.ask('ada', question, { of })).errors).toMatchObject(refused);
  const read = api.database.read.bind(api.database);
  let pages = 0;
  api.database.read = async (...asked) => {
    if (asked[0].name === 'export/interlock') pages++;
    return read(...asked);
  };
  try {
    expect((await crowded.ask('ada', question, { of })).errors).toMatchObject(refused);
    expect(pages).toBe(0);
  } finally {
    api.database.read = read;
  }
  // Everybody else is served as ever.
  expect((await company.ask('ada', question, { of: [{ id: workflows[0] }] })).errors).toBeUndefined();
});
