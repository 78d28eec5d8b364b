import type { JsonPath, Manifest } from '../../src/audit/finding';
import { at, pathText } from '../../src/audit/json';
import type { KubeObject } from '../cluster/cluster';
import type { ReadObject } from '../manifests/document';

/** Longer values than this are not shown beside their path. */
const SHORT = 80;

/** What kubectl remembers of a manifest: https://kubernetes.io/docs/reference/labels-annotations-taints/#kubectl-kubernetes-io-last-applied-configuration */
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** An object of a cluster as a manifest would say it: without its status, and without the notes of those who manage it. */
export function desired({ status: _, metadata, ...rest }: KubeObject): Manifest {
  const { managedFields: __, annotations, ...identity } = metadata;
  const { [LAST_APPLIED]: ___, ...kept } = annotations ?? {};
  return { ...rest, metadata: { ...identity, ...annotations ? { annotations: kept } : {} } };
}

/** With the way back: to the object and the path in it, since there are no lines. */
export function placed(manifest: Manifest): ReadObject {
  const { namespace, name } = manifest.metadata;
  const file = `cluster:${[namespace, manifest.kind, name].filter((part) => part !== undefined).join('/')}`;
  return {
    manifest,
    place: (path) => {
      const source = sourceLine(manifest, path);
      return { file, line: 1, column: 1, source, length: source.length, path: pathText(path) };
    },
  };
}

function sourceLine(manifest: Manifest, path: JsonPath): string {
  const value = JSON.stringify(at(manifest, ...path)) as string | undefined;
  return value === undefined || value.length > SHORT ? pathText(path) : `${pathText(path)}: ${value}`;
}
