import { availableParallelism } from 'node:os';
import { ratio, underWhichLoad, writeBetween } from './report.mjs';

const begins = '<!-- planning: from here on written by `npm run bench:planning -- --write` -->';
const ends = '<!-- planning: until here -->';

const whole = (number) => number.toLocaleString('en');
const milliseconds = (value) => (value === undefined ? '' : `${value < 10 ? value.toFixed(value < 1 ? 2 : 1) : whole(Math.round(value))} ms`);
const against = (name, ratios) => (ratios[name] === undefined ? '' : ratio(ratios[name]));

function tables(all) {
  const lines = ['| organisation | dependencies | first answer after a start | the copy in memory | reading it alone |', '|---|---|---|---|---|'];
  for (const { promises, dependencies, cold: { milliseconds: first, refused, copy } } of all.filter(({ cold }) => cold !== undefined)) {
    lines.push(`| ${whole(promises)} promises | ${whole(dependencies)} | ${(first / 1_000).toFixed(1)} s${refused === 0 ? '' : ` (told ${whole(refused)} times that it takes longer)`} | ${whole(copy.megabytes)} MB, ${whole(Math.round((copy.megabytes * 2 ** 20) / promises))} bytes a promise | ${(copy.milliseconds / 1_000).toFixed(1)} s |`);
  }
  const comparisons = all.flatMap(({ promises, comparisons: some }) => some.map((one) => ({ promises, ...one })));
  const ofImpacts = comparisons.filter(({ size }) => size !== undefined);
  for (const title of new Set(ofImpacts.map((one) => one.title))) {
    lines.push('', `**${title[0].toUpperCase()}${title.slice(1)}**`, '', '| promises | affected | ours | against raw | in work | raw | PostgreSQL | limit in memory |', '|---|---|---|---|---|---|---|---|');
    for (const { promises, reaches, milliseconds: times, ...one } of ofImpacts.filter((each) => each.title === title)) {
      lines.push(`| ${whole(promises)} | ${whole(reaches)} | ${milliseconds(times.ours)} | ${against('raw', one.ratios)} | ${against('raw', one.work)} | ${milliseconds(times.raw)} | ${milliseconds(times.postgres)} | ${milliseconds(times.memory)} |`);
    }
  }
  const others = comparisons.filter(({ size }) => size === undefined);
  lines.push('', '| what | promises | ours | against raw | in work | raw | against these fields by hand | by hand | @neo4j/graphql | PostgreSQL |', '|---|---|---|---|---|---|---|---|---|---|');
  for (const title of new Set(others.map((one) => one.title))) {
    for (const [index, { promises, milliseconds: times, ...one }] of others.filter((each) => each.title === title).entries()) {
      lines.push(`| ${index === 0 ? title : ''} | ${whole(promises)} | ${milliseconds(times.ours)} | ${against('raw', one.ratios)} | ${against('raw', one.work)} | ${milliseconds(times.raw)} | ${against('byHand', one.ratios)} | ${milliseconds(times.byHand)} | ${milliseconds(times.neo4jGraphql)} | ${milliseconds(times.postgres)} |`);
    }
  }
  const current = all.filter((one) => one.current !== undefined);
  if (current.length > 0) {
    const counts = current[0].current.map(({ count }) => count);
    lines.push('', `| how many are affected, asked after so many workflows have changed | ${counts.map(whole).join(' | ')} | none |`, `|---|${counts.map(() => '---|').join('')}---|`);
    for (const { promises, current: each } of current) lines.push(`| ${whole(promises)} promises | ${each.map(({ after }) => milliseconds(after)).join(' | ')} | ${milliseconds(each[0].again)} |`);
  }
  return lines.join('\n');
}

export function printPlanning(all, say) {
  say(`\n${tables(all)}`);
}

export function writePlanning(all, command) {
  const day = new Date().toISOString().slice(0, 10);
  const loads = all.map((one) => `${whole(one.promises)} promises ${underWhichLoad(one)}`).join('; ');
  writeBetween(begins, ends, `Measured on ${day} on ${String(availableParallelism())} cores that clients, servers and databases share, with Node ${process.versions.node}, Neo4j 5.26 Community and PostgreSQL 15, medians of rounds with their quartiles; ${loads}: \`${command}\`\n\n${tables(all)}`);
}
