import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { rfc3339 } from './store';
import type { Store } from './store';
import { CLAIM, VOLUME_SNAPSHOT, VOLUME_SNAPSHOT_CONTENT } from '../../../cli/cluster/cluster';
import type { KubeObject, ServedKind } from '../../../cli/cluster/cluster';

export const GROUP_SNAPSHOT_API = 'groupsnapshot.storage.k8s.io';
const apiVersion = `${GROUP_SNAPSHOT_API}/v1`;
export const GROUP_SNAPSHOT: ServedKind = { apiVersion, kind: 'VolumeGroupSnapshot', plural: 'volumegroupsnapshots', namespaced: true };
export const GROUP_SNAPSHOT_CONTENT: ServedKind = { apiVersion, kind: 'VolumeGroupSnapshotContent', plural: 'volumegroupsnapshotcontents', namespaced: false };

const GROUP_DELETED = 'groupsnapshot.storage.kubernetes.io/volumegroupsnapshot-being-deleted';
const MEMBER_DELETED = 'snapshot.storage.kubernetes.io/volumesnapshot-being-deleted';

/** What the controller of groups and its driver do. Tests change it as they go. */
export interface GroupSnapshotSettings {
  /** Does the cluster know the kinds? */
  served: boolean;
  /** Of new groups, as their class says. */
  deletionPolicy: 'Delete' | 'Retain';
  /** Seconds from the creation of a VolumeGroupSnapshot until its members are there; `Infinity` is never. */
  cutAfter: number;
  error?: string;
  /** Claims that the driver leaves out although the labels select them. */
  omitted: string[];
  /** Claims that it takes although they do not. */
  added: string[];
  /** Seconds from the deletion of a VolumeGroupSnapshot until it and its members are gone. */
  goneAfter: number;
  /** Copies that the storage system holds, by the volume that they are of. */
  readonly copies: Map<string, string>;
}

/** The snapshot controller's part for groups, with the csi-snapshotter of a driver: it does its work whenever somebody looks. */
export class GroupSnapshotController {
  readonly settings: GroupSnapshotSettings = { served: true, deletionPolicy: 'Retain', cutAfter: 1, omitted: [], added: [], goneAfter: 0, copies: new Map() };

  constructor(private readonly store: Store, private readonly now: () => Date) {
  }

  /** Of a group, or of a member of one. */
  owns({ kind, status }: KubeObject): boolean {
    return kind === GROUP_SNAPSHOT.kind || kind === GROUP_SNAPSHOT_CONTENT.kind || status?.volumeGroupSnapshotHandle !== undefined;
  }

  reconcile(): void {
    for (const group of this.store.all(GROUP_SNAPSHOT.kind)) {
      if (group.metadata.deletionTimestamp !== undefined) this.finishDeletion(group);
      else this.progress(group);
    }
    for (const content of this.store.all(GROUP_SNAPSHOT_CONTENT.kind)) {
      if (content.metadata.deletionTimestamp !== undefined) this.release(content);
    }
  }

  delete(object: KubeObject): void {
    const deleted = this.store.write({ ...object, metadata: { deletionTimestamp: rfc3339(this.now()), ...object.metadata } });
    if (object.kind === GROUP_SNAPSHOT.kind) this.finishDeletion(deleted);
    else if (object.kind === GROUP_SNAPSHOT_CONTENT.kind) this.release(deleted);
    // of a member the storage system is not asked: its group is
    else if (object.metadata.annotations?.[MEMBER_DELETED]) this.store.remove(object);
  }

  private progress(group: KubeObject): void {
    const { uid, name, namespace, creationTimestamp } = group.metadata;
    const { deletionPolicy, cutAfter, error } = this.settings;
    const content = `groupsnapcontent-${uid}`;
    if (!this.store.get(GROUP_SNAPSHOT_CONTENT.kind, content, undefined)) {
      const volumeGroupSnapshotRef = { kind: group.kind, name, namespace, uid };
      const { kind } = GROUP_SNAPSHOT_CONTENT;
      this.store.put(this.store.admit({ apiVersion, kind, metadata: { name: content }, spec: { deletionPolicy, volumeGroupSnapshotRef } }));
    }
    const isCut = error === undefined && (this.now().getTime() - Date.parse(creationTimestamp!)) / 1000 >= cutAfter;
    if (isCut) for (const claim of this.claimsOf(group)) this.makeMember(group, claim);
    const status = {
      boundVolumeGroupSnapshotContentName: content,
      readyToUse: isCut,
      ...isCut ? { creationTime: group.status?.creationTime ?? rfc3339(this.now()) } : {},
      ...error === undefined ? {} : { error: { message: error } },
    };
    if (!isDeepStrictEqual(group.status, status)) this.store.write({ ...group, status });
  }

