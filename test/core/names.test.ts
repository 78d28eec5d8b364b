import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  annotationFaults, dataKeyFaults, dnsLabelFaults, dnsSubdomainFaults, labelFaults, MAX_DNS_LABEL,
  MAX_STATEFUL_SET_NAME, metadataFaults, mountPathFaults, portNameFaults, shortenName, stableHash, variableFaults,
} from '../../src/core/names';

describe('dnsLabelFaults', () => {
  test.each(['a', '0', 'orders-db', 'a--b', '1db', 'a'.repeat(63)])('takes "%s"', (name) => {
    expect(dnsLabelFaults('metadata.name', name)).toEqual([]);
  });

  test.each(['', '-a', 'a-', 'Orders', 'a.b', 'my_db', 'a b', 'a\n', 'ä'])('refuses "%s"', (name) => {
    expect(dnsLabelFaults('metadata.name', name)).toEqual([
      expect.objectContaining({ prop: 'metadata.name', problem: 'is not a DNS label (RFC 1123)', got: name }),
    ]);
  });

  test('refuses what is too long, and says both lengths', () => {
    const name = 'a'.repeat(64);
    expect(dnsLabelFaults('name', name)).toEqual([{ prop: 'name', problem: 'is 64 characters long', got: name, remedy: 'use at most 63' }]);
  });

  test('says both faults of a name that has two', () => {
    expect(dnsLabelFaults('name', 'A'.repeat(64))).toHaveLength(2);
  });

  test('a StatefulSet has 52 characters: its pods carry the name and a hash of 11 in one label', () => {
    expect(MAX_STATEFUL_SET_NAME).toBe(MAX_DNS_LABEL - 11);
    expect(dnsLabelFaults('name', 'a'.repeat(52), MAX_STATEFUL_SET_NAME)).toEqual([]);
    expect(dnsLabelFaults('name', 'a'.repeat(53), MAX_STATEFUL_SET_NAME)).toEqual([expect.objectContaining({ remedy: 'use at most 52' })]);
  });
});

describe('dnsSubdomainFaults', () => {
  test.each(['a', 'a.b', 'ebs.csi.aws.com', 'a'.repeat(253)])('takes "%s"', (name) => {
    expect(dnsSubdomainFaults('name', name)).toEqual([]);
  });

  test.each(['', '.a', 'a.', 'a..b', 'a.-b', 'a-.b', 'A.b', 'a_b', 'a'.repeat(254)])('refuses "%s"', (name) => {
    expect(dnsSubdomainFaults('name', name)).toEqual([expect.objectContaining({ prop: 'name', got: name })]);
  });
});

describe('labelFaults', () => {
  test.each([
    ['app', 'x'],
    ['app.kubernetes.io/name', 'postgres'],
    ['example.com/A_b.c', 'A_b.c-1'],
    ['a'.repeat(63), 'a'.repeat(63)],
    [`${'a'.repeat(253)}/b`, ''],
  ])('takes %s: %s', (key, value) => {
    expect(labelFaults('labels', { [key]: value })).toEqual([]);
  });

  test.each(['', '/x', 'a/', 'a/b/c', '-a', 'a-', 'a b', 'Example.com/x', 'a..b/c', 'a.-b/c', 'a'.repeat(64), `${'a'.repeat(254)}/b`])('refuses the key "%s"', (key) => {
    expect(labelFaults('labels', { [key]: 'x' })).toEqual([expect.objectContaining({ problem: 'has a key that Kubernetes refuses', got: key })]);
  });

  test.each(['-a', 'a-', 'a/b', 'a b', 'a:b', 'a'.repeat(64)])('refuses the value "%s"', (value) => {
    expect(labelFaults('labels', { app: value })).toEqual([
      expect.objectContaining({ problem: 'has a value for app that Kubernetes refuses', got: value }),
    ]);
  });

  test('says every fault', () => {
    expect(labelFaults('labels', { 'a b': 'x', 'c': 'y z', 'd': 'fine' })).toHaveLength(2);
  });
});

