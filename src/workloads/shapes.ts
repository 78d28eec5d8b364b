import type { DatabaseResources } from './container-resources';
import type { ProductionStatefulSetProps, StatefulObjectNames, StatefulSetOptions, StatefulVolume } from './stateful-set-props';
import type { WorkloadVolume } from './stateful-workload';
import { a, having, listOf, mapOf, METADATA, NUMBER, oneOf, optional, SIZE, struct, TEXT, TEXTS } from '../core/shape';
import type { Shapes } from '../core/shape';
import { PodManagementPolicy } from '../facts/engines/stateful-engine';
import { ACCESS_MODE, STORAGE_CLASS } from '../storage/shapes';

/** What every set is made from. */
export const SET_OPTIONS: Shapes<StatefulSetOptions> = {
  metadata: optional(METADATA),
  selector: optional(TEXTS),
  serviceName: optional(TEXT),
  podManagementPolicy: optional(oneOf(PodManagementPolicy)),
  objectNames: optional(struct<StatefulObjectNames>({ disruptionBudget: optional(TEXT), networkPolicy: optional(TEXT), rwService: optional(TEXT) })),
  resources: optional(struct<DatabaseResources>({ cpu: optional(TEXT), memory: optional(SIZE) })),
  updatePartition: optional(NUMBER),
  serviceAccount: optional(having('ServiceAccount', 'use a ServiceAccount of cdk8s-plus, or serviceAccountName', 'name')),
  serviceAccountName: optional(TEXT),
};

/** One of the two says something. */
const ENV_VALUE = a('EnvValue', 'use EnvValue.fromValue() of cdk8s-plus, or another of its kinds', (value) => {
  const { value: text, valueFrom } = value as { readonly value?: unknown; readonly valueFrom?: unknown };
  return text !== undefined || valueFrom !== undefined;
});

const VOLUME: Shapes<StatefulVolume> = {
  role: TEXT, size: SIZE, storageClass: STORAGE_CLASS, accessMode: ACCESS_MODE, claimTemplateName: optional(TEXT),
};

/** One of a workload that exists. */
export const VOLUME_OF_WORKLOAD: Shapes<WorkloadVolume> = { role: TEXT, claimTemplateName: TEXT, size: SIZE, storageClass: STORAGE_CLASS };

export const SET_PROPS: Shapes<ProductionStatefulSetProps> = {
  ...SET_OPTIONS,
  engine: having('StatefulEngine', 'use StatefulEngine.custom()', 'name', '_options'),
  volumes: listOf(struct(VOLUME)),
  replicas: optional(NUMBER),
  environment: optional(mapOf(ENV_VALUE)),
  configMaps: optional(mapOf(listOf(TEXT))),
  optionalConfigMaps: optional(mapOf(listOf(TEXT))),
};

export const PEER = having('NetworkPeer', 'use NetworkPeer.fromWorkload(), .pods() or .ipBlock()', '_render');
export const WORKLOAD = having('stateful workload', 'use a PostgresStatefulSet or ProductionStatefulSet; one that exists is ProductionStatefulSet.fromStatefulSetName()', 'node', 'workloadName', 'volumes', 'matchLabels', 'allowFrom');
