import { isDeepStrictEqual } from 'node:util';
import { rfc3339 } from './store';
import type { Store } from './store';
import { ClusterError, VOLUME_SNAPSHOT, VOLUME_SNAPSHOT_CONTENT } from '../../../cli/cluster/cluster';
import type { KubeObject } from '../../../cli/cluster/cluster';
import { SNAPSHOT_BOUND_FINALIZER } from '../../../src/core/vocabulary';

/** How a snapshot fares, in seconds after its creation; `Infinity` is never. */
export interface SnapshotScript {
  /** Until `creationTime` and `restoreSize` are set; 1 unless told. */
  readonly cutAfter?: number;
  /** Until `readyToUse` is true; 2 unless told. */
  readonly readyAfter?: number;
  /** An error that shows from then on, until the snapshot is ready. */
  readonly error?: { readonly after: number; readonly message: string };
  /** 1Gi unless told. */
  readonly restoreSize?: string;
}

/** What the snapshot controller and its driver do. Tests change it as they go. */
export interface SnapshotSettings {
  /** Of the contents of new snapshots, as their class says. */
  deletionPolicy: 'Delete' | 'Retain';
  all: SnapshotScript;
  /** By the name of the claim; what it leaves out is as in `all`. */
  byClaim: { [claim: string]: SnapshotScript };
  /** Creations that a quota denies: 2 is the second VolumeSnapshot since the beginning. */
  denied: number[];
  /** Seconds from the deletion of a VolumeSnapshot until it is gone. */
  goneAfter: number;
  /** Seconds for which the controller does not see what became of a content. */
  blindFor: number;
}

/** The controller's own copy of a content's deletion policy: `known` until the change to `next` is seen. */
interface View {
  readonly known: string;
  readonly next: string;
  readonly since: Date;
}

/** The snapshot controller: it does its work whenever somebody looks. */
export class SnapshotController {
  readonly settings: SnapshotSettings = { deletionPolicy: 'Retain', all: {}, byClaim: {}, denied: [], goneAfter: 0, blindFor: 0 };
  private readonly views = new Map<string, View>();
  /** The version of each VolumeSnapshot that it dealt with last: it looks at one when that changes. */
  private readonly handled = new Map<string, string>();
  private created = 0;

  constructor(private readonly store: Store, private readonly now: () => Date) {
  }

  /** Throws for what a quota denies. */
  admit(dryRun: boolean): void {
    const number = this.created + 1;
    if (!dryRun) this.created = number;
    if (this.settings.denied.includes(number)) throw new ClusterError('Forbidden', 'exceeded quota: snapshots, requested: count/volumesnapshots=1');
  }

  /** Brings every snapshot to where it is by now. */
  reconcile(): void {
    for (const content of this.store.all(VOLUME_SNAPSHOT_CONTENT.kind)) this.look(content);
    for (const snapshot of this.store.all(VOLUME_SNAPSHOT.kind)) {
      if (snapshot.metadata.deletionTimestamp !== undefined) this.finishDeletion(snapshot);
      else this.progress(snapshot);
    }
  }

  delete(snapshot: KubeObject): void {
    const deleted = { ...snapshot, metadata: { deletionTimestamp: rfc3339(this.now()), ...snapshot.metadata } };
    this.finishDeletion(this.store.write(deleted));
  }

  private progress(snapshot: KubeObject): void {
    const content = this.contentOf(snapshot) ?? this.bind(snapshot);
    const status = { boundVolumeSnapshotContentName: content.metadata.name, ...this.statusOf(snapshot) };
    const updated = isDeepStrictEqual(snapshot.status, status) ? snapshot : this.store.write({ ...snapshot, status });
    this.protect(updated, content);
  }

