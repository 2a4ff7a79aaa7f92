import { pino } from 'pino';
import { millisecondsOf } from '../domain/common/moment.rules.js';
import { Refusal } from '../domain/common/refusal.js';
import type { OrganizationState } from '../domain/organization/organization.rules.js';
import { foundOrganization } from '../graph/founding.js';
import type { Database } from '../graph/database.js';
import { findOrganization } from '../graph/organizations.js';
import { createSchema } from '../schema.js';
import { Pipeline } from '../serving/pipeline.js';
import { cast, company } from './cast.js';
import { speakerThrough } from './client.js';
import { patience } from './stage.js';
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

interface Loading {
  readonly database: Database;
  readonly say: (line: string) => void;
  readonly signal?: { readonly aborted: boolean };
  /** The present, in milliseconds: the story ends here. */
  readonly now: number;
  /** Under which id; left out, the demo's own. */
  readonly org?: string;
}

/**
 * Loads the demo organisation into an empty database, or goes on with a load that was stopped.
 * @returns whose token to print; null when the database holds other organisations and no demo
 */
export async function loadDemoWhereEmpty(loading: Loading): Promise<DemoVisitor | null> {
  const { any, organization } = await findOrganization(loading.database, loading.org ?? demoOrganization);
  return any && organization === null ? null : loadDemo(loading);
}

/**
 * Plays the demo through the public schema, act by act, by a clock of its own that begins long enough ago for there to
 * be a past to look at. Each act carries a key of its own, so a load that was stopped is taken up again, two servers
 * that start at once play the same story, and nothing is played twice.
 */
export async function loadDemo(loading: Loading): Promise<DemoVisitor> {
  const { database, org = demoOrganization, now, say } = loading;
  const visitor: DemoVisitor = { org, subject: cast.ada.subject, name: `${cast.ada.name}, the ${cast.ada.title}` };
  const organization = (await findOrganization(database, org)).organization ?? (await found(database, org, now));
  if (organization.name !== nameWhileLoading) return visitor;

  const begin = millisecondsOf(organization.foundedAt);
  const clock = { now: begin };
  const sources = { database, clock: () => clock.now };
  say('Playing the demo organisation in, act by act ...');
  const pipeline = new Pipeline({ schema: createSchema(), sources, logger: pino({ level: 'silent' }) });
  const acts = await playDemo({ speak: speakerThrough(pipeline, org), clock, begin, now, stopped: () => loading.signal?.aborted ?? false });
  say(`Played ${acts} acts of ${company.name}.`);
  return visitor;
}

async function found(database: Database, org: string, now: number): Promise<OrganizationState> {
  const administrator = { name: cast.olga.name, subject: cast.olga.subject };
  for (let attempt = 1; ; attempt++) {
    const founding = foundOrganization({ database, clock: () => storyBegins(now) }, { org, name: nameWhileLoading, zone: company.zone, administrator });
    // Another server may have founded it in between; then it is there, and only if it isn't has something gone wrong.
    const failure = await founding.then(() => null, (error: unknown) => error);
    const { organization } = await findOrganization(database, org);
    if (organization !== null) return organization;
    if (attempt === patience || !(failure instanceof Refusal && (failure.code === 'BUSY' || failure.code === 'UNAVAILABLE'))) throw failure;
  }
}
