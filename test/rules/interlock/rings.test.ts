import fc from 'fast-check';
import { buildGraph } from '../../../src/domain/interlock/building.rules.js';
import { ringClosedBy } from '../../../src/domain/interlock/closing.rules.js';
import { interlockGroupOf, interlockGroups } from '../../../src/domain/interlock/groups.rules.js';
import type { DependencyEdge, WorkflowFacts } from '../../../src/domain/interlock/interlock.types.js';
import { findRings, ringThrough } from '../../../src/domain/interlock/rings.rules.js';
import type { Ring } from '../../../src/domain/interlock/rings.rules.js';
import { companies, condition, manyTimes, needs, promise, zone } from './company.js';
import { Naive } from './naive.js';
import type { NaiveCondition } from './naive.js';

function edge(dependent: string, provider: string, said: Partial<DependencyEdge> = {}): DependencyEdge {
  return { id: 'new', dependent, condition: null, provider, needs: null, kind: 'HARD', neededBy: '2026-06-30T21:59:59.999Z', ...said };
}

function told(ring: Ring | null): string | null {
  return ring === null ? null : ring.map(({ workflow, condition: key, needs: needed }) => `${workflow}${key === null ? '' : `.${key}`} needs ${needed ?? 'all'}`).join(', ');
}

describe('a dependency', () => {
  const two = [condition('c1'), condition('c2'), condition('c3', { mandatory: false })];
  const company = (...of: readonly [string, ...WorkflowFacts['needs'][]][]): WorkflowFacts[] => of.map(([id, ...own]) => promise(id, { conditions: two, needs: own.flat() }));
  const closes = (graph: WorkflowFacts[], ...edges: DependencyEdge[]): string | null => told(ringClosedBy(buildGraph(zone, graph), edges));

  test('that leads back closes a ring, and the whole of it is named', () => {
    const graph = company(['bram'], ['chidi', [needs('bram')]], ['dana', [needs('chidi')]]);
    expect(closes(graph, edge('bram', 'dana'))).toBe('bram needs all, dana needs all, chidi needs all');
  });

  test('of one condition of each of two promises closes none, as long as it isn\'t the same two', () => {
    const graph = company(['bram', [needs('chidi', { condition: 'c1', needs: 'c1' })]], ['chidi']);
    expect(closes(graph, edge('chidi', 'bram', { condition: 'c2', needs: 'c2' }))).toBeNull();
    expect(closes(graph, edge('chidi', 'bram', { condition: 'c1', needs: 'c1' }))).toBe('bram.c1 needs c1, chidi.c1 needs c1');
  });

  test('of a whole promise holds for each of its conditions', () => {
    const graph = company(['bram', [needs('chidi', { needs: 'c1' })]], ['chidi']);
    expect(closes(graph, edge('chidi', 'bram', { condition: 'c1', needs: 'c2' }))).toBe('bram needs c1, chidi.c1 needs c2');
    expect(closes(graph, edge('chidi', 'bram', { condition: 'c2', needs: 'c2' }))).toBeNull();
  });

  test('on a whole promise is on all its mandatory conditions, and on no other', () => {
    const graph = company(['bram', [needs('chidi', { condition: 'c1' })]], ['chidi']);
    expect(closes(graph, edge('chidi', 'bram', { condition: 'c2', needs: 'c1' }))).toBe('bram.c1 needs all, chidi.c2 needs c1');
    expect(closes(graph, edge('chidi', 'bram', { condition: 'c3', needs: 'c1' }))).toBeNull();
  });

  test('of a promise on itself closes a ring where the whole needs a part, and none between two parts', () => {
    expect(closes(company(['bram']), edge('bram', 'bram', { needs: 'c1' }))).toBe('bram needs c1');
    expect(closes(company(['bram']), edge('bram', 'bram', { condition: 'c1' }))).toBe('bram.c1 needs all');
    expect(closes(company(['bram']), edge('bram', 'bram', { condition: 'c3' }))).toBeNull();
    expect(closes(company(['bram']), edge('bram', 'bram', { condition: 'c2', needs: 'c1' }))).toBeNull();
  });

  test('that isn\'t hard closes none, and none is closed through one, or through one that was refused', () => {
    const graph = company(['bram'], ['chidi', [needs('bram', { kind: 'SOFT' }), needs('bram', { status: 'REFUSED' })]]);
    expect(closes(graph, edge('bram', 'chidi'))).toBeNull();
    expect(closes(company(['bram'], ['chidi', [needs('bram')]]), edge('bram', 'chidi', { kind: 'SOFT' }))).toBeNull();
  });

  test('closes one with others that are asserted together with it', () => {
    const graph = company(['bram'], ['chidi'], ['dana', [needs('chidi')]]);
    expect(closes(graph, edge('chidi', 'bram'))).toBeNull();
    expect(closes(graph, edge('bram', 'dana'))).toBeNull();
    expect(closes(graph, edge('chidi', 'bram'), edge('bram', 'dana'))).toBe('bram needs all, dana needs all, chidi needs all');
  });

  test('closes one through workflows and conditions that the graph hasn\'t heard of', () => {
    expect(closes([], edge('emil', 'fatima'), edge('fatima', 'emil'))).toBe('emil needs all, fatima needs all');
    expect(closes(company(['bram']), edge('bram', 'emil', { condition: 'c9' }), edge('emil', 'bram', { needs: 'c9' }))).toBe('bram.c9 needs all, emil needs c9');
    expect(closes(company(['bram', [needs('chidi')]], ['chidi']), edge('chidi', 'bram', { needs: 'c9' }))).toBe('bram needs all, chidi needs c9');
    expect(closes([], edge('emil', 'fatima', { condition: 'c1', needs: 'c1' }), edge('fatima', 'emil', { condition: 'c2', needs: 'c1' }))).toBeNull();
  });

  test('closes one through promises of which nothing is known but that they must keep something', () => {
    const bare = ['bram', 'chidi'].map((id) => promise(id, { conditions: [], needs: id === 'chidi' ? [needs('bram')] : [] }));
    expect(told(ringClosedBy(buildGraph(zone, bare), [edge('bram', 'chidi')]))).toBe('bram needs all, chidi needs all');
  });

  test('can be looked for no longer than there is time', () => {
    expect(() => ringClosedBy(buildGraph(zone, company(['bram'], ['chidi', [needs('bram')]])), [edge('bram', 'chidi')], { steps: 1, otherwise: 'REFUSE' }))
      .toThrow(expect.objectContaining({ code: 'TIMEOUT' }));
  });
});

