import { signed } from '../../src/live/webhooks/signing.js';

const at = new Date(1_614_265_330_000).toISOString();

test('a message is signed as the test vector of Standard Webhooks says', () => {
  expect(signed({ id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', body: '{"test": 2432232314}' }, ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'], at)).toEqual({
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek', 'webhook-timestamp': '1614265330', 'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  });
});

test('with two secrets there are two signatures, each as it would be alone', () => {
  const message = { id: 'one', body: '{}' };
  const [first = '', second = ''] = ['whsec_Zmlyc3Q=', 'whsec_c2Vjb25k'].map((secret) => signed(message, [secret], at)['webhook-signature']);
  expect(signed(message, ['whsec_Zmlyc3Q=', 'whsec_c2Vjb25k'], at)['webhook-signature']).toBe(`${first} ${second}`);
  expect(first).not.toBe(second);
});

test('id, time and body are each signed', () => {
  const signature = (id: string, moment: string, body: string): string | undefined => signed({ id, body }, ['whsec_Zmlyc3Q='], moment)['webhook-signature'];
  const all = [signature('one', at, '{}'), signature('two', at, '{}'), signature('one', '2026-03-02T09:00:00.000Z', '{}'), signature('one', at, '{ }')];
  expect(new Set(all).size).toBe(4);
});
