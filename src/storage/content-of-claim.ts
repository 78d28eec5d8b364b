import { differ, isSmaller } from './content';
import type { Content, FilledClaim } from './content';
import type { IClaim } from './persistent-volume-claim';
import type { Fault } from '../core/faults';
import { Quantity } from '../core/quantity';
import { cloneFaults, isOtherSize } from '../facts/drivers/clone-check';

/** The content of another claim's volume, copied by the driver of both. */
export function contentOfClaim(source: IClaim): Content {
  return {
    dataSource: { kind: 'PersistentVolumeClaim', name: source.claimName },
    sizeIn: () => source.size,
    volumeMode: source.volumeMode,
    faults: (claim) => [sizeFaults, driverFaults, modeFaults, namespaceFaults, selfFaults].flatMap((check) => check(source, claim)),
  };
}

/** https://github.com/kubernetes-csi/external-provisioner/blob/v6.2.1/pkg/controller/controller.go getPVCSource */
function sizeFaults(source: IClaim, { size, storageClass }: FilledClaim): Fault[] {
  if (size === undefined) {
    return [{ prop: 'size', problem: 'is missing, and the size of the source is not known', remedy: 'set it to status.capacity.storage of the source, or more' }];
  }
  if (isSmaller(size, source.size)) {
    return [{ prop: 'size', problem: 'is less than that of the source', got: size.asString(), remedy: `use ${source.size!.asString()} or more` }];
  }
  const [asked, made] = [size, source.size].map((each) => each && Quantity.tryParse(each.asString()));
  const driver = storageClass.backend?._driver;
  if (!driver || !asked || !made || !isOtherSize(driver, made, asked)) return [];
  return [{
    prop: 'size',
    problem: `is not that of the source, and ${storageClass.backend!.provisioner} makes clones of the same size alone`,
    got: size.asString(),
    remedy: `use ${source.size!.asString()}, and grow the claim afterwards`,
  }];
}

/** A clone is made by the driver that holds the source, if it can. */
function driverFaults(source: IClaim, { storageClass }: FilledClaim): Fault[] {
  const backend = storageClass.backend;
  const holds = source.storageClass?.backend?.provisioner;
  if (differ(backend?.provisioner, holds)) {
    return [{
      prop: 'storageClass',
      problem: `makes volumes with ${backend!.provisioner}, which cannot copy a volume of ${holds}`,
      got: storageClass.storageClassName,
      remedy: `use a class of ${holds}`,
    }];
  }
  if (backend === undefined) return [];
  if (backend._driver.clones.supported) {
    const made = source.storageClass?.backend;
    return made ? cloneFaults(backend._driver, made._parameters, backend._parameters) : [];
  }
  return [{
    prop: 'source',
    problem: `cannot be cloned: ${backend.provisioner} makes no clones`,
    got: source.claimName,
    remedy: backend.snapshotDriver ? 'take a VolumeSnapshot of it and restore that' : 'copy the data in a pod that mounts both claims',
  }];
}

/** https://kubernetes.io/docs/concepts/storage/volume-pvc-datasource/#introduction */
function modeFaults(source: IClaim, { volumeMode }: FilledClaim): Fault[] {
  if (!differ(source.volumeMode, volumeMode)) return [];
  return [{ prop: 'volumeMode', problem: 'is not that of the source', got: volumeMode, remedy: `use ${source.volumeMode}` }];
}

/** https://kubernetes.io/docs/concepts/storage/volume-pvc-datasource/#introduction */
function namespaceFaults(source: IClaim, { namespace }: FilledClaim): Fault[] {
  const lies = source.claimNamespace;
  if (!differ(lies, namespace)) return [];
  return [{
    prop: 'source',
    problem: `lies in the namespace ${lies}, and a claim is filled only from its own, ${namespace}`,
    got: source.claimName,
    remedy: `clone it in ${lies}, or bring a snapshot of it to ${namespace} by a VolumeSnapshotContent with deletionPolicy Retain`,
  }];
}

/** A claim that exists is never filled again. */
function selfFaults(source: IClaim, { name, namespace }: FilledClaim): Fault[] {
  if (name !== source.claimName || differ(source.claimNamespace, namespace)) return [];
  return [{ prop: 'metadata.name', problem: 'is that of the source, of which the claim is to be a copy', got: name, remedy: 'use a name of its own' }];
}