describe('rings', () => {
  test('are closed by terms alone too: what becomes mandatory is needed by all who need the promise', () => {
    const chidi = (mandatory: boolean): WorkflowFacts => promise('chidi', { conditions: [condition('c1'), condition('c2', { mandatory })], needs: [needs('bram', { condition: 'c2' })] });
    const through = (mandatory: boolean): string | null => told(ringThrough(buildGraph(zone, [promise('bram', { needs: [needs('chidi')] }), chidi(mandatory)]), 'chidi'));
    expect([through(false), through(true)]).toEqual([null, 'bram needs all, chidi.c2 needs all']);
    expect(ringThrough(buildGraph(zone, []), 'henrik')).toBeNull();
  });

  test('are each named once, the shortest first', () => {
    const graph = buildGraph(zone, [
      promise('bram', { needs: [needs('chidi'), needs('chidi')] }),
      promise('chidi', { needs: [needs('bram'), needs('dana')] }),
      promise('dana', { needs: [needs('bram')] }),
      promise('emil', { needs: [needs('emil')] }),
      promise('fatima', { needs: [needs('bram')] }),
    ]);
    expect(findRings(graph).rings.map(told)).toEqual(['emil needs all', 'bram needs all, chidi needs all', 'bram needs all, chidi needs all, dana needs all']);
  });

  test('that are too many to be named are told from different places, and it is said that there are more', () => {
    const ids = Array.from({ length: 12 }, (_, index) => `w${String(index).padStart(2, '0')}`);
    const tangled = ids.map((id) => promise(id, { needs: ids.filter((other) => other !== id).map((other) => needs(other)) }));
    const found = findRings(buildGraph(zone, [...tangled, promise('x', { needs: [needs('y')] }), promise('y', { needs: [needs('x')] })]), { most: 20 });
    expect(found).toMatchObject({ isPartial: true });
    expect(found.rings).toHaveLength(20);
    expect(found.rings.map(told)).toContain('x needs all, y needs all');
    expect(findRings(buildGraph(zone, tangled), { most: 1_000_000, budget: { steps: 1_000, otherwise: 'PARTIAL' } }).isPartial).toBe(true);
  });

  test('are found in chains too long for a stack of calls', () => {
    const ids = Array.from({ length: 20_000 }, (_, index) => `w${index}`);
    const chain = ids.map((id, index) => promise(id, { needs: [needs(ids[(index + 1) % ids.length] as string)] }));
    expect(findRings(buildGraph(zone, chain)).rings.map(({ length }) => length)).toEqual([20_000]);
  });
});

