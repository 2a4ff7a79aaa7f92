import { globalId } from '../../src/domain/common/identifier.rules.js';
import { aDay, openApi, simpleTerms } from '../kit/api.js';
import type { Act, Api, Company } from '../kit/api.js';
import { Listener } from '../kit/listener.js';
import { dayFromNow, dependsOn, workflowBetween } from '../kit/ties.js';

let api: Api;
let company: Company;
/** What Emil negotiates with Dana: it needs something of what Bram promised Ada. */
let payments: string;
let tech: string;

beforeAll(async () => {
  api = await openApi();
});
async function begins(): Promise<void> {
  company = await api.found();
  tech = await workflowBetween(company, { customer: 'ada', performer: 'bram', statement: 'Build Awesome Tech for the Company', due: day(300), conditions: ['It stays up', 'It is quick'] });
  payments = await workflowBetween(company, { customer: 'dana', performer: 'emil', statement: 'Implement Part of Awesome Product: payments', due: day(360), until: 'NEGOTIATING' });
}
afterAll(() => api.close());

const day = (days: number): string => dayFromNow(company, days);
const nobody = globalId('Workflow', '0192a000-0000-7000-8000-000000000000');

const needs = (more: Readonly<Record<string, unknown>> = {}, who = 'emil'): Promise<Act> => company.triesTo(who, 'dependOnPromise', { workflow: payments, provider: tech, neededBy: day(320), ...more });

const answers = (mutation: 'acknowledgeDependency' | 'refuseDependency', dependency: string, who = 'bram', words: string | null = null): Promise<Act> =>
  company.triesTo(who, mutation, { workflow: tech, dependency, words });

const ends = (dependency: string, who = 'emil'): Promise<Act> => company.triesTo(who, 'stopDependingOnPromise', { workflow: payments, dependency });

const fields = 'id condition needs kind neededBy status since answeredAt dependent { id } provider { id } act { act speaker { name } words } flags { kind says }';

interface Dependency {
  readonly id: string;
  readonly status: string;
  readonly answeredAt: string | null;
  readonly flags: readonly { readonly kind: string; readonly says: string }[];
  readonly [field: string]: unknown;
}

/** The dependencies as both their ends tell of them. */
async function dependencies(who = 'chidi'): Promise<{ readonly needs: readonly Dependency[]; readonly neededFor: readonly Dependency[] }> {
  await company.person('chidi');
  const data = await company.asks(who, `query($payments: ID!, $tech: ID!) { from: workflow(id: $payments) { needs { ${fields} } } to: workflow(id: $tech) { neededFor { ${fields} } } }`, { payments, tech });
  return { needs: data.from?.needs ?? [], neededFor: data.to?.neededFor ?? [] };
}

async function actsIn(workflow: string): Promise<readonly string[]> {
  const { workflow: found } = await company.asks('olga', 'query($id: ID!) { workflow(id: $id) { acts(first: 100) { nodes { act side speaker { name } } } } }', { id: workflow });
  return found.acts.nodes.map(({ act, side, speaker }: { act: string; side: string | null; speaker: { name: string } }) => `${act} ${side ?? '-'} ${speaker.name}`);
}

async function waits(who: string): Promise<readonly { readonly workflow: { readonly id: string }; readonly wait: { readonly move: string; readonly side: string } }[]> {
  const { myMoves } = await company.asks(who, '{ myMoves(first: 50) { nodes { workflow { id } wait { move side due since } } } }');
  return myMoves.nodes.filter(({ wait }: { wait: { move: string } }) => wait.move === 'ANSWER_DEPENDENCY');
}

function expectRefused({ act, workflow, userErrors }: Act, code: string, field: readonly string[] | null, message: RegExp): void {
  expect({ act, workflow }).toEqual({ act: null, workflow: null });
  expect(userErrors).toEqual([expect.objectContaining({ code, field, message: expect.stringMatching(message) as string })]);
}

