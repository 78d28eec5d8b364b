import {
  GROUP_SNAPSHOT_CLASS_FIELDS, GROUP_SNAPSHOT_CONTENT_FIELDS, GROUP_SNAPSHOT_FIELDS, SNAPSHOT_CLASS_FIELDS, SNAPSHOT_CONTENT_FIELDS, SNAPSHOT_FIELDS,
} from '../../../facts/immutable-fields';
import type { ImmutableField } from '../../../facts/immutable-fields';
import { describeDifference, fieldDifferences } from '../../differences';
import type { Difference } from '../../differences';
import { pathText } from '../../json';
import {
  GROUP_SNAPSHOT, GROUP_SNAPSHOT_CLASS, GROUP_SNAPSHOT_CONTENT, SNAPSHOT, SNAPSHOT_CLASS, SNAPSHOT_CONTENT, describe, kindOf,
} from '../../manifests';
import { NotApplicable } from '../../rule';
import type { Rule } from '../../rule';

const FIELDS: { readonly [kind: string]: readonly ImmutableField[] } = {
  [SNAPSHOT]: SNAPSHOT_FIELDS,
  [SNAPSHOT_CONTENT]: SNAPSHOT_CONTENT_FIELDS,
  [SNAPSHOT_CLASS]: SNAPSHOT_CLASS_FIELDS,
  [GROUP_SNAPSHOT]: GROUP_SNAPSHOT_FIELDS,
  [GROUP_SNAPSHOT_CONTENT]: GROUP_SNAPSHOT_CONTENT_FIELDS,
  [GROUP_SNAPSHOT_CLASS]: GROUP_SNAPSHOT_CLASS_FIELDS,
};

export const snapshotFieldsUnchanged: Rule = {
  id: 'BKP-046',
  slug: 'snapshot-fields-unchanged',
  title: 'A snapshot stays what it is a copy of',
  checklist: [],
  severity: 'error',
  why: 'A VolumeSnapshot is taken once: the API server refuses another source, and nothing would take it again. A VolumeSnapshotContent keeps the handle of its copy. A VolumeGroupSnapshotClass refuses another driver, deletion policy, or value of a parameter. '
    + 'Another driver or other parameters of a VolumeSnapshotClass are accepted, although it is not meant to change: snapshots of before and after differ under one name, and volumes of the old driver have none from then on.',
  remedy: 'Add a snapshot, or a class, of another name, and leave this one as it is.',
  links: ['https://kubernetes.io/docs/concepts/storage/volume-snapshots/', 'https://kubernetes.io/docs/concepts/storage/volume-snapshot-classes/'],
  needs: ['versions'],
  kinds: Object.keys(FIELDS),
  evaluate(object, _, earlier) {
    const before = earlier?.versionOf(object);
    if (!before) return new NotApplicable('it is new');
    const kind = kindOf(object);
    return fieldDifferences(before, object, FIELDS[kind]).map((difference) => {
      const accepted = isAccepted(kind, difference);
      return {
        message: `${describe(object)} changes ${pathText(difference.path)} ${describeDifference(difference)}, ${accepted ? 'for snapshots taken from now on' : 'which the API server refuses'}`,
        remedy: `leave it, and add a ${object.kind} of another name`,
        path: difference.path,
        before,
        severity: accepted ? 'warning' : 'error',
      };
    });
  },
};

/** Of a group class, the CRD compares parameters only where both versions have some. */
function isAccepted(kind: string, { before, now }: Difference): boolean {
  return kind === SNAPSHOT_CLASS || (kind === GROUP_SNAPSHOT_CLASS && (before === undefined || now === undefined));
}