/** What a condition can't do without, as far as anybody can tell. */
function providersOf(naive: Naive, one: NaiveCondition): NaiveCondition[] {
  return naive.edges.filter(({ need, dependents }) => need.kind === 'HARD' && dependents.includes(one)).flatMap(({ providers }) => providers);
}

function restsOn(naive: Naive, from: readonly NaiveCondition[]): Set<NaiveCondition> {
  const found = new Set(from);
  for (const one of found) for (const next of providersOf(naive, one)) found.add(next);
  return found;
}

test('of any company, a dependency closes a ring exactly if something it needs rests on what would need it', () => {
  const edges = fc.record({ condition: fc.constantFrom(null, 'c1', 'c2', 'c3'), needs: fc.constantFrom(null, 'c1', 'c2', 'c3'), from: fc.nat(6), to: fc.nat(6) });
  fc.assert(fc.property(companies({ acyclic: true }), edges, (company, { from, to, ...said }) => {
    const [dependent, provider] = [company[from % company.length]?.id ?? '', company[to % company.length]?.id ?? ''];
    const naive = new Naive(company);
    const isKnown = (workflow: string, key: string | null): boolean => key === null || naive.of(workflow).some((one) => one.key === key);
    fc.pre(isKnown(dependent, said.condition) && isKnown(provider, said.needs));
    const needed = naive.of(provider).filter(({ key, mandatory }) => (said.needs === null ? mandatory : key === said.needs));
    const needers = naive.of(dependent).filter(({ key }) => said.condition === null || key === said.condition);
    const rest = restsOn(naive, needed);
    const ring = ringClosedBy(buildGraph(zone, company), [edge(dependent, provider, said)]);
    expect(ring !== null).toBe(needers.some((one) => rest.has(one)));
    if (ring !== null) expect(ring.filter(({ dependency }) => dependency === 'new')).toMatchObject([{ workflow: dependent, condition: said.condition, needs: said.needs }]);
  }), manyTimes(4));
});

/** Those who need anything: conditions, and promises as a whole; each with those who need next. */
function needersOf(company: readonly WorkflowFacts[]): Map<string, Set<string>> {
  const hard = company.flatMap(({ id, needs: own }) => own.filter(({ kind, status }) => kind === 'HARD' && status !== 'REFUSED').map((need) => ({ ...need, dependent: id })));
  const next = new Map<string, Set<string>>();
  for (const { dependent, condition: key, provider, needs: needed } of hard) {
    const mandatory = company.find(({ id }) => id === provider)?.conditions.filter((one) => one.mandatory).map((one) => one.key) ?? [];
    const reached = [null, ...(needed === null ? mandatory : [needed])].map((one) => `${provider} ${one}`);
    const known = next.get(`${dependent} ${key}`) ?? new Set();
    next.set(`${dependent} ${key}`, known);
    for (const one of reached) if (hard.some((other) => `${other.dependent} ${other.condition}` === one)) known.add(one);
  }
  return next;
}

/** Every closed way in which nobody occurs twice, by trying all of them. */
function waysRound(next: ReadonlyMap<string, ReadonlySet<string>>): Set<string> {
  const found = new Set<string>();
  const go = (way: readonly string[]): void => {
    for (const one of next.get(way[way.length - 1] as string) ?? []) {
      if (one === way[0]) found.add(way.join(' > '));
      else if (!way.includes(one) && one > (way[0] as string)) go([...way, one]);
    }
  };
  for (const start of next.keys()) go([start]);
  return found;
}

