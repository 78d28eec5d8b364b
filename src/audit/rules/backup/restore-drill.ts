import { DRILL_OF_ANNOTATION } from '../../../core/vocabulary';
import type { Claim } from '../../claim';
import { drillReferences } from '../../drill-index';
import type { Drill } from '../../drill-index';
import type { Finding, Manifest } from '../../finding';
import type { ManifestIndex } from '../../index-of-manifests';
import { CLAIM, CRON_JOB, STATEFUL_SET, describe, kindOf } from '../../manifests';
import { NotApplicable } from '../../rule';
import type { Rule, Verdict } from '../../rule';

export const restoreDrill: Rule = {
  id: 'BKP-034',
  slug: 'restore-drill',
  title: 'Copies of authoritative data are restored on a schedule',
  checklist: [34],
  severity: 'warning',
  why: 'A copy that nobody has restored is a hope. Schedules report success for years over copies that cannot be read, of the wrong volume, or without the key; a drill that restores the newest one and looks at the data finds it.',
  remedy: `Run a CronJob that restores the newest copy into a place of its own and checks what is in it, and say on it whose copies it proves: \`${DRILL_OF_ANNOTATION}: StatefulSet/db\`, or \`orders/StatefulSet/db\` from another namespace. `
    + 'It may name the workload, the claim or what schedules the copies, several with commas. When the drill is outside the input, acknowledge this and say where.',
  links: ['https://kubernetes.io/docs/concepts/storage/volume-snapshots/#provisioning-volumes-from-snapshots', 'https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/'],
  needs: ['set', 'engines', 'intent'],
  kinds: [STATEFUL_SET, CLAIM, CRON_JOB],
  evaluate(object, index) {
    return kindOf(object) === CRON_JOB ? judgeDrill(object, index) : judgeClaims(object, index);
  },
};

function judgeDrill(object: Manifest, index: ManifestIndex): Verdict {
  const references = drillReferences(object);
  if (references.length === 0) return new NotApplicable('it does not say that it is a drill');
  const path = ['metadata', 'annotations', DRILL_OF_ANNOTATION];
  return references.filter((reference) => !index.drills.knows(reference)).map(({ text, key }) => (key === undefined
    ? { message: `${describe(object)} is a drill of "${text}", which names nothing`, remedy: 'write Kind/name or namespace/Kind/name', path }
    : { message: `${describe(object)} is a drill of ${text}, which is not among the manifests`, remedy: 'audit it together with what it drills, or correct the name', path, unresolved: true }));
}

function judgeClaims(object: Manifest, index: ManifestIndex): Verdict {
  const claims = index.claimsOf(object).filter((claim) => index.isAuthoritative(claim) && index.backups.schedulesOf(claim).length > 0);
  if (claims.length === 0) return new NotApplicable('it claims no volume for authoritative data that is copied on a schedule');
  if (claims.every((claim) => index.isOfTemplate(claim))) return new NotApplicable('it is judged with the StatefulSet that makes it');
  return claims.flatMap((claim) => {
    const drills = drillsOf(claim, index);
    return drills.some(({ idle }) => idle === undefined) ? [] : [undrilled(claim, drills, index)];
  });
}

/** Drills that name a claim, those who use it, or what copies it. */
function drillsOf(claim: Claim, index: ManifestIndex): readonly Drill[] {
  const schedules = index.backups.schedulesOf(claim).flatMap(({ object, runner }) => (runner ? [object, runner] : [object]));
  const users = claim.users.map((user) => user.object);
  return [...index.drills.ofClaim(claim), ...[...users, ...schedules].flatMap((object) => index.drills.of(object))];
}

function undrilled(claim: Claim, [idle]: readonly Drill[], index: ManifestIndex): Finding {
  const [schedule] = index.backups.schedulesOf(claim);
  const would = idle ? `; ${describe(idle.object)} would, but ${idle.idle}` : '';
  return {
    message: `${claim.describeUse()}: ${describe(schedule.object)} copies it, and nothing of the input restores a copy to see that it is good${would}`,
    remedy: idle ? 'let it run' : `run a drill, annotated with ${DRILL_OF_ANNOTATION}`,
    path: [...claim.path, 'metadata', 'name'],
    related: [schedule.object, ...idle ? [idle.object] : []],
    unresolved: true,
  };
}
