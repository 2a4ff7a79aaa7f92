/**
 * UUIDv7 (RFC 9562): 48 bits of milliseconds, then randomness. Ids sort by the moment they were made, so a list by
 * id is a list by age. Time and randomness are arguments: the same arguments give the same id.
 */
export function uuidv7(milliseconds: number, random: Uint8Array): string {
  if (random.length < 10) throw new RangeError('uuidv7 needs 10 random bytes');
  const bytes = new Uint8Array(16);
  for (let index = 0, rest = milliseconds; index < 6; index++) {
    bytes[5 - index] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  bytes.set(random.subarray(0, 10), 6);
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  const hex = Buffer.from(bytes.buffer).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export function isUuid(text: string): boolean {
  return UUID.test(text);
}

/** The opaque id that clients see: names the type and the id, never the organisation. */
export function globalId(type: string, id: string): string {
  return Buffer.from(`${type}:${id}`).toString('base64url');
}

export interface GlobalId {
  readonly type: string;
  readonly id: string;
}

/** Reads a global id; null for anything this server would not have written itself. */
export function readGlobalId(text: string): GlobalId | null {
  if (text.length > 100) return null;
  const [type, id, ...more] = Buffer.from(text, 'base64url').toString('utf8').split(':');
  if (type === undefined || id === undefined || more.length > 0 || !isUuid(id)) return null;
  // A second spelling of the same bytes would be a second identity for caches.
  return globalId(type, id) === text ? { type, id } : null;
}
