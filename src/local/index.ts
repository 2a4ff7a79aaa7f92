export { type LocalDatabase, type LocalDatabaseOptions, startLocalDatabase } from './database.js';
export { OfflineDatabase, dumpName } from './offline.js';
export { LocalDatabaseError } from './error.js';
export { roomiest, startThrowawayDatabase } from './throwaway.js';
