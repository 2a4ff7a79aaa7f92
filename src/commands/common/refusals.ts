import type { Problem } from '../../domain/import/records.rules.js';
import { ImportRefused } from '../../graph/import.js';
import { CommandError } from './command.js';

/** Every line that is in the way of a file, as far as they are listed. */
export function listed(problems: readonly Problem[], count: number): string[] {
  const lines = problems.map(({ line, message }) => `line ${String(line)}: ${message}`);
  return count > problems.length ? [...lines, `... and ${String(count - problems.length)} more`] : lines;
}

/**
 * Says of a file that is refused what is in its way.
 * @param file its name, where there are several
 */
export async function explaining<Result>(file: string | null, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ImportRefused) throw new CommandError([...(file === null ? [] : [`${file}:`]), ...listed(error.problems, error.count), error.message].join('\n'));
    throw error;
  }
}
