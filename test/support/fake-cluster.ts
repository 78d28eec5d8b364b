import { VolumeBinder } from './fake-cluster/binder';
import { FakeClock } from './fake-cluster/clock';
import { Containers } from './fake-cluster/containers';
import { GROUP_SNAPSHOT, GROUP_SNAPSHOT_API, GROUP_SNAPSHOT_CONTENT, GroupSnapshotController } from './fake-cluster/group-snapshots';
import type { GroupSnapshotSettings } from './fake-cluster/group-snapshots';
import { Interruptions } from './fake-cluster/interruptions';
import { applyJsonPatch } from './fake-cluster/json-patch';
import { Kubelet } from './fake-cluster/kubelet';
import type { KubeletSettings } from './fake-cluster/kubelet';
import { SnapshotController } from './fake-cluster/snapshots';
import type { SnapshotSettings } from './fake-cluster/snapshots';
import { Store, rfc3339 } from './fake-cluster/store';
import { VolumeProvisioner } from './fake-cluster/volumes';
import type { VolumeSettings } from './fake-cluster/volumes';
import { ANY_VALUE, ClusterError, NAMESPACE, POD, VOLUME_SNAPSHOT } from '../../cli/cluster/cluster';
import type { Cluster, ClusterErrorReason, Connection, ExecResult, ExecTarget, JsonPatchOperation, Kind, KubeObject, ServedKind } from '../../cli/cluster/cluster';

export { FakeClock } from './fake-cluster/clock';
export { Killed } from './fake-cluster/interruptions';

/** A cluster in memory, with a snapshot controller. */
export class FakeCluster implements Cluster {
  /** Every call so far: `create volumesnapshots db-0`. */
  readonly calls: string[] = [];
  /** How snapshots fare. */
  readonly snapshots: SnapshotSettings;
  /** How snapshots of groups fare. */
  readonly groupSnapshots: GroupSnapshotSettings;
  /** How pods fare. */
  readonly pods: KubeletSettings;
  /** How claims fare. */
  readonly volumes: VolumeSettings;
  /** How containers fare that are frozen. */
  readonly containers: Containers;
  /** Namespaces that are not there; all others are. */
  readonly missingNamespaces = new Set<string>();
  /** Connections that nobody has closed. */
  openConnections = 0;
  private readonly store: Store;
  private readonly controller: SnapshotController;
  private readonly groupController: GroupSnapshotController;
  private readonly provisioner: VolumeProvisioner;
  private readonly kubelet: Kubelet;
  private readonly binder: VolumeBinder;
  private readonly interruptions = new Interruptions();

  constructor(readonly clock: FakeClock = new FakeClock()) {
    this.store = new Store(() => this.now());
    this.controller = new SnapshotController(this.store, () => this.now());
    this.snapshots = this.controller.settings;
    this.groupController = new GroupSnapshotController(this.store, () => this.now());
    this.groupSnapshots = this.groupController.settings;
    this.provisioner = new VolumeProvisioner(this.store, () => this.now());
    this.volumes = this.provisioner.settings;
    this.binder = new VolumeBinder(this.store);
    this.kubelet = new Kubelet(this.store, () => this.now());
    this.pods = this.kubelet.settings;
    this.containers = new Containers(this.clock);
  }

  /** Stores an object, with the uid and the age that it says it has; no call. */
  seed(object: KubeObject): KubeObject {
    return this.store.put(this.store.admit(object));
  }

  /** Takes an object away, whatever it is; no call. */
  remove(object: KubeObject): void {
    this.store.remove(object);
  }

  /** All objects of a kind, wherever they are; no call. */
  all(kind: Kind): KubeObject[] {
    this.reconcile();
    return this.store.all(kind.kind);
  }

  /** Volumes that went with their claims. */
  get lostVolumes(): readonly string[] {
    this.reconcile();
    return this.binder.lost;
  }

  /** Kills the program at its n-th call from now, before or after the call takes effect: it and all later ones throw `Killed`. */
  killAt(n: number, when: 'before' | 'after'): void {
    this.interruptions.killAt(n, when);
  }

  /** The same for a program that would not end by itself, because it tries again and again: it is gone when this resolves. */
  async killed(n: number, when: 'before' | 'after', program: () => Promise<unknown>): Promise<void> {
    await new Promise<void>((resolve) => {
      this.interruptions.killAt(n, when, () => {
        this.clock.stop();
        resolve();
      });
      void program().catch(() => undefined);
    });
    // what it had begun comes to nothing
    for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
    this.revive();
    this.clock.restart();
  }

  /** The program may be started again. */
  revive(): void {
    this.interruptions.revive();
  }

  /** Makes the next calls fail without effect; of those that begin like `call`, if it is given. */
  failNext(reason: ClusterErrorReason, times: number = 1, call: string = ''): void {
    this.interruptions.failNext(reason, times, call);
  }

  async get(kind: Kind, name: string, namespace?: string): Promise<KubeObject | undefined> {
    return this.call(`get ${kind.plural} ${name}`, () => {
      const isThere = kind.kind === NAMESPACE.kind && !this.missingNamespaces.has(name);
      return isThere ? { apiVersion: NAMESPACE.apiVersion, kind: NAMESPACE.kind, metadata: { name } } : this.store.get(kind.kind, name, namespace);
    });
  }

