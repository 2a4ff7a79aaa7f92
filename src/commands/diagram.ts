import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cycle } from '../domain/workflow/cycle.rules.js';
import type { CycleRow, Speaker } from '../domain/workflow/cycle.rules.js';
import { phases } from '../domain/workflow/workflow.types.js';
import type { Phase } from '../domain/workflow/workflow.types.js';
import { packageRoot } from '../root.js';
import { CommandError, runIfMain } from './common/command.js';

const page = join(packageRoot, 'docs', 'cycle.md');
const begin = '<!-- What follows is written by `npm run diagram`, from src/domain/workflow/cycle.rules.ts. -->';
const end = '<!-- What `npm run diagram` writes ends here. -->';

const titles: Readonly<Record<Phase, string>> = {
  LISTENING: 'Q1 Listening',
  NEGOTIATING: 'Q2 Negotiating',
  EXECUTING: 'Q3 Executing',
  ASSESSING: 'Q4 Assessing',
  CLOSED: 'Closed',
};

const speakers: Readonly<Record<Speaker, string>> = {
  CUSTOMER: 'Customer',
  PERFORMER: 'Performer',
  EITHER: 'either',
  SUCCESSOR: 'the successor',
  PARTY_OR_ADMINISTRATOR: 'a party; an administrator for one who has left',
  COUNTERPART: 'said elsewhere',
  CLOCK: 'the clock',
};

interface Step {
  readonly from: Phase;
  readonly to: Phase;
}

/** The moves from one phase to another that an act can make. */
export function stepsOf(row: CycleRow): readonly Step[] {
  const leaves = row.leaves ?? row.from;
  return leaves.flatMap((from) => row.to.flatMap((to) => (to === 'SAME' || to === from ? [] : [{ from, to }])));
}

const spoken = (row: CycleRow): string => row.act.toLowerCase().replaceAll('_', ' ');

/** A mermaid state diagram of the acts that move a workflow on; the others stay where they are. */
export function cycleDiagram(): string {
  const labels = new Map<string, string[]>();
  for (const row of cycle) {
    for (const { from, to } of stepsOf(row)) {
      const edge = `${from} --> ${to}`;
      labels.set(edge, [...(labels.get(edge) ?? []), spoken(row)]);
    }
  }
  return [
    '```mermaid',
    'stateDiagram-v2',
    ...phases.map((phase) => `    ${phase} : ${titles[phase]}`),
    '    [*] --> LISTENING : open, notice',
    ...[...labels].map(([edge, acts]) => `    ${edge} : ${acts.join(', ')}`),
    '    CLOSED --> [*]',
    '```',
  ].join('\n');
}

/** Every act: where, by whom, to where, what it needs, and why there is such an act. */
export function cycleTable(): string {
  const rows = cycle.map((row) => {
    const where = row.from.map((phase) => titles[phase].split(' ')[0]).join(', ');
    const to = row.to.map((phase) => (phase === 'SAME' ? 'stays' : titles[phase])).join(' or ');
    const refused = row.when.map(({ because }) => because).join('; or ');
    return `| \`${row.act}\` | ${where} | ${speakers[row.speaker]} | ${to} | ${refused} | ${row.because} |`;
  });
  return ['| act | in | speaker | leads to | refused, because | what it is for |', '|---|---|---|---|---|---|', ...rows].join('\n');
}

/** A page with what is generated put between its markers. */
export function withDiagram(text: string): string {
  const [before, rest] = text.split(begin);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined) throw new CommandError(`docs/cycle.md has lost its markers:\n${begin}\n${end}`);
  return `${before}${begin}\n\n${cycleDiagram()}\n\n${cycleTable()}\n\n${end}${after}`;
}

/* npm run diagram: writes the diagram and the table into docs/cycle.md. */
runIfMain(import.meta.url, () => {
  writeFileSync(page, withDiagram(readFileSync(page, 'utf8')));
});
