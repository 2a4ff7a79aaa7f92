import { cycle, spokenCycle } from '../../src/domain/workflow/cycle.rules.js';
import type { CycleRow } from '../../src/domain/workflow/cycle.rules.js';
import type { ActKind, Phase, Side } from '../../src/domain/workflow/workflow.types.js';
import { limits } from '../../src/serving/limits/limits.js';
import { openApi, simpleTerms } from '../kit/api.js';
import type { Answer, Api, Company } from '../kit/api.js';
import type { SpokenAct } from '../kit/cycle-contents.js';
import { inputTypeOf, mutations } from '../kit/cycle-mutations.js';
import { Scene, castings, gather } from '../kit/cycle-scene.js';
import type { Casting } from '../kit/cycle-scene.js';
import { situations } from '../kit/cycle-situations.js';
import type { Situation } from '../kit/cycle-situations.js';
import { openRehearsal } from '../kit/rehearsal.js';
import type { Rehearsal } from '../kit/rehearsal.js';
import { thorough } from '../kit/thorough.js';

/**
 * Every situation × every speaker × every act of the cycle, against the running API. What is available is accepted (in a
 * rehearsal, so that one copy of a situation serves for all); everything else is refused in earnest, with its reason,
 * and changes nothing. Those who may say nothing in a situation are refused alike in all of a phase: each situation meets
 * some of them, in turn, and each of them meets every act in every phase.
 */
let api: Api;
let rehearsal: Rehearsal;
let elsewhere: Company;
const companies = new Map<Casting, Company>();
let keys = 0;

beforeAll(async () => {
  api = await openApi();
  rehearsal = await openRehearsal(api);
  elsewhere = await api.found('Another Company');
  await elsewhere.person('ada');
  for (const casting of castings) companies.set(casting, await gather(api));
});
afterAll(async () => {
  await rehearsal.close();
  await api.close();
});

interface Speaker {
  readonly who: string;
  readonly subject: string;
  readonly from?: 'elsewhere';
}

const speakers: Readonly<Record<Casting, readonly Speaker[]>> = {
  'two people': [
    { who: 'Ada, the Customer at first', subject: 'ada' },
    { who: 'Bram, the Performer at first', subject: 'bram' },
    { who: 'Dana, whom they may name as successor', subject: 'dana' },
    { who: 'an administrator', subject: 'olga' },
    { who: 'another member', subject: 'chidi' },
    { who: 'somebody of another organisation', subject: 'ada', from: 'elsewhere' },
    { who: 'somebody who has left', subject: 'emil' },
  ],
  'the Board and its CEO': [
    { who: 'Grace, who represents the Board', subject: 'grace' },
    { who: 'Ada, the CEO, who represents the Board too', subject: 'ada' },
    { who: 'Henrik, who sits on the Board and does not represent it', subject: 'henrik' },
  ],
};

/** Whether they speak for a side here, or might: everybody else looks on. */
function takesPart({ subject, from }: Speaker, casting: Casting, situation: Situation): boolean {
  if (from === 'elsewhere') return false;
  if (casting !== 'two people') return subject !== 'henrik';
  if (subject === 'dana') return situation.successor !== undefined || situation.takenOver === true;
  if (subject === 'olga') return situation.administrator !== undefined;
  return subject === 'ada' || subject === 'bram';
}

/** So many situations of a phase share what is alike in all of them. */
const sharing = 4;

/** Which of those it is; where a phase has fewer, each is several of them. */
function isTurn(place: number, situation: Situation, casting: Casting): boolean {
  const alike = situations.filter(({ phase, alsoForTheBoard }) => phase === situation.phase && (casting === 'two people' || alsoForTheBoard === true));
  const turn = alike.indexOf(situation);
  return turn % sharing === place % sharing || (place % sharing) % alike.length === turn;
}

/** Whom a situation meets: all who take part, and of those who look on whose turn it is among the situations of its phase. */
function metIn(situation: Situation, casting: Casting): readonly Speaker[] {
  const onlookers = speakers[casting].filter((speaker) => !takesPart(speaker, casting, situation) && speaker.subject !== 'emil');
  return speakers[casting].filter((speaker) => {
    if (thorough || takesPart(speaker, casting, situation)) return true;
    // Each act is tried alone for whoever has left, at the cost of all the others together: once in a phase.
    if (speaker.subject === 'emil') return situations.find(({ phase }) => phase === situation.phase) === situation;
    return isTurn(onlookers.indexOf(speaker), situation, casting);
  });
}

