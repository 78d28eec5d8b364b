import { stringAt } from '../../json';
import { SNAPSHOT_CLASS, describe } from '../../manifests';
import type { Rule } from '../../rule';

export const keepSnapshots: Rule = {
  id: 'BKP-031',
  slug: 'keep-snapshots',
  title: 'A snapshot outlives its object',
  checklist: [31],
  severity: 'warning',
  why: 'With `deletionPolicy: Delete` the snapshots go with their VolumeSnapshot objects, and those go with the namespace: one deletion takes the data and its copies.',
  remedy: 'Set `deletionPolicy: Retain`, and let a retention policy delete old snapshots on purpose.',
  links: ['https://kubernetes.io/docs/concepts/storage/volume-snapshot-classes/#deletionpolicy'],
  needs: ['document'],
  kinds: [SNAPSHOT_CLASS],
  evaluate(object) {
    const policy = stringAt(object, 'deletionPolicy');
    if (policy === 'Retain') return [];
    const message = policy ? `${describe(object)} deletes snapshots with their objects` : `${describe(object)} has no deletionPolicy, which is required`;
    return [{ message, remedy: 'set Retain', path: ['deletionPolicy'], severity: policy ? 'warning' : 'error' }];
  },
};
