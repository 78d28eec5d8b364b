import { DATA_INTENT_ANNOTATION } from '../../../core/vocabulary';
import { VolumeAccessMode } from '../../../facts/drivers/volume-modes';
import { backingOf, networkFileSystemOf } from '../../claim-backing';
import type { Finding, Manifest } from '../../finding';
import type { ManifestIndex } from '../../index-of-manifests';
import { listAt, stringAt } from '../../json';
import { SERVING_KINDS, describe } from '../../manifests';
import { NotApplicable } from '../../rule';
import type { Rule } from '../../rule';
import type { Workload } from '../../workload';
import { dataPathOf, mountOf } from '../stateful-sets/data-path';

export const noNetworkFileSystemForDatabases: Rule = {
  id: 'STO-019',
  slug: 'no-network-file-system-for-databases',
  title: 'A database does not lie on a network file system',
  checklist: [19],
  severity: 'error',
  why: 'A database commits by fsync and keeps a second server out by a lock. Over NFS, SMB or EFS both depend on mount options and on the server, each commit is a journey over the network, '
    + 'and ReadWriteMany lets a second server in. What was acknowledged can be lost, and files can be damaged.',
  remedy: 'Use a class of block storage with ReadWriteOncePod.',
  links: ['https://www.postgresql.org/docs/17/creating-cluster.html#CREATING-CLUSTER-FILESYSTEM', 'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes'],
  needs: ['set', 'drivers', 'engines', 'intent'],
  kinds: SERVING_KINDS,
  evaluate(object, index) {
    const workload = index.workload(object)!;
    const { database } = workload;
    if (!database) return new NotApplicable('it runs no database that is known');
    const { networkFileSystem, title, data } = database.engine;
    if (networkFileSystem.allowed) return new NotApplicable(`${title} works on a network file system`);
    const dataPath = dataPathOf(database);
    const mount = dataPath === undefined ? undefined : mountOf(database, dataPath);
    if (!mount) return new NotApplicable('it cannot be seen on which volume its data lies');
    const found = sharedStorage(workload, mount.volume, index);
    if (!found) return [];
    const intent = stringAt(object, 'metadata', 'annotations', DATA_INTENT_ANNOTATION) ?? data;
    return [{
      message: `${describe(object)} keeps the data of ${title} (${dataPath}) on ${found.what}: ${networkFileSystem.why}`,
      remedy: 'use a class of block storage with ReadWriteOncePod',
      path: [...database.path, 'volumeMounts', mount.position],
      related: found.related,
      severity: found.isCertain && intent === 'authoritative' ? 'error' : 'warning',
    }] satisfies Finding[];
  },
};

interface SharedStorage {
  readonly what: string;
  readonly isCertain: boolean;
  readonly related: readonly Manifest[];
}

function sharedStorage(workload: Workload, volume: string, index: ManifestIndex): SharedStorage | undefined {
  const own = networkFileSystemOf(listAt(workload.podSpec, 'volumes').find((entry) => stringAt(entry, 'name') === volume));
  if (own !== undefined) return { what: own, isCertain: true, related: [] };
  const claim = index.claimOfVolume(workload, volume);
  if (!claim) return undefined;
  const backing = backingOf(claim, index);
  if (backing?.storage === 'network-file-system') {
    return { what: `${backing.title} (${claim.describe()}, ${describe(backing.object)})`, isCertain: true, related: [claim.object, backing.object] };
  }
  // of a driver that is known, STO-018 says that there is no such volume
  if (backing || !claim.accessModes.includes(VolumeAccessMode.READ_WRITE_MANY) || claim.volumeMode === 'Block') return undefined;
  return { what: `a volume for many writers (${claim.describe()} asks for ReadWriteMany)`, isCertain: false, related: [claim.object] };
}