/** Whether they say it here though it is not available: what is of other phases is refused to those who take part alike in all situations of this one. */
function isTriedBy(speaker: Speaker, row: CycleRow, casting: Casting, situation: Situation): boolean {
  return thorough || row.from.includes(situation.phase) || !takesPart(speaker, casting, situation) || isTurn(spokenCycle.indexOf(row), situation, casting);
}

type Content = Readonly<Record<string, unknown>>;
const ofSide = (_: Scene, side: Side | null): Content => ({ side });

/** A valid content for each act that needs one, wherever it is said. */
const contents: Partial<Record<ActKind, (scene: Scene, side: Side | null) => Content | Promise<Content>>> = {
  SET_VISIBILITY: () => ({ visibility: 'PARTIES' }),
  ARTICULATE: () => ({ statement: 'Make the Company more Awesome' }),
  DEFER: (scene) => ({ until: scene.day(30) }),
  PROPOSE: (scene) => ({ terms: simpleTerms(scene.day(90)) }),
  AGREE: (scene) => ({ proposal: scene.proposal }),
  PROMISE: (scene) => ({ proposal: scene.proposal }),
  CONSENT: (scene) => ({ proposal: scene.proposal }),
  ASSESS: (scene) => ({ outcomes: scene.workflow.promise?.status === 'DELIVERED' ? [{ condition: 'c1', outcome: 'MET' }] : [], satisfaction: 5 }),
  REVIEW_CUSTOMER: () => ({ clarity: 3, helpfulness: 4 }),
  RENEW: () => ({ window: { due: '2028-12-31' } }),
  HAND_OVER: async (scene, side) => ({ successor: await scene.company.person('chidi'), side }),
  TAKE_BACK_HAND_OVER: ofSide,
  TAKE_OVER: ofSide,
  REFUSE_HAND_OVER: ofSide,
  SERVE: async (scene) => ({ parent: await scene.parent('second'), share: '0.25', contributions: [{ condition: 'c1', contribution: '0.125' }] }),
  REWEIGH_SERVING: async (scene) => ({ parent: await scene.parent(), share: '0.75', contributions: [{ condition: 'c1', contribution: '0.25' }] }),
  STOP_SERVING: async (scene) => ({ parent: await scene.parent() }),
  MARK_OWN: otherConditions,
  // What needs it may be due itself already.
  DEPEND: async (scene) => ({ provider: await scene.provider('second'), kind: 'SOFT', neededBy: scene.day(-10) }),
  STOP_DEPENDING: (scene) => ({ dependency: scene.dependency }),
  ACKNOWLEDGE_DEPENDENCY: (scene) => ({ dependency: scene.dependency }),
  REFUSE_DEPENDENCY: (scene) => ({ dependency: scene.dependency }),
};

/** Marks what isn't marked, or nothing any more. */
async function otherConditions({ company, workflow: { id } }: Scene): Promise<Content> {
  const { workflow } = await company.asks('olga', 'query($id: ID!) { workflow(id: $id) { ownConditions standingProposal { conditions { key } } promise { conditions { key } } } }', { id });
  const stated: readonly { key: string }[] = (workflow.standingProposal ?? workflow.promise)?.conditions ?? [];
  return { conditions: workflow.ownConditions.length > 0 ? [] : stated.map(({ key }) => key) };
}

interface Attempt {
  readonly act: ActKind;
  readonly side: Side | null;
}

const nameOf = ({ act, side }: Attempt): string => (side === null ? act : `${act}_FOR_${side}`);