describe('shortenName', () => {
  const LONG = 'platform-team-orders-production-eu-west-1-database-primary-c8a6045c';

  test('leaves alone what fits', () => {
    expect(shortenName('orders-db', 52)).toBe('orders-db');
    expect(shortenName('a'.repeat(52), 52)).toBe('a'.repeat(52));
  });

  test('never changes: another name would be another set with empty volumes', () => {
    expect(shortenName(LONG, 52)).toBe('platform-team-orders-production-eu-west-1-d-0241b5a8');
  });

  test('names that differ only past the cut stay different', () => {
    expect(shortenName(`${LONG}-a`, 52)).not.toBe(shortenName(`${LONG}-b`, 52));
  });

  test.each(['-', '.', '-.-'])('does not leave "%s" before the hash', (tail) => {
    const name = `${'a'.repeat(43 - tail.length)}${tail}${'b'.repeat(20)}`;
    expect(shortenName(name, 52)).toMatch(/^a+-[0-9a-f]{8}$/);
  });

  test('what was a DNS label or subdomain still is one, and fits', () => {
    const label = fc.stringMatching(/^[a-z0-9][-a-z0-9]{0,60}[a-z0-9]$/);
    const subdomain = fc.array(label, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('.'));
    fc.assert(fc.property(label, fc.integer({ min: 10, max: 63 }), (name, max) => {
      expect(dnsLabelFaults('name', shortenName(name, max), max)).toEqual([]);
    }));
    fc.assert(fc.property(subdomain, fc.integer({ min: 10, max: 63 }), (name, max) => {
      const short = shortenName(name, max);
      expect(short.length).toBeLessThanOrEqual(max);
      expect(dnsSubdomainFaults('name', short)).toEqual([]);
    }));
  });
});

describe('keys and names', () => {
  test.each(['team', 'example.com/team', 'Example.com/Team', 'a.b_c-d'])('annotation "%s" is one', (key) => {
    expect(annotationFaults('annotations', { [key]: 'any: text\n' })).toEqual([]);
  });

  test.each(['', '/a', 'a b', 'a/b/c', '-a', 'x'.repeat(64)])('annotation "%s" is refused', (key) => {
    expect(annotationFaults('annotations', { [key]: '' })).toEqual([expect.objectContaining({ prop: 'annotations', got: key })]);
  });

  test('labels and annotations of metadata are judged together', () => {
    expect(metadataFaults()).toEqual([]);
    expect(metadataFaults({ labels: { a: '-' }, annotations: { '': '' } }).map(({ prop }) => prop)).toEqual(['metadata.labels', 'metadata.annotations']);
  });

  test.each<[string, (prop: string, name: string) => unknown[], string[], string[]]>([
    ['a key of a Secret', dataKeyFaults, ['username', '.pgpass', 'A-b_c.d'], ['', '.', '..', '..a', 'a/b', 'a b', 'x'.repeat(254)]],
    ['an environment variable', variableFaults, ['PGDATA', '_a', 'a.b-c'], ['', '1A', 'A=B', 'A B', '..', 'ä']],
    ['a port', portNameFaults, ['postgres', 'a-1', '1a'], ['', '5432', 'a--b', '-a', 'A', 'x'.repeat(16)]],
    ['a folder', (prop, path) => mountPathFaults(prop, 'data', path), ['/data', '/a/b'], ['', '/', 'data', '/a:b']],
  ])('%s', (_, faults, legal, illegal) => {
    expect(legal.filter((name) => faults('name', name).length > 0)).toEqual([]);
    expect(illegal.filter((name) => faults('name', name).length === 0)).toEqual([]);
  });
});

describe('stableHash', () => {
  test('never changes: schedules are made from it', () => {
    expect(['', 'orders/orders-db-snapshots', 'orders/other'].map((text) => stableHash(text, 60))).toEqual([50, 43, 21]);
  });

  test('is a whole number below the size', () => {
    fc.assert(fc.property(fc.string(), fc.integer({ min: 1, max: 1000 }), (text, size) => {
      const hash = stableHash(text, size);
      expect(Number.isInteger(hash) && hash >= 0 && hash < size).toBe(true);
    }));
  });

  test('spreads', () => {
    const counts = new Map<number, number>();
    for (let at = 0; at < 6000; at += 1) counts.set(stableHash(`policy-${at}`, 60), (counts.get(stableHash(`policy-${at}`, 60)) ?? 0) + 1);
    expect(counts.size).toBe(60);
    expect(Math.max(...counts.values())).toBeLessThan(160);
  });
});
