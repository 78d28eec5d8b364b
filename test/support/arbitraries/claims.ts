import * as fc from 'fast-check';
import { backend } from './backends';
import { classMetadata, objectMetadata } from './metadata';
import { recipes } from './recipe';
import { labelName, mostly, parameters, props, size, struct, subdomainName, text } from './values';
import { accessMode, classOf, classRecipe } from './workload-options';
import { VolumeMode } from '../../../src/facts/drivers/volume-modes';
import { StatefulSettings } from '../../../src/kube/settings';
import { ClaimSource } from '../../../src/storage/claim-source';
import { ClonedClaim } from '../../../src/storage/cloned-claim';
import { DurableClaim } from '../../../src/storage/durable-claim';
import { ReadOnlySharedClaim } from '../../../src/storage/read-only-shared-claim';
import { ReclaimPolicy } from '../../../src/storage/reclaim-policy';
import { SharedClaim } from '../../../src/storage/shared-claim';
import { StaticClaim } from '../../../src/storage/static-claim';
import { StaticVolume } from '../../../src/storage/static-volume';
import { VolumeAttributesClass } from '../../../src/storage/volume-attributes-class';

const metadata = objectMetadata();
const volumeMode = mostly(fc.constant(VolumeMode.FILESYSTEM), fc.constant(VolumeMode.BLOCK));
const source = struct({ name: subdomainName, size: mostly(fc.constant(undefined), size) });

export const durableClaims = recipes('DurableClaim', struct({
  storageClass: classRecipe,
  size,
  attributesClass: mostly<string | undefined>(fc.constant(undefined), subdomainName),
  kubernetesVersion: fc.constantFrom('1.30', '1.34'),
  options: props({ metadata, volumeMode, accessMode }),
}), (chart, { attributesClass, kubernetesVersion, options, storageClass, ...given }) => {
  StatefulSettings.set(chart, { kubernetesVersion });
  const volumeAttributesClass = attributesClass === undefined ? undefined
    : VolumeAttributesClass.fromVolumeAttributesClassName(chart, 'attributes', attributesClass, { parameters: { iops: '5000' } });
  return new DurableClaim(chart, 'claim', { ...options, ...given, storageClass: classOf(chart, 'class', storageClass), volumeAttributesClass });
});

export const sharedClaims = recipes('SharedClaim', struct({ storageClass: classRecipe, size, options: props({ metadata, volumeMode }) }), (chart, given) => (
  new SharedClaim(chart, 'claim', { ...given.options, size: given.size, storageClass: classOf(chart, 'class', given.storageClass) })
));

export const clonedClaims = recipes('ClonedClaim', struct({ source, storageClass: classRecipe, options: props({ metadata, volumeMode, accessMode, size }) }), (chart, given) => (
  new ClonedClaim(chart, 'claim', {
    ...given.options,
    source: DurableClaim.fromPersistentVolumeClaimName(chart, 'source', given.source.name, { size: given.source.size }),
    storageClass: classOf(chart, 'class', given.storageClass),
  })
));

export const readOnlySharedClaims = recipes('ReadOnlySharedClaim', struct({ source, storageClass: classRecipe, options: props({ metadata, volumeMode, size }) }), (chart, given) => (
  new ReadOnlySharedClaim(chart, 'claim', {
    ...given.options,
    source: ClaimSource.claim(DurableClaim.fromPersistentVolumeClaimName(chart, 'source', given.source.name, { size: given.source.size })),
    storageClass: classOf(chart, 'class', given.storageClass),
  })
));

const volumeProps = struct({
  metadata: classMetadata,
  backend,
  volumeHandle: mostly(fc.constant('vol-0123456789abcdef0'), text),
  size,
  claimName: labelName(),
  claimNamespace: fc.constant('orders'),
  options: props({
    accessMode,
    volumeMode,
    fsType: mostly(fc.constantFrom('ext4', 'xfs'), text),
    volumeAttributes: parameters,
    reclaimPolicy: fc.constantFrom(...Object.values(ReclaimPolicy)),
  }),
  zones: mostly<string[] | undefined>(fc.constantFrom(undefined, ['eu-west-1a']), fc.array(text, { maxLength: 2 })),
});

export const staticVolumes = recipes('StaticVolume', volumeProps, (chart, { options, backend: from, ...given }) => (
  new StaticVolume(chart, 'volume', { ...given, ...options, backend: from.make() })
));

export const staticClaims = recipes('StaticClaim', struct({ volume: volumeProps, options: props({ metadata }) }), (chart, given) => {
  const { options, backend: from, ...asked } = given.volume;
  const volume = new StaticVolume(chart, 'volume', { ...asked, ...options, backend: from.make(), claimNamespace: chart.namespace ?? 'orders' });
  return new StaticClaim(chart, 'claim', { ...given.options, volume });
});
