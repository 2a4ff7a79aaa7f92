import { CommandError } from './command.js';

interface Named {
  readonly name: string;
}

/**
 * The one thing that a name means: the only one called so, whatever the case, or else the only one found.
 * @param candidates what was found by the beginning of the name, or of one of its words
 * @throws CommandError that lists them when it could be several, and says so when it is none
 */
export function choose<Thing extends Named>(kind: 'agent' | 'organisation', name: string, candidates: readonly Thing[], describe: (thing: Thing) => string): Thing {
  const called = candidates.filter((candidate) => candidate.name.toLowerCase() === name.trim().toLowerCase());
  const meant = called.length > 0 ? called : candidates;
  const [first] = meant;
  if (first === undefined) throw new CommandError(`There is no ${kind} called "${name}".`);
  if (meant.length > 1) {
    const list = meant.map((one) => `  - ${describe(one)}`).join('\n');
    throw new CommandError(`"${name}" could be any of these; say which ${kind} you mean:\n${list}`);
  }
  return first;
}
