import { createHmac } from 'node:crypto';
import { millisecondsOf } from '../../domain/common/moment.rules.js';
import type { Moment } from '../../domain/common/moment.rules.js';
import { secretPrefix } from '../../graph/webhook-secrets.js';
import type { Message } from '../../domain/webhook/message.rules.js';

/**
 * The headers that a message is sent with, after the Standard Webhooks specification: signed with each secret, the present one
 * first, so that a receiver who knows either lets it in.
 */
export function signed({ id, body }: Message, secrets: readonly string[], at: Moment): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(millisecondsOf(at) / 1_000));
  const signatures = secrets.map((secret) => `v1,${createHmac('sha256', Buffer.from(secret.slice(secretPrefix.length), 'base64')).update(`${id}.${timestamp}.${body}`).digest('base64')}`);
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') };
}
