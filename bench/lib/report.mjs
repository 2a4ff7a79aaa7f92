import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { join } from 'node:path';
import { root } from '../../scripts/lib/prepare.mjs';

const page = join(root, 'docs', 'figures.md');
const begins = '<!-- measured: from here on written by `npm run bench -- --write` -->';
const ends = '<!-- measured: until here -->';

const milliseconds = (value) => `${value.toFixed(1)} ms`;
const perSecond = (value) => `${value >= 100 ? String(Math.round(value)) : value.toFixed(1)}/s`;
const times = (value) => value.toFixed(2);

/** The tables of what was measured: ratios first, what they are of beside them. */
function tables({ comparisons, imported }) {
  const lines = [];
  if (comparisons.length > 0) {
    lines.push('| what | alone, against raw | 16 at once, against raw | alone: ours, raw | 16 at once: ours, raw |', '|---|---|---|---|---|');
    for (const { title, servers: { promisegraph: ours, raw }, ratios } of comparisons) {
      lines.push(`| ${title} | **${times(ratios.raw.alone)}** | **${times(ratios.raw.together)}** | ${milliseconds(ours.milliseconds)}, ${milliseconds(raw.milliseconds)} | ${perSecond(ours.perSecond)}, ${perSecond(raw.perSecond)} |`);
    }
  }
  if (comparisons.length > 0) {
    lines.push('', '| what | processor time of the server a request: ours, raw |', '|---|---|');
    for (const { title, servers: { promisegraph: ours, raw } } of comparisons) lines.push(`| ${title} | ${ours.processor.toFixed(2)} ms, ${raw.processor.toFixed(2)} ms |`);
  }
  const competed = comparisons.filter(({ ratios }) => ratios.neo4jGraphql !== undefined);
  if (competed.length > 0) {
    lines.push('', '| what | times as fast as @neo4j/graphql alone | at 16 at once | alone: ours, theirs | 16 at once: ours, theirs |', '|---|---|---|---|---|');
    for (const { title, servers: { promisegraph: ours, neo4jGraphql: theirs }, ratios: { neo4jGraphql: ratio } } of competed) {
      lines.push(`| ${title} | **${times(1 / ratio.alone)}** | **${times(1 / ratio.together)}** | ${milliseconds(ours.milliseconds)}, ${milliseconds(theirs.milliseconds)} | ${perSecond(ours.perSecond)}, ${perSecond(theirs.perSecond)} |`);
    }
  }
  if (imported !== null) {
    lines.push('', '| what | against the same rows by hand | ours, by hand |', '|---|---|---|', `| an import, in workflows with their concern, promise and acts | **${times(imported.ratio)}** | ${perSecond(imported.ours)}, ${perSecond(imported.byHand)} |`);
  }
  return lines.join('\n');
}

export function print(figures, say) {
  say(tables(figures));
}

/** Puts the tables into the page, with where they come from. */
export function writeFigures(figures, command) {
  const text = readFileSync(page, 'utf8');
  const [from, to] = [text.indexOf(begins), text.indexOf(ends)];
  if (from === -1 || to === -1) throw new Error('docs/figures.md has no place for figures: its two comments are missing.');
  const day = new Date().toISOString().slice(0, 10);
  const where = `Measured on ${day} on ${String(availableParallelism())} cores that clients, server and database share, under a load of ${loadavg()[0].toFixed(1)}, with Node ${process.versions.node} and Neo4j 5.26 Community, over ${figures.workflows.toLocaleString('en')} workflows, medians of ${String(figures.rounds)} rounds: \`${command}\``;
  writeFileSync(page, `${text.slice(0, from)}${begins}\n\n${where}\n\n${tables(figures)}\n\n${text.slice(to)}`);
}
