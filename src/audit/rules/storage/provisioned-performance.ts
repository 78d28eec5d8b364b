import { driverOfClass } from './driver-of-class';
import type { Fault } from '../../../core/faults';
import type { DriverFacts } from '../../../facts/drivers/driver-facts';
import { ParameterValues } from '../../../facts/drivers/parameter-values';
import { claimFaults, parameterFaults } from '../../../facts/drivers/volume-check';
import { doubtfulRange } from '../../../facts/drivers/volume-size';
import type { Claim } from '../../claim';
import type { Finding, Manifest } from '../../finding';
import { stringsAt } from '../../json';
import { STORAGE_CLASS, describe } from '../../manifests';
import { NotApplicable } from '../../rule';
import type { Rule } from '../../rule';

const SIZE = 'requests.storage';

export const provisionedPerformance: Rule = {
  id: 'STO-030',
  slug: 'provisioned-performance',
  title: 'Volumes get the operations and throughput that their class asks for',
  checklist: [30],
  severity: 'error',
  why: 'What is out of range is refused when the first volume is made. What is too much for the size of a volume is lowered by some drivers without a word, so the class says one thing and the disk does another.',
  remedy: 'Keep parameters in the driver\'s ranges, and claims large enough for them.',
  links: ['https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/master/docs/parameters.md'],
  needs: ['set', 'drivers'],
  kinds: [STORAGE_CLASS],
  evaluate(object, index) {
    const driver = driverOfClass(object);
    if (driver instanceof NotApplicable) return driver;
    const names = performanceParameters(driver);
    if (names.size === 0) return new NotApplicable(`${driver.title} takes no performance parameters`);
    const parameters = stringsAt(object, 'parameters');
    const ofClass = parameterFaults(driver, parameters).filter(({ prop }) => names.has(prop.toLowerCase())).map((fault): Finding => ({
      message: `${describe(object)}: ${fault.prop} ${fault.problem}${got(fault)}`,
      remedy: fault.remedy,
      path: ['parameters', fault.prop],
    }));
    // while the class is wrong in itself, its claims would only repeat it
    if (ofClass.length > 0) return ofClass;
    return index.claimsUsing(object).flatMap((claim) => {
      const { size, accessModes, volumeMode } = claim;
      const faults = claimFaults(driver, parameters, { prop: SIZE, size, accessModes, volumeMode }).filter(({ prop }) => prop === SIZE);
      const doubt = size && faults.length === 0 ? doubtfulRange(ParameterValues.of(driver, parameters), size) : undefined;
      return [...doubt === undefined ? [] : [doubtful(object, claim, doubt)], ...faults.map((fault): Finding => ({
        message: `${describe(object)}, used by ${claim.describeUse()}: ${fault.problem}${got(fault)}`,
        remedy: fault.remedy,
        path: ['parameters', ...mentioned(fault, parameters)],
        related: [claim.object],
        severity: 'warning',
      }))];
    });
  },
};

/** What is said of a kind of volume, and was not verified: worth knowing, and no reason to refuse. */
function doubtful(storageClass: Manifest, claim: Claim, range: string): Finding {
  return {
    message: `${describe(storageClass)}, used by ${claim.describeUse()}: ${SIZE} is outside of what such volumes are said to have, ${range}, got "${claim.sizeText}"`,
    remedy: `look it up, or use ${range}`,
    path: ['parameters'],
    related: [claim.object],
    severity: 'info',
  };
}

/** Parameters of operations and throughput, in lower case. */
export function performanceParameters(driver: DriverFacts): Set<string> {
  const names = driver.kinds.flatMap(({ iops, throughputMiBps }) => [iops?.parameter, iops?.perGiBParameter, throughputMiBps?.parameter]);
  return new Set(names.filter((name) => name !== undefined).map((name) => name.toLowerCase()));
}

/** The parameter that a fault of a size speaks of. */
function mentioned(fault: Fault, parameters: { readonly [key: string]: string }): string[] {
  const name = Object.keys(parameters).find((key) => fault.problem.toLowerCase().includes(` ${key.toLowerCase()} "`));
  return name === undefined ? [] : [name];
}

function got(fault: Fault): string {
  return fault.got === undefined ? '' : `, got "${String(fault.got)}"`;
}
