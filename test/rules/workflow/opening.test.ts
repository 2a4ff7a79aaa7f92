import type { AgentState } from '../../../src/domain/agent/agent.rules.js';
import type { ConcernState, ConcernStatus } from '../../../src/domain/concern/concern.rules.js';
import { judgeConcernOf, judgeOpening, judgeSuccessor } from '../../../src/domain/workflow/opening.rules.js';
import type { Voice } from '../../../src/domain/workflow/speaker.rules.js';

const agent = (id: string, active = true): AgentState => ({
  format: 1, id, version: 1, kind: id === 'board' ? 'GROUP' : 'PERSON', name: id, active, administrator: id === 'olga', subject: id, wordsErased: false, createdAt: '', changedAt: '',
});
const voice = (person: string, ...represents: string[]): Voice => ({ person, administrator: person === 'olga', represents });
const [ada, bram, board] = [agent('ada'), agent('bram'), agent('board')];
const refusal = (code: string, field: string | null) => expect.objectContaining({ code, field: field === null ? null : [field] }) as Error;

describe('a workflow is opened', () => {
  test('by either party, for itself', () => {
    expect(() => { judgeOpening(ada, bram, 'CUSTOMER', voice('ada')); }).not.toThrow();
    expect(() => { judgeOpening(ada, bram, 'PERFORMER', voice('bram')); }).not.toThrow();
  });

  test('by a representative, for the group', () => {
    expect(() => { judgeOpening(board, ada, 'CUSTOMER', voice('grace', 'board')); }).not.toThrow();
  });

  test('by nobody for the other side, or for others', () => {
    expect(() => { judgeOpening(ada, bram, 'CUSTOMER', voice('bram')); }).toThrow(refusal('NOT_THE_SPEAKER', 'customer'));
    expect(() => { judgeOpening(ada, bram, 'PERFORMER', voice('ada')); }).toThrow(refusal('NOT_THE_SPEAKER', 'performer'));
    expect(() => { judgeOpening(ada, bram, 'CUSTOMER', voice('olga')); }).toThrow(refusal('NOT_THE_SPEAKER', 'customer'));
    expect(() => { judgeOpening(board, bram, 'CUSTOMER', voice('henrik')); }).toThrow(refusal('NOT_THE_SPEAKER', 'customer'));
  });

  test('not by the CEO who sits on the Board, in its name and with herself', () => {
    expect(() => { judgeOpening(board, ada, 'CUSTOMER', voice('ada', 'board')); }).toThrow(refusal('NOT_THE_SPEAKER', 'customer'));
  });

  test('not between an agent and itself, nor with one who has left', () => {
    expect(() => { judgeOpening(ada, ada, 'CUSTOMER', voice('ada')); }).toThrow(refusal('INVALID_INPUT', 'performer'));
    expect(() => { judgeOpening(ada, ada, 'PERFORMER', voice('ada')); }).toThrow(refusal('INVALID_INPUT', 'customer'));
    expect(() => { judgeOpening(ada, agent('bram', false), 'CUSTOMER', voice('ada')); }).toThrow(refusal('INVALID_INPUT', 'performer'));
    expect(() => { judgeOpening(agent('ada', false), bram, 'PERFORMER', voice('bram')); }).toThrow(refusal('INVALID_INPUT', 'customer'));
  });
});

test('an implicit workflow is noted down by either party, a representative or an administrator, and by nobody else', () => {
  for (const one of [voice('ada'), voice('bram'), voice('olga')]) expect(() => { judgeOpening(ada, bram, null, one); }).not.toThrow();
  expect(() => { judgeOpening(board, bram, null, voice('grace', 'board')); }).not.toThrow();
  expect(() => { judgeOpening(ada, bram, null, voice('chidi')); }).toThrow(refusal('NOT_THE_SPEAKER', null));
});

describe('the concern of a workflow', () => {
  const concern = (holder: string, status: ConcernStatus): ConcernState => ({ format: 1, id: 'concern', version: 1, holder, statement: '', articulated: true, status, workflows: [], heldSince: '', changedAt: '' });

  test.each(['OPEN', 'TAKEN_UP', 'SETTLED'] as const)("may be %s, as long as it is the Customer's own", (status) => {
    expect(() => { judgeConcernOf(concern('ada', status), ada); }).not.toThrow();
    expect(() => { judgeConcernOf(concern('bram', status), ada); }).toThrow(refusal('INVALID_INPUT', 'concern'));
  });

  test('is not one that was dropped', () => {
    expect(() => { judgeConcernOf(concern('ada', 'DROPPED'), ada); }).toThrow(refusal('INVALID_INPUT', 'concern'));
  });
});

describe('a successor', () => {
  test('is somebody active who stands nowhere in the workflow yet', () => {
    expect(() => { judgeSuccessor(agent('dana'), 'ada', 'bram', null); }).not.toThrow();
    expect(() => { judgeSuccessor(agent('dana'), 'ada', 'bram', 'emil'); }).not.toThrow();
  });

  test('is not the party itself, the other party, the one named for the other side, or one who has left', () => {
    for (const [named, forOther] of [[ada, null], [bram, null], [agent('dana'), 'dana'], [agent('dana', false), null]] as const) {
      expect(() => { judgeSuccessor(named, 'ada', 'bram', forOther); }).toThrow(refusal('INVALID_INPUT', 'successor'));
    }
  });

  test('is not somebody unknown', () => {
    expect(() => { judgeSuccessor(undefined, 'ada', 'bram', null); }).toThrow(refusal('NOT_FOUND', 'successor'));
  });
});
