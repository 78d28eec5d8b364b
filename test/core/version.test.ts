import { expect, test } from 'vitest';
import { packageVersion } from '../../src/core/version';
import { readText } from '../support/repository';

test('the version is that of the package', () => {
  expect(packageVersion()).toBe(JSON.parse(readText('package.json')).version);
});
