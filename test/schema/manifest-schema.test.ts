import { describe, expect, test } from 'vitest';
import { CURRENT_MINOR, ManifestSchema, OLDEST_MINOR } from './manifest-schema';
import type { ManifestObject } from './manifest-schema';

const SET = {
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  metadata: { name: 'db' },
  spec: {
    serviceName: 'db',
    selector: { matchLabels: { app: 'db' } },
    template: {
      metadata: { labels: { app: 'db' } },
      spec: {
        containers: [{
          name: 'db',
          image: 'db:1',
          resources: { requests: { cpu: 1, memory: '1Gi' } },
          readinessProbe: { tcpSocket: { port: 'db' } },
          livenessProbe: { tcpSocket: { port: 5432 } },
        }],
      },
    },
    volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } }],
  },
};
const SNAPSHOT_CLASS = { apiVersion: 'snapshot.storage.k8s.io/v1', kind: 'VolumeSnapshotClass', metadata: { name: 'kept' }, driver: 'disk.example', deletionPolicy: 'Retain' };

function changed<T extends object>(object: T, change: (copy: any) => void): ManifestObject {
  const copy = structuredClone(object);
  change(copy);
  return copy as ManifestObject;
}

describe.each([OLDEST_MINOR, CURRENT_MINOR])('the schema of %s', (minor) => {
  const schema = ManifestSchema.of(minor);

  test.each<[ManifestObject]>([[SET], [SNAPSHOT_CLASS]])('accepts a good object', (object) => {
    expect(schema.problems(object)).toEqual([]);
  });

  test.each<[string, ManifestObject, string]>([
    ['an unknown field', changed(SET, ({ spec }) => { spec.replica = 1; }), 'spec.replica is not a field'],
    ['an unknown field deep below', changed(SET, ({ spec }) => { spec.template.spec.containers[0].imagePullPolice = 'Always'; }), 'spec.template.spec.containers.0.imagePullPolice is not a field'],
    ['a wrong type', changed(SET, ({ spec }) => { spec.replicas = '1'; }), 'spec.replicas must be integer, got "1"'],
    ['a number as a label', changed(SET, ({ metadata }) => { metadata.labels = { 'example.com/a': 1 }; }), 'metadata.labels.example.com/a must be string, got 1'],
    ['null', changed(SET, ({ spec }) => { spec.minReadySeconds = null; }), 'spec.minReadySeconds must be integer, got null'],
    ['no selector', changed(SET, ({ spec }) => { delete spec.selector; }), 'spec.selector is missing'],
    ['no name', changed(SET, ({ metadata }) => { delete metadata.name; }), 'metadata.name is missing'],
    ['a status', changed(SET, (copy) => { copy.status = { replicas: 1 }; }), 'status is not for manifests'],
    ['what is no quantity', changed(SET, ({ spec }) => { spec.volumeClaimTemplates[0].spec.resources.requests.storage = '1 GB'; }), 'must match format "quantity", got "1 GB"'],
    ['what is neither number nor text', changed(SET, ({ spec }) => { spec.template.spec.containers[0].readinessProbe.tcpSocket.port = true; }), 'tcpSocket.port must be integer,string, got true'],
    ['another word than those of the schema', changed(SNAPSHOT_CLASS, (copy) => { copy.deletionPolicy = 'retain'; }), 'deletionPolicy must be equal to one of the allowed values Delete, Retain, got "retain"'],
    ['an unknown kind', { ...SET, apiVersion: 'apps/v2' }, 'there is no apps/v2 StatefulSet'],
  ])('refuses %s', (_, object, problem) => {
    const found = schema.problems(object);
    expect(found).toEqual([expect.stringContaining(problem)]);
    expect(found[0]).toMatch(new RegExp(`^${object.kind} (db|kept|undefined), Kubernetes ${minor}: `));
  });
});
