import { afterEach, expect, test, vi } from 'vitest';
import { commandFrom } from '../e2e/support/cluster-commands';

afterEach(() => vi.unstubAllEnvs());

test('a command gets its values and returns what it printed', async () => {
  vi.stubEnv('SOME_COMMAND', 's={seconds}; n={node}; echo "$s ${n#node-} {seconds}"');
  expect(await commandFrom('SOME_COMMAND')?.({ seconds: 0, node: 'node-3' })).toBe('0 3 0');
});

test('a command that fails is an error', async () => {
  vi.stubEnv('SOME_COMMAND', 'echo broken >&2; exit 3');
  await expect(commandFrom('SOME_COMMAND')?.()).rejects.toThrow('broken');
});

test.each([undefined, ''])('there is none where the variable is %j', (value) => {
  vi.stubEnv('SOME_COMMAND', value);
  expect(commandFrom('SOME_COMMAND')).toBeUndefined();
});