describe('a dependency', () => {
  beforeEach(begins);

  test('is asserted by the Performer who needs it, and stands in both workflows, and on both records', async () => {
    const { act, workflow } = await needs({ needs: 'c1', words: 'Nobody pays on a platform that is down.' });
    expect([act?.act, workflow?.id]).toEqual(['DEPEND', payments]);
    const { needs: [here], neededFor: [there] } = await dependencies();
    expect(here).toEqual({
      id: expect.any(String) as string, condition: null, needs: 'c1', kind: 'HARD', neededBy: expect.stringContaining(day(320)) as string, status: 'ASSERTED', since: new Date(api.clock.now).toISOString(), answeredAt: null,
      dependent: { id: payments }, provider: { id: tech }, act: { act: 'DEPEND', speaker: { name: 'Emil Novak' }, words: 'Nobody pays on a platform that is down.' }, flags: [],
    });
    expect(there).toEqual({ ...here, act: { act: 'DEPENDENCY_ASSERTED', speaker: { name: 'Emil Novak' }, words: null } });
    expect((await actsIn(payments)).at(-1)).toBe('DEPEND PERFORMER Emil Novak');
    expect((await actsIn(tech)).at(-1)).toBe('DEPENDENCY_ASSERTED - Emil Novak');
  });

  test('is waited for to be answered by the Performer who is needed, and no longer when it is', async () => {
    const [first, second] = [await dependsOn(company, 'emil', { workflow: payments, provider: tech, neededBy: day(320) }), await dependsOn(company, 'emil', { workflow: payments, provider: tech, needs: 'c2', neededBy: day(310) })];
    expect(await waits('bram')).toMatchObject([{ workflow: { id: tech }, wait: { side: 'PERFORMER' } }, { workflow: { id: tech }, wait: { side: 'PERFORMER' } }]);
    for (const other of ['ada', 'emil', 'dana']) expect(await waits(other)).toEqual([]);
    expect((await answers('acknowledgeDependency', first)).act?.act).toBe('ACKNOWLEDGE_DEPENDENCY');
    expect(await waits('bram')).toHaveLength(1);
    expect((await answers('refuseDependency', second, 'bram', 'Not by then.')).act?.act).toBe('REFUSE_DEPENDENCY');
    expect(await waits('bram')).toEqual([]);
  });

  test('has a wait that a deferral does not put off, and that ends with the dependency', async () => {
    const open = await workflowBetween(company, { customer: 'ada', performer: 'fatima', statement: 'Answer at night', due: day(300), until: 'LISTENING' });
    const dependency = await dependsOn(company, 'emil', { workflow: payments, provider: open, neededBy: day(320) });
    await company.says('fatima', 'deferWorkflow', { workflow: open, until: day(30) });
    expect(await waits('fatima')).toMatchObject([{ workflow: { id: open }, wait: { since: new Date(api.clock.now).toISOString() } }]);
    expect((await ends(dependency)).userErrors).toEqual([]);
    expect(await waits('fatima')).toEqual([]);
  });

  test('is acknowledged, or refused with the reason, or first one and then the other, and each end knows', async () => {
    const dependency = await dependsOn(company, 'emil', { workflow: payments, provider: tech, neededBy: day(320) });
    for (const [mutation, status] of [['acknowledgeDependency', 'ACKNOWLEDGED'], ['refuseDependency', 'REFUSED'], ['acknowledgeDependency', 'ACKNOWLEDGED']] as const) {
      api.clock.now += 60_000;
      expect((await answers(mutation, dependency, 'bram', 'In so many words.')).userErrors).toEqual([]);
      const { needs: [here], neededFor: [there] } = await dependencies();
      for (const end of [here, there]) expect(end).toMatchObject({ status, answeredAt: new Date(api.clock.now).toISOString() });
      const [edge] = await api.database.runText('MATCH (:Workflow {org: $org})-[edge:DEPENDS_ON]->(:Workflow) RETURN edge.status AS status', { org: company.org });
      expect(edge).toEqual({ status });
    }
    expect((await actsIn(payments)).slice(-4)).toEqual(['DEPEND PERFORMER Emil Novak', 'DEPENDENCY_ACKNOWLEDGED - Bram Visser', 'DEPENDENCY_REFUSED - Bram Visser', 'DEPENDENCY_ACKNOWLEDGED - Bram Visser']);
    expect((await actsIn(tech)).slice(-4)).toEqual(['DEPENDENCY_ASSERTED - Emil Novak', 'ACKNOWLEDGE_DEPENDENCY PERFORMER Bram Visser', 'REFUSE_DEPENDENCY PERFORMER Bram Visser', 'ACKNOWLEDGE_DEPENDENCY PERFORMER Bram Visser']);
  });

  test('ends by the one who needed it, and stays on the record and as of its days', async () => {
    const dependency = await dependsOn(company, 'emil', { workflow: payments, provider: tech, neededBy: day(320) });
    await answers('acknowledgeDependency', dependency);
    const then = new Date(api.clock.now).toISOString();
    api.clock.now += aDay;
    expect((await ends(dependency)).act?.act).toBe('STOP_DEPENDING');
    expect(await dependencies()).toEqual({ needs: [], neededFor: [] });
    expect((await actsIn(payments)).at(-1)).toBe('STOP_DEPENDING PERFORMER Emil Novak');
    expect((await actsIn(tech)).at(-1)).toBe('DEPENDENCY_ENDED - Emil Novak');
    const { from, to } = await company.asks('chidi', 'query($from: ID!, $to: ID!, $then: When!) { from: workflow(id: $from, asOf: $then) { needs { id status } } to: workflow(id: $to, asOf: $then) { neededFor { id status dependent { id } } } }', { from: payments, to: tech, then });
    expect(from.needs).toEqual([{ id: dependency, status: 'ACKNOWLEDGED' }]);
    expect(to.neededFor).toEqual([{ id: dependency, status: 'ACKNOWLEDGED', dependent: { id: payments } }]);
    expect((await needs()).userErrors).toEqual([]);
  });

  test('lives through a renegotiation of either, and says where it no longer fits', async () => {
    const dependency = await dependsOn(company, 'emil', { workflow: payments, provider: tech, needs: 'c2', neededBy: day(320) });
    await answers('acknowledgeDependency', dependency);
    await company.says('emil', 'proposeTerms', { workflow: payments, terms: simpleTerms(day(350)) });
    const { standingProposal: made } = await company.says('emil', 'proposeTerms', { workflow: payments, terms: simpleTerms(day(340)) });
    await company.says('dana', 'agreeToProposal', { workflow: payments, proposal: made?.id });
    await company.says('bram', 'renegotiatePromise', { workflow: tech, words: 'It takes longer' });
    const { standingProposal } = await company.says('bram', 'proposeTerms', { workflow: tech, terms: { due: day(330), window: { due: day(330) }, conditions: [{ key: 'c1', statement: 'It stays up' }, { key: 'c2', statement: 'It is quick enough' }] } });
    expect((await dependencies()).needs).toMatchObject([{ id: dependency, status: 'ACKNOWLEDGED', flags: [] }]);
    await company.says('ada', 'agreeToProposal', { workflow: tech, proposal: standingProposal?.id });
    for (const end of Object.values(await dependencies()).flat()) {
      expect(end).toMatchObject({ id: dependency, status: 'ACKNOWLEDGED', needs: 'c2', flags: [{ kind: 'DUE_TOO_LATE', says: `It is needed by ${day(320)}, and due on ${day(330)}. One of the two has to move.` }] });
    }
  });
});

