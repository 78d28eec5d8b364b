import { describe, expect, test } from 'vitest';
import { Claim, familyOf } from '../../src/audit/claim';
import type { Manifest } from '../../src/audit/finding';

function claim(spec: object, metadata: object = {}): Claim {
  return new Claim({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'ledger', ...metadata }, spec }, [], []);
}

function template(spec: object, metadata: object = {}): Claim {
  const set: Manifest = {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'db', labels: { of: 'set' } },
    spec: { selector: { matchLabels: { app: 'db' } }, volumeClaimTemplates: [{ metadata: { name: 'data', ...metadata } }], ...spec },
  };
  return new Claim(set, ['spec', 'volumeClaimTemplates', 0], []);
}

test.each([['data-db-0', 'data-db-*'], ['data-db-12', 'data-db-*'], ['data-7-db', 'data-7-db'], ['ledger', 'ledger']])('%s is of the family %s', (name, family) => {
  expect(familyOf(name)).toBe(family);
});

describe('a claim', () => {
  test.each([
    [{}, {}, undefined],
    [{ storageClassName: '' }, {}, ''],
    [{ storageClassName: 7 }, {}, undefined],
    [{ storageClassName: 'disk' }, { annotations: { 'volume.beta.kubernetes.io/storage-class': 'old' } }, 'old'],
  ])('with %j and %j asks for class %j', (spec, metadata, className) => {
    expect(claim(spec, metadata).className).toBe(className);
  });

  test.each([['1Gi', '1Gi'], [1024, '1024'], [true, ''], [undefined, '']])('asks for the size %j as "%s"', (storage, text) => {
    expect(claim({ resources: { requests: { storage } } }).sizeText).toBe(text);
  });

  test('asks for the access modes that are text', () => {
    expect(claim({ accessModes: ['ReadWriteOnce', 7, null] }).accessModes).toEqual(['ReadWriteOnce']);
  });

  test('has its own labels and its own name', () => {
    const { labels, ...rest } = claim({ selector: { matchLabels: { disk: 'fast' } } }, { labels: { team: 'a' } });
    expect([labels, rest.name, [...claim({}).claimNames()]]).toEqual([{ team: 'a' }, 'ledger', ['ledger']]);
  });
});

describe('a claim template', () => {
  test('gives claims its labels and those of the selector', () => {
    expect(template({}, { labels: { team: 'a' } }).labels).toEqual({ team: 'a', app: 'db' });
  });

  test.each([
    [{}, ['data-db-0']],
    [{ replicas: 0 }, ['data-db-0']],
    [{ replicas: 2 }, ['data-db-0', 'data-db-1']],
    [{ replicas: 2, ordinals: { start: 3 } }, ['data-db-3', 'data-db-4']],
  ])('of a set with %j makes %j', (spec, names) => {
    expect([...template(spec).claimNames()]).toEqual(names);
  });
});
