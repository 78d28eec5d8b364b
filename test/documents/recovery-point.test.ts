import { expect, test } from 'vitest';
import { recoveryPointSeconds } from '../../src/documents/recovery-point';

const deadlines = { quiesceSeconds: 300, waitSeconds: 600, readySeconds: 21_600 };
const scheduled = (cron: string, timeZone: string = 'Etc/UTC') => ({ schedule: { cron, timeZone, suspend: false }, deadlines });

test.each([
  ['43 * * * *', 'Etc/UTC', 3600 + 900],
  ['43 * * * *', 'Europe/Berlin', 3600 + 900],
  ['7 3 * * *', 'Etc/UTC', 86_400 + 900],
  ['7 3 * * *', 'UTC', 86_400 + 900],
  ['7 3 * * *', 'Europe/Berlin', 86_400 + 3600 + 900],
  ['7 */2 * * *', 'Europe/Berlin', 7200 + 3600 + 900],
])('a schedule of %s in %s promises %d seconds', (cron, timeZone, expected) => {
  expect(recoveryPointSeconds(scheduled(cron, timeZone))).toBe(expected);
});

test('what was promised holds, whatever the schedule', () => {
  expect(recoveryPointSeconds({ ...scheduled('43 * * * *'), objectives: { rpoSeconds: 7200 } })).toBe(7200);
});