/** One operation in which all of these are said, one after another, each under its own name. */
async function operationOf(attempts: readonly Attempt[], scene: Scene): Promise<{ query: string; variables: Record<string, unknown> }> {
  const variables: Record<string, unknown> = {};
  const [declared, said]: [string[], string[]] = [[], []];
  for (const attempt of attempts) {
    const [name, mutation] = [nameOf(attempt), mutations[attempt.act as SpokenAct]];
    variables[name] = { workflow: scene.workflow.id, words: 'In so many words.', idempotencyKey: `table-${String(++keys)}`, ...(await contents[attempt.act]?.(scene, attempt.side)) };
    declared.push(`$${name}: ${inputTypeOf(mutation)}!`);
    said.push(`${name}: ${mutation}(input: $${name}) { ...Answer }`);
  }
  const answer = 'fragment Answer on ActPayload { act { act side } workflow { phase } userErrors { code field message currentVersion instead { act speaker } } }';
  return { query: `mutation(${declared.join(' ')}) { ${said.join(' ')} } ${answer}`, variables };
}

/** As many as one operation may ask for by other names. */
function operationsOf<One>(all: readonly One[]): readonly (readonly One[])[] {
  return Array.from({ length: Math.ceil(all.length / limits.aliases) }, (_, index) => all.slice(index * limits.aliases, (index + 1) * limits.aliases));
}

/** A crowded machine may answer BUSY, which says that nothing was written: the same is asked again. */
async function heard(ask: () => Promise<Answer>): Promise<Answer> {
  for (;;) {
    const answer = await ask();
    if (!JSON.stringify(answer).includes('"code":"BUSY"')) return answer;
  }
}

function isGone(scene: Scene, { subject, from }: Speaker): boolean {
  return from !== 'elsewhere' && scene.gone.has(subject);
}

/** What the speaker may say here, from the situation's own list. */
function expectedOf(situation: Situation, scene: Scene, speaker: Speaker): readonly ActKind[] {
  const { subject } = speaker;
  if (speaker.from === 'elsewhere' || isGone(scene, speaker)) return [];
  if (subject === scene.voices.CUSTOMER) return situation.customer;
  if (subject === scene.voices.PERFORMER) return situation.performer;
  if (subject === 'dana') return situation.successor ?? [];
  if (subject === 'olga') return situation.administrator ?? [];
  return [];
}

function leadTo(act: ActKind, { phase }: Situation): readonly Phase[] {
  return (cycle.find((row) => row.act === act)?.to ?? []).map((to) => (to === 'SAME' ? phase : to));
}

/** How an act is refused, as the row of the table has it: wrong phase, wrong speaker, or a guard that does not hold. */
function refusalOf(row: CycleRow, situation: Situation, scene: Scene, { subject, from }: Speaker): unknown {
  if (from === 'elsewhere') return { code: 'NOT_FOUND', field: ['workflow'], message: expect.any(String) as string, currentVersion: null, instead: [] };
  const side = subject === scene.voices.CUSTOMER ? 'CUSTOMER' : subject === scene.voices.PERFORMER ? 'PERFORMER' : null;
  const speaks = {
    CUSTOMER: side === 'CUSTOMER',
    PERFORMER: side === 'PERFORMER',
    EITHER: side !== null,
    SUCCESSOR: subject === 'dana' && situation.successor !== undefined,
    PARTY_OR_ADMINISTRATOR: side !== null || (subject === 'olga' && situation.administrator !== undefined),
    COUNTERPART: false,
    CLOCK: false,
  };
  return {
    code: row.from.includes(situation.phase) && !speaks[row.speaker] ? 'NOT_THE_SPEAKER' : 'NOT_AVAILABLE',
    field: null,
    message: expect.stringMatching(/^[A-Z_]+ is refused: .+\. (You may say|Others may)/) as string,
    currentVersion: scene.workflow.version,
    instead: expect.any(Array) as unknown[],
  };
}

/** All that an act could have changed: the state, the record, and what is remembered of requests. */
async function everythingAbout(scene: Scene): Promise<unknown> {
  const workflow = Buffer.from(scene.workflow.id, 'base64url').toString().slice('Workflow:'.length);
  const [row] = await api.database.runText(
    `MATCH (workflow:Workflow {org: $org, id: $workflow})
     RETURN workflow.state AS state, workflow.version AS version,
       COUNT { MATCH (act:Act {org: $org, about: $workflow}) } AS acts,
       COUNT {
         MATCH (person:Agent {org: $org}) WHERE person.id > ''
         MATCH (record:IdempotencyRecord {org: $org, viewer: person.id}) WHERE record.operation > '' AND record.key STARTS WITH 'table-'
       } AS requests`,
    { org: scene.company.org, workflow },
  );
  return row;
}

