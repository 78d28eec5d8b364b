import { expect, test } from 'vitest';
import { Workload } from '../../src/audit/workload';
import { wordsOf } from '../../src/audit/workload-words';

test('the words of a workload are those of its metadata, of its pods and of all their containers', () => {
  const container = { name: 'server', env: [{ name: 'MODE', value: 'primary' }, { value: 'nameless' }], envFrom: [{ prefix: 'PG_' }, { configMapRef: {} }], command: ['run', 7], args: ['--now'] };
  const workload = Workload.of({
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'db', labels: { team: 'a' }, annotations: { note: 'b' } },
    spec: { template: { metadata: { labels: { role: 'leader' }, annotations: { hash: 'c' } }, spec: { containers: [container], initContainers: [{ name: 'setup' }, {}] } } },
  })!;
  const words = wordsOf(workload).filter((word) => word !== '');
  expect(words.sort()).toEqual(['--now', '7', 'MODE', 'PG_', 'hash', 'leader', 'note', 'role', 'run', 'server', 'setup', 'team']);
});
