import { Duration } from 'cdk8s';
import { describe, expect, test } from 'vitest';
import { EngineProbe } from '../../../src/facts/engines/engine-probe';

const PACE = { period: Duration.seconds(10), timeout: Duration.millis(1500), failures: 3 };
const RENDERED = { periodSeconds: 10, timeoutSeconds: 2, failureThreshold: 3 };

describe('EngineProbe', () => {
  test.each<[string, EngineProbe, object]>([
    ['exec', EngineProbe.exec(['redis-cli', 'ping'], PACE), { exec: { command: ['redis-cli', 'ping'] } }],
    ['tcpSocket', EngineProbe.tcpSocket(6379, PACE), { tcpSocket: { port: 6379 } }],
    ['httpGet', EngineProbe.httpGet('/healthz', 8080, PACE), { httpGet: { path: '/healthz', port: 8080 } }],
  ])('%s, with whole seconds', (_, probe, handler) => {
    expect(probe._render()).toEqual({ ...handler, ...RENDERED });
  });

  test('refuses a variable that Kubernetes may leave empty', () => {
    expect(() => EngineProbe.exec(['pg_isready', '-U', '$(POSTGRES_USER)'], PACE)).toThrow(
      '[EngineProbe.exec] command holds a variable that Kubernetes may leave empty, got "$(POSTGRES_USER)"; use ["sh", "-c", "... \\"$NAME\\""]',
    );
  });

  test('leaves a shell its own substitutions', () => {
    expect(() => EngineProbe.exec(['sh', '-c', 'ping "$(hostname)"'], PACE)).not.toThrow();
  });
});