describe.each(castings)('between %s', (casting) => {
  describe.each(situations.filter(({ alsoForTheBoard }) => casting === 'two people' || alsoForTheBoard === true))('$name', (situation) => {
    let scene: Scene;
    let before: unknown;

    beforeAll(async () => {
      const company = situation.somebodyLeaves === true ? await gather(api) : companies.get(casting);
      if (company === undefined) throw new Error('the company was not gathered');
      scene = new Scene(company, casting);
      await situation.play(scene);
      before = await everythingAbout(scene);
    });

    test('is where it says', () => {
      expect(scene.workflow.phase).toBe(situation.phase);
    });

    test.each(metIn(situation, casting))('$who may say what is available, and nothing else', async (speaker) => {
      const company = speaker.from === 'elsewhere' ? elsewhere : scene.company;
      const token = await company.tokenOf(speaker.subject);
      const expected = expectedOf(situation, scene, speaker);
      const { data } = await api.ask(token, 'query($id: ID!) { workflow(id: $id) { availableActs { act side } } }', { id: scene.workflow.id });
      const available: readonly { act: ActKind; side: Side }[] = data?.workflow?.availableActs ?? [];
      expect(available.map(({ act }) => act).sort()).toEqual([...expected].sort());

      if (available.length > 0) {
        const { query, variables } = await operationOf(available, scene);
        const { data: done, errors } = await heard(() => rehearsal.ask(token, query, variables));
        expect(errors).toBeUndefined();
        const answers = available.map((one) => ({ ...one, refused: done[nameOf(one)].userErrors, phase: done[nameOf(one)].workflow?.phase }));
        expect(answers.filter(({ act, refused, phase }) => refused.length > 0 || !leadTo(act, situation).includes(phase))).toEqual([]);
      }

      const others = spokenCycle.filter((row) => !expected.includes(row.act) && isTriedBy(speaker, row, casting, situation));
      if (isGone(scene, speaker)) {
        // Nothing answers somebody without standing here: the first field ends the operation, so each is tried alone.
        for (const { act } of others) {
          const { query, variables } = await operationOf([{ act, side: null }], scene);
          expect((await heard(() => api.ask(token, query, variables))).errors?.map(({ extensions }) => extensions.code)).toEqual(['UNAUTHENTICATED']);
        }
      } else {
        const refused: unknown[] = [];
        for (const some of operationsOf(others)) {
          const { query, variables } = await operationOf(some.map(({ act }) => ({ act, side: null })), scene);
          const { data: done, errors } = await heard(() => api.ask(token, query, variables));
          expect(errors).toBeUndefined();
          refused.push(...some.map(({ act }) => ({ said: act, act: done[act].act, because: done[act].userErrors })));
        }
        expect(refused).toEqual(others.map((row) => ({ said: row.act, act: null, because: [refusalOf(row, situation, scene, speaker)] })));
      }
      expect(await everythingAbout(scene)).toEqual(before);
    });
  });
});

test('every act of the cycle has a mutation that is tried here', () => {
  expect(Object.keys(mutations).sort()).toEqual(spokenCycle.map(({ act }) => act).sort());
});

test.each(castings)('everybody says every act in every phase, between %s', (casting) => {
  const phases = [...new Set(situations.map(({ phase }) => phase))];
  const said = new Set<string>();
  for (const situation of situations.filter(({ alsoForTheBoard }) => casting === 'two people' || alsoForTheBoard === true)) {
    for (const speaker of metIn(situation, casting)) for (const row of spokenCycle) if (isTriedBy(speaker, row, casting, situation)) said.add(`${speaker.who}: ${row.act}, ${situation.phase}`);
  }
  const all = speakers[casting].flatMap(({ who }) => spokenCycle.flatMap(({ act }) => phases.map((phase) => `${who}: ${act}, ${phase}`)));
  expect(all.filter((one) => !said.has(one))).toEqual([]);
});
