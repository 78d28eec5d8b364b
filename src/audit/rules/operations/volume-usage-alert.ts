import { DATA_INTENT_ANNOTATION } from '../../../core/vocabulary';
import { CLAIM, STATEFUL_SET } from '../../manifests';
import { NotApplicable } from '../../rule';
import type { Rule } from '../../rule';

export const volumeUsageAlert: Rule = {
  id: 'OPS-035',
  slug: 'volume-usage-alert',
  title: 'Somebody is told before a volume is full',
  checklist: [35],
  severity: 'warning',
  why: 'A database stops at the first write that finds no space, and then often does not start again without some. Volumes fill for days before that, and nobody looks unless an alert does. '
    + 'An alert counts when its query, or one that it records, has `kubelet_volume_stats_used_bytes` or `kubelet_volume_stats_available_bytes` and does not leave out the claim: in PrometheusRules, VMRules and files of rules in ConfigMaps.',
  remedy: 'Alert on little space left, and on space that will be gone in days, as `KubePersistentVolumeFillingUp` does. When the alerts come with the cluster, audit them too, or acknowledge this and say where they are.',
  links: [
    'https://github.com/kubernetes-monitoring/kubernetes-mixin/blob/master/alerts/storage_alerts.libsonnet',
    'https://runbooks.prometheus-operator.dev/runbooks/kubernetes/kubepersistentvolumefillingup/',
  ],
  needs: ['set', 'intent'],
  kinds: [STATEFUL_SET, CLAIM],
  evaluate(object, index) {
    // of volumes without a file system the kubelet knows no usage: https://kubernetes-csi.github.io/docs/volume-stats.html
    const claims = index.claimsOf(object).filter((claim) => claim.volumeMode === 'Filesystem' && claim.intent !== 'scratch');
    if (claims.length === 0) return new NotApplicable('it claims no volume that could fill up to somebody\'s loss');
    if (claims.every((claim) => index.isOfTemplate(claim))) return new NotApplicable('it is judged with the StatefulSet that makes it');
    return claims.filter((claim) => !index.alerts.watches(claim)).slice(0, 1).map((claim) => ({
      message: `${claim.describeUse()}: no alert of the input watches how full its volume is`,
      remedy: `alert on kubelet_volume_stats_available_bytes, or say \`${DATA_INTENT_ANNOTATION}: scratch\``,
      path: [...claim.path, 'metadata', 'name'],
      unresolved: true,
    }));
  },
};
