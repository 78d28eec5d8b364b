import { ClusterError } from '../../../cli/cluster/cluster';
import type { KubeObject } from '../../../cli/cluster/cluster';

/** Objects by kind, namespace and name, with what the API server adds to them. What comes out is a copy. */
export class Store {
  private readonly objects = new Map<string, KubeObject>();
  private version = 0;
  private uids = 0;

  constructor(private readonly now: () => Date) {
  }

  get(kind: string, name: string, namespace: string | undefined): KubeObject | undefined {
    return structuredClone(this.objects.get(keyOf(kind, name, namespace)));
  }

  /** By name, as the API server lists them. */
  all(kind: string): KubeObject[] {
    const found = [...this.objects].filter(([, object]) => object.kind === kind).sort(([a], [b]) => (a < b ? -1 : 1));
    return found.map(([, object]) => structuredClone(object));
  }

  /** The object as it would be stored; what a test says of uid and age stays. */
  admit(object: KubeObject): KubeObject {
    const { kind, metadata } = object;
    if (this.get(kind, metadata.name, metadata.namespace)) throw new ClusterError('AlreadyExists', `cannot create ${kind} ${metadata.name}: it exists already`);
    const added = {
      uid: `00000000-0000-4000-8000-${String(this.uids + 1).padStart(12, '0')}`,
      creationTimestamp: rfc3339(this.now()),
    };
    return { ...structuredClone(object), metadata: { ...added, ...structuredClone(metadata) } };
  }

  put(object: KubeObject): KubeObject {
    this.uids += 1;
    return this.write(object);
  }

  /** Stores a changed object under its next version. */
  write(object: KubeObject): KubeObject {
    const { kind, metadata } = object;
    this.version += 1;
    const stored = { ...structuredClone(object), metadata: { ...structuredClone(metadata), resourceVersion: String(this.version) } };
    this.objects.set(keyOf(kind, metadata.name, metadata.namespace), stored);
    return structuredClone(stored);
  }

  remove({ kind, metadata }: KubeObject): void {
    this.objects.delete(keyOf(kind, metadata.name, metadata.namespace));
  }
}

/** As the API server writes times: without fractions of a second. */
export function rfc3339(time: Date): string {
  return time.toISOString().replace(/\.\d+Z$/, 'Z');
}

function keyOf(kind: string, name: string, namespace: string | undefined): string {
  return `${kind}/${namespace ?? ''}/${name}`;
}
