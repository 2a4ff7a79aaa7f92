import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/root.js';
import { header } from './records.js';
import type { Loose } from './records.js';

/** Facts of the Kubernetes project: its groups, and its enhancement proposals as their headers have them, mistakes and all. */
export interface Kubernetes {
  readonly groups: readonly { readonly kind: string; readonly dir: string; readonly name: string; readonly mission: string; readonly chairs: readonly string[]; readonly techLeads: readonly string[] }[];
  readonly enhancements: readonly Enhancement[];
}

export interface Enhancement {
  readonly number: number;
  readonly title: string;
  readonly owningSig: string;
  readonly authors: readonly string[];
  readonly status: string | null;
  readonly created: string | null;
  readonly milestones: Readonly<Record<string, string>>;
  /** The numbers of others that it refers its readers to. */
  readonly seeAlso: readonly number[];
}

const file = join(packageRoot, '..', 'shared', 'data', 'kubernetes.json');

/** Null where the file is not: it is no part of the project. */
export function readKubernetes(): Kubernetes | null {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Kubernetes) : null;
}

/** When each minor release came out, or is planned to. */
const releases = [
  '2015-07-10', '2015-11-09', '2016-03-16', '2016-07-01', '2016-09-26', '2016-12-12', '2017-03-28', '2017-06-30', '2017-09-28', '2017-12-15', '2018-03-26', '2018-06-27', '2018-09-27', '2018-12-03',
  '2019-03-25', '2019-06-19', '2019-09-18', '2019-12-09', '2020-03-25', '2020-08-26', '2020-12-08', '2021-04-08', '2021-08-04', '2021-12-07', '2022-05-03', '2022-08-23', '2022-12-09', '2023-04-11',
  '2023-08-15', '2023-12-13', '2024-04-17', '2024-08-13', '2024-12-11', '2025-04-23', '2025-08-27', '2025-12-17', '2026-04-22', '2026-08-26', '2026-12-16', '2027-04-21', '2027-08-25', '2027-12-15',
] as const;

/** The day the facts are of: nothing in them was created later. */
const asOf = '2026-06-15';

function releaseDay(version: string): string | null {
  const minor = /^v?1\.(\d+)$/.exec(version.trim())?.[1];
  return minor === undefined ? null : (releases[Number(minor)] ?? null);
}

function dayOf(created: string | null): string | null {
  const match = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(created ?? '');
  return match === null ? null : `${match[1] ?? ''}-${(match[2] ?? '').padStart(2, '0')}-${(match[3] ?? '').padStart(2, '0')}`;
}

function nextYear(day: string): string {
  return `${String(Number(day.slice(0, 4)) + 1)}${day.slice(4).replace('-02-29', '-02-28')}`;
}

const earliest = (days: readonly string[]): string => [...days].sort()[0] ?? asOf;
const latest = (days: readonly string[]): string => [...days].sort().at(-1) ?? asOf;

const prefixes: Readonly<Record<string, string>> = { sigs: 'SIG ', workinggroups: 'WG ' };

/** Whether an enhancement has somebody on both sides. */
export function isBetweenTwo(kubernetes: Kubernetes, enhancement: Enhancement): boolean {
  return enhancement.authors.length > 0 && kubernetes.groups.some(({ dir }) => dir === enhancement.owningSig);
}

/**
 * The project as an organisation of promises: the owning group is the Customer, the first author the Performer, the stages
 * with their target releases are the conditions of what they promise. What has neither owner nor author is left out.
 */
export function kubernetesRecords(kubernetes: Kubernetes): Loose[] {
  const { groups, enhancements } = kubernetes;
  const people = new Set([...groups.flatMap(({ chairs, techLeads }) => [...chairs, ...techLeads]), ...enhancements.flatMap(({ authors }) => authors)]);
  return [
    { ...header, source: 'kubernetes/enhancements' },
    ...[...people].map((handle) => ({ record: 'agent', id: handle, kind: 'PERSON', name: handle, subject: handle })),
    ...groups.flatMap(({ kind, dir, name, chairs, techLeads }) => [
      { record: 'agent', id: dir, kind: 'GROUP', name: `${prefixes[kind] ?? ''}${name}` },
      ...[...new Set([...chairs, ...techLeads])].map((member) => ({ record: 'membership', group: dir, member, representative: chairs.includes(member) })),
    ]),
    ...enhancements.filter((one) => isBetweenTwo(kubernetes, one)).flatMap((one) => [
      { record: 'concern', id: `kep-${String(one.number)}`, holder: one.owningSig, statement: one.title },
      workflowOf(one),
    ]),
  ];
}

