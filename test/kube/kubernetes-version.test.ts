import { expect, test } from 'vitest';
import { isAtLeast } from '../../src/kube/kubernetes-version';

test.each([['1.30', '1.30'], ['1.31', '1.30'], ['1.100', '1.30']])('%s is at least %s', (version, least) => {
  expect(isAtLeast(version, least)).toBe(true);
});

test.each([['1.29', '1.30'], ['1.9', '1.30']])('%s is not at least %s', (version, least) => {
  expect(isAtLeast(version, least)).toBe(false);
});
