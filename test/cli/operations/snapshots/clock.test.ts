import { expect, test } from 'vitest';
import { SYSTEM_CLOCK } from '../../../../cli/operations/snapshots/clock';

test('a sleep that is stopped says why', async () => {
  const controller = new AbortController();
  const sleep = SYSTEM_CLOCK.sleep(60_000, controller.signal);
  controller.abort(new Error('told to stop by SIGTERM'));
  await expect(sleep).rejects.toThrow('told to stop by SIGTERM');
});

test('time passes in a sleep', async () => {
  const before = SYSTEM_CLOCK.monotonic();
  await SYSTEM_CLOCK.sleep(20);
  expect(SYSTEM_CLOCK.monotonic() - before).toBeGreaterThan(15);
});

test('what is done again and again is never done twice at once, and stopping waits for it', async () => {
  let [begun, done] = [0, 0];
  const repeated = SYSTEM_CLOCK.every(5, async () => {
    begun += 1;
    await SYSTEM_CLOCK.sleep(40);
    done += 1;
  });
  await SYSTEM_CLOCK.sleep(25);
  expect([begun, done]).toEqual([1, 0]);
  await repeated.stop();
  expect([begun, done]).toEqual([1, 1]);
});
