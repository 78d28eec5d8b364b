import type { Chart } from 'cdk8s';
import { Size } from 'cdk8s';
import * as fc from 'fast-check';
import type { BackendRecipe } from './backends';
import { backend } from './backends';
import { objectMetadata } from './metadata';
import { count, labelName, labels, mostly, props, struct, subdomainName, text } from './values';
import { CsiHostPath } from '../../../src/facts/drivers/csi-hostpath-backends';
import { VolumeAccessMode } from '../../../src/facts/drivers/volume-modes';
import { PodManagementPolicy } from '../../../src/facts/engines/stateful-engine';
import { ProductionStorageClass } from '../../../src/storage/production-storage-class';
import type { IStorageClass } from '../../../src/storage/storage-class';
import { NetworkPeer } from '../../../src/workloads/network-peer';
import type { StatefulSetOptions } from '../../../src/workloads/stateful-set-props';

/** The class that a set's volumes come from: seldom any backend, since most suit no set of any size. */
export interface ClassRecipe {
  readonly name: string;
  readonly backend?: BackendRecipe;
}

const suitable: BackendRecipe = { make: () => CsiHostPath.forTests() };
export const classRecipe: fc.Arbitrary<ClassRecipe> = struct({
  name: subdomainName,
  backend: mostly<BackendRecipe | undefined>(fc.constantFrom(undefined, suitable), backend),
});

export function classOf(chart: Chart, id: string, { name, backend: source }: ClassRecipe): IStorageClass {
  return ProductionStorageClass.fromStorageClassName(chart, id, name, { backend: source?.make() });
}

export const accessMode = mostly(
  fc.constantFrom(VolumeAccessMode.READ_WRITE_ONCE, VolumeAccessMode.READ_WRITE_ONCE_POD),
  fc.constantFrom(...Object.values(VolumeAccessMode)),
);

/** What every stateful set can be told. */
export const setOptions: fc.Arbitrary<StatefulSetOptions> = props({
  metadata: objectMetadata(),
  selector: mostly(fc.constant({ app: 'db' }), labels),
  serviceName: labelName(40),
  podManagementPolicy: fc.constantFrom(...Object.values(PodManagementPolicy)),
  objectNames: props({ disruptionBudget: labelName(40), networkPolicy: labelName(40) }),
  resources: props({
    cpu: mostly(fc.constantFrom('500m', '1', '2.5', '16'), text),
    memory: mostly(fc.integer({ min: 512, max: 65_536 }), fc.constantFrom(0, 1, 255.5, NaN, 1e-9)).map((amount) => Size.mebibytes(amount)),
  }),
  updatePartition: mostly(fc.constant(0), count(0, 3)),
  serviceAccountName: subdomainName,
});

const peer = fc.oneof(
  struct({ labels, namespace: fc.option(labelName(), { nil: undefined }) }).map((given) => ({
    make: () => NetworkPeer.pods({ app: 'client', ...given.labels }, given.namespace),
    [fc.toStringMethod]: () => `NetworkPeer.pods ${fc.stringify(given)}`,
  })),
  mostly(fc.constantFrom('10.20.0.0/16', '2001:db8::/32', '192.0.2.7/32'), text).map((cidr) => ({
    make: () => NetworkPeer.ipBlock(cidr),
    [fc.toStringMethod]: () => `NetworkPeer.ipBlock ${fc.stringify(cidr)}`,
  })),
);

/** Who may connect. */
export const peers = fc.array(peer, { maxLength: 3 });
