import { ACKNOWLEDGE_PREFIX, DATA_INTENT_ANNOTATION } from '../../../core/vocabulary';
import type { Uncovered } from '../../backup-index';
import type { Claim } from '../../claim';
import type { Dump } from '../../dump-index';
import type { Finding } from '../../finding';
import type { ManifestIndex } from '../../index-of-manifests';
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
    + 'gemini, VolSync, K8up, Kasten, CloudNativePG for its own clusters, and CronJobs that dump a database, such as `pg_dump`, by a Service of it.',
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
      return uncovered ? judge(claim, uncovered, index) : [];
    });
  },
};

function judge(claim: Claim, uncovered: Uncovered, index: ManifestIndex): Finding[] {
  const dumps = claim.users.filter(({ database }) => database !== undefined).map((workload) => index.dumps.of(workload));
  const ofIt = dumps.flatMap((each) => each.ofIt);
  const atWork = ofIt.filter(({ idle }) => idle === undefined);
  if (atWork.some((dump) => keptOn(dump, index) === undefined)) return [];
  const found = finding(claim, { ...uncovered, idle: [...uncovered.idle, ...ofIt.filter(({ idle }) => idle !== undefined)] });
  const [dump] = atWork;
  const unseen = dumps.flatMap((each) => each.ofSomething).find(({ idle }) => idle === undefined);
  if (dump) return [milder(found, dump, `onto claim ${keptOn(dump, index)}, which nothing copies either`, 'copy that claim, write the dumps elsewhere, or acknowledge this')];
  if (unseen) return [milder(found, unseen, 'of a server that is not in the manifest', 'name the server by its Service, or, if it is this one, acknowledge this and say so')];
  return [found];
}

/** The claim that a dump is written to, and that nothing copies: it is lost with the same storage. */
function keptOn({ object }: Dump, index: ManifestIndex): string | undefined {
  const workload = index.workload(object)!;
  return workload.claimVolumes().map(({ claimName }) => claimName).find((claimName) => {
    const claim = index.claimNamed(workload.namespace, claimName);
    return !claim || index.backups.uncovered(claim) !== undefined;
  });
}

function milder(found: Finding, dump: Dump, how: string, remedy: string): Finding {
  const message = `${found.message}; ${describe(dump.object)} runs ${dump.program} ${how}`;
  return { ...found, message, remedy, related: [...found.related ?? [], dump.object], severity: 'info' };
}

function finding(claim: Claim, { claimName, idle: [first], idle }: Uncovered): Finding {
  const would = first ? `; ${describe(first.object)} would, but ${first.idle}` : '';
  return {
    message: `${claim.describeUse()}: nothing in the input copies claim ${claimName} on a schedule${would}`,
    remedy: first ? 'let it run' : 'protect it with a snapshot policy, or acknowledge this and say where the copies are',
    path: [...claim.path, 'metadata', 'name'],
    related: idle.map(({ object }) => object),
  };
}
