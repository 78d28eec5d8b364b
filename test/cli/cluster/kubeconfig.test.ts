import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ScriptedApiServer, json } from './api-server';
import { CONFIG_MAP } from '../../../cli/cluster/cluster';
import { openCluster } from '../../../cli/cluster/kubeconfig';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kubeconfig-'));
  vi.stubEnv('HOME', folder);
  vi.stubEnv('KUBECONFIG', '');
});

afterEach(() => {
  vi.unstubAllEnvs();
});

/** A kubeconfig with the contexts `<name>-a` (namespace shop), `<name>-b`, and `<name>-astray` (of no cluster). */
function kubeconfig(name: string, current: string, server: string = 'http://127.0.0.1:1'): string {
  const path = join(folder, name);
  const context = (suffix: string, namespace?: string) => ({ name: `${name}-${suffix}`, context: { cluster: name, user: name, namespace } });
  writeFileSync(path, JSON.stringify({
    'clusters': [{ name, cluster: { server, 'insecure-skip-tls-verify': true } }],
    'users': [{ name, user: { token: `token-of-${name}` } }],
    'contexts': [context('a', 'shop'), context('b'), { name: `${name}-astray`, context: { cluster: 'gone', user: name } }],
    'current-context': current,
  }));
  return path;
}

describe('the cluster', () => {
  test('is that of the file, with its credentials', async () => {
    const server = await ScriptedApiServer.start();
    server.replies = [json({ items: [] })];
    const { cluster, namespace } = openCluster({ kubeconfig: kubeconfig('one', 'one-a', `${server.address}/k8s/clusters/c-1/`) });
    expect(namespace).toBe('shop');
    expect(await cluster.list(CONFIG_MAP, namespace, {})).toEqual([]);
    expect(server.received).toMatchObject([{ path: '/k8s/clusters/c-1/api/v1/namespaces/shop/configmaps', headers: { authorization: 'Bearer token-of-one' } }]);
    server.stop();
  });

  test('is not asked without the credentials that it wants', async () => {
    const path = join(folder, 'login');
    const login = { apiVersion: 'client.authentication.k8s.io/v1', command: process.execPath, args: ['-e', 'console.error("log in first"); process.exit(1)'] };
    writeFileSync(path, JSON.stringify({
      'clusters': [{ name: 'one', cluster: { server: 'https://127.0.0.1:1' } }],
      'users': [{ name: 'one', user: { exec: login } }],
      'contexts': [{ name: 'one', context: { cluster: 'one', user: 'one' } }],
      'current-context': 'one',
    }));
    await expect(openCluster({ kubeconfig: path }).cluster.get(CONFIG_MAP, 'state', 'shop')).rejects.toMatchObject({
      reason: 'Unreachable',
      message: expect.stringMatching(/^cannot get ConfigMap state in namespace shop: no answer from https:\/\/127\.0\.0\.1:1: no credentials: .*log in first/s),
    });
  });

  test('is that of the context that is asked for', () => {
    expect(openCluster({ kubeconfig: kubeconfig('one', 'one-a'), context: 'one-b' }).namespace).toBe('default');
  });

  test('is that of the first of several files', () => {
    vi.stubEnv('KUBECONFIG', [kubeconfig('one', 'one-a'), kubeconfig('two', 'two-b')].join(delimiter));
    expect(openCluster({}).namespace).toBe('shop');
    expect(openCluster({ context: 'two-b' }).namespace).toBe('default');
  });

  test.each([
    ['no current context', '', undefined, 'the kubeconfig has no current context; choose one of: one-a, one-b, one-astray'],
    ['a context that is not there', 'one-a', 'elsewhere', 'the kubeconfig has no context "elsewhere"; it has: one-a, one-b, one-astray'],
    ['a context without its cluster', 'one-astray', undefined, 'the kubeconfig has no cluster "gone", which its context "one-astray" names'],
  ])('%s is an error', (_, current, context, message) => {
    expect(() => openCluster({ kubeconfig: kubeconfig('one', current), context })).toThrow(message);
  });

  test('a file that says nothing is an error, and is named', () => {
    const empty = join(folder, 'empty');
    writeFileSync(empty, '\n');
    expect(() => openCluster({ kubeconfig: empty })).toThrow(new Error(`cannot read the kubeconfig ${empty}: it is empty`));
    vi.stubEnv('KUBECONFIG', [kubeconfig('one', 'one-a'), empty].join(delimiter));
    expect(() => openCluster({})).toThrow(new Error(`cannot read the kubeconfig ${empty}: it is empty`));
  });

  test('no file at all is an error', () => {
    expect(() => openCluster({})).toThrow('there is no kubeconfig: set KUBECONFIG or --kubeconfig to one, or run this in a pod with a service account token');
    expect(() => openCluster({ kubeconfig: join(folder, 'none') })).toThrow(`cannot read the kubeconfig ${join(folder, 'none')}: ENOENT`);
  });
});
