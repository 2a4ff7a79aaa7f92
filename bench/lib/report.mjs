import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { root } from '../../scripts/lib/prepare.mjs';

const page = join(root, 'docs', 'figures.md');
const begins = '<!-- measured: from here on written by `npm run bench -- --write` -->';
const ends = '<!-- measured: until here -->';

export const milliseconds = (value) => `${value.toFixed(1)} ms`;
const perSecond = (value) => `${value >= 100 ? String(Math.round(value)) : value.toFixed(1)}/s`;
const times = (value) => value.toFixed(2);
/** A ratio, and between which two half of the rounds lay. */
export const ratio = ({ median, from, to }) => `**${times(median)}** (${times(from)}–${times(to)})`;

/** The tables of what was measured: ratios first, what they are of beside them. */
function tables({ comparisons, imported, settled }) {
  const lines = [];
  if (comparisons.length > 0) {
    lines.push('| what | alone, against raw | 16 at once, against raw | alone: ours, raw | 16 at once: ours, raw |', '|---|---|---|---|---|');
    for (const { title, servers: { promisegraph: ours, raw }, againstOthers } of comparisons) {
      lines.push(`| ${title} | ${ratio(againstOthers.raw.longer)} | ${ratio(againstOthers.raw.fewer)} | ${milliseconds(ours.milliseconds)}, ${milliseconds(raw.milliseconds)} | ${perSecond(ours.perSecond)}, ${perSecond(raw.perSecond)} |`);
    }
  }
  if (comparisons.length > 0) {
    lines.push('', '| what | processor time of the server a request, 16 at once: against raw | ours, raw |', '|---|---|---|');
    for (const { title, servers: { promisegraph: ours, raw }, againstOthers } of comparisons) lines.push(`| ${title} | ${ratio(againstOthers.raw.processor)} | ${ours.processor.toFixed(2)} ms, ${raw.processor.toFixed(2)} ms |`);
  }
  const competed = comparisons.filter(({ againstOthers }) => againstOthers.neo4jGraphql !== undefined);
  if (competed.length > 0) {
    lines.push('', '| what | times as fast as @neo4j/graphql alone | at 16 at once | raw: as many times as fast alone, at 16 at once | alone: ours, theirs | 16 at once: ours, theirs |', '|---|---|---|---|---|---|');
    for (const { title, servers: { promisegraph: ours, raw, neo4jGraphql: theirs }, againstOthers } of competed) {
      // What nothing over this database could exceed by much.
      const limit = `${times(theirs.milliseconds / raw.milliseconds)}, ${times(raw.perSecond / theirs.perSecond)}`;
      lines.push(`| ${title} | ${ratio(againstOthers.neo4jGraphql.faster)} | ${ratio(againstOthers.neo4jGraphql.more)} | ${limit} | ${milliseconds(ours.milliseconds)}, ${milliseconds(theirs.milliseconds)} | ${perSecond(ours.perSecond)}, ${perSecond(theirs.perSecond)} |`);
    }
  }
  if (imported !== null) {
    lines.push('', '| what | against the same rows by hand | ours, by hand |', '|---|---|---|', `| an import, in workflows with their concern, promise and acts | ${ratio(imported.ratio)} | ${perSecond(imported.ours)}, ${perSecond(imported.byHand)} |`);
  }
  if (settled !== null) {
    const what = `settling a round of ${settled.proposals.toLocaleString('en')} proposals that interlock`;
    lines.push('', '| what | against what it sends, sent by hand | ours, by hand | its alignment before |', '|---|---|---|---|', `| ${what} | ${ratio(settled.ratio)} | ${milliseconds(settled.settled)}, ${milliseconds(settled.byHand)} | ${milliseconds(settled.aligned)} |`);
  }
  return lines.join('\n');
}

export function print(figures, say) {
  say(`${underWhichLoad(figures)}.\n\n${tables(figures)}`);
}

/** A load above the number of cores means that whatever is measured waited for others, too. */
export function underWhichLoad({ loads: [before, after] }) {
  return `under a load of ${before.toFixed(1)} at the beginning and ${after.toFixed(1)} at the end, its own included`;
}

/** Puts a text in the place of what stands between two comments of the page. */
export function writeBetween(begins, ends, written) {
  const text = readFileSync(page, 'utf8');
  const [from, to] = [text.indexOf(begins), text.indexOf(ends)];
  if (from === -1 || to === -1) throw new Error('docs/figures.md has no place for figures: its two comments are missing.');
  writeFileSync(page, `${text.slice(0, from)}${begins}\n\n${written}\n\n${text.slice(to)}`);
}

/** Puts the tables into the page, with where they come from. */
export function writeFigures(figures, command) {
  const day = new Date().toISOString().slice(0, 10);
  const where = `Measured on ${day} on ${String(availableParallelism())} cores that clients, server and database share, ${underWhichLoad(figures)}, with Node ${process.versions.node} and Neo4j 5.26 Community, over ${figures.workflows.toLocaleString('en')} workflows, medians of ${String(figures.rounds)} rounds with their quartiles: \`${command}\``;
  writeBetween(begins, ends, `${where}\n\n${tables(figures)}`);
}
