// A literal path, so that a bundler puts the file into the bundle, where there is no package.json beside it.
// eslint-disable-next-line @typescript-eslint/no-require-imports
const PACKAGE: { readonly version: string } = require('../../package.json');

/** The version of this library: `0.0.0` in a working copy. */
export function packageVersion(): string {
  return PACKAGE.version;
}
