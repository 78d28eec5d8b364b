import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ScriptedApiServer, hang, hangUp, json, refuse } from './api-server';
import { ANY_VALUE, CONFIG_MAP, VOLUME_SNAPSHOT, VOLUME_SNAPSHOT_CONTENT } from '../../../cli/cluster/cluster';
import type { KubeObject } from '../../../cli/cluster/cluster';

let server: ScriptedApiServer;

beforeEach(async () => {
  server = await ScriptedApiServer.start();
});

afterEach(() => {
  server.stop();
});

const STATE: KubeObject = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'state', namespace: 'shop', uid: 'u-1', resourceVersion: '7' },
  data: { a: '1' },
  fieldOfTheFuture: { kept: true },
};

describe('what is asked', () => {
  test('get: of the core group, of a group, of the cluster', async () => {
    server.replies = [json(STATE)];
    const cluster = server.cluster();
    expect(await cluster.get(CONFIG_MAP, 'state', 'shop')).toEqual(STATE);
    await cluster.get(VOLUME_SNAPSHOT, 'db-0', 'shop');
    await cluster.get(VOLUME_SNAPSHOT_CONTENT, 'snapcontent-1');
    expect(server.received.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /api/v1/namespaces/shop/configmaps/state',
      'GET /apis/snapshot.storage.k8s.io/v1/namespaces/shop/volumesnapshots/db-0',
      'GET /apis/snapshot.storage.k8s.io/v1/volumesnapshotcontents/snapcontent-1',
    ]);
    expect(server.received[0].headers).toMatchObject({ 'authorization': 'Bearer secret-token', 'user-agent': 'cdk8s-stateful' });
  });

  test('create: the object as it is, also in a dry run', async () => {
    server.replies = [json(STATE, 201)];
    const cluster = server.cluster();
    await cluster.create(CONFIG_MAP, STATE);
    await cluster.create(CONFIG_MAP, STATE, { dryRun: true });
    expect(server.received).toMatchObject([
      { method: 'POST', path: '/api/v1/namespaces/shop/configmaps', query: { fieldManager: 'cdk8s-stateful' } },
      { method: 'POST', path: '/api/v1/namespaces/shop/configmaps', query: { fieldManager: 'cdk8s-stateful', dryRun: 'All' } },
    ]);
    expect(server.received[0].query).not.toHaveProperty('dryRun');
    expect(server.received[0].body).toEqual(STATE);
  });

  test('replace: with the version that was read', async () => {
    server.replies = [json(STATE)];
    await server.cluster().replace(CONFIG_MAP, STATE);
    expect(server.received).toMatchObject([{ method: 'PUT', path: '/api/v1/namespaces/shop/configmaps/state', query: { fieldManager: 'cdk8s-stateful' }, body: STATE }]);
  });

  test('patch: as a JSON patch', async () => {
    server.replies = [json(STATE)];
    const operations = [{ op: 'test', path: '/data/a', value: '1' }, { op: 'remove', path: '/data/a' }] as const;
    await server.cluster().patch(CONFIG_MAP, 'state', 'shop', operations);
    expect(server.received).toMatchObject([{ method: 'PATCH', path: '/api/v1/namespaces/shop/configmaps/state', body: operations, query: { fieldManager: 'cdk8s-stateful' } }]);
    expect(server.received[0].headers['content-type']).toBe('application/json-patch+json');
  });

  test('delete: this very object', async () => {
    server.replies = [json({ kind: 'Status', status: 'Success' })];
    await server.cluster().delete(CONFIG_MAP, STATE);
    expect(server.received).toMatchObject([{ method: 'DELETE', path: '/api/v1/namespaces/shop/configmaps/state' }]);
    expect(server.received[0].body).toEqual({ apiVersion: 'v1', kind: 'DeleteOptions', preconditions: { uid: 'u-1' } });
  });

  test('delete: never what only has its name', async () => {
    await expect(server.cluster().delete(CONFIG_MAP, { ...STATE, metadata: { name: 'state', namespace: 'shop' } })).rejects.toMatchObject({
      message: 'cannot delete ConfigMap state in namespace shop: it has no uid, so it was not read from the cluster',
    });
    expect(server.received).toEqual([]);
  });
});

