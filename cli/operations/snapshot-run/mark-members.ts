import { claimOf } from './await-members';
import type { CutGroup } from './await-members';
import { marksOf } from './group-snapshot';
import type { Labels } from './group-snapshot';
import { writeDown } from './write-down';
import { CONSISTENCIES, CONSISTENCY_ANNOTATION, GROUP_LABEL, MEMBERS_ANNOTATION } from '../../../src/core/vocabulary';
import type { SnapshotPolicyDocument } from '../../../src/documents/snapshot-policy';
import type { GroupIntent } from '../../../src/documents/snapshot-state';
import { additions } from '../../cluster/annotate';
import { CLAIM, VOLUME_SNAPSHOT } from '../../cluster/cluster';
import type { Cluster, KubeObject } from '../../cluster/cluster';

export interface MarkedGroup {
  /** With the names that its members have. */
  readonly intent: GroupIntent;
  /** In what the driver's group differs from what was meant. */
  readonly differences: readonly string[];
}

/**
 * Compares what was cut with what was meant, and says on each member which group it is of. Where they differ the members are marked as
 * of no use: they can be found and deleted, and never restored from.
 */
export async function markMembers(policy: SnapshotPolicyDocument, meant: GroupIntent, { members }: CutGroup, cluster: Cluster): Promise<MarkedGroup> {
  const differences = await differencesOf(policy, meant, members, cluster);
  const intent: GroupIntent = { ...meant, members: meant.members.map((each) => ({ ...each, name: nameFor(each.claim, members) ?? each.name })) };
  // before the first mark: whoever goes on after a crash knows the names to look for
  await writeDown(policy, intent, cluster);
  const marks = marksOf(policy, intent);
  const [first] = marks.values();
  for (const member of members) {
    if (member.metadata.labels?.[GROUP_LABEL] !== undefined) continue;
    const ofNobody = { labels: first.labels, annotations: { [MEMBERS_ANNOTATION]: first.annotations![MEMBERS_ANNOTATION] } };
    const mark = marks.get(claimOf(member)) ?? ofNobody;
    const consistency: Labels = differences.length > 0 ? { [CONSISTENCY_ANNOTATION]: CONSISTENCIES.unproven } : {};
    await cluster.patch(VOLUME_SNAPSHOT, member.metadata.name, member.metadata.namespace, [
      { op: 'test', path: '/metadata/uid', value: member.metadata.uid },
      ...additions(member.metadata, 'labels', { ...mark.labels }),
      ...additions(member.metadata, 'annotations', { ...mark.annotations, ...consistency }),
    ]);
  }
  return { intent, differences };
}

/** By the uid of each claim: one that was made anew meanwhile is another volume. */
async function differencesOf(
  policy: SnapshotPolicyDocument, { members: meant }: GroupIntent, members: readonly KubeObject[], cluster: Cluster,
): Promise<string[]> {
  const differences: string[] = [];
  for (const { claim, claimUid } of meant) {
    const copies = members.filter((member) => claimOf(member) === claim);
    const now = await cluster.get(CLAIM, claim, policy.namespace);
    if (copies.length !== 1) differences.push(`claim ${claim} has ${copies.length} snapshots in the group`);
    else if (now?.metadata.uid !== claimUid) differences.push(`claim ${claim} was ${now ? 'made anew' : 'deleted'} before anybody saw what was cut`);
  }
  const others = members.filter((member) => !meant.some(({ claim }) => claim === claimOf(member)));
  return [...differences, ...others.map((member) => `${member.metadata.name} is of claim "${claimOf(member)}", which was not meant`)];
}

function nameFor(claim: string, members: readonly KubeObject[]): string | undefined {
  return members.find((member) => claimOf(member) === claim)?.metadata.name;
}
