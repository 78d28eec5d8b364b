import { loadReader } from './manifest-reader';
import { AuditSeverity } from './storage-audit';
import { validateManifests } from './validate-manifests';
import type { IValidationContext } from './validation-context';
import { Faults } from '../core/faults';
import { dayOf, isDate } from '../core/time';

const PROPERTIES = ['failOn', 'closedWorld', 'config', 'today'];

/** The `properties` of a `StorageAuditValidation` in `cdk8s.yaml`. */
export interface StorageAuditValidationProps {
  /**
   * Findings of this severity or above fail the validation.
   *
   * @default - `failOn` of the configuration; else `AuditSeverity.WARNING`
   */
  readonly failOn?: AuditSeverity;
  /**
   * The app is everything there is: a reference to an object outside it is judged as its rule says.
   *
   * @default - `closedWorld` of the configuration; else false
   */
  readonly closedWorld?: boolean;
  /**
   * Path of a configuration, from the folder that `cdk8s` runs in.
   *
   * @default - `cdk8s-stateful.yaml` or `.cdk8s-stateful.yaml` of that folder, if there is one
   */
  readonly config?: string;
  /**
   * The day by which acknowledgements expire, as `2027-01-31`.
   *
   * @default - the day of the validation, in UTC
   */
  readonly today?: string;
}

/**
 * The audit as a validation of cdk8s-cli: judges what an app of any language has written, at the lines of its files. Name it
 * under `validations` of `cdk8s.yaml`, with this package and an exact version.
 *
 * @see https://cdk8s.io/docs/latest/plugins/validation/
 */
export class StorageAuditValidation {
  private readonly props: StorageAuditValidationProps;

  /** @throws for properties that are not known or have values that are not. */
  constructor(props: StorageAuditValidationProps = {}) {
    check(props);
    this.props = props;
  }

  /**
   * Audits the manifests of a context and submits its report. Nothing is printed.
   *
   * @throws when the configuration cannot be used.
   */
  public async validate(context: IValidationContext): Promise<void> {
    const { failOn, closedWorld, config, today = dayOf(new Date()) } = this.props;
    await validateManifests(context, { failOn, closedWorld, config, today, folder: process.cwd() }, loadReader());
  }
}

/** They come from a YAML file, where nothing has checked them. */
function check(props: StorageAuditValidationProps): void {
  const faults = new Faults('StorageAuditValidation');
  const severities = Object.values(AuditSeverity);
  for (const prop of Object.keys(props).filter((each) => !PROPERTIES.includes(each))) {
    faults.add({ prop, problem: 'is no property', remedy: `use one of ${PROPERTIES.join(', ')}` });
  }
  const { failOn, closedWorld, config, today } = props;
  faults.require(failOn === undefined || severities.includes(failOn), { prop: 'failOn', problem: 'is no severity', got: failOn, remedy: `use one of ${severities.join(', ')}` });
  faults.require(['undefined', 'boolean'].includes(typeof closedWorld), { prop: 'closedWorld', problem: 'is neither true nor false', got: closedWorld, remedy: 'write true or false' });
  faults.require(['undefined', 'string'].includes(typeof config), { prop: 'config', problem: 'is no path', got: config, remedy: 'name a file' });
  faults.require(today === undefined || isDate(String(today)), { prop: 'today', problem: 'is no date', got: today, remedy: 'write it as "2027-01-31"' });
  faults.throwIfAny();
}
