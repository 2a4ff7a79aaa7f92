import { momentOf } from './domain/common/moment.rules.js';
import type { Moment } from './domain/common/moment.rules.js';
import { Refusal } from './domain/common/refusal.js';
import { readViewer } from './graph/agents.js';
import { Budget } from './graph/budget.js';
import type { Sources } from './graph/change.js';
import { createLoaders } from './graph/loaders.js';
import type { Loaders } from './graph/loaders.js';
import { Reader } from './graph/reader.js';

/** What whoever comes with a token that has ended is told, wherever it is noticed. */
export const tokenExpired = 'The token has expired: get a new one.';

/** Who a verified token says is asking. */
export interface Identity {
  readonly org: string;
  readonly subject: string;
}

/** What one request knows. Nothing in it outlives the request or is shared with another. */
export interface Context {
  readonly requestId: string;
  readonly sources: Sources;
  /** One moment for the whole request, so that overdue means the same in each field of an answer. */
  readonly now: Moment;
  /** @throws Refusal UNAUTHENTICATED when there is no valid token */
  readonly identity: Identity;
  readonly reader: Reader;
  readonly loaders: Loaders;
  /** Forgets what was loaded: after a change it is of the past. */
  forget(): void;
  /**
   * The same asker at a later moment, with nothing loaded: for each event of a subscription.
   * @throws Refusal UNAUTHENTICATED once the token has ended
   */
  afresh(): Context;
  /** The time zone of the organisation, read once when something needs it. */
  readonly zone: Promise<string>;
  /** What the client has seen written, from its last response. */
  readonly bookmarks: readonly string[];
  /** What this request has written, for the client to send back. */
  readonly written: Set<string>;
  /** The time that is left for it. */
  readonly budget: Budget;
}

export interface Asking {
  readonly requestId: string;
  readonly identity: Identity | null;
  /** Why there is no identity, for the one who asks. */
  readonly because: string;
  /** When the token ends, in milliseconds since 1970; null without one. */
  readonly expiresAt?: number | null;
  readonly bookmarks: readonly string[];
  /** Left out, each statement's own limit is the only one. */
  readonly budget?: Budget;
}

/* Whatever is made on demand, and what throws without a token, is a getter: most requests need little of it. */
class RequestContext implements Context {
  readonly written = new Set<string>();
  readonly budget: Budget;
  #reader: Reader | undefined;
  #loaders: Loaders | undefined;
  #zone: Promise<string> | undefined;

  constructor(readonly sources: Sources, readonly now: Moment, private readonly asking: Asking) {
    this.budget = asking.budget ?? new Budget({ milliseconds: Infinity });
  }

  get requestId(): string {
    return this.asking.requestId;
  }

  get bookmarks(): readonly string[] {
    return this.asking.bookmarks;
  }

  get identity(): Identity {
    if (this.asking.identity === null) throw new Refusal('UNAUTHENTICATED', this.asking.because);
    return this.asking.identity;
  }

  get reader(): Reader {
    return (this.#reader ??= new Reader(this.sources.database, this.identity, { bookmarks: this.bookmarks, budget: this.budget }));
  }

  get loaders(): Loaders {
    return (this.#loaders ??= createLoaders(this.reader, this.now));
  }

  get zone(): Promise<string> {
    return (this.#zone ??= readViewer(this.reader).then((found) => found.organization.zone));
  }

  forget(): void {
    this.#loaders = undefined;
  }

  afresh(): Context {
    const now = this.sources.clock();
    if (typeof this.asking.expiresAt === 'number' && this.asking.expiresAt <= now) throw new Refusal('UNAUTHENTICATED', tokenExpired);
    return new RequestContext(this.sources, momentOf(now), { ...this.asking, budget: this.budget.renewed() });
  }
}

export function createContext(sources: Sources, asking: Asking): Context {
  return new RequestContext(sources, momentOf(sources.clock()), asking);
}
