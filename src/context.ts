import { momentOf } from './domain/common/moment.rules.js';
import type { Moment } from './domain/common/moment.rules.js';
import { Refusal } from './domain/common/refusal.js';
import { readViewer } from './graph/agents.js';
import type { Sources } from './graph/change.js';
import { createLoaders } from './graph/loaders.js';
import type { Loaders } from './graph/loaders.js';
import { Reader } from './graph/reader.js';

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
  /** The time zone of the organisation, read once when something needs it. */
  readonly zone: Promise<string>;
  /** What the client has seen written, from its last response. */
  readonly bookmarks: readonly string[];
  /** What this request has written, for the client to send back. */
  readonly written: Set<string>;
}

export interface Asking {
  readonly requestId: string;
  readonly identity: Identity | null;
  /** Why there is no identity, for the one who asks. */
  readonly because: string;
  readonly bookmarks: readonly string[];
}

export function createContext(sources: Sources, asking: Asking): Context {
  const now = momentOf(sources.clock());
  let reader: Reader | undefined;
  let loaders: Loaders | undefined;
  let zone: Promise<string> | undefined;
  const identity = (): Identity => {
    if (asking.identity === null) throw new Refusal('UNAUTHENTICATED', asking.because);
    return asking.identity;
  };
  return {
    requestId: asking.requestId,
    sources,
    now,
    bookmarks: asking.bookmarks,
    written: new Set(),
    get identity() {
      return identity();
    },
    get reader() {
      return (reader ??= new Reader(sources.database, identity(), asking.bookmarks));
    },
    get loaders() {
      return (loaders ??= createLoaders(this.reader));
    },
    forget: () => {
      loaders = undefined;
    },
    get zone() {
      return (zone ??= readViewer(this.reader).then((found) => found.organization.zone));
    },
  };
}
