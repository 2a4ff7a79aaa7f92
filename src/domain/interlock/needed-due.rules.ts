import type { Moment } from '../common/moment.rules.js';
import type { Condition } from '../workflow/workflow.types.js';

/** What would be there when: a promise, or terms on the table. */
export interface Offered {
  readonly due: Moment;
  readonly conditions: readonly Pick<Condition, 'key' | 'mandatory' | 'due'>[];
}

/**
 * When what is needed is due: a condition, or all mandatory ones where the whole promise is, and so the last of these. Null
 * where there is no such condition.
 */
export function neededDueOf({ due, conditions }: Offered, needs: string | null): Moment | null {
  return conditions
    .filter(({ key, mandatory }) => (needs === null ? mandatory : key === needs))
    .reduce<Moment | null>((last, condition) => {
      const own = condition.due ?? due;
      return last === null || own > last ? own : last;
    }, null);
}
