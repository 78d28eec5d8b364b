import { LONGHORN } from './longhorn';
import { LonghornDataEngine } from './longhorn-options';
import type { LonghornMigratableOptions, LonghornOptions, LonghornReplicatedOptions, LonghornShardedOptions } from './longhorn-options';
import { COUNT, FLAG, LIST, PAIRS, SAID } from './option-shapes';
import type { OptionValue } from './parameter-text';
import { VolumeBackend } from './volume-backend';
import type { Fault } from '../../core/faults';
import { checkProps, checkValue, DURATION, NUMBER, optional } from '../../core/shape';
import type { Shapes } from '../../core/shape';
import { seconds } from '../../core/time';

// longhorn/website@0f622500 content/docs/1.12.2/references/storage-class-parameters.md
const MAX_CHUNKS = 32;

const OPTION_OF = {
  'numberOfReplicas': 'replicas',
  'dataLayout.dataChunks': 'dataChunks',
  'dataLayout.parityChunks': 'parityChunks',
  'dataLayout.stripSizeKB': 'stripSizeKiB',
  'diskSelector': 'diskTags',
  'nodeSelector': 'nodeTags',
};

const CHUNKS: Shapes<Pick<LonghornShardedOptions, 'dataChunks' | 'parityChunks'>> = { dataChunks: NUMBER, parityChunks: NUMBER };

type Parameters = { readonly [key: string]: OptionValue };

const SHAPES: Shapes<Partial<LonghornReplicatedOptions & LonghornShardedOptions>> = {
  fsType: SAID,
  mkfsParams: SAID,
  diskTags: LIST,
  nodeTags: LIST,
  recurringJobs: LIST,
  recurringJobGroups: LIST,
  backupTargetName: SAID,
  encrypted: FLAG,
  encryptionSecretName: SAID,
  encryptionSecretNamespace: SAID,
  extraParameters: PAIRS,
  replicas: COUNT,
  dataEngine: SAID,
  dataLocality: SAID,
  replicaAutoBalance: SAID,
  staleReplicaTimeout: optional(DURATION),
  nfsOptions: SAID,
  dataChunks: COUNT,
  parityChunks: COUNT,
  stripSizeKiB: COUNT,
};

function volume(factory: string, parameters: Parameters, options: LonghornOptions, faults: readonly Fault[] = []): VolumeBackend {
  checkProps(`Longhorn.${factory}`, SHAPES, options);
  const { encrypted = true } = options;
  return VolumeBackend._of({
    place: `Longhorn.${factory}`,
    driver: LONGHORN,
    parameters: {
      ...parameters,
      fsType: options.fsType,
      mkfsParams: options.mkfsParams,
      diskSelector: options.diskTags,
      nodeSelector: options.nodeTags,
      recurringJobSelector: recurringJobs(options),
      backupTargetName: options.backupTargetName,
      encrypted,
      ...encrypted ? secrets(options) : {},
    },
    extraParameters: options.extraParameters,
    options: OPTION_OF,
    encrypted,
    faults,
    // without a type it would be a backup, which fails where there is no backup target
    snapshotParameters: { type: 'snap' },
  });
}

function secrets({ encryptionSecretName = 'longhorn-crypto', encryptionSecretNamespace = 'longhorn-system' }: LonghornOptions): Parameters {
  return Object.fromEntries(['provisioner', 'node-publish', 'node-stage', 'node-expand'].flatMap((step) => [
    [`csi.storage.k8s.io/${step}-secret-name`, encryptionSecretName],
    [`csi.storage.k8s.io/${step}-secret-namespace`, encryptionSecretNamespace],
  ]));
}

function recurringJobs({ recurringJobs: jobs, recurringJobGroups: groups }: LonghornOptions): string | undefined {
  if (!jobs && !groups) return undefined;
  return JSON.stringify([...(groups ?? []).map((name) => ({ name, isGroup: true })), ...(jobs ?? []).map((name) => ({ name, isGroup: false }))]);
}

/**
 * Volumes of Longhorn: on the disks of the cluster's own nodes.
 *
 * Encrypted unless said otherwise, with the passphrase of the Secret `longhorn-crypto`. Every factory throws when an option is out of
 * range, naming all that is wrong. Snapshot classes made from these volumes take snapshots in the cluster (`type: snap`); for
 * backups outside of it set the parameter `type: bak`.
 *
 * @see https://longhorn.io/docs/latest/
 */
export class Longhorn {
  /**
   * Whole copies on several nodes, attached to any node. Shared volumes with a file system are exported by NFS from a
   * share-manager pod. The right one for most databases that do not replicate themselves.
   */
  public static replicated(options: LonghornReplicatedOptions = {}): VolumeBackend {
    const { staleReplicaTimeout } = options;
    checkValue('Longhorn.replicated', 'staleReplicaTimeout', optional(DURATION), staleReplicaTimeout);
    return volume('replicated', {
      numberOfReplicas: options.replicas ?? 3,
      dataEngine: options.dataEngine ?? LonghornDataEngine.V1,
      dataLocality: options.dataLocality,
      replicaAutoBalance: options.replicaAutoBalance,
      staleReplicaTimeout: staleReplicaTimeout && Math.ceil(seconds(staleReplicaTimeout) / 60),
      nfsOptions: options.nfsOptions,
    }, options);
  }

  /**
   * One copy, on the node of the pod (`dataLocality: strict-local`): the fastest, and lost with the node. For databases that replicate
   * themselves. Classes must not set `allowedTopologies`.
   *
   * @see https://longhorn.io/docs/latest/high-availability/data-locality/
   */
  public static strictLocal(options: LonghornOptions = {}): VolumeBackend {
    return volume('strictLocal', { numberOfReplicas: 1, dataEngine: LonghornDataEngine.V1, dataLocality: 'strict-local' }, options);
  }

  /**
   * Whole copies, for virtual machines that move from node to node while they run (`migratable`): raw block volumes with ReadWriteMany.
   * Volumes with a file system are not shared.
   */
  public static migratable(options: LonghornMigratableOptions = {}): VolumeBackend {
    return volume('migratable', { numberOfReplicas: options.replicas ?? 3, dataEngine: LonghornDataEngine.V1, migratable: true }, options);
  }

  /**
   * Erasure coded parts on several nodes (`dataLayout.type: sharded`): less space than copies. It needs Longhorn 1.12 and its V2 engine.
   *
   * @see https://longhorn.io/docs/latest/advanced-resources/v2-data-engine/sharding/
   */
  public static sharded(options: LonghornShardedOptions): VolumeBackend {
    const { dataChunks, parityChunks, stripSizeKiB = 64 } = options;
    checkProps('Longhorn.sharded', CHUNKS, { dataChunks, parityChunks });
    const faults = dataChunks + parityChunks <= MAX_CHUNKS ? [] : [{
      prop: 'parityChunks', problem: `and dataChunks are more than ${MAX_CHUNKS} together`, got: `${dataChunks} + ${parityChunks}`, remedy: `use ${MAX_CHUNKS} or fewer`,
    }];
    return volume('sharded', {
      'dataEngine': LonghornDataEngine.V2,
      'dataLayout.type': 'sharded',
      'dataLayout.dataChunks': dataChunks,
      'dataLayout.parityChunks': parityChunks,
      'dataLayout.stripSizeKB': stripSizeKiB,
    }, options, faults);
  }

  private constructor() {}
}
