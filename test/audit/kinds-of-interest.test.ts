import { expect, test } from 'vitest';
import { kindsOfInterest } from '../../src/audit/kinds-of-interest';
import * as manifests from '../../src/audit/manifests';
import { RULES } from '../../src/audit/rules/index';
import { readText } from '../support/repository';

const KINDS = kindsOfInterest(RULES);

test('hold every kind that has a constant', () => {
  expect(KINDS).toEqual(expect.arrayContaining(Object.values(manifests).filter((value) => typeof value === 'string' && value !== manifests.SECRET)));
});

test('hold what the rules judge, and no kind twice', () => {
  expect(KINDS).toContain('VolumeSnapshotClass.snapshot.storage.k8s.io');
  expect(kindsOfInterest([{ ...RULES[0], kinds: ['Tape.example.com'] }])).toContain('Tape.example.com');
  expect(new Set(KINDS).size).toBe(KINDS.length);
});

test('leave out Secrets, and kinds that only a mistaken file has', () => {
  const mistaken = ['Secret', 'StorageClass', 'StorageClass.apps'];
  expect(kindsOfInterest([...RULES, { ...RULES[0], kinds: mistaken }]).filter((kind) => mistaken.includes(kind))).toEqual([]);
});

test.each(KINDS)('%s may be listed by the role of the guide', (name) => {
  const [kind, ...group] = name.toLowerCase().split('.');
  const plural = kind.replace(/y$/, 'ie').replace(/s$/, 'se').concat('s');
  const groups = readText('docs/guide/auditing-a-cluster.md').split('\n').filter((line) => new RegExp(`resources: \\[[^\\]]*\\b${plural}\\b`).test(line));
  expect(groups.map((line) => /apiGroups: \[([^\]]*)\]/.exec(line)?.[1].replaceAll('"', '').split(', ')).flat()).toContain(group.join('.'));
});
