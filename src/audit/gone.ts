import type { EarlierRender } from './earlier-render';
import type { Finding, Manifest, Severity } from './finding';
import type { ManifestIndex } from './index-of-manifests';
import { at, listAt, stringAt, stringsAt } from './json';
import {
  CLAIM, CONFIG_MAP, GROUP_SNAPSHOT, GROUP_SNAPSHOT_CLASS, GROUP_SNAPSHOT_CONTENT, NAMESPACE, SNAPSHOT, SNAPSHOT_CLASS, SNAPSHOT_CONTENT,
  STATEFUL_SET, STORAGE_CLASS, VOLUME, VOLUME_ATTRIBUTES_CLASS, describe,
} from './manifests';
import { NotApplicable } from './rule';
import { SnapshotPolicyManifest } from './snapshot-policies';
import { successorOf } from './successor';
import { NEVER_PRUNE_ANNOTATIONS } from '../core/vocabulary';

/** What becomes of data when its object is deleted. */
export type Loss = Pick<Finding, 'message' | 'remedy' | 'related'> & { readonly severity: Severity };

type Judge = (object: Manifest, index: ManifestIndex, earlier: EarlierRender) => Loss | NotApplicable;

const RESTORE = 'put it back, or see that the data is copied and proven first';

/** What it means that an object is gone, by its kind. */
export const GONE: { readonly [kind: string]: Judge } = {
  [NAMESPACE]: (object) => ({
    severity: 'error',
    message: `${describe(object)} is gone: with it everything inside is deleted, claims included`,
    remedy: RESTORE,
  }),
  [STATEFUL_SET]: goneSet,
  [CLAIM]: (object, _, earlier) => {
    const successor = successorOf(object, earlier.newOf(CLAIM));
    if (successor) return renamed(object, successor);
    const claim = earlier.index.claimsOf(object)[0];
    return copy(object, stringAt(earlier.index.classOf(claim), 'reclaimPolicy'), 'its class says what becomes of the volume');
  },
  [VOLUME]: (object) => copy(object, stringAt(object, 'spec', 'persistentVolumeReclaimPolicy') ?? 'Retain', ''),
  [SNAPSHOT]: (object, _, earlier) => {
    const snapshotClass = earlier.index.snapshots.snapshotClass(stringAt(object, 'spec', 'volumeSnapshotClassName') ?? '');
    return copy(object, stringAt(snapshotClass, 'deletionPolicy'), 'its class says what becomes of the copy');
  },
  [GROUP_SNAPSHOT]: (object) => copy(object, undefined, 'its class says what becomes of the copies'),
  [SNAPSHOT_CONTENT]: (object) => copy(object, stringAt(object, 'spec', 'deletionPolicy'), 'it does not say what becomes of the copy'),
  [GROUP_SNAPSHOT_CONTENT]: (object) => copy(object, stringAt(object, 'spec', 'deletionPolicy'), 'it does not say what becomes of the copies'),
  [STORAGE_CLASS]: (object, index) => {
    const users = index.claimsUsing(object);
    return {
      severity: users.length > 0 ? 'error' : 'warning',
      message: users.length > 0
        ? `${describe(object)} is gone, and ${users[0].describe()} names it: a claim that is made waits, and one that exists cannot grow`
        : `${describe(object)} is gone: claims that have it cannot grow any more`,
      remedy: 'keep it until no claim of any cluster has it',
      related: users.map((claim) => claim.object),
    };
  },
  [VOLUME_ATTRIBUTES_CLASS]: goneClass,
  [SNAPSHOT_CLASS]: goneClass,
  [GROUP_SNAPSHOT_CLASS]: goneClass,
  [CONFIG_MAP]: (object) => {
    if (!SnapshotPolicyManifest.of(object)) return new NotApplicable('it holds no snapshot policy');
    return {
      severity: 'warning',
      message: `${describe(object)} is gone: nobody takes snapshots by its policy any more, and nobody prunes those that are there`,
      remedy: 'put the policy back, or see that another copies the same claims',
    };
  },
};

/** Marks that keep a delivery tool from deleting an object that it no longer finds. */
export function isNeverPruned(object: Manifest): boolean {
  const annotations = stringsAt(object, 'metadata', 'annotations');
  return Object.entries(NEVER_PRUNE_ANNOTATIONS).some(([key, mark]) => (annotations[key] ?? '').split(',').some((part) => part.trim() === mark));
}

function goneSet(object: Manifest, _: ManifestIndex, earlier: EarlierRender): Loss | NotApplicable {
  if (listAt(object, 'spec', 'volumeClaimTemplates').length === 0) return new NotApplicable('it has no claim templates');
  const successor = successorOf(object, earlier.newOf(STATEFUL_SET));
  if (successor) return renamed(object, successor);
  if (at(object, 'spec', 'persistentVolumeClaimRetentionPolicy', 'whenDeleted') === 'Delete') {
    return { severity: 'error', message: `${describe(object)} is gone, and deletes its claims with it (whenDeleted)`, remedy: 'set whenDeleted to Retain and apply that first' };
  }
  return { severity: 'warning', message: `${describe(object)} is gone: its pods stop, and its claims stay behind`, remedy: 'put it back, or copy the data and delete the claims by hand' };
}

function renamed(object: Manifest, successor: Manifest): Loss {
  return {
    severity: 'error',
    message: `${describe(object)} is gone and ${describe(successor)} is like it: under another name it starts with new, empty volumes`,
    remedy: 'keep name and namespace, or make the new one beside the old one from clones or snapshots of its claims',
    related: [successor],
  };
}

/** What is gone with the object of a volume or snapshot, by its policy. */
function copy(object: Manifest, policy: string | undefined, unknown: string): Loss {
  if (policy === 'Retain') {
    return { severity: 'warning', message: `${describe(object)} is gone: what it stands for is retained, and no object stands for it any more`, remedy: RESTORE };
  }
  return {
    severity: 'error',
    message: `${describe(object)} is gone: ${policy === undefined ? unknown : 'what it stands for is deleted with it'}`,
    remedy: RESTORE,
  };
}

function goneClass(object: Manifest): Loss {
  return { severity: 'warning', message: `${describe(object)} is gone: what names it waits, or fails`, remedy: 'keep it until nothing names it' };
}