test('of any company, its rings are all the ways round that there are', () => {
  fc.assert(fc.property(companies({ workflows: 5 }), (company) => {
    const expected = waysRound(needersOf(company));
    const { rings, isPartial } = findRings(buildGraph(zone, company), { most: 100_000 });
    expect(isPartial).toBe(false);
    const names = rings.map((ring) => {
      const steps = ring.map(({ workflow, condition: key }) => `${workflow} ${key}`);
      const first = steps.indexOf([...steps].sort()[0] as string);
      return [...steps.slice(first), ...steps.slice(0, first)].join(' > ');
    });
    expect(names).toHaveLength(new Set(names).size);
    expect(new Set(names)).toEqual(expected);
    for (const ring of rings) {
      ring.forEach(({ workflow, dependency }, place) => {
        const need = company.find(({ id }) => id === workflow)?.needs.find(({ id }) => id === dependency);
        expect(need).toMatchObject({ kind: 'HARD', provider: ring[(place + 1) % ring.length]?.workflow });
      });
    }
    const through = (id: string): boolean => rings.some((ring) => ring.some(({ workflow }) => workflow === id));
    for (const { id } of company) expect([id, ringThrough(buildGraph(zone, company), id) !== null]).toEqual([id, through(id)]);
  }), manyTimes(2));
});

describe('an interlock group', () => {
  const negotiating = (id: string, ...on: WorkflowFacts['needs']): WorkflowFacts => promise(id, { phase: 'NEGOTIATING', status: null, needs: on });

  test('is those who promise if the others do, hard or softly', () => {
    const graph = buildGraph(zone, [
      negotiating('bram', needs('chidi')), negotiating('chidi', needs('dana', { kind: 'SOFT' })), negotiating('dana', needs('bram')),
      negotiating('emil', needs('bram')), negotiating('fatima', needs('fatima')),
    ]);
    expect(interlockGroups(graph)).toEqual([['bram', 'chidi', 'dana']]);
    expect([interlockGroupOf(graph, 'chidi'), interlockGroupOf(graph, 'emil'), interlockGroupOf(graph, 'henrik')]).toEqual([['bram', 'chidi', 'dana'], null, null]);
  });

  test('doesn\'t hold together through what is promised already, refused, or no more than good to know', () => {
    const graph = buildGraph(zone, [
      negotiating('bram', needs('chidi')), promise('chidi', { needs: [needs('bram')] }),
      negotiating('dana', needs('emil')), negotiating('emil', needs('dana', { kind: 'INFORMATIONAL' }), needs('dana', { status: 'REFUSED' })),
    ]);
    expect(interlockGroups(graph)).toEqual([]);
    expect(interlockGroups(graph, { among: () => true })).toEqual([['bram', 'chidi']]);
  });

  test('of any company is those who can be reached from each other', () => {
    fc.assert(fc.property(companies({ workflows: 9 }), (company) => {
      const isMember = (id: string): boolean => company.find((one) => one.id === id)?.phase === 'NEGOTIATING';
      const reach = (id: string): Set<string> => {
        const found = new Set<string>();
        for (const open = [id]; open.length > 0;) {
          const next = open.pop();
          const one = company.find((other) => other.id === next);
          for (const { provider, kind, status } of one?.needs ?? []) {
            if (kind === 'INFORMATIONAL' || status === 'REFUSED' || !isMember(provider) || found.has(provider)) continue;
            found.add(provider);
            open.push(provider);
          }
        }
        return found;
      };
      const members = company.filter(({ id }) => isMember(id)).map(({ id }) => id);
      const groups = new Set(members.map((id) => [...new Set([id, ...members.filter((other) => reach(id).has(other) && reach(other).has(id))])].sort()).filter((group) => group.length > 1).map((group) => group.join(' ')));
      const graph = buildGraph(zone, company);
      expect(new Set(interlockGroups(graph).map((group) => group.join(' ')))).toEqual(groups);
      for (const id of members) expect(interlockGroupOf(graph, id)?.join(' ') ?? null).toBe([...groups].find((group) => group.split(' ').includes(id)) ?? null);
    }), manyTimes(2));
  });
});
