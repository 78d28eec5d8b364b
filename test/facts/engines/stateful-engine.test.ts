import { Duration, Size } from 'cdk8s';
import { describe, expect, test } from 'vitest';
import { EngineProbe } from '../../../src/facts/engines/engine-probe';
import { StatefulEngine } from '../../../src/facts/engines/stateful-engine';
import type { StatefulEngineOptions } from '../../../src/facts/engines/stateful-engine';

function engine(options: Partial<StatefulEngineOptions> = {}): StatefulEngine {
  return StatefulEngine.custom({
    name: 'store',
    image: 'registry.example/store:1',
    user: 1000,
    ports: [{ name: 'store', port: 7000 }],
    volumes: [{ role: 'data', mountPath: '/data' }],
    readinessProbe: EngineProbe.tcpSocket(7000, { period: Duration.seconds(5), timeout: Duration.seconds(5), failures: 3 }),
    terminationGracePeriod: Duration.seconds(30),
    ...options,
  });
}

describe('StatefulEngine.custom', () => {
  test('has its name', () => {
    expect(engine().name).toBe('store');
  });

  test.each<[string, Partial<StatefulEngineOptions>, string]>([
    ['a name that is no DNS label', { name: 'My Store' }, 'name is not a DNS label (RFC 1123), got "My Store"; use lower-case'],
    ['no image', { image: '' }, 'image is empty; name the image to run'],
    ['root', { user: 0 }, 'user is not the number of an unprivileged user, got "0"; use the numeric id that owns the data, above 0'],
    ['no ports', { ports: [] }, 'ports are empty; name the port that clients connect to'],
    ['a port out of range', { ports: [{ name: 'store', port: 65_536 }] }, 'ports "store" is not a port number, got "65536"; use 1 to 65535'],
    ['a long name of a port', { ports: [{ name: 'a-name-of-a-port', port: 1 }] }, 'ports is 16 characters long, got "a-name-of-a-port"; use at most 15'],
    ['a name of a port without a letter', { ports: [{ name: '7000', port: 1 }] }, 'ports is not the name of a port (RFC 6335), got "7000"; use at least one letter'],
    ['a name of a port with two hyphens', { ports: [{ name: 'a--b', port: 1 }] }, 'ports is not the name of a port (RFC 6335), got "a--b"'],
    ['one port under two names', { ports: [{ name: 'a', port: 1 }, { name: 'b', port: 1 }] }, 'ports have one number twice, got "1"; give each port a number of its own'],
    ['two ports of one name', { ports: [{ name: 'a', port: 1 }, { name: 'a', port: 2 }] }, 'ports have one name twice, got "a"; give each port a name of its own'],
    ['spaces around the image', { image: ' store:1' }, 'image has spaces around it, got " store:1"; leave them out'],
    ['a group that is none', { group: -1 }, 'group is not the number of a group, got "-1"; use the numeric id that owns the data'],
    ['a user beyond 32 bits', { user: 2 ** 31 }, 'user is not the number of an unprivileged user, got "2147483648"'],
    ['an empty stop command', { preStop: [] }, 'preStop is empty; name the program to run, or leave it out'],
    ['a variable without a name', { environment: { '': 'x' } }, 'environment is no name of an environment variable, got ""; use letters'],
    ['a scratch folder of no size', { scratch: [{ name: 'tmp', mountPath: '/tmp', sizeLimit: Size.gibibytes(NaN) }] }, 'scratch has a sizeLimit that Kubernetes cannot read, got "NaNGi"'],
    ['a colon in a path', { volumes: [{ role: 'data', mountPath: '/a:b' }] }, 'volumes "data" has a ":" in its mountPath, got "/a:b"; use a path such as /data'],
    ['no volumes', { volumes: [] }, 'volumes are empty; name the path that holds the data'],
    ['a relative path', { volumes: [{ role: 'data', mountPath: 'data' }] }, 'volumes "data" needs an absolute mountPath below the root, got "data"; use a path such as /data'],
    ['the root', { volumes: [{ role: 'data', mountPath: '/' }] }, 'volumes "data" needs an absolute mountPath below the root, got "/"'],
    ['one name twice', { scratch: [{ name: 'data', mountPath: '/tmp' }] }, 'volumes have one name twice, got "data"; give each volume a name of its own'],
    ['one path twice', { scratch: [{ name: 'tmp', mountPath: '/data' }] }, 'volumes have one mountPath twice, got "/data"; give each volume a mountPath of its own'],
  ])('refuses %s', (_, options, message) => {
    expect(() => engine(options)).toThrow(`[StatefulEngine ${options.name ?? 'store'}] ${message}`);
  });

  test('says all that is wrong at once', () => {
    expect(() => engine({ image: '', user: 0, ports: [] })).toThrow(/^\[StatefulEngine store\] 3 problems:\n {2}- ports are empty.*\n {2}- image is empty.*\n {2}- user is not/);
  });
});
