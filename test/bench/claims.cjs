/**
 * Prints how much processor time it takes to make 1,000 claims, each with a class, and their YAML: by constructs of this library (`ours`), or as
 * raw `ApiObject`s (`raw`).
 */
const { createHash } = require('crypto');
const { ApiObject, App, Chart, Size } = require('cdk8s');
const { AwsEbs, DurableClaim, ProductionStorageClass } = require('../../lib/index.js');

const COUNT = 1_000;
const KEPT = { 'argocd.argoproj.io/sync-options': 'Prune=false', 'kustomize.toolkit.fluxcd.io/prune': 'disabled', 'helm.sh/resource-policy': 'keep' };

const MAKE = {
  ours(chart, index) {
    const storageClass = new ProductionStorageClass(chart, `class-${index}`, {
      metadata: { name: `class-${index}` }, backend: AwsEbs.gp3({ iops: 6000, throughputMiBps: 250 }),
    });
    new DurableClaim(chart, `claim-${index}`, { metadata: { name: `claim-${index}`, namespace: 'orders' }, storageClass, size: Size.gibibytes(20) });
  },
  raw(chart, index) {
    new ApiObject(chart, `class-${index}`, {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: { name: `class-${index}` },
      provisioner: 'ebs.csi.aws.com',
      parameters: { type: 'gp3', iops: '6000', throughput: '250', encrypted: 'true' },
      reclaimPolicy: 'Retain',
      volumeBindingMode: 'WaitForFirstConsumer',
      allowVolumeExpansion: true,
    });
    new ApiObject(chart, `claim-${index}`, {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: `claim-${index}`, namespace: 'orders', annotations: KEPT },
      spec: { accessModes: ['ReadWriteOncePod'], storageClassName: `class-${index}`, volumeMode: 'Filesystem', resources: { requests: { storage: '20Gi' } } },
    });
  },
};

const make = MAKE[process.argv[2]];
const start = process.cpuUsage();
const app = new App();
const chart = new Chart(app, 'bench');
for (let index = 0; index < COUNT; index += 1) make(chart, index);
app.synthYaml();
const { user, system } = process.cpuUsage(start);
const milliseconds = (user + system) / 1e3;

/** Fields in any order are the same object. */
const sorted = (_, value) => (value && typeof value === 'object' && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).sort()) : value);
console.log(JSON.stringify({ milliseconds, digest: createHash('sha256').update(JSON.stringify(chart.toJson(), sorted)).digest('hex') }));
