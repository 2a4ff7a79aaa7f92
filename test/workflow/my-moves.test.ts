import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { globalId } from '../../src/domain/common/identifier.rules.js';
import { availableActs, partyOf, sideOf } from '../../src/domain/workflow/speaker.rules.js';
import type { Voice } from '../../src/domain/workflow/speaker.rules.js';
import type { Awaited, WorkflowState } from '../../src/domain/workflow/workflow.types.js';
import { packageRoot } from '../../src/root.js';
import { aDay, openApi } from '../kit/api.js';
import type { Api } from '../kit/api.js';
import { beginnings, steps } from '../kit/cycle-model.js';
import { Player } from '../kit/cycle-player.js';
import { Dice } from '../kit/dice.js';

/** Random situations among people and groups; the seed of a failure plays them again. */
const seed = Number(process.env.PROMISEGRAPH_TEST_SEED ?? Date.now() % 1_000_000);
const histories = fc.sample(fc.record({ beginning: beginnings, taken: fc.array(steps, { minLength: 7, maxLength: 12 }) }), { numRuns: 16, seed });

let api: Api;
let player: Player;

beforeAll(async () => {
  api = await openApi();
  player = await Player.gather(await api.found());
  for (const { beginning, taken } of histories) {
    const workflow = await player.begins(beginning, new Dice([0]));
    for (const step of taken) await player.takesStep(workflow, step);
  }
}, 240_000);
afterAll(() => api.close());

interface Move {
  readonly workflow: string;
  readonly agent: string;
  readonly side: string;
  readonly move: string;
  readonly from: string;
  readonly due: string;
  readonly overdue: boolean;
}

async function movesOf(subject: string, first: number): Promise<{ total: number; moves: Move[] }> {
  const moves: Move[] = [];
  for (let after: string | null = null; ; ) {
    const { myMoves }: { myMoves: { totalCount: number; pageInfo: { hasNextPage: boolean; endCursor: string | null }; nodes: { workflow: { id: string }; wait: Omit<Move, 'workflow' | 'agent'> & { agent: { id: string } } }[] } } = (
      await player.company.asks(
        subject,
        'query($first: Int!, $after: String) { myMoves(first: $first, after: $after) { totalCount pageInfo { hasNextPage endCursor } nodes { workflow { id } wait { agent { id } side move from due overdue } } } }',
        { first, after },
      )
    ) as never;
    moves.push(...myMoves.nodes.map(({ workflow, wait }) => ({ ...wait, workflow: workflow.id, agent: wait.agent.id })));
    if (!myMoves.pageInfo.hasNextPage) return { total: myMoves.totalCount, moves };
    after = myMoves.pageInfo.endCursor;
  }
}

/** Whether this person is one who could answer a wait: its party in person, or by standing in for it without a stand elsewhere. */
function answers(state: WorkflowState, wait: Awaited, voice: Voice): boolean {
  if (wait.move === 'ANSWER_HAND_OVER') return availableActs(state, voice, player.cast, player.now).some(({ act, side }) => act === 'REFUSE_HAND_OVER' && side === wait.side);
  return sideOf(state, voice, player.cast).side === wait.side && wait.agent === partyOf(state, wait.side);
}

async function expectedFor(voice: Voice): Promise<Move[]> {
  const states = await Promise.all(player.workflows.map((workflow) => player.stateOf(workflow)));
  return states
    .flatMap((state) => state.awaited.filter((wait) => wait.from <= player.now && answers(state, wait, voice)).map((wait) => ({ state, wait })))
    .map(({ state, wait: { agent, side, move, from, due } }) => ({
      order: [due, `${state.id}/${side}/${move}`].join(' '),
      move: { workflow: globalId('Workflow', state.id), agent: globalId('Agent', agent), side, move, from, due, overdue: due < player.now },
    }))
    .sort((one, other) => (one.order < other.order ? -1 : 1))
    .map(({ move }) => move);
}

describe(`my moves (seed ${String(seed)})`, () => {
  test.each([0, 10, 30, 100])('are, for everybody, what the domain says they can answer, the most overdue first, also %i days later', async (days) => {
    api.clock.now += days * aDay;
    for (const { subject, voice } of player.voices) {
      const { total, moves } = await movesOf(subject, 3);
      expect({ subject, moves }).toEqual({ subject, moves: await expectedFor(voice) });
      expect(total).toBe(moves.length);
    }
  });

  test("are anybody's at all", async () => {
    const waiting = await Promise.all(player.voices.map(async ({ subject }) => (await movesOf(subject, 100)).total));
    expect(waiting.reduce((sum, total) => sum + total)).toBeGreaterThan(3);
  });

  test('are found of before as well, once the migration has told each wait where it stands', async () => {
    const everybodys = () => Promise.all(player.voices.map(({ subject }) => movesOf(subject, 100)));
    const before = await everybodys();
    await api.database.runText('MATCH (agent:Agent {org: $org})-[awaited:AWAITED_IN]->(:Workflow) WHERE agent.id > \'\' REMOVE awaited.agent, awaited.atDue, awaited.key', { org: player.company.org });
    expect((await everybodys()).filter(({ total, moves }) => total + moves.length > 0)).toEqual([]);
    const fill = readFileSync(join(packageRoot, 'cypher', 'migrations', '0007-lists-of-one-agent.cypher'), 'utf8').split(';\n').find((text) => text.includes('IN TRANSACTIONS')) ?? '';
    await api.database.runText(fill);
    expect(await everybodys()).toEqual(before);
  });

  test('are those of no other organisation', async () => {
    const elsewhere = await api.found();
    await elsewhere.person('ada');
    expect(await elsewhere.asks('ada', '{ myMoves { totalCount nodes { workflow { id } } } }')).toEqual({ myMoves: { totalCount: 0, nodes: [] } });
  });
});
