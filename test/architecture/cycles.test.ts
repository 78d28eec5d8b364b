import { describe, expect, test } from 'vitest';
import { folderOf } from './arrows';
import { findCycle, graphOf } from './cycles';
import { importsOfFiles } from '../support/imports';
import { sourceFiles } from '../support/repository';

const EDGES = importsOfFiles(sourceFiles('src', 'cli')).flatMap(({ from, target }) => (target ? [[from, target] as const] : []));

test('no files import each other in a circle, types included; move what both need into a third file', () => {
  expect(findCycle(graphOf(EDGES))?.join(' -> ')).toBeUndefined();
});

test('no folders import each other in a circle; move what both need into a folder below', () => {
  const between = EDGES.map(([from, to]) => [folderOf(from), folderOf(to)] as const).filter(([from, to]) => from !== to);
  expect(findCycle(graphOf(between))?.join(' -> ')).toBeUndefined();
});

describe('findCycle', () => {
  test.each<[string, [string, string][], string | undefined]>([
    ['nothing', [], undefined],
    ['a diamond', [['a', 'b'], ['a', 'c'], ['b', 'd'], ['c', 'd']], undefined],
    ['itself', [['a', 'a']], 'a -> a'],
    ['two', [['a', 'b'], ['b', 'a']], 'a -> b -> a'],
    ['three behind an entrance', [['x', 'a'], ['a', 'b'], ['b', 'c'], ['c', 'a']], 'a -> b -> c -> a'],
    ['one found late', [['a', 'b'], ['c', 'b'], ['c', 'd'], ['d', 'c']], 'c -> d -> c'],
  ])('in %s', (_, edges, cycle) => {
    expect(findCycle(graphOf(edges))?.join(' -> ')).toBe(cycle);
  });
});
