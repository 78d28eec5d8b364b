import type { Finding, Manifest } from '../../finding';
import { GONE, isNeverPruned } from '../../gone';
import { describe, kindOf } from '../../manifests';
import { NotApplicable } from '../../rule';
import type { Rule } from '../../rule';

export const dataObjectsRemain: Rule = {
  id: 'OPS-048',
  slug: 'data-objects-remain',
  title: 'What holds data does not disappear',
  checklist: [],
  severity: 'error',
  why: 'A delivery tool deletes what a render no longer holds, and `kubectl apply` leaves it behind unseen. A renamed StatefulSet or claim is a new one: it starts with empty volumes beside the old ones, and a database that finds none initializes itself. '
    + 'With a StatefulSet go its claims where `whenDeleted` says so, with a claim its volume where the class reclaims by Delete, with a snapshot the copy.',
  remedy: 'Keep names and namespaces. To take something away for good, prove that its data is elsewhere, and say so first in a render of its own: the acknowledgement of this rule on the object covers its removal in the next one.',
  links: [
    'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-storage',
    'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#reclaiming',
  ],
  needs: ['versions', 'set'],
  judgesGone: true,
  kinds: Object.keys(GONE),
  evaluate(object, index, earlier) {
    const loss = earlier ? GONE[kindOf(object)](object, index, earlier) : new NotApplicable('there is no earlier version');
    if (loss instanceof NotApplicable) return loss;
    const path = ['metadata', 'name'];
    const namesake = earlier?.namesakeOf(object);
    if (namesake) return [{ ...namespaceSaid(object, namesake), path }];
    if (!loss.related && isNeverPruned(object)) {
      return [{ ...loss, path, severity: 'info', message: `${describe(object)} is gone: it carries marks that delivery tools respect, so it stays in the cluster`, remedy: 'delete it by hand when its data is no longer needed' }];
    }
    return [{ ...loss, path }];
  },
};

/** One of the two says its namespace, and nobody can tell from files where the other was applied. */
function namespaceSaid(before: Manifest, now: Manifest): Omit<Finding, 'path'> {
  const [namespace, without] = before.metadata.namespace ? [before.metadata.namespace, 'is now without one'] : [now.metadata.namespace, 'was without one'];
  return {
    message: `${describe(before)} ${without}: with namespace ${namespace} it is the same object only where that is the namespace it is applied to; elsewhere it is a new one, with new, empty volumes`,
    remedy: 'see that it is applied to the same namespace as before',
    severity: 'warning',
    related: [now],
  };
}
