import { basename, isAbsolute, relative, resolve, sep } from 'node:path';
import { STDIN_NAME } from '../manifests/files';

/** Where files are looked for, and what they are named relative to. */
export interface Roots {
  /** The folder that the program was started in. */
  readonly workingDirectory: string;
  /** The top of the repository around it; the same where there is none. */
  readonly repository: string;
}

/**
 * The file of a finding as a relative reference, from the top of the repository: GitHub finds no other.
 *
 * @see https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning#relative-uri-guidance-for-sarif-producers
 */
export function sarifUri(file: string, { workingDirectory, repository }: Roots): string {
  if (file === STDIN_NAME) return 'stdin';
  const path = relative(repository, resolve(workingDirectory, file));
  // on another drive there is no relative path
  const segments = (isAbsolute(path) ? basename(path) : path).split(sep);
  return segments.map((segment) => encodeURIComponent(wellFormed(segment))).join('/');
}

/** Half of a surrogate pair, which a name may hold, has no UTF-8. */
function wellFormed(name: string): string {
  return Buffer.from(name).toString();
}
