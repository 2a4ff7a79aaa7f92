import { WriteTransaction } from '../../dist/graph/database.js';

/*
 * What a change sends to the database is written down, so that the same can be sent by hand: the same statements with the
 * same rows, in the same groups, to another organisation or about other things.
 */

/** @returns what `work` sent, in groups of statements that travelled together */
export async function record(work) {
  const groups = [];
  let unanswered = 0;
  const run = WriteTransaction.prototype.run;
  WriteTransaction.prototype.run = async function (statement, parameters) {
    if (unanswered++ === 0) groups.push([]);
    groups.at(-1).push({ name: statement.name, parameters });
    try {
      return await run.call(this, statement, parameters);
    } finally {
      unanswered--;
    }
  };
  try {
    const result = await work();
    return { result, groups };
  } finally {
    WriteTransaction.prototype.run = run;
  }
}

/** The same with other words in place of some, wherever they stand in it. */
export function replaced(groups, words) {
  let text = JSON.stringify(groups);
  for (const [word, other] of words) text = text.replaceAll(word, other);
  return JSON.parse(text);
}

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** Every id that is in it, once. */
export function idsIn(groups) {
  return new Set(JSON.stringify(groups).match(uuid) ?? []);
}
