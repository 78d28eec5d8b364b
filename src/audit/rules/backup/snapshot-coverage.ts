import { ACKNOWLEDGE_PREFIX, DATA_INTENT_ANNOTATION } from '../../../core/vocabulary';
import type { Uncovered } from '../../backup-index';
import type { Claim } from '../../claim';
import type { Finding } from '../../finding';
import { CLAIM, STATEFUL_SET, describe } from '../../manifests';
import { NotApplicable } from '../../rule';
import type { Rule } from '../../rule';

const ID = 'BKP-032';

export const snapshotCoverage: Rule = {
  id: ID,
  slug: 'snapshot-coverage',
  title: 'Authoritative data is copied on a schedule',
  checklist: [32],
  severity: 'warning',
  why: 'A volume that nothing copies is lost with its first fault, and nobody notices that the copies are missing until they are needed. '
    + 'Schedules count when they run: a suspended, paused or disabled one copies nothing. Known are snapshot policies of this library, snapscheduler, Velero, '
    + 'gemini, VolSync, K8up, Kasten, and CloudNativePG for its own clusters.',
  remedy: `Protect the workload with a snapshot policy (\`SnapshotPolicy.protect\`). When the copies are made by something outside the input, say so with \`${ACKNOWLEDGE_PREFIX}${ID}: "<where>"\` on the object; `
    + `when the data can be made again, with \`${DATA_INTENT_ANNOTATION}: rebuildable\` on the workload or claim.`,
  links: ['https://kubernetes.io/docs/concepts/storage/volume-snapshots/'],
  needs: ['set', 'engines', 'intent'],
  kinds: [STATEFUL_SET, CLAIM],
  evaluate(object, index) {
    const claims = index.claimsOf(object).filter((claim) => index.isAuthoritative(claim));
    if (claims.length === 0) return new NotApplicable('it claims no volume for authoritative data');
    if (claims.every((claim) => index.isOfTemplate(claim))) return new NotApplicable('it is judged with the StatefulSet that makes it');
    return claims.flatMap((claim) => {
      const uncovered = index.backups.uncovered(claim);
      return uncovered ? [finding(claim, uncovered)] : [];
    });
  },
};

function finding(claim: Claim, { claimName, idle: [first], idle }: Uncovered): Finding {
  const would = first ? `; ${describe(first.object)} would, but ${first.idle}` : '';
  return {
    message: `${claim.describeUse()}: nothing in the input copies claim ${claimName} on a schedule${would}`,
    remedy: first ? 'let it run' : 'protect it with a snapshot policy, or acknowledge this and say where the copies are',
    path: [...claim.path, 'metadata', 'name'],
    related: idle.map(({ object }) => object),
  };
}
