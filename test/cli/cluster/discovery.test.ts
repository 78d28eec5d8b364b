import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ScriptedApiServer, json, refuse } from './api-server';

let server: ScriptedApiServer;

beforeEach(async () => {
  server = await ScriptedApiServer.start();
});

afterEach(() => {
  server.stop();
});

const resource = (name: string, kind: string, verbs: string[] = ['get', 'list'], namespaced: boolean = true) => ({ name, kind, verbs, namespaced });

/** Answers by path; what it does not have is not there. */
function serve(answers: { readonly [path: string]: object }): void {
  const missing = refuse(404, 'NotFound', 'the server could not find the requested resource', {});
  server.replies = [(response, request) => {
    const answer = Object.hasOwn(answers, request.path) ? json(answers[request.path]) : missing;
    answer(response, request);
  }];
}

describe('kinds of a group', () => {
  test('of the core: those that can be listed, without parts of objects', async () => {
    serve({ '/api/v1': { resources: [resource('pods', 'Pod'), resource('pods/log', 'Pod', ['get']), resource('bindings', 'Binding', ['create']), resource('nodes', 'Node', ['list'], false)] } });
    expect(await server.cluster().servedKinds('')).toEqual([
      { apiVersion: 'v1', kind: 'Pod', plural: 'pods', namespaced: true },
      { apiVersion: 'v1', kind: 'Node', plural: 'nodes', namespaced: false },
    ]);
    expect(server.received.map(({ method, path }) => `${method} ${path}`)).toEqual(['GET /api/v1']);
  });

  test('in several versions: in the preferred one, or in the one that has it', async () => {
    const [v1, beta] = [{ groupVersion: 'storage.k8s.io/v1' }, { groupVersion: 'storage.k8s.io/v1beta1' }];
    serve({
      '/apis/storage.k8s.io': { versions: [beta, v1], preferredVersion: v1 },
      '/apis/storage.k8s.io/v1': { resources: [resource('storageclasses', 'StorageClass', ['list'], false)] },
      '/apis/storage.k8s.io/v1beta1': { resources: [resource('storageclasses', 'StorageClass', ['list'], false), resource('volumeattributesclasses', 'VolumeAttributesClass', ['list'], false)] },
    });
    expect((await server.cluster().servedKinds('storage.k8s.io')).map(({ kind, apiVersion }) => `${kind} ${apiVersion}`)).toEqual([
      'StorageClass storage.k8s.io/v1', 'VolumeAttributesClass storage.k8s.io/v1beta1',
    ]);
  });

  test('that is not there are none', async () => {
    serve({});
    expect(await server.cluster().servedKinds('velero.io')).toEqual([]);
  });

  test('that may not be seen is an error', async () => {
    server.replies = [refuse(403, 'Forbidden', 'no')];
    await expect(server.cluster().servedKinds('apps')).rejects.toMatchObject({ reason: 'Forbidden', message: 'cannot get APIGroup apps: Forbidden: no' });
  });
});

test('a list without a namespace is of all of them', async () => {
  server.replies = [json({ metadata: {}, items: [{ metadata: { name: 'a' } }] })];
  await server.cluster().list({ apiVersion: 'apps/v1', kind: 'StatefulSet', plural: 'statefulsets' }, undefined, {});
  expect(server.received).toMatchObject([{ method: 'GET', path: '/apis/apps/v1/statefulsets', query: { limit: '500' } }]);
});