  private claimsOf({ metadata, spec, status }: KubeObject): KubeObject[] {
    if (status?.creationTime) return [];
    const wanted: [string, string][] = Object.entries(spec.source.selector.matchLabels);
    return this.store.all(CLAIM.kind).filter((claim) => {
      const selected = claim.metadata.namespace === metadata.namespace && wanted.every(([label, value]) => claim.metadata.labels?.[label] === value);
      return this.settings.added.includes(claim.metadata.name) || (selected && !this.settings.omitted.includes(claim.metadata.name));
    });
  }

  private makeMember({ metadata }: KubeObject, claim: KubeObject): void {
    const volume = `volume-of-${claim.metadata.name}`;
    const hash = createHash('sha256').update(`${metadata.uid}${volume}`).digest('hex');
    const [name, content] = [`snapshot-${hash}`, `snapcontent-${hash}`];
    this.settings.copies.set(`copy-${hash}`, metadata.uid!);
    const snapshot = this.store.put(this.store.admit({
      apiVersion: VOLUME_SNAPSHOT.apiVersion,
      kind: VOLUME_SNAPSHOT.kind,
      metadata: {
        name,
        namespace: metadata.namespace,
        ownerReferences: [{ apiVersion, kind: GROUP_SNAPSHOT.kind, name: metadata.name, uid: metadata.uid! }],
      },
      spec: { source: { persistentVolumeClaimName: claim.metadata.name } },
      status: { boundVolumeSnapshotContentName: content, volumeGroupSnapshotName: metadata.name },
    }));
    this.store.put(this.store.admit({
      apiVersion: VOLUME_SNAPSHOT_CONTENT.apiVersion,
      kind: VOLUME_SNAPSHOT_CONTENT.kind,
      metadata: { name: content },
      spec: {
        deletionPolicy: this.settings.deletionPolicy,
        driver: 'fake.csi.example.com',
        sourceVolumeMode: 'Filesystem',
        source: { volumeHandle: volume },
        volumeSnapshotRef: { kind: VOLUME_SNAPSHOT.kind, name, namespace: metadata.namespace, uid: snapshot.metadata.uid },
      },
      status: { snapshotHandle: `copy-${hash}`, volumeGroupSnapshotHandle: `group-${metadata.uid}` },
    }));
  }

  /** With the group go its members; of what is retained the contents stay behind, and say why. */
  private finishDeletion(group: KubeObject): void {
    const { uid, deletionTimestamp } = group.metadata;
    if ((this.now().getTime() - Date.parse(deletionTimestamp!)) / 1000 < this.settings.goneAfter) return;
    const content = this.store.get(GROUP_SNAPSHOT_CONTENT.kind, `groupsnapcontent-${uid}`, undefined);
    const snapshots = this.store.all(VOLUME_SNAPSHOT.kind);
    for (const member of snapshots.filter(({ metadata }) => metadata.ownerReferences?.some((owner) => owner.uid === uid))) {
      const ofMember = this.store.get(VOLUME_SNAPSHOT_CONTENT.kind, member.status.boundVolumeSnapshotContentName, undefined);
      if (ofMember?.spec.deletionPolicy === 'Delete') this.store.remove(ofMember);
      else if (ofMember) this.store.write(annotated(ofMember, MEMBER_DELETED));
      this.store.remove(member);
    }
    if (content) {
      const marked = this.store.write(annotated(content, GROUP_DELETED));
      if (content.spec.deletionPolicy === 'Delete') this.delete(marked);
    }
    this.store.remove(group);
  }

  /** The csi-snapshotter deletes the copies of a group whose content is deleted, if that says so and the group is gone. */
  private release(content: KubeObject): void {
    if (!content.metadata.annotations?.[GROUP_DELETED]) return;
    const { uid } = content.spec.volumeGroupSnapshotRef;
    if (content.spec.deletionPolicy === 'Delete') {
      for (const [copy, group] of this.settings.copies) if (group === uid) this.settings.copies.delete(copy);
    }
    this.store.remove(content);
  }
}

function annotated(object: KubeObject, annotation: string): KubeObject {
  return { ...object, metadata: { ...object.metadata, annotations: { ...object.metadata.annotations, [annotation]: 'yes' } } };
}
