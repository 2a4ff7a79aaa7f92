import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cast } from '../../src/demo/cast.js';
import type { CastName } from '../../src/demo/cast.js';
import { readGlobalId } from '../../src/domain/common/identifier.rules.js';
import { packageRoot } from '../../src/root.js';
import type { Demo } from './demo.js';

/** The pages that are held to their word. */
export const pages: readonly string[] = [
  ...readdirSync(packageRoot).filter((name) => name.endsWith('.md')),
  ...readdirSync(join(packageRoot, 'docs')).filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`),
];

export function readPage(page: string): string {
  return readFileSync(join(packageRoot, page), 'utf8');
}

export interface Block {
  /** What stands behind the opening fence: a language, and for us a role. */
  readonly info: string;
  readonly text: string;
  /** Of its first character in the page. */
  readonly start: number;
}

export function blocksOf(text: string): readonly Block[] {
  return [...text.matchAll(/^```([^\n]*)\n(.*?)^```$/gms)].map((match) => ({ info: (match[1] ?? '').trim(), text: match[2] ?? '', start: match.index + 3 + (match[1] ?? '').length + 1 }));
}

/** The rows of the table under a heading, without its head. */
export function rowsUnder(text: string, heading: string): readonly (readonly string[])[] {
  const section = text.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? '';
  const rows = section.split('\n').filter((line) => line.startsWith('|')).map((line) => line.slice(1, -1).split('|').map((cell) => cell.trim()));
  return rows.slice(2);
}

/** An operation as a page shows it: who asks, with what, and what is answered. */
export interface Example {
  readonly title: string;
  readonly who: CastName;
  readonly operation: string;
  readonly variables: string;
  readonly output: Block;
}

/**
 * The operations of a page, in its order. A `graphql` block begins with a comment that says who asks (`# Ada asks`);
 * a block `json variables` may follow; then comes the answer, in a block `json`.
 */
export function examplesOf(page: string): readonly Example[] {
  const text = readPage(page);
  const blocks = blocksOf(text);
  return blocks.flatMap((block, index): Example[] => {
    if (block.info !== 'graphql') return [];
    const following = blocks.slice(index + 1);
    const variables = following[0]?.info === 'json variables' ? following.shift()?.text : undefined;
    const output = following[0];
    const speaker = /^# (\w+) (?:asks|says)/.exec(block.text)?.[1]?.toLowerCase() ?? '';
    const title = text.slice(0, block.start).match(/^##+ .*$/gm)?.at(-1)?.replace(/^#+ /, '') ?? page;
    if (!(speaker in cast)) throw new Error(`${page}, "${title}": the operation does not begin with "# Ada asks", or whoever of the cast asks it.`);
    if (output?.info !== 'json') throw new Error(`${page}, "${title}": the operation is not followed by its answer in a json block.`);
    return [{ title, who: speaker as CastName, operation: block.text, variables: variables ?? '{}', output }];
  });
}

/**
 * Variables name things for people: `<workflow: Ship an Awesome Product>`. Here they become ids.
 */
export async function resolveVariables(demo: Demo, text: string): Promise<Record<string, unknown>> {
  const { workflows, agents, concerns, planningRounds, roles } = await demo.asks('olga', `{
    workflows(first: 100) { nodes { id objective standingProposal { id } needs { id needs } } }
    agents(first: 100) { nodes { id name } }
    concerns(first: 100) { nodes { id statement } }
    planningRounds(first: 100) { nodes { id name } }
    roles(first: 100) { nodes { id name } }
  }`);
  const ids = new Map<string, string>();
  for (const { id, objective, standingProposal, needs } of workflows.nodes) {
    for (const dependency of needs) ids.set(`<dependency: ${objective}, on ${dependency.needs}>`, dependency.id);
    ids.set(`<workflow: ${objective}>`, id);
    if (standingProposal !== null) ids.set(`<proposal: ${objective}>`, standingProposal.id);
  }
  for (const { id, name } of agents.nodes) ids.set(`<agent: ${name}>`, id);
  for (const { id, statement } of concerns.nodes) ids.set(`<concern: ${statement}>`, id);
  for (const { id, name } of planningRounds.nodes) ids.set(`<round: ${name}>`, id);
  for (const { id, name } of roles.nodes) ids.set(`<role: ${name}>`, id);
  const resolved = text.replaceAll(/<(?:workflow|proposal|dependency|agent|concern|round|role): [^>]*>/g, (placeholder) => {
    const id = ids.get(placeholder);
    if (id === undefined) throw new Error(`The demo knows no ${placeholder}.`);
    return id;
  });
  return JSON.parse(resolved) as Record<string, unknown>;
}

/** An answer as a page shows it: ids, which no two loads have in common, are cut short. */
export function shown(answer: unknown): string {
  const cut = (_name: string, value: unknown): unknown => (typeof value === 'string' && readGlobalId(value) !== null ? `${value.slice(0, 16)}…` : value);
  return `${tidy(JSON.parse(JSON.stringify(answer, cut)) as unknown, '')}\n`;
}

const widest = 120;

/** JSON with short things on one line, as a person would write it. */
function tidy(value: unknown, indent: string): string {
  const flat = inline(value);
  if (typeof value !== 'object' || value === null || indent.length + flat.length <= widest) return flat;
  const deeper = `${indent}  `;
  if (Array.isArray(value)) return `[\n${value.map((one) => deeper + tidy(one, deeper)).join(',\n')}\n${indent}]`;
  const fields = Object.entries(value).map(([name, inner]) => `${deeper}${JSON.stringify(name)}: ${tidy(inner, deeper)}`);
  return `{\n${fields.join(',\n')}\n${indent}}`;
}

function inline(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).map(([name, inner]) => `${JSON.stringify(name)}: ${inline(inner)}`);
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
}

/** Puts answers into a page, the last first so that the places of the others stay. */
export function writeAnswers(page: string, answers: readonly { readonly output: Block; readonly text: string }[]): void {
  let text = readPage(page);
  for (const { output, text: answer } of [...answers].sort((one, other) => other.output.start - one.output.start)) {
    text = text.slice(0, output.start) + answer + text.slice(output.start + output.text.length);
  }
  writeFileSync(join(packageRoot, page), text);
}
