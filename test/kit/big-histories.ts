import { createHash, randomBytes } from 'node:crypto';
import { uuidv7 } from '../../src/domain/common/identifier.rules.js';
import { textLimits } from '../../src/domain/common/text.rules.js';
import { longestTerms, mostConditions } from '../../src/domain/workflow/terms.rules.js';
import { canonical } from '../../src/graph/export-text.js';
import type { Api, Company } from './api.js';
import { exported, forget, restored } from './exports.js';

/** How large a history is. */
export interface Size {
  /** Workflows, all with the same history. */
  readonly workflows: number;
  /** Proposals in each, of as many conditions as there may be, as long as they may be. */
  readonly proposals: number;
  /** Remarks in each, as long as they may be. */
  readonly remarks: number;
}

interface Line extends Record<string, unknown> {
  readonly record: string;
  readonly kind?: string;
  readonly about?: string;
}

const letters = (count: number, seed: number): string => `${String(seed)} ${'Lorem ipsum dolor sit amet '.repeat(Math.ceil(count / 27))}`.slice(0, count).trim();

/** Terms that are as long as terms may be. */
export function longTerms(seed: number): Record<string, unknown> {
  const conditions = Array.from({ length: mostConditions }, (_, index) => ({
    statement: letters(longestTerms / mostConditions, seed + index),
    measure: { metric: letters(textLimits.name, index), unit: letters(textLimits.unit, index), direction: 'RAISE', baseline: '0', target: String(seed + index + 1) },
  }));
  return { due: '2026-11-30', conditions };
}

/**
 * A company in which a few people have said as much, and as long, as they may. One workflow is played, act by act, and
 * comes in again under other ids, as an export does: to play them all would take minutes.
 */
export async function companyOfBigHistories(api: Api, { workflows, proposals, remarks }: Size): Promise<Company> {
  const company = await api.found('Big Histories');
  await company.person('ada');
  const performer = await company.person('bram');
  const statement = letters(textLimits.statement, 0);
  const { id: workflow } = await company.says('ada', 'openWorkflow', { performer, statement, window: { due: '2026-12-31' }, request: true });
  await company.says('bram', 'offerHelp', { workflow });
  await company.says('ada', 'engageInWorkflow', { workflow });
  for (let count = 0; count < proposals; count++) await company.says(count % 2 === 0 ? 'bram' : 'ada', 'proposeTerms', { workflow, terms: longTerms(count) });
  const { standingProposal } = await company.says('bram', 'proposeTerms', { workflow, terms: longTerms(proposals) });
  await company.says('ada', 'agreeToProposal', { workflow, proposal: standingProposal?.id });
  for (let count = 0; count < remarks; count++) await company.says('ada', 'remarkOnWorkflow', { workflow, words: letters(textLimits.words, count) });
  await company.says('bram', 'renegotiatePromise', { workflow, words: 'New information' });
  await company.says('bram', 'proposeTerms', { workflow, terms: longTerms(proposals + 1) });
  await haveManyTimes(company, workflows);
  return company;
}

/** Has a company live through all that its workflows went through so many times over, with other people's ids as they are. */
export async function haveManyTimes({ api, org }: Company, count: number): Promise<void> {
  const text = multiplied(await exported(api.database, org), count);
  await forget(api.database, org);
  await restored(api.database, text);
}

/** An export with its workflows, and the concerns of them, in it so many times. */
function multiplied(text: string, count: number): string {
  const lines = text.trim().split('\n').slice(0, -1).map((line) => JSON.parse(line) as Line);
  const of = (kind: string): Line[] => lines.filter((line) => line.kind === kind);
  const others = lines.filter(({ kind }) => kind !== 'WORKFLOW' && kind !== 'CONCERN' && kind !== 'ROUND' && kind !== 'ROLE');
  const spoken = [...of('CONCERN'), ...of('WORKFLOW'), ...of('ROUND'), ...of('ROLE')];
  const kept = new Set(idsIn(canonical(others)));
  const copies = Array.from({ length: count }, () => renamed(spoken, kept));
  // One thing after the other, by their ids; what is about one thing stays in its order.
  const inOrder = (kind: string): Line[] => copies.flat().filter((line) => line.kind === kind).sort((one, other) => (one.about === other.about ? 0 : String(one.about) < String(other.about) ? -1 : 1));
  const all = [...others, ...inOrder('CONCERN'), ...inOrder('WORKFLOW'), ...inOrder('ROUND'), ...inOrder('ROLE')].map(canonical);
  const sha256 = createHash('sha256').update(all.map((line) => `${line}\n`).join('')).digest('hex');
  return [...all, canonical({ record: 'end', records: all.length, sha256 })].map((line) => `${line}\n`).join('');
}

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g;

function idsIn(text: string): readonly string[] {
  return text.match(uuid) ?? [];
}

/** The same with ids of its own, but for those that are kept. */
function renamed(lines: readonly Line[], kept: ReadonlySet<string>): Line[] {
  const names = new Map<string, string>();
  return lines.map((line) => JSON.parse(canonical(line).replace(uuid, (id) => {
    if (kept.has(id)) return id;
    const made = names.get(id) ?? uuidv7(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16), randomBytes(10));
    names.set(id, made);
    return made;
  })) as Line);
}
