import { randomBytes } from 'crypto';
import { App, Chart, Yaml } from 'cdk8s';
import { afterAll, beforeAll, onTestFailed } from 'vitest';
import { Kubectl } from './kubectl';

/** Applies the strictest Pod Security Standard, as a production cluster would, and says so for pod templates too. */
const RESTRICTED = { 'pod-security.kubernetes.io/enforce': 'restricted', 'pod-security.kubernetes.io/warn': 'restricted' };

/**
 * A namespace for the tests of one file, made before them and deleted after them, with its volumes and with the StorageClass
 * that is named like it, if a test made one. Set KEEP_NAMESPACES to look into it afterwards.
 */
export function testNamespace(purpose: string): Kubectl {
  return namespaceOf(`e2e-${purpose}-${randomBytes(3).toString('hex')}`);
}

/** The same with a name that what is tested has fixed. One that exists is somebody's, and an error. */
export function namespaceOf(namespace: string): Kubectl {
  const kubectl = new Kubectl(namespace);

  beforeAll(async () => {
    await new Kubectl().create(Yaml.stringify({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace, labels: RESTRICTED } }));
  });

  afterAll(async () => {
    if (process.env.KEEP_NAMESPACES) return;
    const cluster = new Kubectl();
    await giveUpVolumes(cluster, namespace);
    await cluster.delete('namespace', namespace, '--timeout=120s');
    await cluster.delete('storageclass', namespace);
  });

  return kubectl;
}

/** Volumes of the namespace go with their claims, whatever their class says: nobody needs the data of a test. */
async function giveUpVolumes(kubectl: Kubectl, namespace: string): Promise<void> {
  const volumes = (await kubectl.list('persistentvolumes')).filter(({ spec }) => spec.claimRef?.namespace === namespace);
  for (const { metadata } of volumes) {
    await kubectl.run(['patch', 'persistentvolume', metadata.name, '--patch', '{"spec":{"persistentVolumeReclaimPolicy":"Delete"}}']);
  }
}

/** When the running test fails, prints what its namespace holds: the reason is there more often than in the test. */
export function describeOnFailure(kubectl: Kubectl): void {
  onTestFailed(async () => {
    console.error(await kubectl.run(['get', 'pods,statefulsets,persistentvolumeclaims', '-o', 'wide']));
    console.error(await kubectl.run(['get', 'events', '--sort-by=.lastTimestamp']));
  });
}

/** The YAML of a chart that `build` fills, as `cdk8s synth` would write it. */
export function yamlOf(kubectl: Kubectl, build: (chart: Chart) => void): string {
  const chart = new Chart(new App(), kubectl.namespace ?? 'cluster', { namespace: kubectl.namespace });
  build(chart);
  return Yaml.stringify(...chart.toJson());
}
