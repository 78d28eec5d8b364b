import { className } from './class-name';
import { fittingGibibytes } from '../../src/facts/drivers/fitting-size';
import type { StorageChoice } from '../../src/facts/intent/choose';
import { DataCriticality, DataSharing, StorageProfile } from '../../src/facts/intent/storage-profile';
import { expressionOf, importsOf, literal } from '../../src/facts/platforms/backend-code';

/** Properties of a profile and the enums that their words come from. */
const ENUMS = [
  ['sharing', 'DataSharing'],
  ['failureDomain', 'FailureDomain'],
  ['performance', 'StoragePerformance'],
  ['environment', 'StorageEnvironment'],
] as const;

/** Size of the claim in GiB, where its class takes that little. */
const USUAL_SIZE = 100;

interface Code {
  readonly lines: readonly string[];
  readonly imports: readonly string[];
}

/** The class and a claim of it, as an app makes them. */
export function choiceCode(profile: StorageProfile, choice: StorageChoice): string {
  const code = [classCode(profile, choice), claimCode(profile, choice)];
  const imports = [...new Set(code.flatMap((part) => part.imports))].sort();
  return [
    "import { Size } from 'cdk8s';",
    `import { ${imports.join(', ')} } from 'cdk8s-stateful';`,
    '',
    ...code.flatMap(({ lines }) => lines),
  ].join('\n');
}

function classCode(profile: StorageProfile, choice: StorageChoice): Code {
  const said = StorageProfile.of({ data: profile.data });
  const unusual = ENUMS.filter(([name]) => profile[name] !== said[name]);
  const backend = choice.offering.code(choice.inputs);
  const examples = toDo(choice, choice.offering.inputs.map(({ name }) => name));
  const options = [`data: DataCriticality.${member(profile.data)}`, ...unusual.map(([name, type]) => `${name}: ${type}.${member(profile[name])}`)];
  return {
    imports: ['ProductionStorageClass', 'StorageProfile', 'DataCriticality', ...unusual.map(([, type]) => type), ...importsOf(backend)],
    lines: [
      "// a class that exists, as one of a StorageCatalog, is imported: ProductionStorageClass.fromStorageClassName(this, 'storage', name, { backend })",
      "const storageClass = new ProductionStorageClass(this, 'storage', {",
      `  metadata: { name: ${literal(className(choice))} },${examples}`,
      `  backend: ${expressionOf(backend)},${examples}`,
      `  intent: StorageProfile.of({ ${options.join(', ')} }),`,
      '});',
    ],
  };
}

/** The claim that suits; sets make their own from the class. */
function claimCode({ data, sharing }: StorageProfile, choice: StorageChoice): Code {
  const { backend, inputs: { snapshot } } = choice;
  const options = `storageClass, size: Size.gibibytes(${fittingGibibytes(backend._driver, backend.parameters, USUAL_SIZE)})`;
  const claim = (type: string): Code => ({ imports: [type], lines: [`const claim = new ${type}(this, 'data', { ${options} });`] });
  if (sharing === DataSharing.NONE) {
    return data === DataCriticality.SCRATCH
      ? { imports: ['EphemeralVolume'], lines: [`const volume = EphemeralVolume.of({ ${options} });`] }
      : claim('DurableClaim');
  }
  if (snapshot === undefined) return claim('SharedClaim');
  return {
    imports: ['ClaimSource', 'ReadOnlySharedClaim', 'VolumeSnapshot'],
    lines: [
      `const snapshot = VolumeSnapshot.fromVolumeSnapshotName(this, 'snapshot', ${literal(snapshot)});${toDo(choice, ['snapshot'])}`,
      `const claim = new ReadOnlySharedClaim(this, 'data', { ${options}, source: ClaimSource.snapshot(snapshot) });`,
    ],
  };
}

/** Marks a line with inputs that stand at their examples: it compiles, and is still somebody's to mend. */
function toDo({ open }: StorageChoice, inputs: readonly string[]): string {
  const examples = inputs.filter((name) => open.some((input) => input.name === name));
  if (examples.length === 0) return '';
  const verb = examples.length === 1 ? 'is an example' : 'are examples';
  return ` // TODO: ${examples.join(' and ')} ${verb}, choose again with ${examples.map((name) => `--input ${name}=...`).join(' ')}`;
}

function member(word: string): string {
  return word.toUpperCase().replace(/-/g, '_');
}
