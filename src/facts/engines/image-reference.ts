/** An image reference in its parts. `registry.example:5000/mirror/postgres:17@sha256:...` */
export interface ImageReference {
  /** With a port, when there is one; undefined for the default registry. */
  readonly registry?: string;
  /** `mirror/postgres` */
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: string;
}

/**
 * Splits an image reference.
 *
 * @see https://github.com/distribution/reference/blob/main/reference.go
 */
export function parseImage(image: string): ImageReference {
  const [rest, digest] = image.split('@', 2);
  const lastSlash = rest.lastIndexOf('/');
  const colon = rest.indexOf(':', lastSlash + 1);
  const tag = colon >= 0 ? rest.slice(colon + 1) : undefined;
  const name = colon >= 0 ? rest.slice(0, colon) : rest;
  const [first, ...others] = name.split('/');
  const hasRegistry = others.length > 0 && (first.includes('.') || first.includes(':') || first === 'localhost');
  return {
    registry: hasRegistry ? first : undefined,
    repository: hasRegistry ? others.join('/') : name,
    tag,
    digest,
  };
}

/** Does the repository end in these segments? `mirror/library/postgres` ends in `postgres`. */
export function repositoryEndsIn(repository: string, suffix: string): boolean {
  return repository === suffix || repository.endsWith(`/${suffix}`);
}
