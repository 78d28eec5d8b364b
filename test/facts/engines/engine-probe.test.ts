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

  test.each<[string, () => EngineProbe, string]>([
    ['no command', () => EngineProbe.exec([], PACE), '[EngineProbe.exec] command is empty; name the program to run'],
    ['no path', () => EngineProbe.httpGet('', 80, PACE), '[EngineProbe.httpGet] path is empty; use a path such as /ready'],
    ['no port', () => EngineProbe.httpGet('/', 65_536, PACE), '[EngineProbe.httpGet] port is not a port number, got "65536"; use 1 to 65535'],
    ['what Kubernetes would replace by its default', () => EngineProbe.tcpSocket(0.5, { period: Duration.seconds(0), timeout: Duration.days(1e9), failures: NaN }),
      '[EngineProbe.tcpSocket] 4 problems:\n'
      + '  - port is not a port number, got "0.5"; use 1 to 65535\n'
      + '  - period is not a whole number that a probe takes, got "0"; use 1 or more\n'
      + '  - timeout is not a whole number that a probe takes, got "86400000000000"; use 1 or more\n'
      + '  - failures is not a whole number that a probe takes, got "NaN"; use 1 or more'],
  ])('refuses %s', (_, probe, message) => {
    expect(probe).toThrow(new Error(message));
  });

  test('leaves a shell its own substitutions', () => {
    expect(() => EngineProbe.exec(['sh', '-c', 'ping "$(hostname)"'], PACE)).not.toThrow();
  });
});
