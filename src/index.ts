/**
 * What other packages may use. Exports only.
 */
export * from './facts/drivers/aws-ebs-backends';
export * from './facts/drivers/aws-efs-backends';
export * from './facts/drivers/csi-hostpath-backends';
export * from './facts/drivers/volume-backend';
export * from './facts/drivers/volume-modes';
export * from './facts/engines/engine-probe';
export * from './facts/engines/postgres-image';
export type { PostgresSetting } from './facts/engines/postgres-tuning';
export * from './facts/engines/stateful-engine';
export * from './governance/storage-audit';
export * from './kube/settings';
export * from './protection/quiesce';
export * from './protection/retention';
export * from './protection/snapshot-policy';
export * from './protection/snapshot-policy-props';
export * from './protection/snapshot-pruning-rights';
export * from './storage/production-storage-class';
export * from './storage/restored-claim';
export * from './storage/snapshot';
export * from './storage/snapshot-class';
export * from './storage/storage-class';
export type { TopologySelector } from './storage/topology';
export * from './storage/volume-snapshot';
export * from './storage/volume-snapshot-class';
export type { DatabaseResources } from './workloads/container-resources';
export * from './workloads/network-peer';
export * from './workloads/postgres-credentials';
export * from './workloads/postgres-props';
export * from './workloads/postgres-stateful-set';
export * from './workloads/production-stateful-set';
export * from './workloads/stateful-set-props';
export * from './workloads/stateful-workload';
