import neo4j from 'neo4j-driver';
import { Refusal } from '../domain/common/refusal.js';
import { outOfBudget } from './budget.js';

/* What the driver throws, and what a client hears of it. */

export function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

export function isRetriable(error: unknown): boolean {
  const code = codeOf(error);
  // A unique constraint met under concurrency: the next attempt finds what the other writer left.
  return (error instanceof Error && neo4j.isRetryableError(error as never)) || code === 'Neo.ClientError.Schema.ConstraintValidationFailed';
}

export function isLostConnection(error: unknown): boolean {
  return ['ServiceUnavailable', 'SessionExpired'].includes(codeOf(error)) || codeOf(error).startsWith('Neo.TransientError.General.DatabaseUnavailable');
}

/** What the driver says of a statement, or a commit, of a transaction that has failed already. By what, it doesn't say again. */
export function isAfterFailure(error: unknown): boolean {
  return codeOf(error) === 'N/A' && error instanceof Error && error.message.includes('because it has been rolled back');
}

export function isTimeout(error: unknown): boolean {
  return codeOf(error).includes('TransactionTimedOut') || codeOf(error).includes('Transaction.Terminated');
}

export function unknownOutcome(cause: unknown): Refusal {
  return new Refusal('UNAVAILABLE', 'The database did not answer, and it is not known whether this was written. Send the same request again, with the same idempotency key: it happens once.', { cause });
}

export function unavailable(cause: unknown): Refusal {
  return new Refusal('UNAVAILABLE', 'The database cannot be reached just now. Send the same request again, with the same idempotency key.', { cause });
}

export function busy(cause: unknown): Refusal {
  return new Refusal('BUSY', 'Others are writing the same thing. Nothing was written; send the same request again, with the same key.', { cause });
}

export function tooLate(cause: unknown): Refusal {
  return new Refusal('TIMEOUT', 'The operation took longer than it may. Nothing was written; send the same request again, with the same key.', { cause });
}

/** One place where what the driver throws becomes what a client may hear; anything unknown passes on and is masked. */
export function translate(error: unknown): unknown {
  const code = codeOf(error);
  // A user or password that no longer opens it is, for whoever asks, a database that is not there.
  if (isLostConnection(error) || code.includes('DatabaseUnavailable') || code.includes('DatabaseNotFound') || code.startsWith('Neo.ClientError.Security.')) {
    return unavailable(error);
  }
  if (code.includes('LockClientStopped') || code.includes('DeadlockDetected') || code.includes('LockAcquisitionTimeout')) {
    return busy(error);
  }
  if (error instanceof Error && error.message.includes('acquisition timed out')) {
    return new Refusal('UNAVAILABLE', 'Too many requests are under way at once. Send the same request again in a moment, with the same idempotency key.', { cause: error });
  }
  if (code.includes('Bookmark')) {
    return new Refusal('UNAVAILABLE', 'What you wrote has not reached this part of the database yet. Send the same request again in a moment.', { cause: error });
  }
  if (isTimeout(error)) {
    return outOfBudget(error);
  }
  return error;
}
