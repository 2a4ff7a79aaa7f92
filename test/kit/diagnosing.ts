import { aDay } from './api.js';
import type { Company } from './api.js';

/** A finding as tests read it. */
export interface Found {
  readonly kind: string;
  readonly says: string;
  readonly weight: number;
  readonly since: string;
  readonly measured: number;
  readonly threshold: number;
  readonly unit: string;
  readonly workflows: readonly { readonly id: string; readonly objective: string }[];
  readonly workflowsCount: number;
  readonly agents: readonly { readonly name: string }[];
  readonly concerns: readonly { readonly statement: string }[];
  readonly acts: readonly { readonly act: string }[];
  readonly next: readonly { readonly by: { readonly name: string }; readonly act: string; readonly says: string; readonly workflow: { readonly id: string } | null }[];
}

const fields = `kind says weight since measured threshold unit workflows { id objective } workflowsCount agents { name } concerns { statement } acts { act } next { by { name } act says workflow { id } }`;

const document = `query($of: ID, $kinds: [FindingKind!], $thresholds: DiagnosisThresholdsInput, $first: Int, $after: String) {
  diagnosis(of: $of, kinds: $kinds, thresholds: $thresholds) {
    at agent { name } counts { kind count weight isPartial }
    findings(first: $first, after: $after) { nodes { ${fields} } totalCount hiddenCount pageInfo { hasNextPage endCursor } }
  }
}`;

export interface Diagnosed {
  readonly at: string;
  readonly agent: { readonly name: string } | null;
  readonly counts: readonly { readonly kind: string; readonly count: number; readonly weight: number; readonly isPartial: boolean }[];
  readonly findings: { readonly nodes: readonly Found[]; readonly totalCount: number; readonly hiddenCount: number; readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null } };
}

export async function diagnosed(company: Company, asked: Readonly<Record<string, unknown>> = {}, who = 'olga'): Promise<Diagnosed> {
  return (await company.asks(who, document, { first: 50, ...asked })).diagnosis as Diagnosed;
}

export async function findings(company: Company, kind: string, asked: Readonly<Record<string, unknown>> = {}, who = 'olga'): Promise<readonly Found[]> {
  return (await diagnosed(company, { kinds: [kind], ...asked }, who)).findings.nodes;
}

/** What each finding is about, by the words of its concern. */
export const objectives = (found: readonly Found[]): readonly string[] => found.flatMap(({ workflows }) => workflows.map(({ objective }) => objective)).sort();

/** Lets days go by. */
export function days({ api: { clock } }: Company, count: number): void {
  clock.now += count * aDay;
}
