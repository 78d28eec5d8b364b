import { expect, test } from 'vitest';
import { readText, sourceFiles } from '../support/repository';

const LONGEST = 300;
const MEDIAN_BELOW = 100;

/** One file holds all there is to know about one driver or engine: data, as long as it must be. */
const FACTS = /^src\/facts\/(drivers|engines)\//;

const SIZES = sourceFiles('src', 'cli').map((path) => ({ path, lines: readText(path).replace(/\n$/, '').split('\n').length }));

test(`no file has more than ${LONGEST} lines; split one that has by what changes together`, () => {
  const long = SIZES.filter(({ path, lines }) => lines > LONGEST && !FACTS.test(path));
  expect(long.map(({ path, lines }) => `${path} has ${lines} lines, ${lines - LONGEST} too many`)).toEqual([]);
});

test(`half of the files have fewer than ${MEDIAN_BELOW} lines`, () => {
  const sorted = SIZES.map(({ lines }) => lines).sort((a, b) => a - b);
  const longest = [...SIZES].sort((a, b) => b.lines - a.lines).slice(0, 5).map(({ path, lines }) => `${path} (${lines})`);
  expect(sorted[Math.floor(sorted.length / 2)], `the longest are ${longest.join(', ')}`).toBeLessThan(MEDIAN_BELOW);
});
