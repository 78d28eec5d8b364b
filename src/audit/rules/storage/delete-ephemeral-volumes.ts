import type { Finding } from '../../finding';
import { at, listAt, objectAt, stringAt } from '../../json';
import { WORKLOAD_KINDS, describe } from '../../manifests';
import { NotApplicable } from '../../rule';
import type { Rule } from '../../rule';

export const deleteEphemeralVolumes: Rule = {
  id: 'STO-059',
  slug: 'delete-ephemeral-volumes',
  title: 'Volumes of pods are deleted with them',
  checklist: [],
  severity: 'warning',
  why: 'A generic ephemeral volume is a claim that is deleted with its pod. With a class of `reclaimPolicy: Retain` each pod that ends leaves a '
    + 'disk behind that nobody uses and somebody pays for.',
  remedy: 'Name a class with `reclaimPolicy: Delete` in `ephemeral.volumeClaimTemplate`.',
  links: ['https://kubernetes.io/docs/concepts/storage/ephemeral-volumes/#generic-ephemeral-volumes'],
  needs: ['set'],
  kinds: WORKLOAD_KINDS,
  evaluate(object, index) {
    const { podSpec, podSpecPath } = index.workload(object)!;
    const volumes = [...listAt(podSpec, 'volumes').entries()].filter(([, volume]) => 'ephemeral' in objectAt(volume));
    if (volumes.length === 0) return new NotApplicable('it has no generic ephemeral volume');
    return volumes.flatMap(([position, volume]): Finding[] => {
      const template = ['ephemeral', 'volumeClaimTemplate', 'spec', 'storageClassName'];
      const declared = at(volume, ...template);
      // unlike an absent one, the empty name is none, not even the default
      const storageClass = index.classOf({ className: typeof declared === 'string' ? declared : undefined });
      if (stringAt(storageClass, 'reclaimPolicy') !== 'Retain') return [];
      return [{
        message: `${describe(object)}: volume ${stringAt(volume, 'name')} of each pod uses ${describe(storageClass!)}, which retains it when the pod is gone`,
        remedy: 'use a class with reclaimPolicy Delete',
        path: [...podSpecPath, 'volumes', position, ...template],
        related: [storageClass!],
      }];
    });
  },
};
