import { dirname, join } from 'path';
import type { JsonPath, Manifest, Severity } from '../audit/finding';
import type { GivenAcknowledgement } from '../audit/given-acknowledgement';

/** The reader of the command line, which knows YAML and where in a file things lie. */
export interface ManifestReader {
  readInputs(paths: readonly string[]): ReadManifests;
  /** @param file otherwise the one of the folder, if there is one. */
  readConfig(file: string | undefined, folder: string): Promise<ReadConfiguration>;
}

export interface ReadManifests {
  readonly objects: readonly PlacedManifest[];
  readonly errors: readonly { readonly file: string; readonly line?: number; readonly reason: string }[];
  readonly skipped: readonly string[];
}

export interface PlacedManifest {
  readonly manifest: Manifest;
  place(path: JsonPath): { readonly file: string; readonly line: number; readonly column: number };
}

export interface ReadConfiguration {
  readonly failOn?: Severity | 'never';
  readonly closedWorld?: boolean;
  readonly acknowledgements: readonly GivenAcknowledgement[];
  readonly assumed: readonly Manifest[];
  readonly sources: readonly PlacedManifest[];
}

/** Loads the reader that the package carries beside the library. */
export function loadReader(): ManifestReader {
  // by the package's own name, which leads to its folder wherever this file has been bundled to
  const root = dirname(require.resolve('cdk8s-stateful/package.json'));
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return require(join(root, 'assets', 'cli', 'reader', 'index.js')) as ManifestReader;
}
