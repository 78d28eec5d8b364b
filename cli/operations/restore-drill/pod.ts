import { POLICY_LABEL } from '../../../src/core/vocabulary';
import { EXPECTED_LSN_VARIABLE } from '../../../src/documents/restore-drill';
import type { RestoreDrillDocument } from '../../../src/documents/restore-drill';
import type { SnapshotStateDocument } from '../../../src/documents/snapshot-state';
import { POD } from '../../cluster/cluster';
import type { KubeObject } from '../../cluster/cluster';

/** The pod that starts the restored server and validates it. */
export function podOf({ name, namespace, policy, podSpec, validator }: RestoreDrillDocument, expectedLsn: string | undefined): KubeObject {
  const containers = (podSpec.containers as { readonly name: string; readonly env?: readonly object[] }[]).map((container) => (
    container.name === validator && expectedLsn !== undefined
      ? { ...container, env: [...container.env ?? [], { name: EXPECTED_LSN_VARIABLE, value: expectedLsn }] }
      : container
  ));
  return {
    apiVersion: POD.apiVersion,
    kind: POD.kind,
    metadata: { name, namespace, labels: { [POLICY_LABEL]: policy.name } },
    spec: { ...podSpec, containers },
  };
}

/** Where the write-ahead log was when a group of one volume was begun, if its run wrote a checkpoint. */
export function expectedLsnOf({ runs }: SnapshotStateDocument, group: string): string | undefined {
  return runs.find((run) => run.group === group)?.quiesce.lsn;
}