describe('flags', () => {
  beforeEach(begins);

  const flagsOf = async (): Promise<readonly string[]> => (await dependencies()).needs.flatMap(({ flags }) => flags.map(({ kind }) => kind));

  test('a soft dependency has no date, but for its own', async () => {
    await needs({ kind: 'SOFT', neededBy: day(200) });
    expect(await flagsOf()).toEqual([]);
    await needs({ kind: 'HARD', needs: 'c1', neededBy: day(200) });
    expect(await flagsOf()).toEqual(['DUE_TOO_LATE']);
  });

  test('it was refused', async () => {
    const dependency = await dependsOn(company, 'emil', { workflow: payments, provider: tech, neededBy: day(320) });
    await answers('refuseDependency', dependency, 'bram', 'No.');
    expect((await dependencies()).neededFor).toMatchObject([{ flags: [{ kind: 'REFUSED', says: expect.stringMatching(/refused\. Talk about it/) as string }] }]);
  });

  test('what it needs is gone', async () => {
    await needs();
    await company.says('ada', 'releasePromise', { workflow: tech });
    expect(await flagsOf()).toEqual(['PROVIDER_GONE']);
  });

  test('a condition is gone, at either end', async () => {
    await company.says('emil', 'proposeTerms', { workflow: payments, terms: simpleTerms(day(350), 'Customers pay by card', 'Customers pay by bank transfer') });
    await needs({ condition: 'c2', needs: 'c2' });
    expect(await flagsOf()).toEqual([]);
    await company.says('emil', 'proposeTerms', { workflow: payments, terms: { due: day(350), conditions: [{ key: 'c1', statement: 'Customers pay by card' }] } });
    await company.says('bram', 'renegotiatePromise', { workflow: tech, words: 'Less' });
    const { standingProposal } = await company.says('bram', 'proposeTerms', { workflow: tech, terms: { due: day(300), conditions: [{ key: 'c1', statement: 'It stays up' }] } });
    await company.says('ada', 'agreeToProposal', { workflow: tech, proposal: standingProposal?.id });
    const { needs: [dependency] } = await dependencies();
    expect(dependency?.flags).toEqual([
      { kind: 'CONDITION_GONE', says: 'The condition c2 that needs it is no longer promised.' },
      { kind: 'CONDITION_GONE', says: 'The condition c2 that it needs is no longer promised there.' },
    ]);
  });

  test('it is needed after what needs it is due itself', async () => {
    await needs();
    await company.says('emil', 'proposeTerms', { workflow: payments, terms: simpleTerms(day(310)) });
    expect(await flagsOf()).toEqual(['NEEDED_TOO_LATE']);
  });
});

