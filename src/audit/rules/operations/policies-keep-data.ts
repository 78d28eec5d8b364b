import { familyOfTemplate } from '../../claim';
import { describeDifference } from '../../differences';
import type { Finding, JsonPath, Manifest } from '../../finding';
import { at, listAt, numberAt, pathText, stringAt } from '../../json';
import { GROUP_SNAPSHOT_CONTENT, SNAPSHOT_CLASS, SNAPSHOT_CONTENT, STATEFUL_SET, VOLUME, describe, kindOf } from '../../manifests';
import { NotApplicable } from '../../rule';
import type { Rule } from '../../rule';

const CLAIM_POLICY = ['spec', 'persistentVolumeClaimRetentionPolicy'] as const;

/** Fields that the API server lets change, and that decide what becomes of data. Absent is Retain for each of these. */
// https://kubernetes.io/docs/concepts/storage/persistent-volumes/#reclaiming
// https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#persistentvolumeclaim-retention
const POLICIES: { readonly [kind: string]: readonly JsonPath[] } = {
  [VOLUME]: [['spec', 'persistentVolumeReclaimPolicy']],
  [SNAPSHOT_CLASS]: [['deletionPolicy']],
  [SNAPSHOT_CONTENT]: [['spec', 'deletionPolicy']],
  [GROUP_SNAPSHOT_CONTENT]: [['spec', 'deletionPolicy']],
  [STATEFUL_SET]: [[...CLAIM_POLICY, 'whenDeleted'], [...CLAIM_POLICY, 'whenScaled']],
};

export const policiesKeepData: Rule = {
  id: 'OPS-070',
  slug: 'policies-keep-data',
  title: 'A change does not begin to delete data',
  checklist: [],
  severity: 'error',
  why: 'The API server lets a policy change from Retain to Delete. From then on data goes with an object that could be deleted without harm until now: a claim, a snapshot, a set. '
    + 'Where `whenScaled` is Delete, fewer replicas delete claims at once.',
  remedy: 'Keep Retain. To take data away for good, prove that it is elsewhere, and delete disk or copy by hand.',
  links: [
    'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#reclaiming',
    'https://kubernetes.io/docs/concepts/storage/volume-snapshot-classes/#deletionpolicy',
    'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#persistentvolumeclaim-retention',
  ],
  needs: ['versions'],
  kinds: Object.keys(POLICIES),
  evaluate(object, _, earlier) {
    const before = earlier?.versionOf(object);
    if (!before) return new NotApplicable('it is new');
    return [...turnedToDelete(before, object), ...deletedClaims(before, object)].map((finding) => ({ ...finding, before }));
  },
};

function turnedToDelete(before: Manifest, now: Manifest): Finding[] {
  return POLICIES[kindOf(now)].flatMap((path) => {
    const [was, is] = [before, now].map((object) => stringAt(object, ...path) ?? 'Retain');
    if (is !== 'Delete' || was === 'Delete') return [];
    return [{ message: `${describe(now)} changes ${pathText(path)} ${describeDifference({ path, before: was, now: is })}`, remedy: `keep ${was}`, path }];
  });
}

/** Ordinals that are there no more, whose claims go with their pods. */
function deletedClaims(before: Manifest, now: Manifest): Finding[] {
  const templates = listAt(now, 'spec', 'volumeClaimTemplates').map((template) => stringAt(template, 'metadata', 'name') ?? '');
  if (at(now, ...CLAIM_POLICY, 'whenScaled') !== 'Delete' || templates.length === 0) return [];
  const lost = lostOrdinals(ordinalsOf(before), ordinalsOf(now));
  if (lost.length === 0) return [];
  const families = templates.map((template) => familyOfTemplate(template, now.metadata.name ?? ''));
  return [{
    message: `${describe(now)} loses ordinals ${lost.map(rangeText).join(' and ')}, and whenScaled deletes their claims ${families.join(', ')}`,
    remedy: 'set whenScaled to Retain and apply that first',
    path: ['spec', at(now, 'spec', 'replicas') === at(before, 'spec', 'replicas') ? 'ordinals' : 'replicas'],
  }];
}

/** From the first ordinal to the one after the last. */
type Ordinals = readonly [first: number, end: number];

function ordinalsOf(set: Manifest): Ordinals {
  const first = numberAt(set, 'spec', 'ordinals', 'start') ?? 0;
  return [first, first + (numberAt(set, 'spec', 'replicas') ?? 1)];
}

/** What is below and above those that stay. */
function lostOrdinals([first, end]: Ordinals, [newFirst, newEnd]: Ordinals): Ordinals[] {
  const lost: Ordinals[] = newFirst >= newEnd ? [[first, end]] : [[first, Math.min(end, newFirst)], [Math.max(first, newEnd), end]];
  return lost.filter(([from, to]) => from < to);
}

function rangeText([first, end]: Ordinals): string {
  return end - first === 1 ? String(first) : `${first} to ${end - 1}`;
}
