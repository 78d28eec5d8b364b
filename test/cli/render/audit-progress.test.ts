import { expect, test } from 'vitest';
import { transientProgress } from '../../../cli/render/audit-progress';

function written(watched: boolean): string {
  let text = '';
  const progress = transientProgress({ out: () => {}, err: (more) => { text += more; }, watched });
  progress.show('reading');
  progress.aside('cannot read a.yaml\n');
  progress.show('judging 3 objects');
  progress.clear();
  progress.clear();
  return text;
}

test('says on a terminal what is being done, and leaves nothing but what was said aside', () => {
  expect(written(true)).toBe('\r\u001b[Kreading...\r\u001b[Kcannot read a.yaml\n\r\u001b[Kjudging 3 objects...\r\u001b[K');
});

test('says nothing where nobody watches', () => {
  expect(written(false)).toBe('cannot read a.yaml\n');
});
