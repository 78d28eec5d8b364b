import { isDeepStrictEqual } from 'node:util';
import type { Store } from './store';
import { POD } from '../../../cli/cluster/cluster';
import type { KubeObject } from '../../../cli/cluster/cluster';

/** What runs pods. Tests change it as they go. */
export interface KubeletSettings {
  /** What is to be seen of a pod, so many seconds after it was made; nothing unless told. */
  statusOf: (pod: KubeObject, ageSeconds: number) => object | undefined;
}

/** The kubelet: it does its work whenever somebody looks. */
export class Kubelet {
  readonly settings: KubeletSettings = { statusOf: () => undefined };

  constructor(private readonly store: Store, private readonly now: () => Date) {
  }

  reconcile(): void {
    for (const pod of this.store.all(POD.kind)) {
      const age = (this.now().getTime() - Date.parse(pod.metadata.creationTimestamp!)) / 1000;
      const status = this.settings.statusOf(pod, age);
      if (status !== undefined && !isDeepStrictEqual(status, pod.status)) this.store.write({ ...pod, status });
    }
  }
}
