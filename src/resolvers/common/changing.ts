import type { Context } from '../../context.js';
import { Refusal, invalid } from '../../domain/common/refusal.js';
import { textLimits } from '../../domain/common/text.rules.js';
import type { Voice } from '../../domain/workflow/speaker.rules.js';
import { change } from '../../graph/change.js';
import type { AlsoRead, Changed, ChangeTarget, Found } from '../../graph/change.js';
import type { SubjectChange } from '../../graph/composing.js';

interface Wish {
  readonly idempotencyKey?: string | null;
}

/** Changes something on behalf of the viewer, and remembers what was written for the client to send back. */
export async function changeAs<Also = undefined>(
  context: Context,
  operation: string,
  input: Wish,
  target: ChangeTarget,
  decide: (found: Found, also: Also) => readonly SubjectChange[],
  also?: AlsoRead<Also>,
): Promise<Changed> {
  const key = input.idempotencyKey ?? null;
  if (key !== null && (key.length === 0 || key.length > textLimits.key)) {
    throw invalid('idempotencyKey', `A key has 1 to ${textLimits.key} characters; a UUID serves well.`);
  }
  const changed = await change<Also>(context.sources, { ...context.identity, operation, key, input, bookmarks: context.bookmarks, budget: context.budget }, target, decide, also);
  for (const bookmark of changed.bookmarks) context.written.add(bookmark);
  context.forget();
  return changed;
}

/** @throws Refusal CONFLICT, carrying the present version, when it isn't the expected one */
export function expectVersion(present: number, expected: number | null | undefined): void {
  if (expected === null || expected === undefined || expected === present) return;
  throw new Refusal('CONFLICT', `It has changed: you expected version ${expected}, and it is at ${present}. Read it again and decide anew.`, {
    field: ['expectedVersion'],
    currentVersion: present,
  });
}

/** The group that somebody speaks for; null for oneself. */
export function groupSpokenFor(speaker: string, voice: Voice): string | null {
  return speaker === voice.person || !voice.represents.includes(speaker) ? null : speaker;
}

export function requireAdministrator(found: Found): void {
  if (!found.viewer.administrator) throw new Refusal('FORBIDDEN', 'Only an administrator of the organisation may do this.');
}