describe('a list', () => {
  const item = (name: string) => ({ metadata: { name } });
  const expired = refuse(410, 'Expired', 'The provided continue parameter is too old', {});

  test('has all pages, and its items say what they are', async () => {
    server.replies = [json({ metadata: { continue: 'next page' }, items: [item('a'), item('b')] }), json({ metadata: {}, items: [item('c')] })];
    expect(await server.cluster().list(VOLUME_SNAPSHOT, 'shop', { 'example.com/a': 'b', 'c': 'd' })).toEqual(
      ['a', 'b', 'c'].map((name) => ({ apiVersion: 'snapshot.storage.k8s.io/v1', kind: 'VolumeSnapshot', metadata: { name } })),
    );
    expect(server.received.map(({ query }) => query)).toEqual([
      { limit: '500', labelSelector: 'example.com/a=b,c=d' },
      { limit: '500', labelSelector: 'example.com/a=b,c=d', continue: 'next page' },
    ]);
  });

  test('is by a label whatever its value, and of all namespaces, where that is asked', async () => {
    server.replies = [json({ metadata: {}, items: [] })];
    await server.cluster().list(VOLUME_SNAPSHOT, undefined, { 'example.com/a': ANY_VALUE, 'c': 'd' });
    expect(server.received).toMatchObject([{ path: '/apis/snapshot.storage.k8s.io/v1/volumesnapshots', query: { labelSelector: 'example.com/a,c=d' } }]);
  });

  test('of nothing is empty', async () => {
    server.replies = [json({ metadata: {}, items: null })];
    expect(await server.cluster().list(VOLUME_SNAPSHOT, 'shop', {})).toEqual([]);
    expect(server.received[0].query).toEqual({ limit: '500' });
  });

  test('that expires is begun anew, once', async () => {
    const first = json({ metadata: { continue: '2' }, items: [item('a')] });
    server.replies = [first, expired, first, json({ items: [item('b')] })];
    expect((await server.cluster().list(VOLUME_SNAPSHOT, 'shop', {})).map(({ metadata }) => metadata.name)).toEqual(['a', 'b']);
    expect(server.received.map(({ query }) => query.continue)).toEqual([undefined, '2', undefined, '2']);

    server.replies = [first, expired, first, expired];
    await expect(server.cluster().list(VOLUME_SNAPSHOT, 'shop', {})).rejects.toMatchObject({
      message: 'cannot list volumesnapshots in namespace shop: the list expired twice before its last page was read',
    });
  });

  test('whose second page fails is an error, not half a list', async () => {
    server.replies = [json({ metadata: { continue: '2' }, items: [item('a')] }), refuse(403, 'Forbidden', 'no')];
    await expect(server.cluster().list(VOLUME_SNAPSHOT, 'shop', {})).rejects.toMatchObject({ reason: 'Forbidden' });
  });

  test('without items is an error, not an empty list', async () => {
    server.replies = [json({ hello: 'from a proxy' })];
    await expect(server.cluster().list(VOLUME_SNAPSHOT, 'shop', {})).rejects.toThrow('answers with something that is not a list');
  });
});

