import type { DriverFacts, ParameterFacts, VolumeKindFacts } from '../../src/facts/drivers/driver-facts';

const SOURCE = 'quarry/quarry-csi@0000abcd (v0.7)';

const PARAMETERS: readonly ParameterFacts[] = [
  { name: 'grain', type: 'string', values: ['slate', 'mirror'], default: 'slate', source: SOURCE },
  { name: 'ops', type: 'integer', kinds: ['slate'], excludes: ['opsPerGiB'], source: SOURCE },
  { name: 'opsPerGiB', type: 'integer', min: 2, kinds: ['slate'], excludes: ['ops'], source: SOURCE },
  { name: 'flow', type: 'integer', kinds: ['slate'], source: SOURCE },
  { name: 'lane', type: 'integer', min: 0, max: 6, default: '0', source: SOURCE },
  { name: 'sealed', type: 'boolean', default: 'false', source: SOURCE },
  { name: 'sealKey', type: 'string', pattern: /^seal-\d{3}$/, form: 'seal- and three digits', requires: ['sealed'], source: SOURCE },
  { name: 'mark-', prefix: true, type: 'string', source: SOURCE },
];

const KINDS: readonly VolumeKindFacts[] = [
  {
    kind: 'slate',
    default: true,
    medium: 'ssd',
    sizeGiB: { min: 7, max: 777 },
    iops: { parameter: 'ops', min: 26, max: 1300, default: 26, maxPerGiB: 13, perGiBParameter: 'opsPerGiB' },
    throughputMiBps: { parameter: 'flow', min: 3, max: 91, maxPerIops: 0.5 },
    note: 'cut by hand',
    source: SOURCE,
  },
  { kind: 'mirror', medium: 'ssd', sizeGiB: { min: 11, max: 99 }, source: SOURCE },
];

/** A driver that does not exist, with answers that no other driver gives. */
export const QUARRY: DriverFacts = {
  id: 'quarry',
  title: 'Quarry',
  source: SOURCE,
  provisioners: [
    { name: 'quarry.csi.example', use: 'installed by hand', source: SOURCE },
    { name: 'managed.quarry.csi.example', use: 'run by the provider', allowedTopologies: [{ key: 'quarry.example/managed', values: ['yes'] }], source: SOURCE },
  ],
  inTree: { name: 'kubernetes.io/quarry-slab', removedIn: '1.19', source: SOURCE },
  storage: 'block',
  accessModes: {
    Filesystem: [{ mode: 'ReadWriteOnce' }, { mode: 'ReadWriteOncePod' }, { mode: 'ReadOnlyMany', kinds: ['mirror'] }],
    Block: [{ mode: 'ReadWriteOnce', when: { parameter: 'lane', min: 3 } }],
    source: SOURCE,
  },
  topology: {
    scope: 'zone',
    keys: ['quarry.example/pit'],
    volumeBindingMode: 'WaitForFirstConsumer',
    why: 'a slab lies in one pit',
    source: SOURCE,
    variants: [{
      when: { parameter: 'grain', values: ['mirror'] }, scope: 'region', volumeBindingMode: 'Immediate', zones: 3, why: 'a mirror hangs in three pits', source: SOURCE,
    }],
  },
  outlives: {
    surely: 'node',
    atBest: 'zone',
    why: 'a slab breaks with its pit, unless that is deep',
    source: SOURCE,
    variants: [
      { when: { parameter: 'lane', min: 4 }, surely: 'nothing', why: 'the deep lanes are flooded', source: SOURCE },
      { when: { parameter: 'grain', values: ['mirror'] }, surely: 'zone', why: 'a mirror hangs in three pits', source: SOURCE },
    ],
  },
  expansion: {
    supported: true,
    online: false,
    limit: 'once a day',
    except: [{ when: { parameter: 'grain', values: ['mirror'] }, why: 'a mirror would break', source: SOURCE }],
    source: SOURCE,
  },
  snapshots: {
    supported: true,
    parameters: ['depth'],
    cut: { signal: 'creationTime', source: SOURCE },
    except: [{ when: { parameter: 'lane', min: 5 }, why: 'nobody can see that deep', source: SOURCE }],
    note: 'rubbings',
    source: SOURCE,
  },
  groupSnapshots: { supported: true, required: ['crew'], source: SOURCE },
  clones: { supported: false, source: SOURCE },
  allocation: { steps: [{ step: '1Gi' }], source: SOURCE },
  volumeAttributes: { supported: true, parameters: ['ops', 'mark-*'], requires: ['ops'], source: SOURCE },
  attachLimit: { text: '3', source: SOURCE },
  install: { text: 'Deployment quarry in quarry-system', source: SOURCE },
  encryption: { decidedBy: 'class', parameter: 'sealed', on: 'true', keyParameter: 'sealKey', withoutKey: 'the foreman\'s key', note: 'every jar', source: SOURCE },
  parameters: PARAMETERS,
  unknownParameter: { behaviour: 'rejected', source: SOURCE },
  parameterKeyCase: 'exact',
  kinds: KINDS,
  kindParameter: 'grain',
  fsGroup: { applied: true, policy: 'File', source: SOURCE },
};