  async list(kind: Kind, namespace: string | undefined, labels: { readonly [label: string]: string }): Promise<KubeObject[]> {
    return this.call(`list ${kind.plural}`, () => this.store.all(kind.kind).filter(({ metadata }) => (
      (namespace === undefined || metadata.namespace === namespace) && Object.entries(labels).every(([label, value]) => (
        value === ANY_VALUE ? metadata.labels?.[label] !== undefined : metadata.labels?.[label] === value
      ))
    )));
  }

  async create(kind: Kind, object: KubeObject, options: { readonly dryRun?: boolean } = {}): Promise<KubeObject> {
    const dryRun = options.dryRun === true;
    return this.call(`create ${kind.plural} ${object.metadata.name}${dryRun ? ' (dry run)' : ''}`, () => {
      const admitted = this.store.admit(object);
      if (kind.kind === VOLUME_SNAPSHOT.kind) this.controller.admit(dryRun);
      return dryRun ? admitted : this.store.put(admitted);
    });
  }

  async replace(kind: Kind, object: KubeObject): Promise<KubeObject> {
    const { name, namespace, uid, resourceVersion } = object.metadata;
    return this.call(`replace ${kind.plural} ${name}`, () => {
      const { metadata } = this.existing(kind, name, namespace);
      const same = (uid ?? metadata.uid) === metadata.uid && (resourceVersion ?? metadata.resourceVersion) === metadata.resourceVersion;
      if (!same) throw new ClusterError('Conflict', `cannot replace ${kind.kind} ${name}: it has changed`);
      return this.store.write({ ...object, metadata: { ...object.metadata, uid: metadata.uid, creationTimestamp: metadata.creationTimestamp } });
    });
  }

  async patch(kind: Kind, name: string, namespace: string | undefined, operations: readonly JsonPatchOperation[]): Promise<KubeObject> {
    return this.call(`patch ${kind.plural} ${name}`, () => this.store.write(applyJsonPatch(this.existing(kind, name, namespace), operations)));
  }

  async delete(kind: Kind, { metadata }: KubeObject): Promise<void> {
    return this.call(`delete ${kind.plural} ${metadata.name}`, () => {
      const stored = this.store.get(kind.kind, metadata.name, metadata.namespace);
      if (stored === undefined) return;
      if (stored.metadata.uid !== metadata.uid) throw new ClusterError('Conflict', `cannot delete ${kind.kind} ${metadata.name}: it is another one by now`);
      if (kind.kind === VOLUME_SNAPSHOT.kind) this.controller.delete(stored);
      else if (this.groupController.owns(stored)) this.groupController.delete(stored);
      else this.finalize(stored);
    });
  }

  async servedKinds(group: string): Promise<ServedKind[]> {
    return this.call(`get apigroups ${group}`, () => (group === GROUP_SNAPSHOT_API && this.groupSnapshots.served ? [GROUP_SNAPSHOT, GROUP_SNAPSHOT_CONTENT] : []));
  }

  async connect(namespace: string, service: string, port: number): Promise<Connection> {
    return this.call(`connect services ${service}`, () => {
      this.openConnections += 1;
      return { host: `${service}.${namespace}.svc`, port, close: () => { this.openConnections -= 1; } };
    });
  }

  async exec({ namespace, pod }: ExecTarget, command: readonly string[], signal: AbortSignal): Promise<ExecResult> {
    signal.throwIfAborted();
    const finish = this.call(`exec pods ${pod} ${command[0]}`, () => {
      this.existing(POD, pod, namespace);
      return this.containers.begin(pod, command);
    });
    const aborted = new Promise<never>((_, reject) => { signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true }); });
    return Promise.race([finish(), aborted]);
  }

  now(): Date {
    return this.clock.now();
  }

  private reconcile(): void {
    this.groupController.reconcile();
    this.controller.reconcile();
    this.provisioner.reconcile();
    this.binder.reconcile();
    this.kubelet.reconcile();
    this.containers.reconcile();
  }

  /** What has a finalizer stays until that is taken away. */
  private finalize(object: KubeObject): void {
    const { metadata } = object;
    if (metadata.finalizers?.length) this.store.write({ ...object, metadata: { ...metadata, deletionTimestamp: rfc3339(this.now()) } });
    else this.store.remove(object);
  }

  private existing(kind: Kind, name: string, namespace: string | undefined): KubeObject {
    const stored = this.store.get(kind.kind, name, namespace);
    if (stored === undefined) throw new ClusterError('NotFound', `there is no ${kind.kind} ${name}`);
    return stored;
  }

  private call<T>(text: string, effect: () => T): T {
    this.interruptions.killBefore(text);
    this.calls.push(text);
    this.reconcile();
    try {
      this.interruptions.fail(text);
      return effect();
    } finally {
      // an error is an answer as well, and is lost in the same way
      this.interruptions.killAfter(text);
    }
  }
}
