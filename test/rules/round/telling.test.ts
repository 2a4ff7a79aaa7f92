import { misalignment } from '../../../src/domain/round/misalignment.rules.js';
import { toldOf } from '../../../src/domain/round/telling.rules.js';
import type { Misaligned, Misalignment } from '../../../src/domain/round/round.types.js';
import { by, monday, workflow } from '../../kit/planned-workflows.js';

/* Ada promises to Dana, and Emil to Fatima; the one needs, or serves, the other. */
const states = new Map([workflow('hers', { customer: 'dana', performer: 'ada' }), workflow('his', { customer: 'fatima', performer: 'emil' })].map((one) => [one.id, one]));

function found(about: Misaligned): Misalignment {
  return misalignment(about, {
    left: new Set(),
    stateOf: (id) => {
      const state = states.get(id);
      if (state === undefined) throw new Error(`there is no ${id}`);
      return state;
    },
  });
}

const late = found({ kind: 'DEPENDENCY_TOO_LATE', dependency: 'needs', dependent: 'hers', provider: 'his', neededBy: by('2026-06-30'), due: by('2026-07-31') });
const outside = found({
  kind: 'OUTSIDE_PARENTS_WINDOW', serving: 'serves', child: 'hers', parent: 'his', childsWindow: { starts: monday, due: by('2026-12-31') }, parentsWindow: { starts: monday, due: by('2026-11-30') },
});
const ring = found({ kind: 'HARD_RING', ring: [{ workflow: 'hers', condition: null, dependency: 'one', needs: null }, { workflow: 'his', condition: null, dependency: 'other', needs: null }] });

function told(about: Misalignment, who: string, sees: readonly string[]): Misalignment | null {
  return toldOf(about, { sees: (id) => sees.includes(id), speaksFor: (agent) => agent === who }, (id) => states.get(id));
}

test.each([late, outside, ring])('whoever sees all that it touches is told all of it: $kind', (about) => {
  expect(told(about, 'grace', ['hers', 'his'])).toBe(about);
});

test('whoever would waive it is told of the end that they see, and of nobody at the other', () => {
  expect(told(late, 'dana', ['hers'])).toEqual({
    ...late, workflows: ['hers'], talk: [], waivedBy: ['dana'],
    mends: [{ kind: 'PROPOSE_LATER', agent: 'ada', workflow: 'hers', until: by('2026-07-31') }, { kind: 'STOP_DEPENDING', agent: 'ada', workflow: 'hers', until: null }],
  });
});

test('so it is where a child may not be seen, or a parent', () => {
  expect(told(outside, 'dana', ['hers'])).toMatchObject({
    workflows: ['hers'], talk: [{ one: 'dana', other: 'ada', workflow: 'hers' }], waivedBy: ['dana'], mends: [{ kind: 'PROPOSE_EARLIER', agent: 'ada' }, { kind: 'STOP_SERVING', agent: 'dana' }],
  });
  expect(told(outside, 'fatima', ['his'])).toMatchObject({ workflows: ['his'], talk: [{ one: 'fatima', other: 'emil' }], waivedBy: ['fatima'], mends: [{ kind: 'PROPOSE_LATER', agent: 'emil' }] });
});

test('whoever is asked to mend it, without bearing it, is told as much', () => {
  expect(told(late, 'emil', ['his'])).toMatchObject({ workflows: ['his'], talk: [], waivedBy: [], mends: [{ kind: 'PROPOSE_EARLIER', agent: 'emil', workflow: 'his' }] });
});

test.each([
  ['is neither of them', late, 'grace', ['hers']],
  ['bears nothing of it, and has nothing to mend', late, 'fatima', ['his']],
  ['sees none of it', late, 'dana', []],
  ['is on a ring of which they see a part: it is the whole of it or nothing', ring, 'ada', ['hers']],
])('it is not told to who %s', (_, about, who, sees) => {
  expect(told(about, who, sees)).toBeNull();
});
