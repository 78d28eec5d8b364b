import type { Fault } from '../core/faults';
import { labelFaults } from '../core/names';
import type { DriverFacts } from '../facts/drivers/driver-facts';
import type { VolumeBackend } from '../facts/drivers/volume-backend';
import { topologyOf } from '../facts/drivers/volume-check';

/** Nodes by a label: one expression of `allowedTopologies`. */
export interface TopologySelector {
  /**
   * Label of the nodes, such as `topology.kubernetes.io/zone`. It must be one that the driver knows.
   */
  readonly key: string;

  /**
   * Values of the label, any of which will do.
   */
  readonly values: string[];
}

/** One expression of `allowedTopologies`, as it is rendered. */
export interface TopologyExpression {
  readonly key: string;
  readonly values: readonly string[];
}

/** What the user asks for, besides what volumes of this provisioner always need. */
export function topologySelectors(driver: DriverFacts, asked: readonly TopologySelector[]): readonly TopologyExpression[] {
  const needed = driver.provisioners[0].allowedTopologies ?? [];
  return [...needed.filter(({ key }) => !asked.some((selector) => selector.key === key)), ...asked];
}

/** What is wrong with the topology that the user asks for in a prop. */
export function topologyFaults({ _driver: driver, _parameters: parameters }: VolumeBackend, asked: readonly TopologySelector[], list: string = 'allowedTopologies'): Fault[] {
  if (asked.length === 0) return [];
  const { zones, pinned, why } = topologyOf(driver, parameters);
  const needed = driver.provisioners[0].allowedTopologies ?? [];
  const keys = [...driver.topology.keys, ...needed.map(({ key }) => key)];
  const faults: Fault[] = [];
  if (pinned) {
    faults.push({ prop: list, problem: `contradicts ${driver.provisioners[0].name}: ${why}`, got: asked.map(({ key }) => key).join(', '), remedy: 'leave it out' });
  }
  for (const [index, { key, values }] of asked.entries()) {
    const prop = `${list}[${index}]`;
    if (keys.length > 0 && !keys.some((known) => isKey(key, known))) {
      faults.push({ prop: `${prop}.key`, problem: `is no topology of ${driver.provisioners[0].name}`, got: key, remedy: `use ${keys.join(', ')}` });
    }
    if (zones !== undefined && key === driver.topology.keys[0] && values.length > 0 && values.length !== zones) {
      faults.push({ prop: `${prop}.values`, problem: `must name ${zones} zones for these volumes`, got: values.join(', '), remedy: `name ${zones}, or leave ${list} out` });
    }
    faults.push(...values.flatMap((value) => labelFaults(`${prop}.values`, { [key]: value })).slice(0, 1));
    const twice = values.find((value, at) => values.indexOf(value) < at);
    if (twice !== undefined) faults.push({ prop: `${prop}.values`, problem: 'has one twice', got: twice, remedy: 'name it once' });
    if (values.length === 0) faults.push({ prop: `${prop}.values`, problem: 'is empty, which no node matches', remedy: 'name at least one value' });
    if (asked.findIndex((other) => other.key === key) < index) faults.push({ prop: `${prop}.key`, problem: 'is given twice', got: key, remedy: 'give its values together' });
  }
  return faults;
}

function isKey(key: string, known: string): boolean {
  return known.endsWith('*') ? key.startsWith(known.slice(0, -1)) : key === known;
}
