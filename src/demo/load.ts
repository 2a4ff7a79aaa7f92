import { ApolloServer } from '@apollo/server';
import type { Context } from '../context.js';
import { millisecondsOf } from '../domain/common/moment.rules.js';
import { foundOrganization } from '../graph/change.js';
import type { Database } from '../graph/database.js';
import { findOrganization } from '../graph/organizations.js';
import { createSchema } from '../schema.js';
import { cast, company } from './cast.js';
import { speakerThrough } from './client.js';
import { playDemo, storyBegins } from './story.js';

/** The demo's organisation always has this id, so that a start can tell whether it is there. */
export const demoOrganization = '0192a000-0000-7000-8000-00000000de30';

/** The name it bears until the last act has been played: a start that finds it goes on where the last one was stopped. */
const nameWhileLoading = `${company.name} (the demo is being loaded)`;

export interface DemoVisitor {
  readonly org: string;
  readonly subject: string;
  readonly name: string;
}

/**
 * Plays the demo organisation into an empty database, through the public schema, act by act, by a clock of its own that
 * begins long enough ago for there to be a past to look at. Each act carries a key of its own, so a load that was
 * stopped is taken up again and nothing is played twice.
 * @returns whose token to print; null when the database holds other organisations and no demo
 */
export async function loadDemoWhereEmpty(options: { readonly database: Database; readonly say: (line: string) => void; readonly signal?: AbortSignal; readonly now: number }): Promise<DemoVisitor | null> {
  const { database, say, now } = options;
  const visitor: DemoVisitor = { org: demoOrganization, subject: cast.ada.subject, name: `${cast.ada.name}, the ${cast.ada.title}` };
  const found = await findOrganization(database, demoOrganization);
  if (found.organization !== null && found.organization.name !== nameWhileLoading) return visitor;
  if (found.organization === null && found.any) return null;

  const clock = { now: found.organization === null ? storyBegins(now) : millisecondsOf(found.organization.foundedAt) };
  const begin = clock.now;
  const sources = { database, clock: () => clock.now };
  if (found.organization === null) {
    const administrator = { name: cast.olga.name, subject: cast.olga.subject };
    await foundOrganization(sources, { org: demoOrganization, name: nameWhileLoading, zone: company.zone, administrator });
  }
  say('Playing the demo organisation in, act by act ...');
  const apollo = new ApolloServer<Context>({ schema: createSchema(), stopOnTerminationSignals: false });
  await apollo.start();
  try {
    const acts = await playDemo({ speak: speakerThrough(apollo, sources, demoOrganization), clock, begin, now, stopped: () => options.signal?.aborted ?? false });
    say(`Played ${acts} acts of ${company.name}.`);
  } finally {
    await apollo.stop();
  }
  return visitor;
}
