import { momentOf } from '../domain/common/moment.rules.js';
import { settled } from './change.js';
import type { Sources } from './change.js';
import { compose, idsFrom } from './composing.js';
import type { SubjectChange } from './composing.js';
import { appendEvents, eventOf } from './outbox.js';
import { newWordsKey } from './words.js';

/**
 * Founds an organisation with its first administrator: the one write that no viewer can ask for, made by a command.
 * @returns the ids of the organisation and of the administrator
 */
export async function foundOrganization(
  sources: Sources,
  wish: { readonly name: string; readonly zone: string; readonly administrator: { readonly name: string; readonly subject: string }; readonly org?: string },
): Promise<{ readonly org: string; readonly administrator: string }> {
  const at = momentOf(sources.clock());
  const newId = idsFrom(sources.clock);
  const org = wish.org ?? newId();
  const person = newId();
  const subjects: SubjectChange[] = [
    {
      kind: 'AGENT', id: person, before: null,
      said: [
        { act: 'CREATE_AGENT', data: { agent: person, kind: 'PERSON', name: wish.administrator.name, subject: wish.administrator.subject } },
        { act: 'GRANT_ADMINISTRATOR', data: {} },
      ],
    },
    { kind: 'ORGANIZATION', id: org, before: null, said: [{ act: 'FOUND_ORGANIZATION', data: { organization: org, name: wish.name, zone: wish.zone } }] },
  ];
  const speaking = { org, at, speaker: { id: person, wordsKey: newWordsKey() }, newId };
  await sources.database.inTransaction(async (transaction) => {
    transaction.holdsItsLocks(); // it is all new, and nobody else's
    const written = subjects.map((subject) => compose(speaking, subject));
    const event = eventOf(org, newId(), at, subjects, written.flatMap(({ records }) => records));
    await settled([...written.flatMap((one) => one.write(transaction)), appendEvents(transaction, [event])]);
  });
  return { org, administrator: person };
}
