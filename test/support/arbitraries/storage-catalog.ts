import * as fc from 'fast-check';
import type { BackendRecipe } from './backends';
import { backend } from './backends';
import { objectMetadata } from './metadata';
import { recipes } from './recipe';
import { count, labelName, mostly, props, size, struct, subdomainName, text } from './values';
import { AwsEfs } from '../../../src/facts/drivers/aws-efs-backends';
import { CatalogClass } from '../../../src/storage/catalog/catalog-class';
import { StorageCatalog } from '../../../src/storage/catalog/storage-catalog';
import type { CatalogClassOptions } from '../../../src/storage/catalog/storage-catalog-props';
import { ProductionStorageClass } from '../../../src/storage/production-storage-class';
import { StoragePlatform } from '../../../src/storage/storage-platform';
import { StorageQuota } from '../../../src/storage/storage-quota';

const words = mostly(fc.stringMatching(/^[a-z#|*<`-]{1,20}$/), text);
const namespaces = mostly(fc.array(labelName(), { minLength: 1, maxLength: 3 }), fc.constant<string[]>([]));
const files: BackendRecipe = { make: () => AwsEfs.accessPoints({ fileSystemId: 'fs-0123456789abcdef0' }) };

interface OptionsRecipe extends Omit<CatalogClassOptions, 'backend'> {
  readonly backend?: BackendRecipe;
}

/** Options of one class, with the backend as it would be made. */
function optionsOf(source: fc.Arbitrary<BackendRecipe | undefined>): fc.Arbitrary<OptionsRecipe> {
  const told = { costModel: words, notOfferedBecause: words, allowedNamespaces: namespaces, owner: words, recoveryRunbook: words };
  return props({ ...told, backend: source, offered: fc.boolean() })
    .map(({ notOfferedBecause, ...options }) => (options.offered === false ? { ...options, notOfferedBecause } : options));
}

const rarely = optionsOf(mostly(fc.constant(undefined), backend));

export const storageCatalogs = recipes('StorageCatalog', struct({
  required: struct({
    platform: mostly(
      fc.constantFrom(StoragePlatform.EKS, StoragePlatform.EKS_AUTO_MODE, StoragePlatform.AKS, StoragePlatform.GKE, StoragePlatform.LONGHORN),
      fc.constantFrom(StoragePlatform.CEPH, StoragePlatform.ON_PREMISES),
    ),
    owner: words,
    recoveryRunbook: words,
  }),
  options: props({
    prefix: labelName(),
    allowedNamespaces: namespaces,
    defaultClass: mostly(fc.constant(CatalogClass.ZONAL_SSD_DELETE), fc.constantFrom(...Object.values(CatalogClass))),
    volumeSnapshotClasses: fc.boolean(),
  }),
  enforceAllowedNamespaces: fc.boolean(),
  classes: props({
    zonalSsdRetain: rarely,
    zonalSsdDelete: rarely.map((options) => ({ ...options, offered: true })),
    regionalSsdRetain: rarely,
    highIopsRetain: rarely,
    sharedFile: optionsOf(mostly(fc.constant(undefined), fc.constant(files))),
    localEphemeral: rarely,
  }),
}), (chart, { required, options, enforceAllowedNamespaces, classes }) => {
  const made = Object.entries(classes as { readonly [member: string]: OptionsRecipe })
    .map(([member, each]) => [member, { ...each, backend: each.backend?.make() }]);
  new StorageCatalog(chart, 'catalog', { ...required, ...options, enforceAllowedNamespaces, ...Object.fromEntries(made) });
});

const limits = { storage: size, claims: count(0, 1_000) };

export const storageQuotas = recipes('StorageQuota', struct({
  options: props({ metadata: objectMetadata(), total: props(limits), volumeSnapshots: count(0, 1_000) }),
  classes: fc.array(struct({ name: subdomainName, limits: props(limits) }), { maxLength: 3 }),
}), (chart, { options, classes }) => new StorageQuota(chart, 'quota', {
  ...options,
  classes: classes.map(({ name, limits: given }, index) => ({ storageClass: ProductionStorageClass.fromStorageClassName(chart, `class-${index}`, name), ...given })),
}));
