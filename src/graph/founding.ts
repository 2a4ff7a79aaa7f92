import { momentOf } from '../domain/common/moment.rules.js';
import { settled } from './change.js';
import type { Sources } from './change.js';
import { compose, idsFrom } from './composing.js';
import type { Speaking, SubjectChange } from './composing.js';
import { appendEvents, eventOf } from './outbox.js';
import { newWordsKey } from './words.js';

export interface FoundingWish {
  readonly name: string;
  readonly zone: string;
  readonly administrator: { readonly name: string; readonly subject: string };
  /** Its id; left out, a new one. */
  readonly org?: string;
}

/** What founding an organisation says, and who says it. */
export interface Founding {
  readonly person: string;
  readonly speaking: Speaking & { readonly speaker: NonNullable<Speaking['speaker']> };
  readonly subjects: readonly SubjectChange[];
}

export function foundingOf(wish: FoundingWish, clock: () => number): Founding {
  const newId = idsFrom(clock);
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
  return { person, subjects, speaking: { org, at: momentOf(clock()), speaker: { id: person, wordsKey: newWordsKey() }, newId } };
}

/**
 * Founds an organisation with its first administrator: the one write that no viewer can ask for, made by a command.
 * @returns the ids of the organisation and of the administrator
 */
export async function foundOrganization(sources: Sources, wish: FoundingWish): Promise<{ readonly org: string; readonly administrator: string }> {
  const { person, subjects, speaking } = foundingOf(wish, sources.clock);
  const { org, at, newId } = speaking;
  await sources.database.inTransaction(async (transaction) => {
    transaction.holdsItsLocks(); // it is all new, and nobody else's
    const written = subjects.map((subject) => compose(speaking, subject));
    const event = eventOf(org, newId(), at, subjects, written.flatMap(({ records }) => records));
    await settled([...written.flatMap((one) => one.write(transaction)), appendEvents(transaction, [event])]);
  });
  return { org, administrator: person };
}