describe('to depend is refused', () => {
  // Nothing is changed here, so all of it serves one test after the other.
  beforeAll(begins);

  test('to all but the Performer, and outside of Q2', async () => {
    expectRefused(await needs({}, 'dana'), 'NOT_THE_SPEAKER', null, /only Emil Novak \(Performer\) may say this/);
    expectRefused(await needs({ workflow: tech, provider: payments }, 'bram'), 'NOT_AVAILABLE', null, /the workflow is EXECUTING, and this act belongs to NEGOTIATING/);
  });

  test('on what is not there, or may not be seen', async () => {
    const hidden = await workflowBetween(company, { customer: 'ada', performer: 'bram', statement: 'Between us', due: day(300) });
    await company.says('ada', 'setWorkflowVisibility', { workflow: hidden, visibility: 'PARTIES' });
    const [unknown, unseen, none] = [await needs({ provider: nobody }), await needs({ provider: hidden }), await needs({ provider: 'x' })];
    expectRefused(unknown, 'NOT_FOUND', ['provider'], /no workflow with this id, or you may not see it/);
    expect([unseen, none]).toEqual([unknown, unknown]);
  });

  test.each<[string, (() => Readonly<Record<string, unknown>>), string, readonly string[], RegExp]>([
    ['on itself', () => ({ provider: payments }), 'INVALID_INPUT', ['provider'], /does not depend on itself/],
    ['for a condition that is not there', () => ({ condition: 'c9' }), 'INVALID_INPUT', ['condition'], /no such condition there\. There are: none yet/],
    ['on a condition that is not there', () => ({ needs: 'c9' }), 'INVALID_INPUT', ['needs'], /There are: c1, c2/],
    ['by a day after its own due', () => ({ neededBy: day(361) }), 'INVALID_INPUT', ['neededBy'], /due itself on .*: what it needs is needed by then/],
  ])('%s', async (_name, more, code, field, message) => {
    expectRefused(await needs(more()), code, field, message);
    expect(await dependencies()).toEqual({ needs: [], neededFor: [] });
  });
});

describe('to depend is refused after what was said before:', () => {
  beforeEach(begins);

  test('twice for the same, though for another condition it is not the same', async () => {
    await needs({ needs: 'c1' });
    expectRefused(await needs({ needs: 'c1', kind: 'SOFT' }), 'ALREADY_SO', ['provider'], /depends on that already\. End the one to say the other/);
    for (const more of [{ needs: 'c2' }, {}]) expect((await needs(more)).userErrors).toEqual([]);
  });

  test('on what is closed or has come to nothing', async () => {
    await company.says('bram', 'revokePromise', { workflow: tech, words: 'I cannot.' });
    expectRefused(await needs(), 'INVALID_INPUT', ['provider'], /closed, or its promise has come to nothing/);
    await company.says('ada', 'closeWorkflow', { workflow: tech });
    expectRefused(await needs(), 'INVALID_INPUT', ['provider'], /closed, or its promise has come to nothing/);
  });

  test('by the day of the condition that needs it', async () => {
    await company.says('emil', 'proposeTerms', { workflow: payments, terms: { due: day(350), conditions: [{ statement: 'Customers pay by card', due: day(100) }, { statement: 'Customers pay by bank transfer' }] } });
    expectRefused(await needs({ condition: 'c1', neededBy: day(101) }), 'INVALID_INPUT', ['neededBy'], new RegExp(`due itself on ${day(100)}`));
    expect((await needs({ condition: 'c1', neededBy: day(100) })).userErrors).toEqual([]);
    expect((await needs({ condition: 'c2', neededBy: day(101) })).userErrors).toEqual([]);
  });
});