describe('refusals', () => {
  test('an object that is not there is undefined, and need not be deleted', async () => {
    server.replies = [refuse(404, 'NotFound', 'configmaps "state" not found')];
    expect(await server.cluster().get(CONFIG_MAP, 'state', 'shop')).toBeUndefined();
    await server.cluster().delete(CONFIG_MAP, STATE);
    await expect(server.cluster().replace(CONFIG_MAP, STATE)).rejects.toMatchObject({ reason: 'NotFound' });
  });

  test('another object of the same name is not deleted', async () => {
    server.replies = [refuse(409, 'Conflict', 'the UID in the precondition (u-1) does not match the UID in record (u-2)')];
    await expect(server.cluster().delete(CONFIG_MAP, STATE)).rejects.toMatchObject({ reason: 'Conflict' });
  });

  test.each([
    ['a kind', refuse(404, 'NotFound', 'the server could not find the requested resource', {})],
    ['a group', (response) => response.writeHead(404, { 'Content-Type': 'text/plain' }).end('404 page not found\n')],
  ] satisfies [string, typeof server.replies[0]][])('%s that is not served is not an object that is not there', async (_, reply) => {
    server.replies = [reply];
    const problem = { reason: 'Other', message: expect.stringMatching(/VolumeSnapshot a in namespace shop: the cluster does not serve snapshot\.storage\.k8s\.io\/v1 VolumeSnapshot$/) };
    await expect(server.cluster().get(VOLUME_SNAPSHOT, 'a', 'shop')).rejects.toMatchObject(problem);
    await expect(server.cluster().delete(VOLUME_SNAPSHOT, { ...STATE, metadata: { ...STATE.metadata, name: 'a' } })).rejects.toMatchObject(problem);
  });

  test.each([
    [401, 'Unauthorized', 'Unauthorized', 'Unauthorized', 'Unauthorized'],
    [409, 'AlreadyExists', 'configmaps "state" already exists', 'AlreadyExists', 'AlreadyExists: configmaps "state" already exists'],
    [409, 'Conflict', 'the object has been modified', 'Conflict', 'Conflict: the object has been modified'],
    [422, 'Invalid', 'data: too long', 'Invalid', 'Invalid: data: too long'],
    [403, 'Forbidden', 'exceeded quota: one', 'Forbidden', 'Forbidden: exceeded quota: one'],
    [400, 'BadRequest', 'what?', 'Other', 'BadRequest: what?'],
  ] as const)('%i %s', async (code, said, message, reason, sentence) => {
    server.replies = [refuse(code, said, message)];
    await expect(server.cluster().create(CONFIG_MAP, STATE)).rejects.toMatchObject({ reason, message: `cannot create ConfigMap state in namespace shop: ${sentence}` });
    expect(server.received).toHaveLength(1);
  });

  test('names the permission that is missing', async () => {
    const message = 'volumesnapshotcontents.snapshot.storage.k8s.io "x" is forbidden: User "pruner" cannot patch resource "volumesnapshotcontents" in API group '
      + '"snapshot.storage.k8s.io" at the cluster scope';
    server.replies = [refuse(403, 'Forbidden', message)];
    await expect(server.cluster().patch(VOLUME_SNAPSHOT_CONTENT, 'x', undefined, [])).rejects.toMatchObject({
      reason: 'Forbidden',
      message: `cannot patch VolumeSnapshotContent x: Forbidden: ${message}; missing permission: patch volumesnapshotcontents.snapshot.storage.k8s.io`,
    });
  });

  test('an answer that is no JSON is an error', async () => {
    server.replies = [(response) => response.end('<html>log in</html>')];
    await expect(server.cluster().get(CONFIG_MAP, 'state', 'shop')).rejects.toMatchObject({
      reason: 'Other', message: `cannot get ConfigMap state in namespace shop: ${server.address} answers with something that is not JSON`,
    });
  });
});

