import { expect, test } from 'vitest';
import { structuredProgress, terminalProgress } from '../../../cli/render/progress';

test('for people: the seconds since the start, a mark and the message', () => {
  const lines: string[] = [];
  let milliseconds = 5000;
  const progress = terminalProgress((text) => lines.push(text), () => milliseconds);
  progress.step('created', '3 snapshots', { group: 'g' });
  milliseconds += 65_432;
  progress.warn('quiesce', 'no checkpoint');
  expect(lines).toEqual(['   0.0 s - 3 snapshots\n', '  65.4 s ! no checkpoint\n']);
});

test('for programs: a JSON object a line, whatever the message has in it', () => {
  const lines: string[] = [];
  const progress = structuredProgress((text) => lines.push(text), () => new Date('2026-03-01T00:00:00Z'));
  progress.step('created', 'two\nlines', { group: 'g', claims: ['a', 'b'] });
  progress.warn('quiesce', 'no checkpoint');
  expect(lines).toEqual([
    '{"time":"2026-03-01T00:00:00.000Z","level":"info","step":"created","message":"two\\nlines","group":"g","claims":["a","b"]}\n',
    '{"time":"2026-03-01T00:00:00.000Z","level":"warning","step":"quiesce","message":"no checkpoint"}\n',
  ]);
});
