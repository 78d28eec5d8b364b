import type { SnapshotPolicyDocument } from './snapshot-policy';

/**
 * A restore drill as it travels from the construct to the program that carries it out: JSON in the ConfigMap
 * `<policy>-drill`, under the key `drill.json`.
 */
export const RESTORE_DRILL_VERSION = 'cdk8s-stateful.dev/restore-drill/v1';

export interface RestoreDrillDocument {
  /** Form and version. A program refuses one that it does not know. */
  readonly schema: typeof RESTORE_DRILL_VERSION;
  /** Of the drill: its Lease, its pod, and the set that its claims are named after. */
  readonly name: string;
  /** Where it restores: a namespace of its own, in which nothing else is. */
  readonly namespace: string;
  /** The policy whose groups it restores: of a StatefulSet. */
  readonly policy: SnapshotPolicyDocument;
  /** Class of the restored claims: their volumes go with them. */
  readonly storageClass: string;
  /** `spec` of the pod that starts the restored server and validates it. */
  readonly podSpec: { readonly [field: string]: unknown };
  /** Name of the container of the pod that validates. */
  readonly validator: string;
  /** Name of the container of the pod that is the server. */
  readonly server: string;
  /** Name of the container of the pod that makes the volumes of a backup fit each other; left out for one volume, which does. */
  readonly preparer?: string;
  /** What the user asks of the data, in the order in which the validator is told. */
  readonly validations: readonly string[];
  readonly targets: DrillTargets;
  /** For a restored server to become ready and be validated. */
  readonly deadlineSeconds: number;
}

export interface DrillTargets {
  /** How old the newest group may be when the drill begins. */
  readonly rpoSeconds?: number;
  /** How long it may take until the restored data is found to be good. */
  readonly rtoSeconds?: number;
}

/** Variable of the validator: the position in the write-ahead log that the copy must have reached. */
export const EXPECTED_LSN_VARIABLE = 'EXPECTED_LSN';

/** What the validator says of itself, besides the validations of the user, which are `validation-0`, `validation-1`, ... */
export const DRILL_CHECKS = {
  /** The server answers. */
  server: 'server',
  /** The copy holds what was written before its snapshot. */
  fresh: 'fresh',
  /** Of a backup: recovery went on until the backup had ended, or further, so that its volumes are of one moment. */
  recovered: 'recovered',
  /** The same question about a time to come is answered with no: the check is able to fail. */
  control: 'negative-control',
  /** Every table and index can be read and agrees with the others. */
  structure: 'amcheck',
} as const;
export const validationName = (index: number): string => `validation-${index}`;
