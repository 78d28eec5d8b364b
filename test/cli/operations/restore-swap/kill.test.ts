import { describe, expect, test } from 'vitest';
import { AFTER, BEFORE, CLAIMS, POLICY, bindings, copies, policies, sceneWith } from './fixture';
import type { Scene } from './fixture';
import { CLAIM } from '../../../../cli/cluster/cluster';
import { targetsOf } from '../../../../cli/operations/snapshot-run/targets';
import { statefulSetOf } from '../../../../src/documents/policy-workload';
import type { SnapshotPolicyDocument } from '../../../../src/documents/snapshot-policy';
import { killUnnoticed, killsAt } from '../../../support/kills';

/** Of the set that was restored. */
const OTHER_POLICY: SnapshotPolicyDocument = { ...POLICY, name: 'other', workload: { ...statefulSetOf(POLICY), name: 'restored' } };

const whole = sceneWith();
await whole.run();

/** Whose volumes the claims of a set ask for, of those that are there. */
function sidesOf({ cluster }: Scene, set: string): Set<string> {
  const own = cluster.all(CLAIM).filter(({ metadata }) => metadata.name.includes(`-${set}-`));
  return new Set(own.map(({ spec }) => spec.volumeName.split('-')[0]));
}

describe.each(killsAt(whole.cluster.calls.length))('an exchange, killed at call %d, %s its effect', (call, when) => {
  test('is finished by the next, never mixes volumes, loses none, and begins with one copy of all', async () => {
    const scene = sceneWith();
    const { cluster, run } = scene;
    await killUnnoticed(cluster, [call, when], run);

    expect(cluster.lostVolumes).toEqual([]);
    for (const set of ['db', 'restored']) expect(sidesOf(scene, set).size).toBeLessThanOrEqual(1);
    const touched = JSON.stringify(bindings(cluster)) !== JSON.stringify(BEFORE);
    const held = ['data-db-0', 'wal-db-0'].map((claim) => ({ claim, hold: 'before the swap with orders/restored', ready: 'true' }));
    if (touched) expect(copies(cluster)).toEqual(held);
    const isBetween = cluster.all(CLAIM).length < CLAIMS.length;
    for (const policy of [POLICY, OTHER_POLICY]) {
      if (isBetween) await expect(targetsOf(policy, cluster)).rejects.toThrow('are being exchanged');
    }

    expect((await run()).state).toMatch(/^(done|already)$/);
    expect(cluster.lostVolumes).toEqual([]);
    expect(bindings(cluster)).toEqual(AFTER);
    expect(cluster.all(CLAIM).map(({ metadata }) => metadata.name)).toEqual(CLAIMS);
    expect(policies(cluster)).toEqual({ 'db-data': 'Retain', 'db-wal': 'Retain', 'restored-data': 'Delete', 'restored-wal': 'Delete' });
    expect(copies(cluster)).toEqual(held);
    for (const policy of [POLICY, OTHER_POLICY]) expect((await targetsOf(policy, cluster)).excluded).toEqual([]);
  });
});
