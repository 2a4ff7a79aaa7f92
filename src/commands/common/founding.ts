import { isTimeZone } from '../../domain/common/moment.rules.js';
import { Refusal } from '../../domain/common/refusal.js';
import { checkText } from '../../domain/common/text.rules.js';
import type { FoundingWish } from '../../graph/founding.js';
import { CommandError } from './command.js';

/** The options that say what organisation is to be founded, and who administers it. */
export const foundingOptions = ['name', 'time-zone', 'administrator', 'subject'] as const;

export const foundingUsage = '--name <name> --time-zone <Area/City> --administrator <name> --subject <subject of their tokens>';

/** @throws CommandError with everything that is wrong with them */
export function readFounding(options: Readonly<Record<(typeof foundingOptions)[number], string | undefined>>, usage: string): FoundingWish {
  const problems: string[] = [];
  const read = (name: (typeof foundingOptions)[number]): string => {
    try {
      return checkText(options[name] ?? '', 'name', name);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      problems.push(`--${name}: ${error.message}`);
      return '';
    }
  };
  const wish = { name: read('name'), zone: read('time-zone'), administrator: { name: read('administrator'), subject: read('subject') } };
  if (wish.zone !== '' && !isTimeZone(wish.zone)) problems.push('--time-zone: Give a time zone of the IANA list, such as Europe/Amsterdam.');
  if (problems.length > 0) throw new CommandError([...problems, usage].join('\n'));
  return wish;
}
