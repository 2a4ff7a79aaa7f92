import { flagsOfDependency } from '../../../src/domain/interlock/dependency.rules.js';
import { alignmentOf } from '../../../src/domain/round/alignment.rules.js';
import { by, condition, needs, promise, workflow } from '../../kit/planned-workflows.js';
import { facts, round } from '../../kit/planned-rounds.js';

/* One that needs the whole of another, by the end of June: all mandatory conditions of it. */

const flagged = (mandatoryDue: string): readonly [boolean, boolean] => {
  const edge = needs('edge', 'dependent', 'provider', { neededBy: by('2026-06-30') });
  const interlock = { needs: [], needed: [edge] };
  const conditions = [condition('c1', { due: by(mandatoryDue) }), condition('c2', { mandatory: false, due: by('2026-12-31') })];
  const provider = workflow('provider', { phase: 'EXECUTING', promise: promise({ conditions, due: by('2026-12-31') }), interlock });
  const dependent = workflow('dependent', { phase: 'EXECUTING', promise: promise({ due: by('2026-12-31') }), interlock: { needs: [edge], needed: [] } });
  return [
    flagsOfDependency(edge, dependent, provider).some(({ kind }) => kind === 'DUE_TOO_LATE'),
    alignmentOf(round({ workflows: ['dependent'] }), facts([dependent, provider])).some(({ kind }) => kind === 'DEPENDENCY_TOO_LATE'),
  ];
};

test('whoever needs a whole promise needs its mandatory conditions: its flag and a round find it late alike', () => {
  expect(flagged('2026-06-30')).toEqual([false, false]);
  expect(flagged('2026-07-01')).toEqual([true, true]);
});
