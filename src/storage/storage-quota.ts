import type { ApiObjectMetadata, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { STORAGE_CLASS } from './shapes';
import type { IStorageClass } from './storage-class';
import { Faults } from '../core/faults';
import type { Fault } from '../core/faults';
import { dnsSubdomainFaults, metadataFaults } from '../core/names';
import { Quantity } from '../core/quantity';
import { checkProps, listOf, METADATA, NUMBER, optional, SIZE, struct } from '../core/shape';
import type { Shapes } from '../core/shape';
import { resourceQuota } from '../kube/core';
import { SNAPSHOT_API_GROUP } from '../kube/snapshot';

/** How much of one class, or of all, a namespace may hold. */
export interface StorageLimits {
  /**
   * Sum of what the claims request. Zero forbids every claim that asks for space.
   *
   * @default - no limit
   */
  readonly storage?: Size;

  /**
   * Number of claims. Zero forbids them.
   *
   * @default - no limit
   */
  readonly claims?: number;
}

/** How much of one class a namespace may hold. At least one limit is given. */
export interface StorageClassLimits extends StorageLimits {
  /**
   * The class: one of a `StorageCatalog`, for instance.
   */
  readonly storageClass: IStorageClass;
}

/** Options of a `StorageQuota`. */
export interface StorageQuotaProps {
  /**
   * Name, namespace, labels and annotations.
   *
   * @default - the chart makes a name from the construct's path; the namespace is the chart's
   */
  readonly metadata?: ApiObjectMetadata;

  /**
   * Limits by class. Sets `<class>.storageclass.storage.k8s.io/requests.storage` and `<class>.storageclass.storage.k8s.io/persistentvolumeclaims`.
   *
   * @default - none
   */
  readonly classes?: StorageClassLimits[];

  /**
   * Limits on all classes together, those without a limit of their own included. Sets `requests.storage` and `persistentvolumeclaims`.
   *
   * @default - none
   */
  readonly total?: StorageLimits;

  /**
   * Number of VolumeSnapshots. Sets `count/volumesnapshots.snapshot.storage.k8s.io`. Copies of deleted VolumeSnapshots that
   * their class retains do not count.
   *
   * @default - no limit
   */
  readonly volumeSnapshots?: number;
}

const LIMITS: Shapes<StorageLimits> = { storage: optional(SIZE), claims: optional(NUMBER) };
const SHAPES: Shapes<StorageQuotaProps> = {
  metadata: optional(METADATA),
  classes: optional(listOf(struct<StorageClassLimits>({ ...LIMITS, storageClass: STORAGE_CLASS }))),
  total: optional(struct(LIMITS)),
  volumeSnapshots: optional(NUMBER),
};

/**
 * How much storage a namespace may ask for, class by class. Claims beyond a limit are refused when they are made or grown;
 * what exists stays.
 *
 * Renders one ResourceQuota (`v1`). Throws when it limits nothing, names a class twice, or a limit is no size or count or beyond the total,
 * naming all that is wrong.
 *
 * @see https://kubernetes.io/docs/concepts/policy/resource-quotas/#storage-resource-quota
 */
export class StorageQuota extends Construct {
  public constructor(scope: Construct, id: string, props: StorageQuotaProps) {
    super(scope, id);
    checkProps(this.node.path, SHAPES, props);
    const { metadata = {}, classes = [], total = {}, volumeSnapshots } = props;
    const hard = {
      ...limits('', total),
      // https://kubernetes.io/docs/concepts/policy/resource-quotas/#storage-resource-quota
      ...Object.assign({}, ...classes.map((each) => limits(`${each.storageClass.storageClassName}.storageclass.storage.k8s.io/`, each))),
      ...volumeSnapshots === undefined ? {} : { [`count/volumesnapshots.${SNAPSHOT_API_GROUP}`]: String(volumeSnapshots) },
    };
    const faults = new Faults(this.node.path);
    faults.add(...metadata.name === undefined ? [] : dnsSubdomainFaults('metadata.name', metadata.name), ...metadataFaults(metadata));
    faults.require(Object.keys(hard).length > 0, { prop: 'classes', problem: 'limits nothing, nor does anything else', remedy: 'give a limit in classes, total or volumeSnapshots' });
    faults.add(...limitFaults('total', total), ...countFaults('volumeSnapshots', volumeSnapshots), ...classFaults(classes));
    faults.add(...classes.flatMap((each, index) => beyondFaults(`classes[${index}]`, each, total)));
    faults.throwIfAny();
    resourceQuota(this, 'Resource', metadata, hard);
  }
}

function limits(prefix: string, { storage, claims }: StorageLimits): { readonly [resource: string]: string } {
  return {
    ...storage === undefined ? {} : { [`${prefix}requests.storage`]: storage.asString() },
    ...claims === undefined ? {} : { [`${prefix}persistentvolumeclaims`]: String(claims) },
  };
}

// the name of a resource is a qualified one, with at most 253 characters before the slash:
// https://github.com/kubernetes/kubernetes/blob/v1.36.0/pkg/apis/core/validation/validation.go validateResourceName
const MAX_CLASS_NAME = 253 - '.storageclass.storage.k8s.io'.length;

function classFaults(classes: readonly StorageClassLimits[]): Fault[] {
  return classes.flatMap((each, index) => {
    const prop = `classes[${index}]`;
    const name = each.storageClass.storageClassName;
    const faults = limitFaults(prop, each);
    if (each.storage === undefined && each.claims === undefined) faults.push({ prop, problem: 'limits nothing', got: name, remedy: 'give storage or claims' });
    if (classes.findIndex(({ storageClass }) => storageClass.storageClassName === name) < index) {
      faults.push({ prop: `${prop}.storageClass`, problem: 'is given twice', got: name, remedy: 'give its limits together' });
    }
    if (name.length > MAX_CLASS_NAME) {
      faults.push({ prop: `${prop}.storageClass`, problem: `has a name of ${name.length} characters, which no quota can hold`, got: name, remedy: `use at most ${MAX_CLASS_NAME}` });
    }
    return faults;
  });
}

/** A limit that the total never lets anybody reach promises what is not there. */
function beyondFaults(prop: string, limit: StorageLimits, total: StorageLimits): Fault[] {
  // what is no limit is refused as such
  if ([...limitFaults(prop, limit), ...limitFaults('total', total)].length > 0) return [];
  const { storage, claims } = limit;
  const [size, most] = [storage, total.storage].map((each) => each && Quantity.tryParse(each.asString()));
  const remedy = 'raise the total, or lower this';
  const faults: Fault[] = [];
  if (size && most && size.compare(most) > 0) {
    faults.push({ prop: `${prop}.storage`, problem: `is more than total.storage, ${total.storage!.asString()}`, got: storage!.asString(), remedy });
  }
  if (claims !== undefined && total.claims !== undefined && claims > total.claims) {
    faults.push({ prop: `${prop}.claims`, problem: `is more than total.claims, ${total.claims}`, got: claims, remedy });
  }
  return faults;
}

function limitFaults(prop: string, { storage, claims }: StorageLimits): Fault[] {
  const faults = countFaults(`${prop}.claims`, claims);
  const size = storage && Quantity.tryParse(storage.asString());
  if (storage !== undefined && !(size?.isVolumeSize() || size?.compare(Quantity.parse(0)) === 0)) {
    faults.push({ prop: `${prop}.storage`, problem: 'is no amount of storage', got: storage.asString(), remedy: 'use whole bytes, 0 to 8000Ti' });
  }
  return faults;
}

function countFaults(prop: string, count: number | undefined): Fault[] {
  if (count === undefined || (Number.isSafeInteger(count) && count >= 0)) return [];
  return [{ prop, problem: 'is no count', got: count, remedy: 'use a whole number, 0 or more' }];
}
