import type { AccessModeFacts, DriverFacts, SurvivalFacts } from './driver-facts';
import type { StorageTopology, VolumeAccessMode, VolumeBindingMode } from './volume-modes';

/** What a user says of a driver that we have no facts of. */
export interface CustomDriver {
  readonly provisioner: string;
  readonly accessModes: readonly VolumeAccessMode[];
  readonly blockAccessModes: readonly VolumeAccessMode[];
  readonly topology: StorageTopology;
  readonly topologyKeys: readonly string[];
  readonly volumeBindingMode: VolumeBindingMode;
  readonly expansion: boolean;
  readonly snapshots: boolean;
  readonly snapshotsCutAtCreationTime: boolean;
  readonly groupSnapshots: boolean;
  readonly clones: boolean;
  readonly volumeAttributes: readonly string[];
  readonly networkFileSystem: boolean;
}

const SOURCE = 'as described by the user';

/** What can be said of volumes that are reached from there, and of nothing else. */
const SURVIVAL: { readonly [topology in StorageTopology]: Omit<SurvivalFacts, 'source'> } = {
  node: { surely: 'pod', why: 'a volume is reached from its node only, and shares its fate' },
  zone: { surely: 'nothing', atBest: 'node', why: 'a volume is reached from its zone only, and shares its fate' },
  region: { surely: 'nothing', atBest: 'zone', why: 'where the driver keeps its data is not known' },
};

/** The same form as the facts of a known driver, so that one set of checks serves both. */
export function customDriver(custom: CustomDriver): DriverFacts {
  const modes = (all: readonly VolumeAccessMode[]): AccessModeFacts[] => all.map((mode) => ({ mode }));
  return {
    id: 'custom',
    title: custom.provisioner,
    source: SOURCE,
    provisioners: [{ name: custom.provisioner, use: SOURCE, source: SOURCE }],
    storage: custom.networkFileSystem ? 'network-file-system' : 'block',
    accessModes: { Filesystem: modes(custom.accessModes), Block: modes(custom.blockAccessModes), source: SOURCE },
    topology: {
      scope: custom.topology,
      keys: custom.topologyKeys,
      volumeBindingMode: custom.volumeBindingMode,
      why: `a volume is reached from its ${custom.topology} only`,
      source: SOURCE,
    },
    outlives: { ...SURVIVAL[custom.topology], source: SOURCE },
    expansion: { supported: custom.expansion, online: custom.expansion, source: SOURCE },
    snapshots: {
      supported: custom.snapshots,
      parameters: [],
      cut: custom.snapshots ? { signal: custom.snapshotsCutAtCreationTime ? 'creationTime' : 'readyToUse', source: SOURCE } : undefined,
      source: SOURCE,
    },
    groupSnapshots: { supported: custom.groupSnapshots, source: SOURCE },
    clones: { supported: custom.clones, sameSize: false, sameParameters: [], source: SOURCE },
    allocation: { source: SOURCE },
    volumeAttributes: { supported: custom.volumeAttributes.length > 0, parameters: custom.volumeAttributes, source: SOURCE },
    attachLimit: { text: SOURCE, source: SOURCE },
    install: { text: SOURCE, source: SOURCE },
    encryption: { decidedBy: 'backend', note: SOURCE, source: SOURCE },
    parameters: [],
    unknownParameter: { behaviour: 'unverified', source: SOURCE },
    parameterKeyCase: 'exact',
    kinds: [],
    fsGroup: { applied: !custom.networkFileSystem, policy: 'unknown', source: SOURCE },
  };
}
