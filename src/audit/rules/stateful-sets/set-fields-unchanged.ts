import { Quantity } from '../../../core/quantity';
import { STATEFUL_SET_DEFAULTS, STATEFUL_SET_MUTABLE_FIELDS } from '../../../facts/immutable-fields';
import { claimTemplateDifferences } from '../../claim-differences';
import { describeDifference, differences } from '../../differences';
import type { Difference } from '../../differences';
import type { Finding, Manifest } from '../../finding';
import { at, objectAt, pathText } from '../../json';
import { STATEFUL_SET, describe } from '../../manifests';
import { NotApplicable } from '../../rule';
import type { Rule } from '../../rule';

const TEMPLATES = 'volumeClaimTemplates';
const REPLACE = 'delete the set with --cascade=orphan, which leaves its pods and claims, and apply it again';
const BESIDE = 'make a set of another name beside it and move the data there';

export const setFieldsUnchanged: Rule = {
  id: 'STS-043',
  slug: 'set-fields-unchanged',
  title: 'Only what may change on a StatefulSet does',
  checklist: [23],
  severity: 'error',
  why: 'The API server refuses a changed StatefulSet but for `replicas`, `ordinals`, `template`, `updateStrategy`, `revisionHistoryLimit` (older servers, as 1.31, refuse that, too), `persistentVolumeClaimRetentionPolicy` and `minReadySeconds`. '
    + 'Labels and annotations inside a claim template count. Tools that then replace the set by force delete its pods; a claim template of another name, or none where there was one, starts the pods on empty volumes.',
  remedy: 'To grow: raise the request of each claim, wait, delete the set with `--cascade=orphan`, and apply it with the new size. For `podManagementPolicy` and `serviceName`, delete with `--cascade=orphan` and apply. '
    + 'For another selector, class, access mode or name of a claim template: a set of another name beside this one, whose claims are clones, restored from snapshots, or filled from a dump.',
  links: [
    'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#volume-claim-templates',
    'https://kubernetes.io/docs/tasks/administer-cluster/use-cascading-deletion/#set-orphan-deletion-policy',
    'https://github.com/kubernetes/kubernetes/issues/68737',
  ],
  needs: ['versions'],
  replaces: ['STS-023'],
  kinds: [STATEFUL_SET],
  evaluate(object, _, earlier) {
    const before = earlier?.versionOf(object);
    if (!before) return new NotApplicable('it is new');
    return changes(before, object).map((difference) => ({ ...judge(difference, object), path: difference.path, before }));
  },
};

function changes(before: Manifest, now: Manifest): Difference[] {
  const [was, is] = [before, now].map((object) => ({ ...STATEFUL_SET_DEFAULTS, ...objectAt(object, 'spec') } as { readonly [field: string]: unknown }));
  const fixed = [...new Set([...Object.keys(was), ...Object.keys(is)])].filter((field) => !STATEFUL_SET_MUTABLE_FIELDS.includes(field));
  return fixed.flatMap((field) => {
    const compare = field === TEMPLATES ? claimTemplateDifferences : differences;
    return compare(was[field], is[field], ['spec', field]);
  });
}

function judge(difference: Difference, object: Manifest): Pick<Finding, 'message' | 'remedy'> {
  const what = `${describe(object)} changes ${pathText(difference.path)}`;
  const [, field, position, ...inside] = difference.path;
  if (field !== TEMPLATES) {
    return { message: `${what} ${describeDifference(difference)}, which the API server refuses`, remedy: field === 'selector' ? `keep it, or ${BESIDE}` : REPLACE };
  }
  if (position === undefined) {
    return { message: `${what}: it has other claim templates, which the API server refuses`, remedy: `keep them, or ${BESIDE}; claims that no template names any more stay, unused` };
  }
  const template = at(object, 'spec', TEMPLATES, position, 'metadata', 'name');
  return { message: `${what} ${describeDifference(difference)}, which the API server refuses (claim template ${String(template)})`, remedy: remedyInTemplate(inside.join('.'), difference) };
}

function remedyInTemplate(field: string, { before, now }: Difference): string {
  switch (field) {
    case 'spec.resources.requests.storage':
      return isLarger(before, now) ? `grow the claims themselves first, then ${REPLACE}` : 'keep the size: no volume shrinks';
    case 'metadata.name':
      return 'keep the name: claims are named after it, and those of another name are new and empty';
    case 'spec.storageClassName':
      return `keep the class: claims that exist stay in it; to leave it, ${BESIDE}`;
    default:
      return field.startsWith('metadata.') ? `keep it, or ${REPLACE}` : `keep it: claims that exist stay as they are; or ${BESIDE}`;
  }
}

function isLarger(before: unknown, now: unknown): boolean {
  const [was, is] = [Quantity.tryParse(String(before)), Quantity.tryParse(String(now))];
  return was !== undefined && is !== undefined && is.compare(was) > 0;
}
