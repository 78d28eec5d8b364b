/**
 * Names that a text refers to as `$(NAME)`, as Kubernetes reads it: `$$` is an escaped dollar, and `$(NAME` without an end is text.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.36.0/third_party/forked/golang/expansion/expand.go
 */
export function referencesIn(text: string): string[] {
  if (!text.includes('$')) return [];
  return [...text.matchAll(/\$\$|\$\(([^)$]*)\)/g)].flatMap(([, name]) => name ?? []);
}
