import { expect, test } from 'vitest';
import { groupAt, membersOfVolumes } from './groups';
import type { Group } from '../../../../cli/operations/snapshots/group';
import { volumesOf } from '../../../../cli/operations/snapshots/lineage';

function group(name: string, uids: { readonly [claim: string]: string }): Group {
  const due = '2026-03-01T00:00:00Z';
  return groupAt(due, { name, members: membersOfVolumes(due, uids) });
}

function volumes(...newestFirst: Group[]): unknown[] {
  return volumesOf(newestFirst).map(({ claim, earlier, groups }) => [claim, earlier, ...groups.map(({ name }) => name)]);
}

test('a claim that was made anew is another volume from then on', () => {
  expect(volumes(group('c', { data: '2', wal: '1' }), group('b', { data: '2', wal: '1' }), group('a', { data: '1', wal: '1' }))).toEqual([
    ['data', false, 'c', 'b'], ['wal', false, 'c', 'b', 'a'], ['data', true, 'a'],
  ]);
});

test('one that is not in the newest group is of before', () => {
  expect(volumes(group('c', { data: '1' }), group('b', { data: '1', wal: '1' }), group('a', { wal: '1' }))).toEqual([['data', false, 'c', 'b'], ['wal', true, 'b', 'a']]);
});

test('was replaced when a newer group has another one of its claim, and not when that is of other claims', () => {
  const replaced = (...newestFirst: Group[]) => volumesOf(newestFirst).map(({ claim, earlier, replaced: is }) => [claim, earlier, is]);
  expect(replaced(group('c', { 'data-0': '1' }), group('b', { 'data-1': '1' }), group('a', { 'data-0': '1' }))).toEqual([['data-0', false, false], ['data-1', true, false]]);
  expect(replaced(group('c', { 'data-0': '2' }), group('b', { 'data-1': '1' }), group('a', { 'data-0': '1', 'data-1': '0' }))).toEqual([
    ['data-0', false, false], ['data-1', true, false], ['data-0', true, true], ['data-1', true, true],
  ]);
});

test('of snapshots that do not say their claim nothing is known', () => {
  const due = '2026-03-01T00:00:00Z';
  const [data, wal] = membersOfVolumes(due, { data: '1', wal: '1' });
  const silent = { ...data, metadata: { ...data.metadata, annotations: {} } };
  expect(volumes(groupAt(due, { name: 'a', members: [silent, wal] }))).toEqual([['wal', false, 'a']]);
  expect(volumes()).toEqual([]);
});
