import type { Done, Load, Theatre } from './load.js';
import { localId, numberOf } from './load.js';
import { globalId } from '../../src/domain/common/identifier.rules.js';

interface Row {
  readonly id: string;
  readonly kind: string;
  readonly about: string;
  readonly act: string;
  readonly sequence: number;
  readonly saidAt: string;
  readonly recordedAt: string;
}

/** What should not be there after a load, whatever was killed meanwhile; all of it empty when everything is in order. */
export interface Reckoning {
  /** What a client met with and never should, and reads that saw less than the same client had written. */
  readonly faults: readonly string[];
  /** Acknowledged, and not on the record. */
  readonly lost: readonly string[];
  /** On the record, and nobody was told that it was done: a wish that was done twice. */
  readonly unasked: readonly string[];
  /** Workflows whose acts are not numbered one after another. */
  readonly gaps: readonly string[];
  /** Events whose numbers are not one after another, or that have none. */
  readonly misnumbered: readonly string[];
  /** Who did not hear each act once and in its order, apart from repeats of the same event. */
  readonly misheard: readonly string[];
  /** Workflows in which something ran out, and it was said too rarely, too often or too early. */
  readonly mislapsed: readonly string[];
  /** Wishes that were answered otherwise when they were sent again. */
  readonly otherwise: readonly string[];
}

/** @param lapses how often something ran out in each of the workflows for it */
export async function reckon(load: Load, lapses: number): Promise<Reckoning> {
  const { database } = load.fleet.api;
  const { org } = load.company;
  const rows = (await database.runText('MATCH (act:Act {org: $org}) RETURN act {.id, .kind, .about, .act, .sequence, .saidAt, .recordedAt} AS act ORDER BY act.about, act.sequence', { org })).map(({ act }) => act as Row);
  const acts = rows.filter(({ id }) => !load.before.has(globalId('Act', id)));
  const done = [...load.done.values()];
  const numbers = (await database.runText('MATCH (event:Event {org: $org}) RETURN event.number AS number ORDER BY number', { org })).map(({ number }) => number as number | null);
  return {
    faults: [...load.tally.faults, ...load.stale],
    lost: lost(done, acts),
    unasked: unasked(done, acts),
    gaps: gaps(rows),
    misnumbered: numbers.flatMap((number, index) => (number === index + 1 ? [] : [String(number)])),
    misheard: [...mishearing(load), ...[...load.busy, ...load.lapsing].flatMap((theatre) => mishearingOf(theatre, acts, load.before))],
    mislapsed: load.lapsing.flatMap((theatre) => mislapsed(theatre, acts, lapses)),
    otherwise: await otherwise(load, done),
  };
}

/** As it should be. */
export const inOrder: Reckoning = { faults: [], lost: [], unasked: [], gaps: [], misnumbered: [], misheard: [], mislapsed: [], otherwise: [] };

function lost(done: readonly Done[], acts: readonly Row[]): string[] {
  const recorded = new Set(acts.map(({ id }) => globalId('Act', id)));
  return done.filter(({ act }) => !recorded.has(act.id)).map(({ mutation, act }) => `${mutation} ${act.id}`);
}

/** Each wish leaves its act; opening leaves all that is told of the new workflow and its concern. */
function unasked(done: readonly Done[], acts: readonly Row[]): string[] {
  const told = new Set(done.map(({ act }) => act.id));
  const opened = new Map(done.filter(({ mutation }) => mutation === 'openWorkflow').map(({ said }) => [localId(said.workflow?.id ?? ''), 0]));
  const concerns = acts.filter(({ kind }) => kind === 'CONCERN');
  const strange = acts.filter(({ id, kind, about, act }) => {
    if (kind === 'CONCERN' || act === 'LAPSE' || told.has(globalId('Act', id))) return false;
    const known = opened.get(about);
    if (known === undefined) return true;
    opened.set(about, known + 1);
    return false;
  });
  // A concern comes with the workflow that was opened for it, and with nothing else here.
  const tooMany = new Set(concerns.map(({ about }) => about)).size === opened.size ? [] : [`${String(concerns.length)} acts of concerns for ${String(opened.size)} workflows`];
  return [...strange.map(({ act, about }) => `${act} in ${about}`), ...tooMany];
}

function gaps(rows: readonly Row[]): string[] {
  const last = new Map<string, number>();
  return rows.flatMap(({ about, sequence }) => {
    const expected = (last.get(about) ?? 0) + 1;
    last.set(about, sequence);
    return sequence === expected ? [] : [`${String(sequence)} for ${String(expected)} in ${about}`];
  });
}

/** Who hears everything hears each number, one after another; what they have heard before may come again. */
function mishearing(load: Load): string[] {
  const first = new Map((load.everything?.heard ?? []).filter(({ kind }) => kind !== 'OPENED').map(({ id, cursor }) => [id, numberOf(cursor)]));
  const numbers = [...first.values()];
  return numbers.flatMap((number, index) => (index === 0 || number === (numbers[index - 1] ?? 0) + 1 ? [] : [`${String(number)} after ${String(numbers[index - 1])} in the organisation`]));
}

/** Who listens to one workflow hears each act in its order; also one of before, when it had no number yet as they began. */
function mishearingOf({ id, ear }: Theatre, acts: readonly Row[], before: ReadonlySet<string>): string[] {
  const said = acts.filter(({ about }) => about === localId(id)).map((act) => globalId('Act', act.id)).join();
  const heard = ear.acts.map((act) => act.id).filter((act) => !before.has(act)).join();
  return said === heard ? [] : [`${id}: said ${said}, heard ${heard}`];
}

function mislapsed({ id }: Theatre, acts: readonly Row[], times: number): string[] {
  const said = acts.filter(({ about, act }) => about === localId(id) && act === 'LAPSE');
  const early = said.filter(({ saidAt, recordedAt }) => recordedAt < saidAt);
  return said.length === times && early.length === 0 ? [] : [`${id}: ${JSON.stringify(said)}`];
}

/** The last wish of each kind, sent again to each server. */
async function otherwise(load: Load, done: readonly Done[]): Promise<string[]> {
  const last = new Map(done.map((one) => [one.mutation, one]));
  const answers = await Promise.all([...last.values()].flatMap((one) => load.fleet.addresses.map(async (address) => ({ one, again: await load.repeat(one, address) }))));
  return answers.filter(({ one, again }) => JSON.stringify([again.act, again.userErrors]) !== JSON.stringify([one.said.act, one.said.userErrors])).map(({ one, again }) => `${JSON.stringify(one.said.act)} and then ${JSON.stringify(again)}`);
}
