import { ApiObject, Chart } from 'cdk8s';
import { Deployment, Job, Pod } from 'cdk8s-plus-28';
import { describe, expect, test } from 'vitest';
import { makeDatabase, objectOf, objectsOf } from './fixtures';
import { NetworkPeer } from '../../src/workloads/network-peer';
import { allowsIngress } from '../support/network-policies';
import type { Source } from '../support/network-policies';

const CONTAINERS = [{ image: 'registry.example/api:1' }];

/** Asks the rendered policies about the database's pod. */
function gate() {
  const { chart, db } = makeDatabase();
  const pod = { namespace: 'orders', labels: { ...objectOf(chart, 'StatefulSet').spec.template.metadata.labels } };
  return { chart, db, pod, open: (from: Source, port = 5432) => allowsIngress(objectsOf(chart), from, pod, port) };
}

const podOf = (deployment: Deployment, namespace = 'orders') => ({ namespace, labels: { ...deployment.podMetadata.toJson().labels } });

describe('without a peer', () => {
  const { pod, open } = gate();

  test('its own pods may connect, to the engine\'s port alone', () => {
    expect(open(pod)).toBe(true);
    expect(open(pod, 22)).toBe(false);
  });

  test.each<[string, Source]>([
    ['a neighbour', { namespace: 'orders', labels: { app: 'api' } }],
    ['a pod that bears the same labels elsewhere', { ...pod, namespace: 'other' }],
    ['an address', { ip: '10.0.0.1' }],
  ])('%s may not', (_, from) => {
    expect(open(from)).toBe(false);
  });
});

describe('fromWorkload', () => {
  test('lets a Deployment of the namespace in, and nobody else', () => {
    const { chart, db, open } = gate();
    const api = new Deployment(chart, 'api', { containers: CONTAINERS });
    const web = new Deployment(chart, 'web', { containers: CONTAINERS });
    db.allowFrom(NetworkPeer.fromWorkload(api));
    expect(open(podOf(api))).toBe(true);
    expect(open(podOf(api), 22)).toBe(false);
    expect(open(podOf(web))).toBe(false);
    expect(open(podOf(api, 'other'))).toBe(false);
  });

  test('names the namespace of a chart', () => {
    const { chart, db, open } = gate();
    const api = new Deployment(new Chart(chart.node.root, 'clients', { namespace: 'clients' }), 'api', { containers: CONTAINERS });
    db.allowFrom(NetworkPeer.fromWorkload(api));
    expect(open(podOf(api, 'clients'))).toBe(true);
    expect(open(podOf(api))).toBe(false);
  });

  test.each<[string, (chart: Chart) => { peer: NetworkPeer; labels: { [label: string]: string } }]>([
    ['a Deployment', (chart) => {
      const api = new Deployment(chart, 'api', { metadata: { namespace: 'clients' }, containers: CONTAINERS });
      return { peer: NetworkPeer.fromWorkload(api), labels: podOf(api).labels };
    }],
    ['a Job, which selects nothing', (chart) => {
      const job = new Job(chart, 'migrate', { metadata: { namespace: 'clients' }, containers: CONTAINERS });
      return { peer: NetworkPeer.fromWorkload(job), labels: { ...job.podMetadata.toJson().labels } };
    }],
    ['a Pod', (chart) => {
      const pod = new Pod(chart, 'shell', { metadata: { namespace: 'clients' }, containers: CONTAINERS });
      return { peer: NetworkPeer.fromWorkload(pod), labels: { ...pod.podMetadata.toJson().labels } };
    }],
    ['a raw Deployment', (chart) => ({
      peer: NetworkPeer.fromWorkload(new ApiObject(chart, 'raw', {
        apiVersion: 'apps/v1', kind: 'Deployment', metadata: { namespace: 'clients' }, spec: { selector: { matchLabels: { app: 'raw' } }, template: { metadata: { labels: { app: 'raw' } } } },
      })),
      labels: { app: 'raw' },
    })],
    ['a raw CronJob', (chart) => ({
      peer: NetworkPeer.fromWorkload(new ApiObject(chart, 'raw', {
        apiVersion: 'batch/v1', kind: 'CronJob', metadata: { namespace: 'clients' }, spec: { jobTemplate: { spec: { template: { metadata: { labels: { app: 'report' } } } } } },
      })),
      labels: { app: 'report' },
    })],
    ['a raw Pod', (chart) => ({
      peer: NetworkPeer.fromWorkload(new ApiObject(chart, 'raw', { apiVersion: 'v1', kind: 'Pod', metadata: { namespace: 'clients', labels: { app: 'pod' } } })),
      labels: { app: 'pod' },
    })],
    ['another database', (chart) => {
      const { db } = makeDatabase({ metadata: { name: 'reports', namespace: 'clients' } }, new Chart(chart.node.root, 'reports'));
      return { peer: NetworkPeer.fromWorkload(db), labels: db.matchLabels };
    }],
  ])('follows the namespace of %s itself', (_, make) => {
    const { chart, db, open } = gate();
    const { peer, labels } = make(chart);
    db.allowFrom(peer);
    expect(open({ namespace: 'clients', labels })).toBe(true);
    expect(open({ namespace: 'orders', labels })).toBe(false);
  });

  test('reads labels that are added later', () => {
    const { chart, db, open } = gate();
    const api = new Deployment(chart, 'api', { containers: CONTAINERS, select: false });
    db.allowFrom(NetworkPeer.fromWorkload(api));
    api.podMetadata.addLabel('app', 'api');
    expect(open({ namespace: 'orders', labels: { app: 'api' } })).toBe(false);
    expect(open(podOf(api))).toBe(true);
  });

  test('never renders a workload of cdk8s-plus: each rendering of it adds terms', () => {
    const { chart, db } = gate();
    const api = new Deployment(new Chart(chart.node.root, 'clients'), 'api', { containers: CONTAINERS });
    const render = api.node.defaultChild as ApiObject;
    let rendered = 0;
    render.toJson = () => (rendered += 1);
    db.allowFrom(NetworkPeer.fromWorkload(api));
    objectsOf(chart);
    expect(rendered).toBe(0);
  });

  test('refuses what has no pods, and names it', () => {
    const { chart, db } = gate();
    db.allowFrom(NetworkPeer.fromWorkload(new ApiObject(chart, 'raw', { apiVersion: 'v1', kind: 'ConfigMap' })));
    expect(() => objectsOf(chart)).toThrow('[shop/raw] workload has no pods with labels; pass a workload, or use NetworkPeer.pods with its labels');
  });
});

