import { DATA_INTENT_ANNOTATION } from '../../../core/vocabulary';
import { mayBeLost } from '../../intent';
import { stringAt } from '../../json';
import { DEPLOYMENT, REPLICA_SET, STATEFUL_SET, describe } from '../../manifests';
import { NotApplicable } from '../../rule';
import type { Rule } from '../../rule';
import { wordsOf } from '../../workload-words';

export const replicasWithoutReplication: Rule = {
  id: 'STS-014',
  slug: 'replicas-without-replication',
  title: 'Several pods of a database are one database',
  checklist: [14],
  severity: 'error',
  why: 'Pods of an image that does not replicate by itself each begin with data of their own. Behind one Service, what one connection writes the next one does not find.',
  remedy: 'Run one replica, or an image or operator that replicates.',
  links: ['https://kubernetes.io/docs/tasks/run-application/run-replicated-stateful-application/'],
  needs: ['document', 'engines', 'intent'],
  kinds: [STATEFUL_SET, DEPLOYMENT, REPLICA_SET],
  evaluate(object, index) {
    const workload = index.workload(object)!;
    if (!workload.database) return new NotApplicable('it runs no database that is known');
    if (workload.isControlled || workload.isOperated) return new NotApplicable('what makes it is responsible for its replicas');
    const { most } = index.autoscalers.podsOf(workload);
    if (most < 2) return [];
    const scaling = index.autoscalers.of(workload);
    const { replication, title, data } = workload.database.engine;
    const intent = stringAt(object, 'metadata', 'annotations', DATA_INTENT_ANNOTATION) ?? data;
    if (replication.plainImage === 'built-in') return new NotApplicable(`${title} replicates by itself`);
    const words = wordsOf(workload);
    const sign = replication.signs.find((candidate) => words.some((word) => word.includes(candidate)));
    if (sign !== undefined) return new NotApplicable(`somebody replicates it: ${sign}`);
    return [{
      message: `${describe(object)} ${scaling ? `may be scaled by ${describe(scaling.object)} to` : 'runs'} ${most} ${title} servers that know nothing of each other: ${replication.why}`,
      remedy: scaling ? 'remove what scales it, or replicate' : 'set replicas: 1, or replicate',
      related: scaling && [scaling.object],
      path: ['spec', 'replicas'],
      // each may be a cache of its own
      severity: mayBeLost(intent) ? 'warning' : 'error',
    }];
  },
};
