import { expect, test } from 'vitest';
import { MIN_REASON_LENGTH, isReason } from '../../src/audit/acknowledgement';

test.each([[MIN_REASON_LENGTH, true], [MIN_REASON_LENGTH - 1, false]])('%d characters are a reason: %s; spaces around them do not count', (length, expected) => {
  expect([isReason('x'.repeat(length)), isReason(`  ${'x'.repeat(length)}  `)]).toEqual([expected, expected]);
});

test('characters that nobody sees are no reason', () => {
  expect(isReason('\u200b'.repeat(MIN_REASON_LENGTH))).toBe(false);
});
