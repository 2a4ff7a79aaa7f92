import { importFile } from '../../src/commands/import.js';
import { openApi } from '../kit/api.js';
import type { Api, Company } from '../kit/api.js';
import { Machine } from '../kit/command.js';
import { exported, forget, restored, writtenTo } from '../kit/exports.js';
import { isBetweenTwo, kubernetesRecords, readKubernetes, referencesBetween, standing } from '../kit/kubernetes.js';
import type { Enhancement, Kubernetes } from '../kit/kubernetes.js';
import { ndjson } from '../kit/records.js';

/*
 * A real organisation, of some 600 people who promise each other things: brought in from a file, asked real questions, and
 * answered as the file itself would. The answers expected are worked out from the facts, not from the records.
 */
const kubernetes = readKubernetes();
const story = kubernetes === null ? describe.skip : describe;
if (kubernetes === null) process.stderr.write('Skipped: the facts of Kubernetes are not beside this checkout.\n');

jest.setTimeout(240_000);

story('Kubernetes', () => {
  const { groups, enhancements } = kubernetes ?? ({ groups: [], enhancements: [] } as Kubernetes);
  const theirs = enhancements.filter((one) => isBetweenTwo({ groups, enhancements }, one));
  const titles = (some: readonly Enhancement[]): string[] => some.map(({ title }) => title).sort();
  let api: Api;
  let company: Company;
  let machine: Machine;
  let file: string;

  beforeAll(async () => {
    api = await openApi();
    company = await api.found('Kubernetes');
    machine = new Machine();
    file = writtenTo(machine.folder, 'kubernetes.ndjson', ndjson(kubernetesRecords({ groups, enhancements })));
    await machine.run(importFile, [file, '--organization', company.org]);
    // A command lives by the clock of its machine; questions are asked afterwards.
    api.clock.now = Date.now();
  });
  afterAll(async () => {
    machine.remove();
    await api.close();
  });

  /** Every node of a connection, page by page. */
  async function all(subject: string, connection: (after: string) => string, path: (data: any) => any): Promise<any[]> { // eslint-disable-line @typescript-eslint/no-explicit-any -- see Answer
    const nodes: unknown[] = [];
    for (let after = ''; ; ) {
      const page = path(await company.asks(subject, `{ ${connection(after === '' ? 'first: 100' : `first: 100, after: "${after}"`)} }`));
      nodes.push(...page.nodes);
      if (page.pageInfo.hasNextPage !== true) return nodes;
      after = page.pageInfo.endCursor;
    }
  }
  const agentsByName = async (): Promise<Map<string, string>> => new Map((await all('olga', (page) => `agents(${page}) { nodes { id name } pageInfo { hasNextPage endCursor } }`, (data) => data.agents)).map(({ id, name }) => [name, id]));
  const nameOf = ({ kind, name }: Kubernetes['groups'][number]): string => `${kind === 'sigs' ? 'SIG ' : kind === 'workinggroups' ? 'WG ' : ''}${name}`;

  test('everybody is there, and everything between two of them', async () => {
    const people = new Set([...groups.flatMap(({ chairs, techLeads }) => [...chairs, ...techLeads]), ...enhancements.flatMap(({ authors }) => authors)]);
    expect(groups).toHaveLength(35);
    expect(theirs.length).toBeGreaterThan(640);
    expect(await company.asks('olga', '{ groups: agents(filter: {kinds: [GROUP]}) { totalCount } people: agents(filter: {kinds: [PERSON]}) { totalCount } workflows { totalCount } concerns { totalCount } }')).toEqual({
      groups: { totalCount: groups.length }, people: { totalCount: people.size + 1 }, workflows: { totalCount: theirs.length }, concerns: { totalCount: theirs.length },
    });
  });

  test('what is open in each group: promised, agreed and offered', async () => {
    const ids = await agentsByName();
    for (const group of groups) {
      const open = await all('olga', (page) => `workflows(filter: {party: "${ids.get(nameOf(group)) ?? ''}", side: CUSTOMER, phases: [LISTENING, NEGOTIATING, EXECUTING]}, ${page}) { nodes { objective phase } pageInfo { hasNextPage endCursor } }`, (data) => data.workflows);
      const of = (phase: string) => open.filter((one) => one.phase === phase).map(({ objective }) => objective).sort();
      const owned = theirs.filter(({ owningSig }) => owningSig === group.dir);
      expect({ group: group.dir, listening: of('LISTENING'), negotiating: of('NEGOTIATING'), executing: of('EXECUTING') }).toEqual({
        group: group.dir,
        listening: titles(owned.filter((one) => standing(one) === 'OFFERED')),
        negotiating: titles(owned.filter((one) => standing(one) === 'AGREED')),
        executing: titles(owned.filter((one) => standing(one) === 'PROMISED')),
      });
    }
  });

  test('who promised what to whom, and in which release', async () => {
    const promised = theirs.filter((one) => standing(one) === 'PROMISED');
    const byAuthor = new Map<string, Enhancement[]>();
    for (const one of promised) byAuthor.set(one.authors[0] ?? '', [...(byAuthor.get(one.authors[0] ?? '') ?? []), one]);
    const busiest = [...byAuthor].sort(([, one], [, other]) => other.length - one.length).slice(0, 5);
    const namesOfGroups = new Map(groups.map((group) => [group.dir, nameOf(group)]));
    expect(busiest[0]?.[1].length).toBeGreaterThan(3);
    for (const [author, made] of busiest) {
      const answer = await all(author, (page) => `promisesMadeByMe(filter: {statuses: [IN_FORCE]}, ${page}) { nodes { objective customer { name } conditions { statement } } pageInfo { hasNextPage endCursor } }`, (data) => data.promisesMadeByMe);
      const expected = made.map(({ title, owningSig, milestones }) => ({
        objective: title, customer: { name: namesOfGroups.get(owningSig) },
        conditions: Object.entries(milestones).filter(([, version]) => /^v?1\.\d+$/.test(version)).map(([stage, version]) => ({ statement: `It is ${stage} in ${version}` })),
      }));
      const byObjective = (one: { objective: string }, other: { objective: string }): number => (one.objective < other.objective ? -1 : 1);
      expect(answer.sort(byObjective)).toEqual(expected.sort(byObjective));
    }
  });

  test('whose moves they are: authors deliver and propose, chairs answer what is offered to their group', async () => {
    const chairs = [...new Set(groups.flatMap((group) => group.chairs))];
    const authorsToo = chairs.filter((chair) => theirs.some(({ authors }) => authors[0] === chair)).slice(0, 8);
    expect(authorsToo.length).toBeGreaterThan(3);
    for (const person of authorsToo) {
      const moves = await all(person, (page) => `myMoves(${page}) { nodes { wait { move } workflow { objective } } pageInfo { hasNextPage endCursor } }`, (data) => data.myMoves);
      const chaired = groups.filter((group) => group.chairs.includes(person)).map(({ dir }) => dir);
      const mine = theirs.filter(({ authors }) => authors[0] === person);
      const expected = [
        ...mine.filter((one) => standing(one) === 'PROMISED').map(({ title }) => `DELIVER ${title}`),
        ...mine.filter((one) => standing(one) === 'AGREED').map(({ title }) => `PROPOSE ${title}`),
        // What one offered oneself is for another chair to answer: nobody speaks for both sides.
        ...theirs.filter(({ owningSig, authors }) => chaired.includes(owningSig) && authors[0] !== person).filter((one) => standing(one) === 'OFFERED').map(({ title }) => `REQUEST ${title}`),
      ];
      expect({ person, moves: moves.map(({ wait, workflow }) => `${wait.move} ${workflow.objective}`).sort() }).toEqual({ person, moves: expected.sort() });
    }
  });

  test('what was kept, and by whom most', async () => {
    const kept = await all('olga', (page) => `workflows(filter: {phases: [CLOSED]}, ${page}) { nodes { objective closed { how } promise { status } performer { name } attested { externalId } } pageInfo { hasNextPage endCursor } }`, (data) => data.workflows);
    const done = theirs.filter((one) => standing(one) === 'DONE');
    expect(kept.filter(({ promise }) => promise?.status === 'REDEEMED').map(({ attested }) => attested.externalId).sort()).toEqual(done.map(({ number }) => `kep-${String(number)}`).sort());
    const most = (names: readonly (string | undefined)[]): number => Math.max(...[...new Set(names)].map((name) => names.filter((one) => one === name).length));
    expect(most(kept.filter(({ promise }) => promise !== null).map(({ performer }) => performer.name))).toBe(most(done.map(({ authors }) => authors[0])));
  });

  describe('which enhancements refer to each other', () => {
    const references = referencesBetween({ groups, enhancements });
    const by = new Map(theirs.map((one) => [one.number, one]));
    const find = (number: number): Enhancement => by.get(number) as Enhancement;
    const ids = new Map<number, string>();

    /** How far each is that refers to one, directly or through others: looked up in the file, again and again. */
    function referring(to: number, along: (reference: { from: number; to: number }) => readonly [number, number] = ({ from, to: other }) => [from, other]): ReadonlyMap<number, number> {
      const found = new Map([[to, 0]]);
      for (const [number, distance] of found) {
        for (const reference of references) {
          const [from, other] = along(reference);
          if (other === number && !found.has(from)) found.set(from, distance + 1);
        }
      }
      found.delete(to);
      return found;
    }

    const impactOf = async (number: number, direction: 'DEPENDENTS' | 'PROVIDERS') => (await company.asks('olga', `query($id: ID!, $direction: ImpactDirection!) { impact(of: [{ id: $id }], direction: $direction) {
      count hiddenCount isPartial
      affected(first: 100) { nodes { workflow { attested { externalId } } distance kind daysLate path { steps { workflow { attested { externalId } } } } } }
      people { agent { name } asPerformer asCustomer }
    } }`, { id: ids.get(number), direction })).impact;
    const numberOf = ({ attested }: { attested: { externalId: string } }): number => Number(attested.externalId.replace('kep-', ''));
    const referred = [...new Set(references.map(({ to }) => to))];
    const [mostReferredTo = 0] = [...referred].sort((one, other) => referring(other).size - referring(one).size || one - other);

    beforeAll(async () => {
      for (const workflow of await all('olga', (page) => `workflows(${page}) { nodes { id attested { externalId } } pageInfo { hasNextPage endCursor } }`, (data) => data.workflows)) ids.set(numberOf(workflow), workflow.id);
      // Whoever has promised goes back to Q2 to say what it needs, and leaves the promise as it is.
      for (const from of new Set(references.map((one) => one.from))) {
        const [author = ''] = find(from).authors;
        const workflow = ids.get(from);
        const isPromised = standing(find(from)) === 'PROMISED';
        if (isPromised) await company.says(author, 'renegotiatePromise', { workflow, words: 'There is something that it refers to.' });
        const { workflow: stands } = await company.asks(author, 'query($id: ID!) { workflow(id: $id) { promise { dueOn } cycle { window { dueOn } } } }', { id: workflow });
        for (const { to } of references.filter((one) => one.from === from)) {
          await company.says(author, 'dependOnPromise', { workflow, provider: ids.get(to), kind: 'SOFT', neededBy: stands.promise?.dueOn ?? stands.cycle.window.dueOn });
        }
        if (isPromised) await company.says(author, 'withdrawFromNegotiation', { workflow });
      }
    });

    test('enough of them do for there to be something to ask', () => {
      expect(references.length).toBeGreaterThan(60);
      expect(referring(mostReferredTo).size).toBeGreaterThan(5);
    });

    test('what hangs on the one that most refer to, how far away, and which groups and authors must know', async () => {
      const impact = await impactOf(mostReferredTo, 'DEPENDENTS');
      const expected = referring(mostReferredTo);
      expect(impact).toMatchObject({ count: expected.size, hiddenCount: 0, isPartial: false });
      expect(new Map(impact.affected.nodes.map(({ workflow, distance }: { workflow: never; distance: number }) => [numberOf(workflow), distance]))).toEqual(expected);
      for (const { path, distance } of impact.affected.nodes) {
        const way = [mostReferredTo, ...path.steps.map(({ workflow }: { workflow: never }) => numberOf(workflow))];
        expect(way).toHaveLength(distance + 1);
        for (const [index, from] of way.slice(1).entries()) expect(references).toContainEqual({ from, to: way[index] });
      }
      const told = new Map<string, { asPerformer: number; asCustomer: number }>();
      const tell = (name: string, as: 'asPerformer' | 'asCustomer'): void => {
        const known = told.get(name) ?? { asPerformer: 0, asCustomer: 0 };
        told.set(name, { ...known, [as]: known[as] + 1 });
      };
      for (const number of expected.keys()) {
        tell(find(number).authors[0] ?? '', 'asPerformer');
        tell(nameOf(groups.find(({ dir }) => dir === find(number).owningSig) as Kubernetes['groups'][number]), 'asCustomer');
      }
      expect(new Map(impact.people.map(({ agent, asPerformer, asCustomer }: { agent: { name: string }; asPerformer: number; asCustomer: number }) => [agent.name, { asPerformer, asCustomer }]))).toEqual(told);
    });

    test('of every other one, both ways', async () => {
      for (const number of referred) {
        const { affected } = await impactOf(number, 'DEPENDENTS');
        expect([number, new Map(affected.nodes.map(({ workflow, distance }: { workflow: never; distance: number }) => [numberOf(workflow), distance]))]).toEqual([number, referring(number)]);
      }
      for (const number of new Set(references.map(({ from }) => from))) {
        const { affected } = await impactOf(number, 'PROVIDERS');
        expect([number, new Map(affected.nodes.map(({ workflow, distance }: { workflow: never; distance: number }) => [numberOf(workflow), distance]))]).toEqual([number, referring(number, ({ from, to }) => [to, from])]);
      }
    });
  });

  test('brought in again, nothing changes; written out and restored, it is the same', async () => {
    const text = await exported(api.database, company.org);
    const { printed } = await machine.run(importFile, [file, '--organization', company.org]);
    expect(printed.every((line) => / 0 added, /.test(line))).toBe(true);
    expect(await exported(api.database, company.org)).toBe(text);
    await forget(api.database, company.org);
    await restored(api.database, text);
    expect(await exported(api.database, company.org)).toBe(text);
  });
});
