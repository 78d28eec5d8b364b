import { describe } from '../../manifests';
import { othersThan } from '../../others';
import type { Rule } from '../../rule';

export const uniqueObjects: Rule = {
  id: 'OPS-041',
  slug: 'unique-objects',
  title: 'No two manifests are one object',
  checklist: [],
  severity: 'error',
  notAcknowledgeable: 'Of two manifests for one object only one can be applied.',
  why: 'Kubernetes knows an object by kind, namespace and name. Of two manifests for one object the last to be applied wins: two databases of one name are one set, on the claims of whichever was there first.',
  remedy: 'Give each object a name of its own. Audit manifests for different clusters apart.',
  links: ['https://kubernetes.io/docs/concepts/overview/working-with-objects/names/'],
  needs: ['set'],
  kinds: [
    'StatefulSet.apps', 'Deployment.apps', 'DaemonSet.apps', 'Service', 'PersistentVolumeClaim', 'PersistentVolume', 'StorageClass.storage.k8s.io',
    'VolumeSnapshotClass.snapshot.storage.k8s.io', 'PodDisruptionBudget.policy', 'NetworkPolicy.networking.k8s.io', 'ConfigMap', 'Secret',
  ],
  evaluate(object, index) {
    const same = index.sameIdentity(object);
    if (same.length < 2) return [];
    return [{
      message: `${describe(object)} is there ${same.length} times: whichever is applied last replaces the others`,
      remedy: 'give each a name of its own, or audit what goes to different clusters apart',
      path: ['metadata', 'name'],
      related: othersThan(object, same),
    }];
  },
};
