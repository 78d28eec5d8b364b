import type { JsonPath, Manifest } from './finding';
import { listAt, numberAt, objectAt, stringAt, stringsAt } from './json';
import type { JsonObject } from './json';
import type { Labels } from './label-selector';
import { CRON_JOB, DAEMON_SET, DEPLOYMENT, JOB, POD, SERVING_KINDS, STATEFUL_SET, kindOf, namespaceOf } from './manifests';
import { runsServer } from './server-container';
import type { EngineFacts, EngineImageFacts } from '../facts/engines/engine-facts';
import { engineOfImage } from '../facts/engines/index';

/** The container of a database, as far as its image tells. */
export interface DatabaseContainer {
  readonly engine: EngineFacts;
  readonly image: EngineImageFacts;
  readonly container: JsonObject;
  readonly path: JsonPath;
}

const TEMPLATE_PATHS: { readonly [kind: string]: JsonPath } = {
  [POD]: [],
  [STATEFUL_SET]: ['spec', 'template'],
  [DEPLOYMENT]: ['spec', 'template'],
  [DAEMON_SET]: ['spec', 'template'],
  [JOB]: ['spec', 'template'],
  [CRON_JOB]: ['spec', 'jobTemplate', 'spec', 'template'],
};

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
  /** The database it serves. Jobs run the same images as clients, so they never have one. */
  public readonly database?: DatabaseContainer;

  private constructor(public readonly object: Manifest, public readonly kind: string, templatePath: JsonPath) {
    this.namespace = namespaceOf(object);
    this.labels = stringsAt(object, ...templatePath, 'metadata', 'labels');
    this.replicas = numberAt(object, 'spec', 'replicas') ?? 1;
    this.podSpecPath = [...templatePath, 'spec'];
    this.podSpec = objectAt(object, ...this.podSpecPath);
    this.database = SERVING_KINDS.includes(kind) ? this.findDatabase() : undefined;
  }

  /** Volumes that stand for claims, by volume name: from the pod's own list. */
  public claimNames(): string[] {
    return listAt(this.podSpec, 'volumes').flatMap((volume) => stringAt(volume, 'persistentVolumeClaim', 'claimName') ?? []);
  }

  public claimTemplates(): readonly unknown[] {
    return this.kind === STATEFUL_SET ? listAt(this.object, 'spec', 'volumeClaimTemplates') : [];
  }

  // the first container that starts a server; others with its image are its clients
  private findDatabase(): DatabaseContainer | undefined {
    for (const [position, container] of listAt(this.podSpec, 'containers').entries()) {
      const known = engineOfImage(stringAt(container, 'image') ?? '');
      if (known && runsServer(objectAt(container), known.engine)) return { ...known, container: objectAt(container), path: [...this.podSpecPath, 'containers', position] };
    }
    return undefined;
  }
}
