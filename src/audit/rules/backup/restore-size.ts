import { dataSourceOf } from './data-source';
import type { DataSource } from './data-source';
import type { Quantity } from '../../../core/quantity';
import { driverOf } from '../../../facts/drivers/index';
import { allocatedSize } from '../../../facts/drivers/volume-size';
import type { Claim } from '../../claim';
import type { ManifestIndex } from '../../index-of-manifests';
import { stringAt } from '../../json';
import { CLAIM, STATEFUL_SET } from '../../manifests';
import { NotApplicable } from '../../rule';
import type { Rule } from '../../rule';

export const restoreSize: Rule = {
  id: 'BKP-037',
  slug: 'restore-size',
  title: 'A restored volume is at least as large as its source',
  checklist: [37],
  severity: 'error',
  why: 'A driver refuses to put a snapshot or a clone on a volume that is smaller than the one it was taken of: the claim stays Pending, usually on the day of the restore.',
  remedy: 'Ask for at least the size of the source; it may have grown since its manifest was written, and what counts is the `restoreSize` of the snapshot.',
  links: [
    'https://kubernetes.io/docs/concepts/storage/volume-pvc-datasource/',
    'https://github.com/kubernetes-csi/external-provisioner/blob/v6.2.1/pkg/controller/controller.go',
  ],
  needs: ['set'],
  kinds: [CLAIM, STATEFUL_SET],
  evaluate(object, index) {
    const claims = index.claimsOf(object).filter(dataSourceOf);
    if (claims.length === 0) return new NotApplicable('it is made from no snapshot or claim');
    return claims.flatMap((claim) => {
      const data = dataSourceOf(claim)!;
      const source = sourceClaim(data, index);
      const least = source && sizeOf(data, source, index);
      if (!least || !claim.size || claim.size.compare(least) >= 0) return [];
      const made = least.compare(source.size!) === 0 ? source.sizeText : `${least.asText()} that the driver makes of the ${source.sizeText}`;
      const path = [...claim.path, 'spec', 'resources', 'requests', 'storage'];
      return [{
        message: `${claim.describe()} asks for ${claim.sizeText}, less than the ${made} of ${source.describe()} that it is made from`,
        remedy: `ask for at least ${made === source.sizeText ? made : least.asText()}`,
        path,
        related: [source.object],
      }];
    });
  },
};

/** A snapshot is as large as the volume, which the driver may have made larger than it was asked for; a clone is held to the request. */
function sizeOf({ kind }: DataSource, source: Claim, index: ManifestIndex): Quantity | undefined {
  if (kind === 'PersistentVolumeClaim' || !source.size) return source.size;
  const provisioner = index.provisionerOf(source);
  return allocatedSize(provisioner === undefined ? undefined : driverOf(provisioner), source.size) ?? source.size;
}

/** The claim that the data comes from, as far as the input tells. */
function sourceClaim({ kind, namespace, name }: DataSource, index: ManifestIndex): Claim | undefined {
  if (kind === 'PersistentVolumeClaim') return index.claimNamed(namespace, name);
  const claimName = stringAt(index.snapshots.snapshot(namespace, name), 'spec', 'source', 'persistentVolumeClaimName');
  return claimName === undefined ? undefined : index.claimNamed(namespace, claimName);
}