  /** checkandAddSnapshotFinalizers of the snapshot controller. */
  private protect(snapshot: KubeObject, content: KubeObject): void {
    const { uid, resourceVersion, finalizers = [] } = snapshot.metadata;
    if (this.handled.get(uid!) === resourceVersion) return;
    this.handled.set(uid!, resourceVersion!);
    if (this.seen(content) !== 'Delete' || finalizers.includes(SNAPSHOT_BOUND_FINALIZER)) return;
    const { metadata } = this.store.write({ ...snapshot, metadata: { ...snapshot.metadata, finalizers: [...finalizers, SNAPSHOT_BOUND_FINALIZER] } });
    this.handled.set(uid!, metadata.resourceVersion!);
  }

  private look(content: KubeObject): void {
    const { metadata, spec: { deletionPolicy, source }, status } = content;
    if (source?.snapshotHandle !== undefined && status === undefined) {
      this.store.write({ ...content, status: { snapshotHandle: source.snapshotHandle, readyToUse: true } });
    }
    const before = this.views.get(metadata.name) ?? { known: deletionPolicy, next: deletionPolicy, since: this.now() };
    const view = before.next === deletionPolicy ? before : { known: before.known, next: deletionPolicy, since: this.now() };
    const blind = this.now().getTime() - view.since.getTime() < this.settings.blindFor * 1000;
    this.views.set(metadata.name, blind ? view : { ...view, known: view.next });
  }

  private seen({ metadata }: KubeObject): string | undefined {
    return this.views.get(metadata.name)?.known;
  }

  private statusOf(snapshot: KubeObject): object {
    const script = { cutAfter: 1, readyAfter: 2, restoreSize: '1Gi', ...this.settings.all, ...this.settings.byClaim[claimOf(snapshot)] };
    const age = this.secondsSince(snapshot.metadata.creationTimestamp!);
    const [cut, ready] = [age >= script.cutAfter, age >= script.readyAfter];
    const showsError = script.error !== undefined && age >= script.error.after && !ready;
    return {
      readyToUse: ready,
      ...(cut ? { creationTime: after(snapshot, script.cutAfter), restoreSize: script.restoreSize } : {}),
      ...(showsError ? { error: { message: script.error!.message, time: after(snapshot, script.error!.after) } } : {}),
    };
  }

  private bind(snapshot: KubeObject): KubeObject {
    const { name, namespace, uid } = snapshot.metadata;
    const { deletionPolicy } = this.settings;
    return this.store.put(this.store.admit({
      apiVersion: VOLUME_SNAPSHOT_CONTENT.apiVersion,
      kind: VOLUME_SNAPSHOT_CONTENT.kind,
      metadata: { name: contentName(snapshot) },
      status: { snapshotHandle: `copy-${name}` },
      spec: {
        deletionPolicy,
        driver: 'fake.csi.example.com',
        source: { volumeHandle: `volume-of-${claimOf(snapshot)}` },
        volumeSnapshotClassName: snapshot.spec.volumeSnapshotClassName,
        sourceVolumeMode: 'Filesystem',
        volumeSnapshotRef: { apiVersion: snapshot.apiVersion, kind: snapshot.kind, name, namespace, uid },
      },
    }));
  }

  /** A content that is to be kept stays behind without its snapshot. */
  private finishDeletion(snapshot: KubeObject): void {
    if (this.secondsSince(snapshot.metadata.deletionTimestamp!) < this.settings.goneAfter) return;
    const content = this.contentOf(snapshot);
    if (content && this.seen(content) === 'Delete') this.store.remove(content);
    this.store.remove(snapshot);
  }

  private contentOf(snapshot: KubeObject): KubeObject | undefined {
    const name = snapshot.spec.source.volumeSnapshotContentName ?? contentName(snapshot);
    return this.store.get(VOLUME_SNAPSHOT_CONTENT.kind, name, undefined);
  }

  private secondsSince(time: string): number {
    return (this.now().getTime() - Date.parse(time)) / 1000;
  }
}

function contentName({ metadata }: KubeObject): string {
  return `snapcontent-${metadata.uid}`;
}

function claimOf({ spec }: KubeObject): string {
  return spec.source.persistentVolumeClaimName;
}

function after({ metadata }: KubeObject, seconds: number): string {
  return rfc3339(new Date(Date.parse(metadata.creationTimestamp!) + seconds * 1000));
}