describe('pods', () => {
  test('of the same namespace', () => {
    const { db, open } = gate();
    db.allowFrom(NetworkPeer.pods({ app: 'api' }));
    expect(open({ namespace: 'orders', labels: { app: 'api', extra: 'x' } })).toBe(true);
    expect(open({ namespace: 'orders', labels: { app: 'web' } })).toBe(false);
    expect(open({ namespace: 'other', labels: { app: 'api' } })).toBe(false);
  });

  test('of another namespace', () => {
    const { db, open } = gate();
    db.allowFrom(NetworkPeer.pods({ app: 'backup' }, 'backup'));
    expect(open({ namespace: 'backup', labels: { app: 'backup' } })).toBe(true);
    expect(open({ namespace: 'orders', labels: { app: 'backup' } })).toBe(false);
  });

  test('refuses everyone, and labels that Kubernetes refuses', () => {
    expect(() => NetworkPeer.pods({})).toThrow('[NetworkPeer.pods] labels are empty, which means every pod; name the pods that may connect');
    expect(() => NetworkPeer.pods({ app: 'x' }, 'Other')).toThrow('[NetworkPeer.pods] peerNamespace is not a DNS label (RFC 1123), got "Other"');
    expect(() => NetworkPeer.pods({ 'bad key': 'x' })).toThrow('[NetworkPeer.pods] labels has a key that Kubernetes refuses, got "bad key"');
  });
});

describe('ipBlock', () => {
  test('lets addresses in, and no other', () => {
    const { db, open } = gate();
    db.allowFrom(NetworkPeer.ipBlock('10.20.0.0/16'));
    db.allowFrom(NetworkPeer.ipBlock('fd00::/8'));
    expect(open({ ip: '10.20.3.4' })).toBe(true);
    expect(open({ ip: 'fd00::1' })).toBe(true);
    expect(open({ ip: '10.21.0.1' })).toBe(false);
  });

  test.each(['10.20.0.0', '10.20.0.0/33', '10.20.0.999/16', 'fd00::/129', 'example.com/16', '10.20.0.0/16/2', '10.20.0.0/'])('refuses "%s"', (cidr) => {
    expect(() => NetworkPeer.ipBlock(cidr)).toThrow(`[NetworkPeer.ipBlock] cidr is not a block of addresses, got "${cidr}"; use a form such as 10.20.0.0/16`);
  });
});
