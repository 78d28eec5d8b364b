import { expect, test } from 'vitest';
import { reaches } from '../../src/audit/severity';

test.each([
  ['info', ['info']],
  ['warning', ['info', 'warning']],
  ['error', ['info', 'warning', 'error']],
] as const)('%s reaches %j', (severity, reached) => {
  expect((['info', 'warning', 'error', 'never'] as const).filter((threshold) => reaches(severity, threshold))).toEqual(reached);
});
