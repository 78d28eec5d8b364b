import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../../cli/cluster/http';
import { RETRIES, pauseAfter, withRetries } from '../../../cli/cluster/retry';

function answer(status: number, headers: { readonly [name: string]: string } = {}): Outcome {
  return { status, headers, body: '' };
}

describe('pauses', () => {
  test('double up to the longest', () => {
    expect([0, 1, 2, 3, 4, 5, 9].map((failures) => pauseAfter(answer(503), failures, RETRIES, 1))).toEqual([250, 500, 1000, 2000, 4000, 5000, 5000]);
  });

  test('are spread over half of their length', () => {
    expect(pauseAfter(answer(503), 2, RETRIES, 0)).toBe(500);
    expect(pauseAfter(answer(503), 2, RETRIES, 0.5)).toBe(750);
  });

  test('are never shorter than the server asks for', () => {
    expect(pauseAfter(answer(429, { 'retry-after': '3' }), 0, RETRIES, 1)).toBe(3000);
    expect(pauseAfter(answer(429, { 'retry-after': '1' }), 5, RETRIES, 1)).toBe(5000);
    expect(pauseAfter(answer(429, { 'retry-after': 'soon' }), 0, RETRIES, 1)).toBe(250);
  });
});

describe('attempts', () => {
  async function attempts(...outcomes: Outcome[]): Promise<[number, Outcome]> {
    let count = 0;
    const policy = { ...RETRIES, firstPauseMilliseconds: 1, lastAttemptMilliseconds: 1000 };
    const last = await withRetries(async () => outcomes[Math.min(count++, outcomes.length - 1)], policy);
    return [count, last];
  }

  test('end with the first answer that stands', async () => {
    expect(await attempts({ problem: 'reset', passing: true }, answer(500), answer(409))).toEqual([3, answer(409)]);
  });

  test('are not repeated where that cannot help', async () => {
    const problem = { problem: 'certificate has expired', passing: false };
    expect(await attempts(problem)).toEqual([1, problem]);
  });

  test('end when the server asks for more time than there is', async () => {
    const late = answer(429, { 'retry-after': '60' });
    expect(await attempts(late)).toEqual([1, late]);
  });
});
