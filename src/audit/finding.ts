/** `error`: data can be lost or the object does not run. `warning`: production will regret it. `info`: worth knowing. */
export type Severity = 'error' | 'warning' | 'info';

/** A Kubernetes object as JSON. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name?: string;
    readonly namespace?: string;
    readonly labels?: { readonly [key: string]: string };
    readonly annotations?: { readonly [key: string]: string };
  };
  // JSON of any kind; rules look into it through the accessors of `json.ts`
  readonly [field: string]: unknown;
}

/** Where in an object: `['spec', 'template', 0]`. */
export type JsonPath = readonly (string | number)[];

/** What a rule found. The auditor adds which rule and which object. */
export interface Finding {
  readonly message: string;
  readonly remedy: string;
  readonly path: JsonPath;
  /** Other objects that have a part in it. */
  readonly related?: readonly Manifest[];
  /** The object as it was before, when it is about a change. */
  readonly before?: Manifest;
  /** Another severity than the rule's own, when the case is milder or worse. */
  readonly severity?: Severity;
  /** What lies there must not be shown. */
  readonly isSecret?: boolean;
  /** It hangs on an object outside the input: only `info` unless the input is said to be everything there is. */
  readonly unresolved?: boolean;
}

/** A finding with its rule and object. */
export interface RuleFinding extends Finding {
  readonly rule: string;
  readonly slug: string;
  readonly checklist: readonly number[];
  readonly severity: Severity;
  readonly object: Manifest;
}

/** Why a finding does not matter in its place. */
export interface Acknowledgement {
  readonly reason: string;
  /** The last day on which it holds: `2027-01-31`. */
  readonly expires?: string;
  /** Who has accepted the risk. */
  readonly owner?: string;
}

/** A finding that somebody has accepted, and why. */
export interface AcknowledgedFinding extends RuleFinding, Acknowledgement {
  /** Where it was accepted: on the object itself, or in the configuration of the audit. */
  readonly acknowledgedIn: 'annotation' | 'configuration';
}