describe('what passes', () => {
  test.each([429, 500, 502, 503, 504])('%i is tried again', async (code) => {
    server.replies = [refuse(code, 'Passing', 'later'), json(STATE)];
    expect(await server.cluster().get(CONFIG_MAP, 'state', 'shop')).toEqual(STATE);
  });

  test('a connection that breaks off, before an answer or within it, is tried again at once', async () => {
    const half: typeof server.replies[0] = (response) => {
      response.write('{"half":');
      response.socket!.destroySoon();
    };
    server.replies = [hangUp(), half, json(STATE)];
    expect(await server.cluster({ attemptMilliseconds: 10_000 }).get(CONFIG_MAP, 'state', 'shop')).toEqual(STATE);
    expect(server.received).toHaveLength(3);
  });

  test('a connection that hangs is given up and tried again', async () => {
    server.replies = [hang(), json(STATE)];
    expect(await server.cluster({ attemptMilliseconds: 50 }).get(CONFIG_MAP, 'state', 'shop')).toEqual(STATE);
    expect(server.received).toHaveLength(2);
  });

  test('a create whose answer was lost finds its own object', async () => {
    server.replies = [hangUp(), refuse(409, 'AlreadyExists', 'configmaps "state" already exists')];
    await expect(server.cluster().create(CONFIG_MAP, STATE)).rejects.toMatchObject({ reason: 'AlreadyExists' });
  });

  test('not for ever: the last refusal stands', async () => {
    server.replies = [refuse(503, 'ServiceUnavailable', 'etcd is down')];
    await expect(server.cluster({ lastAttemptMilliseconds: 30 }).get(CONFIG_MAP, 'state', 'shop')).rejects.toMatchObject({
      reason: 'Other', message: 'cannot get ConfigMap state in namespace shop: ServiceUnavailable: etcd is down',
    });
    expect(server.received.length).toBeGreaterThan(2);
  });

  test('not for ever: nobody answers', async () => {
    server.replies = [hang()];
    await expect(server.cluster({ attemptMilliseconds: 100, lastAttemptMilliseconds: 190 }).get(CONFIG_MAP, 'state', 'shop')).rejects.toMatchObject({
      reason: 'Unreachable', message: `cannot get ConfigMap state in namespace shop: no answer from ${server.address}: timed out after 0.1 s`,
    });
    expect(server.received).toHaveLength(2);
  });

  test('a server that is not there', async () => {
    const cluster = server.cluster({ lastAttemptMilliseconds: 10 });
    server.stop();
    await expect(cluster.get(CONFIG_MAP, 'state', 'shop')).rejects.toMatchObject({ reason: 'Unreachable', message: expect.stringContaining('connect ECONNREFUSED 127.0.0.1:') });
  });
});

describe('the clock', () => {
  test('is that of the last answer, whatever it was', async () => {
    const cluster = server.cluster();
    expect(Math.abs(cluster.now().getTime() - Date.now())).toBeLessThan(1000);
    server.replies = [
      json(STATE, 200, { Date: 'Sun, 01 Mar 2026 02:00:00 GMT' }),
      json({}, 403, { Date: 'Sun, 01 Mar 2026 01:00:00 GMT' }),
    ];
    await cluster.get(CONFIG_MAP, 'state', 'shop');
    expect(cluster.now().toISOString()).toMatch(/^2026-03-01T02:00:00/);
    await expect(cluster.get(CONFIG_MAP, 'state', 'shop')).rejects.toMatchObject({ reason: 'Forbidden' });
    expect(cluster.now().toISOString()).toMatch(/^2026-03-01T01:00:00/);
  });

  test('is not set back by an answer that leaves out the fractions of the second', async () => {
    const cluster = server.cluster();
    server.replies = [json(STATE, 200, { Date: 'Sun, 01 Mar 2026 02:00:00 GMT' }), json(STATE, 200, { Date: 'Sun, 01 Mar 2026 02:00:00 GMT' })];
    await cluster.get(CONFIG_MAP, 'state', 'shop');
    await new Promise((resolve) => setTimeout(resolve, 50));
    const before = cluster.now().getTime();
    await cluster.get(CONFIG_MAP, 'state', 'shop');
    expect(cluster.now().getTime()).toBeGreaterThanOrEqual(before);
  });

  test('goes on between answers', async () => {
    const cluster = server.cluster();
    server.replies = [json(STATE)];
    await cluster.get(CONFIG_MAP, 'state', 'shop');
    const before = cluster.now().getTime();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(cluster.now().getTime() - before).toBeGreaterThanOrEqual(49);
  });
});
