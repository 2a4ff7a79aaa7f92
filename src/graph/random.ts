import { randomBytes } from 'node:crypto';

const drawnAtOnce = 16_384;
let drawn: Buffer = Buffer.alloc(0);
let used = 0;

/** Some random bytes, each given once. Drawn thousands at once: a draw of ten costs nearly what one of ten thousand does. */
export function randomPiece(length: number): Buffer {
  if (used + length > drawn.length) [drawn, used] = [randomBytes(Math.max(drawnAtOnce, length)), 0];
  used += length;
  return drawn.subarray(used - length, used);
}
