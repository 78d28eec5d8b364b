import type { StorageChoice } from '../../src/facts/intent/choose';
import { DataCriticality, DataSharing, StorageProfile } from '../../src/facts/intent/storage-profile';

/** Properties of a profile and the enums that their words come from. */
const ENUMS = [
  ['sharing', 'DataSharing'],
  ['failureDomain', 'FailureDomain'],
  ['performance', 'StoragePerformance'],
  ['environment', 'StorageEnvironment'],
] as const;

/** Name of the class: its role, and what becomes of its volumes where a platform usually has both. */
export function className({ offering, settings }: StorageChoice): string {
  const reclaim = settings.find(({ name }) => name === 'reclaimPolicy')!.value.toLowerCase();
  return offering.role === 'shared-file' || offering.role === 'local-ephemeral' ? `platform-${offering.role}` : `platform-${offering.role}-${reclaim}`;
}

/** The class and a claim of it, as an app makes them. */
export function choiceCode(profile: StorageProfile, choice: StorageChoice): string {
  const said = StorageProfile.of({ data: profile.data });
  const backend = choice.offering.code(choice.inputs);
  const options = [
    `data: DataCriticality.${member(profile.data)}`,
    ...ENUMS.filter(([name]) => profile[name] !== said[name]).map(([name, type]) => `${name}: ${type}.${member(profile[name])}`),
  ];
  const body = [
    "const storageClass = new ProductionStorageClass(this, 'storage', {",
    `  metadata: { name: '${className(choice)}' },`,
    `  backend: ${backend},`,
    `  intent: StorageProfile.of({ ${options.join(', ')} }),`,
    '});',
    claimCode(profile, choice),
  ].join('\n');
  const names = [...new Set(body.match(/\b[A-Z][A-Za-z]+(?=[.(])/g))].sort();
  const [ours, theirs] = [names.filter((name) => name !== 'Size'), names.includes('Size') ? ["import { Size } from 'cdk8s';"] : []];
  return [...theirs, `import { ${ours.join(', ')} } from 'cdk8s-stateful';`, '', body].join('\n');
}

/** The claim that suits; sets make their own from the class. */
function claimCode({ data, sharing }: StorageProfile, { settings }: StorageChoice): string {
  const options = 'storageClass, size: Size.gibibytes(100)';
  if (sharing === DataSharing.NONE) {
    return data === DataCriticality.SCRATCH ? `const volume = EphemeralVolume.of({ ${options} });` : `const claim = new DurableClaim(this, 'data', { ${options} });`;
  }
  if (settings.every(({ name, value }) => name !== 'accessMode' || value !== 'ReadOnlyMany')) return `const claim = new SharedClaim(this, 'data', { ${options} });`;
  return [
    "const snapshot = VolumeSnapshot.fromVolumeSnapshotName(this, 'snapshot', 'dataset');",
    `const claim = new ReadOnlySharedClaim(this, 'data', { ${options}, source: ClaimSource.snapshot(snapshot) });`,
  ].join('\n');
}

function member(word: string): string {
  return word.toUpperCase().replace(/-/g, '_');
}
