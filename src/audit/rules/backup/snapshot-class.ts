import { dataSourceOf } from './data-source';
import type { Claim } from '../../claim';
import type { Finding, JsonPath, Manifest } from '../../finding';
import type { ManifestIndex } from '../../index-of-manifests';
import { stringAt } from '../../json';
import { CLAIM, CONFIG_MAP, SNAPSHOT, STATEFUL_SET, describe, kindOf, namespaceOf } from '../../manifests';
import { NotApplicable } from '../../rule';
import type { Rule, Verdict } from '../../rule';
import { POLICY_PATH } from '../../snapshot-policies';

export const snapshotClass: Rule = {
  id: 'BKP-036',
  slug: 'snapshot-class',
  title: 'Snapshots are taken and restored by the driver of the volume',
  checklist: [36],
  severity: 'error',
  why: 'A snapshot whose class is missing, or belongs to another driver than the volume, never becomes ready: there is an object and no copy. '
    + 'A claim that is restored through the class of another driver stays Pending.',
  remedy: 'Name a VolumeSnapshotClass whose `driver` is the `provisioner` of the claim\'s StorageClass, and restore through a StorageClass of the same driver.',
  links: [
    'https://kubernetes.io/docs/concepts/storage/volume-snapshot-classes/',
    'https://kubernetes.io/docs/concepts/storage/volume-snapshots/#provisioning-volumes-from-snapshots',
  ],
  needs: ['set'],
  kinds: [SNAPSHOT, CONFIG_MAP, STATEFUL_SET, CLAIM],
  evaluate(object, index) {
    switch (kindOf(object)) {
      case SNAPSHOT: return judgeSnapshot(object, index);
      case CONFIG_MAP: return judgePolicy(object, index);
      default: return judgeRestored(object, index);
    }
  },
};

function judgeSnapshot(object: Manifest, index: ManifestIndex): Verdict {
  const source = sourceOf(object, index);
  if (source === undefined) return new NotApplicable('it stands for a copy that exists');
  const className = classNameOf(object);
  const path = ['spec', 'volumeSnapshotClassName'];
  if (className === undefined) return judgeDefault(object, source.claim, path, index);
  return judgeClass(object, className, source.claim ? [source.claim] : [], path, index);
}

function judgePolicy(object: Manifest, index: ManifestIndex): Verdict {
  const policy = index.backups.policy(object);
  if (policy?.snapshotClassName === undefined) return new NotApplicable('it holds no snapshot policy that names a class');
  const names = [...policy.families, ...policy.claimNames];
  const claims = names.map((name) => index.claimNamed(namespaceOf(object), name)).filter((claim) => claim !== undefined);
  return judgeClass(object, policy.snapshotClassName, claims, POLICY_PATH, index);
}

function judgeClass(object: Manifest, className: string, claims: readonly Claim[], path: JsonPath, index: ManifestIndex): Finding[] {
  const found = index.snapshots.snapshotClass(className);
  if (!found) {
    const message = `${describe(object)} names VolumeSnapshotClass ${className}, which is not among the manifests`;
    return [{ message, remedy: 'audit it together with the class', path, unresolved: true }];
  }
  const driver = stringAt(found, 'driver');
  return claims.filter((claim) => (index.provisionerOf(claim) ?? driver) !== driver).map((claim) => ({
    message: `${describe(object)} takes snapshots with ${describe(found)} of ${driver ?? 'no driver'}, but ${claim.describe()} is made by ${index.provisionerOf(claim)}`,
    remedy: `name a class of ${index.provisionerOf(claim)}`,
    path,
    related: [found, claim.object],
  }));
}

// The default class is the one of the volume's driver; two of one driver are an error of the snapshot:
// https://kubernetes.io/docs/concepts/storage/volume-snapshot-classes/
function judgeDefault(object: Manifest, claim: Claim | undefined, path: JsonPath, index: ManifestIndex): Finding[] {
  const driver = claim && index.provisionerOf(claim);
  const defaults = index.snapshots.defaultClasses(driver);
  const of = driver === undefined ? '' : ` of ${driver}`;
  if (defaults.length === 0) {
    const message = `${describe(object)} names no VolumeSnapshotClass, and no default class${of} is among the manifests`;
    return [{ message, remedy: 'name a class', path, unresolved: true }];
  }
  if (driver === undefined || defaults.length === 1) return [];
  return [{ message: `${describe(object)} names no VolumeSnapshotClass, and ${defaults.length} classes are the default${of}`, remedy: 'name a class', path, related: defaults }];
}

function judgeRestored(object: Manifest, index: ManifestIndex): Verdict {
  const restored = index.claimsOf(object).filter((claim) => dataSourceOf(claim)?.kind === 'VolumeSnapshot');
  if (restored.length === 0) return new NotApplicable('it is made from no snapshot');
  return restored.flatMap((claim) => {
    const { namespace, name, path } = dataSourceOf(claim)!;
    const snapshot = index.snapshots.snapshot(namespace, name);
    const [driver, provisioner] = [snapshot && driverOf(snapshot, index), index.provisionerOf(claim)];
    if (!snapshot || driver === undefined || provisioner === undefined || driver === provisioner) return [];
    return [{
      message: `${claim.describe()} is made by ${provisioner} from ${describe(snapshot)} of ${driver}`,
      remedy: `use a StorageClass of ${driver}`,
      path,
      related: [snapshot],
    }];
  });
}

/** The driver that takes a snapshot: of its class, or of the volume where it names none. */
function driverOf(snapshot: Manifest, index: ManifestIndex): string | undefined {
  const className = classNameOf(snapshot);
  if (className !== undefined) return stringAt(index.snapshots.snapshotClass(className), 'driver');
  const claim = sourceOf(snapshot, index)?.claim;
  return claim && index.provisionerOf(claim);
}

function classNameOf(snapshot: Manifest): string | undefined {
  return stringAt(snapshot, 'spec', 'volumeSnapshotClassName');
}

/** The claim that a snapshot is taken of; undefined when it is not taken of a claim. */
function sourceOf(snapshot: Manifest, index: ManifestIndex): { readonly claim?: Claim } | undefined {
  const name = stringAt(snapshot, 'spec', 'source', 'persistentVolumeClaimName');
  return name === undefined ? undefined : { claim: index.claimNamed(namespaceOf(snapshot), name) };
}