describe('to answer or to end is refused', () => {
  beforeEach(begins);

  test('to all but the Performer whose it is', async () => {
    const dependency = await dependsOn(company, 'emil', { workflow: payments, provider: tech, neededBy: day(320) });
    for (const who of ['ada', 'emil']) expectRefused(await answers('acknowledgeDependency', dependency, who), 'NOT_THE_SPEAKER', null, /only Bram Visser \(Performer\)/);
    expectRefused(await ends(dependency, 'dana'), 'NOT_THE_SPEAKER', null, /only Emil Novak \(Performer\)/);
  });

  test('of what there is not, or is answered so already, or without the reason', async () => {
    const other = globalId('Dependency', '0192a000-0000-7000-8000-000000000000');
    expectRefused(await answers('acknowledgeDependency', other), 'NOT_AVAILABLE', null, /nothing that is needed of it waits to be acknowledged/);
    expectRefused(await answers('refuseDependency', other, 'bram', 'No.'), 'NOT_AVAILABLE', null, /nothing is needed of it that could be refused/);
    expectRefused(await ends(other), 'NOT_AVAILABLE', null, /it depends on nothing/);
    const [first, second] = [await dependsOn(company, 'emil', { workflow: payments, provider: tech, neededBy: day(320) }), await dependsOn(company, 'emil', { workflow: payments, provider: tech, needs: 'c1', neededBy: day(320) })];
    for (const unknown of [other, 'x', tech]) {
      expectRefused(await answers('acknowledgeDependency', unknown), 'NOT_FOUND', ['dependency'], /Nothing that is needed of it has this id/);
      expectRefused(await ends(unknown), 'NOT_FOUND', ['dependency'], /depends on nothing by this id/);
    }
    expectRefused(await answers('refuseDependency', first), 'INVALID_INPUT', ['words'], /the reason/);
    await answers('acknowledgeDependency', first);
    expectRefused(await answers('acknowledgeDependency', first), 'ALREADY_SO', ['dependency'], /acknowledged already/);
    await answers('refuseDependency', second, 'bram', 'No.');
    expectRefused(await answers('refuseDependency', second, 'bram', 'No.'), 'ALREADY_SO', ['dependency'], /refused already/);
  });

  test('where the workflow is closed; the other end is told all the same', async () => {
    const dependency = await dependsOn(company, 'emil', { workflow: payments, provider: tech, neededBy: day(320) });
    // One that nobody had answered would have ended with it (closing.test.ts).
    expect((await answers('acknowledgeDependency', dependency)).userErrors).toEqual([]);
    await company.says('dana', 'declineWorkflow', { workflow: payments, words: 'Not now.' });
    expectRefused(await ends(dependency), 'NOT_AVAILABLE', null, /the workflow is CLOSED/);
    expect((await answers('refuseDependency', dependency, 'bram', 'No longer.')).userErrors).toEqual([]);
    expect((await actsIn(payments)).at(-1)).toBe('DEPENDENCY_REFUSED - Bram Visser');
    expect((await dependencies()).needs).toMatchObject([{ id: dependency, status: 'REFUSED' }]);
  });

  test('said twice with the same key, it is said once, in both workflows', async () => {
    const dependency = await dependsOn(company, 'emil', { workflow: payments, provider: tech, neededBy: day(320) });
    const input = { workflow: tech, dependency, idempotencyKey: 'the same' };
    const [once, again] = [await company.triesTo('bram', 'acknowledgeDependency', input), await company.triesTo('bram', 'acknowledgeDependency', input)];
    expect(again).toEqual(once);
    expect((await actsIn(payments)).filter((act) => act.startsWith('DEPENDENCY_'))).toHaveLength(1);
  });
});

test('answered and ended at the same moment, both ends agree on what came of it', async () => {
  await begins();
  for (let turn = 0; turn < 4; turn++) {
    const dependency = await dependsOn(company, 'emil', { workflow: payments, provider: tech, neededBy: day(320) });
    const [acknowledged, ended] = await Promise.all([answers('acknowledgeDependency', dependency), ends(dependency)]);
    expect([acknowledged, ended].flatMap(({ userErrors }) => userErrors.map(({ code }) => code)).filter((code) => !['NOT_FOUND', 'NOT_AVAILABLE', 'BUSY'].includes(code))).toEqual([]);
    const both = await dependencies();
    expect(both.needs.map(({ id, status }) => [id, status])).toEqual(both.neededFor.map(({ id, status }) => [id, status]));
    for (const { id } of both.needs) await company.says('emil', 'stopDependingOnPromise', { workflow: payments, dependency: id });
  }
});

