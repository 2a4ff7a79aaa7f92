import { NotHeard, speakerThrough } from '../../src/demo/client.js';
import { Director, patience } from '../../src/demo/stage.js';

const busy = { act: null, userErrors: [{ code: 'BUSY', message: 'Others are writing the same thing.' }] };
const done = { act: { id: 'an act' }, concern: { id: 'a concern' }, userErrors: [] };

/** A director whose speakers hear these answers, one after the other, and the keys they were asked with. */
function directorHearing(...answers: readonly object[]) {
  const keys: unknown[] = [];
  const speak = (_subject: string, _document: string, variables?: Record<string, unknown>) => {
    keys.push((variables?.['input'] as { idempotencyKey: string }).idempotencyKey);
    const answer = answers[Math.min(keys.length, answers.length) - 1];
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve({ holdConcern: answer });
  };
  const now = Date.parse('2026-11-21T09:00:00.000Z');
  const director = new Director({ speak: speak as never, clock: { now }, begin: now, now, stopped: () => false });
  return { keys, says: () => director.says('ada', 0, 'holdConcern', { statement: 'Peace' }, 'concern') };
}

test('what a database that is still waking up did not hear is said again, with the same key', async () => {
  const { keys, says } = directorHearing(busy, new NotHeard('The database did not answer.'), done, done);
  await says();
  await says();
  expect(keys).toEqual(['demo-0', 'demo-0', 'demo-0', 'demo-1']);
});

test('a database that stays busy is given up in the end', async () => {
  const { keys, says } = directorHearing(busy);
  await expect(says()).rejects.toThrow('ada could not holdConcern: BUSY');
  expect(keys).toHaveLength(patience);
});

test('anything else that goes wrong stops the story at once', async () => {
  const broken = directorHearing(new Error('Out of order.'));
  await expect(broken.says()).rejects.toThrow('Out of order.');
  expect(broken.keys).toHaveLength(1);
});

test('any other refusal stops the story at once', async () => {
  const { keys, says } = directorHearing({ act: null, userErrors: [{ code: 'INVALID_INPUT', message: 'No.' }] });
  await expect(says()).rejects.toThrow('ada could not holdConcern: INVALID_INPUT No.');
  expect(keys).toHaveLength(1);
});

test.each([['UNAVAILABLE', true], ['TIMEOUT', true], ['UNAUTHENTICATED', false]])('%s is an answer after which the same is said again: %s', async (code, again) => {
  const pipeline = { prepare: () => ({}), execute: () => Promise.resolve({ errors: [{ message: 'No.', extensions: { code } }] }) };
  const answer = await speakerThrough(pipeline as never, 'an organisation')('ada', '{ viewer { administrator } }').catch((error: unknown) => error);
  expect(answer).toBeInstanceOf(Error);
  expect(answer instanceof NotHeard).toBe(again);
});
