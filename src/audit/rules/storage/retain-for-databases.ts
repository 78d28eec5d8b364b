import { DATA_INTENT_ANNOTATION } from '../../../core/vocabulary';
import type { Claim } from '../../claim';
import type { Finding, Manifest } from '../../finding';
import type { ManifestIndex } from '../../index-of-manifests';
import { mayBeLost } from '../../intent';
import { stringAt } from '../../json';
import { CLAIM, STATEFUL_SET, STORAGE_CLASS, describe, kindOf } from '../../manifests';
import { NotApplicable } from '../../rule';
import type { Rule, Verdict } from '../../rule';

export const retainForDatabases: Rule = {
  id: 'STO-003',
  slug: 'retain-for-databases',
  title: 'The volume of a database outlives its claim',
  checklist: [3],
  severity: 'error',
  why: 'With `reclaimPolicy: Delete` (the default) the disk is destroyed with the claim: a deleted namespace, a pruned claim or a slip of the hand is the end of the data.',
  remedy: 'Set `reclaimPolicy: Retain` on the class (immutable: make a new class, and patch `persistentVolumeReclaimPolicy` of volumes that exist), '
    + `or say with the annotation \`${DATA_INTENT_ANNOTATION}: rebuildable\` on the workload or claim that the data can be made again.`,
  links: ['https://kubernetes.io/docs/concepts/storage/storage-classes/#reclaim-policy', 'https://kubernetes.io/docs/tasks/administer-cluster/change-pv-reclaim-policy/'],
  needs: ['set', 'engines', 'intent'],
  kinds: [STORAGE_CLASS, STATEFUL_SET, CLAIM],
  evaluate(object, index) {
    return kindOf(object) === STORAGE_CLASS ? judgeClass(object, index) : judgeReferences(object, index);
  },
};

function judgeClass(storageClass: Manifest, index: ManifestIndex): Verdict {
  const policy = stringAt(storageClass, 'reclaimPolicy') ?? 'Delete';
  if (policy === 'Retain') return [];
  const atRisk = index.claimsUsing(storageClass).filter((claim) => isAuthoritative(claim, storageClass) && !isKept(index.volumes.of(claim)));
  if (atRisk.length === 0) return new NotApplicable('no claim of authoritative data uses the class');
  const others = atRisk.length > 1 ? ` and ${atRisk.length - 1} more` : '';
  return [{
    message: `${describe(storageClass)} deletes the volume with its claim; used by ${atRisk[0].describeUse()}${others}`,
    remedy: 'set Retain, or mark the data rebuildable',
    path: ['reclaimPolicy'],
    related: atRisk.map((claim) => claim.object),
  }];
}

// The class is judged where it is; here only what cannot be seen there is reported.
function judgeReferences(object: Manifest, index: ManifestIndex): Verdict {
  const claims = index.claimsOf(object).filter((claim) => isAuthoritative(claim) && (claim.className !== '' || index.volumes.of(claim)));
  if (claims.length === 0) return new NotApplicable('it claims no volume for authoritative data');
  return claims.flatMap((claim) => judgeReference(claim, index));
}

function judgeReference(claim: Claim, index: ManifestIndex): Finding[] {
  const storageClass = index.classOf(claim);
  const volume = index.volumes.of(claim);
  if (volume) return isKept(volume) || (storageClass && isJudged(storageClass, index)) ? [] : [deleted(claim, volume)];
  if (!storageClass) return [unresolved(claim, 'is not in the input')];
  if (!index.isAssumed(storageClass) || !isAuthoritative(claim, storageClass)) return [];
  const policy = stringAt(storageClass, 'reclaimPolicy');
  if (policy === undefined) return [unresolved(claim, 'is assumed without its reclaimPolicy')];
  if (policy === 'Retain') return [];
  return [{
    message: `${claim.describeUse()} uses ${describe(storageClass)}, which is assumed to delete the volume with its claim`,
    remedy: 'use a class that retains, or mark the data rebuildable',
    path: [...claim.path, 'spec', 'storageClassName'],
    related: [storageClass],
  }];
}

function isAuthoritative(claim: Claim, storageClass?: Manifest): boolean {
  return claim.isAuthoritative && !mayBeLost(stringAt(storageClass, 'metadata', 'annotations', DATA_INTENT_ANNOTATION));
}

/** A volume that is there does as it says itself, whatever its class says of new ones. */
function isKept(volume: Manifest | undefined): boolean {
  // https://kubernetes.io/docs/reference/kubernetes-api/config-and-storage-resources/persistent-volume-v1/#PersistentVolumeSpec
  return volume !== undefined && (stringAt(volume, 'spec', 'persistentVolumeReclaimPolicy') ?? 'Retain') === 'Retain';
}

/** Is it said of the class already that volumes go with their claims? */
function isJudged(storageClass: Manifest, index: ManifestIndex): boolean {
  return !index.isAssumed(storageClass) && stringAt(storageClass, 'reclaimPolicy') !== 'Retain';
}

function deleted(claim: Claim, volume: Manifest): Finding {
  return {
    message: `${claim.describeUse()} has ${describe(volume)}, which is deleted with the claim`,
    remedy: 'set persistentVolumeReclaimPolicy: Retain on the volume, or mark the data rebuildable',
    path: [...claim.path, 'spec', claim.spec.volumeName === undefined ? 'storageClassName' : 'volumeName'],
    related: [volume],
  };
}

function unresolved(claim: Claim, problem: string): Finding {
  const which = claim.className === undefined ? 'the default StorageClass of the cluster' : `StorageClass ${claim.className}`;
  return {
    message: `${claim.describeUse()} uses ${which}, which ${problem}: nobody has seen that it retains`,
    remedy: claim.className === undefined ? 'name a class with reclaimPolicy Retain' : 'audit it together with its class',
    path: [...claim.path, 'spec', 'storageClassName'],
    unresolved: true,
  };
}
