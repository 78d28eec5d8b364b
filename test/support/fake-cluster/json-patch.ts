import { isDeepStrictEqual } from 'node:util';
import { ClusterError } from '../../../cli/cluster/cluster';
import type { JsonPatchOperation, KubeObject } from '../../../cli/cluster/cluster';

/** Applies a JSON patch (RFC 6902, without `move` and `copy`) to a copy, all of it or nothing. */
export function applyJsonPatch(object: KubeObject, operations: readonly JsonPatchOperation[]): KubeObject {
  const copy = structuredClone(object);
  for (const operation of operations) apply(copy, operation);
  return copy;
}

function apply(object: KubeObject, { op, path, value }: JsonPatchOperation): void {
  const keys = path.split('/').slice(1).map((key) => key.replace(/~1/g, '/').replace(/~0/g, '~'));
  const last = keys.pop()!;
  const parent = keys.reduce<Record<string, unknown> | undefined>((at, key) => at?.[key] as Record<string, unknown> | undefined, object);
  if (parent === undefined) throw invalid(op, path, 'its parent does not exist');
  if (op !== 'add' && !(last in parent)) throw invalid(op, path, 'it does not exist');
  if (op === 'test' && !isDeepStrictEqual(parent[last], value)) throw invalid(op, path, `it is ${JSON.stringify(parent[last])}`);
  if (op === 'remove') remove(parent, last);
  if (op === 'replace') parent[last] = structuredClone(value);
  if (op === 'add') add(parent, last, structuredClone(value));
}

function remove(parent: Record<string, unknown>, key: string): void {
  if (Array.isArray(parent)) parent.splice(Number(key), 1);
  else delete parent[key];
}

function add(parent: Record<string, unknown>, key: string, value: unknown): void {
  if (Array.isArray(parent)) parent.splice(key === '-' ? parent.length : Number(key), 0, value);
  else parent[key] = value;
}

function invalid(op: string, path: string, problem: string): ClusterError {
  return new ClusterError('Invalid', `the patch operation "${op}" of ${path} fails: ${problem}`);
}