describe('what only its parties may see', () => {
  beforeEach(begins);

  test('is not shown by what needs it, nor in what was said; it is answered all the same', async () => {
    const dependency = await dependsOn(company, 'emil', { workflow: payments, provider: tech, needs: 'c1', neededBy: day(290) });
    await company.says('ada', 'setWorkflowVisibility', { workflow: tech, visibility: 'PARTIES' });
    await answers('acknowledgeDependency', dependency);
    const { needs: [seen] } = await dependencies('emil');
    expect(seen).toMatchObject({ id: dependency, status: 'ACKNOWLEDGED', dependent: { id: payments }, provider: null, needs: 'c1', flags: [] });
    const { workflow } = await company.asks('emil', 'query($id: ID!) { workflow(id: $id) { acts(first: 50) { nodes { act said { path value } changed { path before after } } } changes(from: "2020-01-01") { differences { path before after } } } }', { id: payments });
    expect(JSON.stringify(workflow)).not.toContain(tech);
    expect(workflow.acts.nodes.map(({ act }: { act: string }) => act).slice(-2)).toEqual(['DEPEND', 'DEPENDENCY_ACKNOWLEDGED']);
    // Its parties see both ends.
    expect((await dependencies('bram')).needs).toMatchObject([{ provider: { id: tech }, flags: [{ kind: 'DUE_TOO_LATE' }] }]);
    expect((await ends(dependency)).userErrors).toEqual([]);
    expect((await actsIn(payments)).at(-1)).toBe('STOP_DEPENDING PERFORMER Emil Novak');
  });

  test('is not shown by what is needed, to the Performer who answers', async () => {
    await company.says('dana', 'setWorkflowVisibility', { workflow: payments, visibility: 'PARTIES' });
    const dependency = await dependsOn(company, 'emil', { workflow: payments, provider: tech, neededBy: day(320) });
    const { neededFor: [asked] } = await dependencies('bram');
    expect(asked).toMatchObject({ id: dependency, dependent: null, provider: { id: tech }, status: 'ASSERTED', flags: [] });
    const { act, workflow } = await company.does('bram', 'acknowledgeDependency', 'AcknowledgeDependencyInput', { workflow: tech, dependency }, 'act { said { path value } changed { path before after } } workflow { acts(first: 50) { nodes { said { path value } changed { path before after } } } }');
    expect(JSON.stringify([act, workflow])).not.toContain(payments);
    expect((await dependencies('emil')).needs).toMatchObject([{ status: 'ACKNOWLEDGED' }]);
  });
});

test('who listens to either workflow, or to what waits for them, hears what is said in the one and follows in the other', async () => {
  await begins();
  api.mind(company);
  await api.settled(company);
  const ofWorkflow = 'subscription($workflow: ID!) { workflowChanged(workflow: $workflow) { acts { act } workflow { version } } }';
  const listeners = [
    await Listener.of(company, 'dana', ofWorkflow, { workflow: payments }), await Listener.of(company, 'ada', ofWorkflow, { workflow: tech }),
    await Listener.of(company, 'bram', 'subscription { myMovesChanged { acts { act } workflow { id } waits { move } } }'),
  ] as const;
  const [atPayments, atTech, movesOfBram] = listeners;
  const dependency = await dependsOn(company, 'emil', { workflow: payments, provider: tech, neededBy: day(320) });
  // It is about two workflows: what waits is read anew.
  await movesOfBram.until((heard) => heard.length >= 2);
  expect([movesOfBram.heard.at(-1)?.workflow, await waits('bram')]).toMatchObject([null, [{ workflow: { id: tech } }]]);
  await company.says('bram', 'acknowledgeDependency', { workflow: tech, dependency });
  await movesOfBram.until((heard) => heard.length >= 3);
  expect(await waits('bram')).toEqual([]);
  await company.says('emil', 'stopDependingOnPromise', { workflow: payments, dependency });
  await atPayments.until((heard) => heard.length >= 4);
  await atTech.until((heard) => heard.length >= 4);
  expect(atPayments.acts).toEqual(expect.arrayContaining(['DEPEND', 'DEPENDENCY_ACKNOWLEDGED', 'STOP_DEPENDING']));
  expect(atTech.acts).toEqual(expect.arrayContaining(['DEPENDENCY_ASSERTED', 'ACKNOWLEDGE_DEPENDENCY', 'DEPENDENCY_ENDED']));
  await Promise.all(listeners.map((listener) => listener.leave()));
});
