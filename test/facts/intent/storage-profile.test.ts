import { expect, test } from 'vitest';
import { DataCriticality, StorageProfile } from '../../../src/facts/intent/storage-profile';

test('what is not said is one writer in production on a disk that outlives its node', () => {
  expect({ ...StorageProfile.of({ data: DataCriticality.AUTHORITATIVE }) }).toEqual({
    data: 'authoritative', sharing: 'none', failureDomain: 'zone', performance: 'standard', environment: 'production',
  });
});

test('scratch data may go with its node', () => {
  expect(StorageProfile.of({ data: DataCriticality.SCRATCH }).failureDomain).toBe('node');
});
