import type { PolicyRef } from './state';

/** Where to look when there is nothing to restore: copies outlive their VolumeSnapshots, and nothing else says so. */
export function whereCopiesMayBe({ name, namespace }: PolicyRef): string {
  return `where VolumeSnapshots or the namespace were deleted, copies may be left: cdk8s-stateful restore list ${name} --namespace ${namespace} --lost`;
}
