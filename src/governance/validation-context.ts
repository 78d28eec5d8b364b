/** What the validation of cdk8s-cli is given: the part of its own interface that this library reads. */
export interface IValidationContext {
  /** Paths of the synthesized manifests. */
  readonly manifests: string[];
  /** Construct paths by name of resource, as cdk8s-cli knows them. */
  readonly metadata: { [resourceName: string]: ConstructMetadata };
  /** Where to say what was found. */
  readonly report: IValidationReport;
}

/** Where a resource comes from. */
export interface ConstructMetadata {
  /** Path of the construct, as `orders/db/Resource`. */
  readonly path: string;
}

/** The report of a validation of cdk8s-cli. */
export interface IValidationReport {
  /** Adds what a rule found. Not after `submit`. */
  addViolation(violation: ValidationViolation): void;
  /**
   * Ends the report.
   *
   * @param status `success`, or `failure`, with which `cdk8s synth` ends with exit code 2.
   * @param metadata rows of the summary.
   */
  submit(status: string, metadata: { [row: string]: string }): void;
}

/** What a rule found, as cdk8s-cli prints it. */
export interface ValidationViolation {
  /** Id, slug and severity of the rule. */
  readonly ruleName: string;
  /** Why it matters. */
  readonly recommendation: string;
  /** What to do. */
  readonly fix: string;
  /** Where it was found. */
  readonly violatingResources: ViolatingResource[];
}

/** A resource for which a rule found something. */
export interface ViolatingResource {
  /** What cdk8s-cli looks the construct path up by. */
  readonly resourceName: string;
  /** Line, column and path of each finding, with its message. */
  readonly locations: string[];
  /** File of the resource. */
  readonly manifestPath: string;
}
