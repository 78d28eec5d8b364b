import { expect, test } from 'vitest';
import { painter, wantsColor } from '../../../cli/render/color';

test.each([
  [{}, true, true],
  [{}, false, false],
  [{ NO_COLOR: '1' }, true, false],
  [{ NO_COLOR: '' }, true, true],
  [{ TERM: 'dumb' }, true, false],
  [{ FORCE_COLOR: '1' }, false, true],
  [{ FORCE_COLOR: '' }, false, true],
  [{ FORCE_COLOR: '0' }, true, false],
  [{ FORCE_COLOR: 'false' }, true, false],
  [{ FORCE_COLOR: '1', NO_COLOR: '1' }, false, true],
])('with %j and a terminal: %s, colour is wanted: %s', (env, isTerminal, expected) => {
  expect(wantsColor(env, isTerminal)).toBe(expected);
});

test('a painter without colour leaves a text as it is', () => {
  expect([painter(false)('error', 'x'), painter(true)('warning', 'x')]).toEqual(['x', '\u001b[33mx\u001b[39m']);
});
