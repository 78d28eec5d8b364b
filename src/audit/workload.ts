import type { JsonPath, Manifest } from './finding';
import { at, listAt, numberAt, objectAt, stringAt, stringsAt } from './json';
import type { JsonObject } from './json';
import type { Labels } from './label-selector';
import { CRON_JOB, DAEMON_SET, DEPLOYMENT, JOB, POD, REPLICA_SET, SERVING_KINDS, STATEFUL_SET, WORKLOAD_KINDS, kindOf, namespaceOf } from './manifests';
import { runsServer } from './server-container';
import { engineOfImage } from '../facts/engines/index';
import type { KnownImage } from '../facts/engines/index';

/** The container of a database, as far as its image tells. */
export interface DatabaseContainer extends KnownImage {
  readonly container: JsonObject;
  readonly path: JsonPath;
}

/** A volume of a pod that stands for a claim. */
export interface ClaimVolume {
  readonly name: string;
  readonly claimName: string;
  /** Where the claim is named. */
  readonly path: JsonPath;
}

export interface PlacedContainer {
  readonly container: JsonObject;
  readonly path: JsonPath;
}

const TEMPLATE_PATHS: { readonly [kind: string]: JsonPath } = {
  [POD]: [],
  [STATEFUL_SET]: ['spec', 'template'],
  [DEPLOYMENT]: ['spec', 'template'],
  [REPLICA_SET]: ['spec', 'template'],
  [DAEMON_SET]: ['spec', 'template'],
  [JOB]: ['spec', 'template'],
  [CRON_JOB]: ['spec', 'jobTemplate', 'spec', 'template'],
};

const INIT_CONTAINERS = 'initContainers';

const WORKLOAD_NAMES: ReadonlySet<unknown> = new Set(WORKLOAD_KINDS.map((kind) => kind.split('.')[0]));

/** Where the pod template of a kind lies; undefined for kinds that run no pods, `[]` for a pod itself. */
export function podTemplatePath(kind: string): JsonPath | undefined {
  return TEMPLATE_PATHS[kind];
}

/** Something that runs pods, with what rules ask of it worked out once. */
export class Workload {
  /** The workload of an object, if it runs pods. */
  public static of(object: Manifest): Workload | undefined {
    const kind = kindOf(object);
    const templatePath = TEMPLATE_PATHS[kind];
    return templatePath && new Workload(object, kind, templatePath);
  }

  public readonly namespace: string;
  /** Labels of its pods. */
  public readonly labels: Labels;
  /** How many pods it asks for; one where the field is absent or the kind has none. */
  public readonly replicas: number;
  public readonly podSpec: JsonObject;
  public readonly podSpecPath: JsonPath;
  /** Made by another workload, as a ReplicaSet by its Deployment: what it does is the other's doing. */
  public readonly isControlled: boolean;
  /** The database it serves. Jobs run the same images as clients, so they never have one. */
  public readonly database?: DatabaseContainer;

  private placed?: readonly PlacedContainer[];

  private constructor(public readonly object: Manifest, public readonly kind: string, templatePath: JsonPath) {
    this.namespace = namespaceOf(object);
    this.labels = stringsAt(object, ...templatePath, 'metadata', 'labels');
    this.replicas = numberAt(object, 'spec', 'replicas') ?? 1;
    this.podSpecPath = [...templatePath, 'spec'];
    this.podSpec = objectAt(object, ...this.podSpecPath);
    this.isControlled = listAt(object, 'metadata', 'ownerReferences').some((owner) => at(owner, 'controller') === true && WORKLOAD_NAMES.has(at(owner, 'kind')));
    this.database = SERVING_KINDS.includes(kind) ? this.findDatabase() : undefined;
  }

  /** Volumes of the pod's own list that stand for claims. All replicas mount the same ones. */
  public claimVolumes(): ClaimVolume[] {
    return listAt(this.podSpec, 'volumes').flatMap((volume, position) => {
      const claimName = stringAt(volume, 'persistentVolumeClaim', 'claimName');
      if (claimName === undefined) return [];
      const path = [...this.podSpecPath, 'volumes', position, 'persistentVolumeClaim', 'claimName'];
      return [{ name: stringAt(volume, 'name') ?? '', claimName, path }];
    });
  }

  /** All containers that its manifest has, and where: those that initialise before those that run. */
  public containers(): readonly PlacedContainer[] {
    this.placed ??= [INIT_CONTAINERS, 'containers'].flatMap((list) => listAt(this.podSpec, list)
      .map((container, position) => ({ container: objectAt(container), path: [...this.podSpecPath, list, position] })));
    return this.placed;
  }

  /**
   * Containers that run for as long as their pod, sidecars last: not those that initialise and end.
   *
   * @see https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/
   */
  public servingContainers(): PlacedContainer[] {
    const all = this.containers();
    const sidecars = all.filter(({ container, path }) => path.includes(INIT_CONTAINERS) && container.restartPolicy === 'Always');
    return [...all.filter(({ path }) => !path.includes(INIT_CONTAINERS)), ...sidecars];
  }

  /** Made by the object of an operator, as a StatefulSet by a cluster of databases. */
  public get isOperated(): boolean {
    return listAt(this.object, 'metadata', 'ownerReferences').some((owner) => at(owner, 'controller') === true && !WORKLOAD_NAMES.has(at(owner, 'kind')));
  }

  /** Does it run pods as it stands? Not when it is scaled to none or suspended. */
  public get isActive(): boolean {
    return this.replicas > 0 && at(this.object, 'spec', 'suspend') !== true;
  }

  public claimTemplates(): readonly unknown[] {
    return this.kind === STATEFUL_SET ? listAt(this.object, 'spec', 'volumeClaimTemplates') : [];
  }

  // the first container that starts a server; others with its image are its clients
  private findDatabase(): DatabaseContainer | undefined {
    for (const { container, path } of this.servingContainers()) {
      const known = engineOfImage(stringAt(container, 'image') ?? '');
      if (known && runsServer(container, known.engine)) return { ...known, container, path };
    }
    return undefined;
  }
}
