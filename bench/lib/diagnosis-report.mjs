import { availableParallelism } from 'node:os';
import { ratio, underWhichLoad, writeBetween } from './report.mjs';

const begins = '<!-- diagnosis: from here on written by `npm run bench:diagnosis -- --write` -->';
const ends = '<!-- diagnosis: until here -->';

const whole = (number) => number.toLocaleString('en');
const milliseconds = (value) => `${value < 10 ? value.toFixed(1) : whole(Math.round(value))} ms`;
const cells = ({ milliseconds: times, processed, ratios, work }) => `${milliseconds(times.ours)} | ${milliseconds(processed.ours)} | ${ratio(ratios.raw)} | ${ratio(work.raw)}`;

function tables(all) {
  const lines = [];
  for (const { promises, acts, agents, group, comparisons } of all) {
    lines.push(...(lines.length === 0 ? [] : ['']), `**${whole(promises)} promises, ${whole(acts)} acts, ${whole(agents)} agents**; the group has ${whole(group)} members.`);
    const some = comparisons.filter(({ scope }) => scope === undefined);
    if (some.length > 0) {
      lines.push('', '| what | ours | work | against raw | in work |', '|---|---|---|---|---|');
      for (const one of some) lines.push(`| ${one.title} | ${cells(one)} |`);
    }
    const scoped = comparisons.filter(({ scope }) => scope !== undefined);
    if (scoped.length > 0) {
      lines.push('', '| kind | of the organisation: ours | work | against raw | in work | of the group: ours, work | of one: ours, work |', '|---|---|---|---|---|---|---|');
      for (const title of new Set(scoped.map((one) => one.title))) {
        const of = (wanted) => scoped.find((one) => one.title === title && one.scope === wanted);
        const short = (one) => (one === undefined ? '' : `${milliseconds(one.milliseconds.ours)}, ${milliseconds(one.processed.ours)}`);
        lines.push(`| ${title} | ${of('organisation') === undefined ? ' | | ' : cells(of('organisation'))} | ${short(of('group'))} | ${short(of('agent'))} |`);
      }
    }
  }
  return lines.join('\n');
}

export function printDiagnosis(all, say) {
  say(`\n${tables(all)}`);
}

export function writeDiagnosis(all, command) {
  const loads = all.map((one) => `${whole(one.promises)} promises ${underWhichLoad(one)}`).join('; ');
  writeBetween(begins, ends, `Measured on ${new Date().toISOString().slice(0, 10)} on ${String(availableParallelism())} cores that clients, servers and the database share, with Node ${process.versions.node} and Neo4j 5.26 Community, medians of rounds with their quartiles; ${loads}: \`${command}\`\n\n${tables(all)}`);
}