function workflowOf(enhancement: Enhancement): Loose {
  const { number, owningSig, authors, created, milestones } = enhancement;
  const stages = Object.entries(milestones).flatMap(([stage, version]) => {
    const due = releaseDay(version);
    return due === null || !['alpha', 'beta', 'stable'].includes(stage) ? [] : [{ stage, version, due }];
  });
  const dues = stages.map(({ due }) => due);
  const began = dayOf(created);
  const starts = earliest([...(began === null ? [] : [began]), ...dues, asOf]);
  const due = dues.length > 0 && latest(dues) > starts ? latest(dues) : nextYear(starts);
  const common = { record: 'workflow', id: `kep-${String(number)}`, customer: owningSig, performer: authors[0], concern: `kep-${String(number)}`, window: { starts, due } };
  const conditions = (outcome: 'MET' | undefined): Loose[] =>
    stages.length === 0 ? [{ statement: 'It is implemented', outcome }] : stages.map(({ stage, version, due: day }) => ({ statement: `It is ${stage} in ${version}`, due: day, outcome }));
  switch (standing(enhancement)) {
    case 'DONE': {
      // Of some it is only known that it was done by then.
      const by = dues.length > 0 && latest(dues) < asOf ? latest(dues) : asOf;
      const promise = { status: 'REDEEMED', madeAt: starts, due, conditions: conditions('MET'), deliveredAt: by, endedAt: by };
      return { ...common, phase: 'CLOSED', promise, closed: { how: 'ENDED', by: 'CUSTOMER', at: by } };
    }
    case 'PROMISED':
      return { ...common, phase: 'EXECUTING', promise: { status: 'IN_FORCE', madeAt: starts, due, conditions: conditions(undefined) } };
    case 'AGREED':
      return { ...common, phase: 'NEGOTIATING' };
    case 'GIVEN_UP':
      return { ...common, phase: 'CLOSED', closed: { how: 'DECLINED', by: enhancement.status === 'withdrawn' ? 'PERFORMER' : 'CUSTOMER', at: asOf } };
    case 'OFFERED':
      return { ...common, phase: 'LISTENING', offeredAt: starts };
  }
}

/** That one enhancement refers to another one, by their numbers. */
export interface Reference {
  readonly from: number;
  readonly to: number;
}

/**
 * The references that can be said as dependencies: of what is negotiated or promised, on what is still under way. They say
 * that the one is easier with the other, not that it can't be without, so they are soft ones; some refer to each other.
 */
export function referencesBetween(kubernetes: Kubernetes): readonly Reference[] {
  const open = new Map(kubernetes.enhancements.filter((one) => isBetweenTwo(kubernetes, one)).map((one) => [one.number, standing(one)]));
  return [...open].flatMap(([from, stands]) => {
    const { seeAlso } = kubernetes.enhancements.find(({ number }) => number === from) ?? { seeAlso: [] };
    if (stands !== 'PROMISED' && stands !== 'AGREED') return [];
    return [...new Set(seeAlso)].filter((to) => to !== from && ['PROMISED', 'AGREED', 'OFFERED'].includes(open.get(to) ?? '')).map((to) => ({ from, to }));
  });
}

/** What the status of an enhancement means between its owner and its author. */
export function standing({ status, milestones }: Enhancement): 'DONE' | 'PROMISED' | 'AGREED' | 'GIVEN_UP' | 'OFFERED' {
  if (status?.startsWith('implemented') === true || status === 'imlpemented') return 'DONE';
  if (status === 'implementable') return ['alpha', 'beta', 'stable'].some((stage) => releaseDay(milestones[stage] ?? '') !== null) ? 'PROMISED' : 'AGREED';
  return ['withdrawn', 'rejected', 'replaced', 'superseded', 'removed'].includes(status ?? '') ? 'GIVEN_UP' : 'OFFERED';
}
