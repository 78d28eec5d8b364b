import type { ProductionStatefulSetProps } from './stateful-set-props';
import type { Fault } from '../core/faults';
import { dnsSubdomainFaults, mountPathFaults, variableFaults } from '../core/names';

/** What is wrong with what a set adds to the pod of its engine: account, variables and files. */
export function podFaults(props: ProductionStatefulSetProps): Fault[] {
  const { serviceAccount, serviceAccountName, environment = {}, configMaps = {} } = props;
  const faults = Object.keys(environment).flatMap((name) => variableFaults('environment', name));
  if (serviceAccountName !== undefined) {
    faults.push(...dnsSubdomainFaults('serviceAccountName', serviceAccountName));
    if (serviceAccount !== undefined) {
      faults.push({ prop: 'serviceAccountName', problem: 'is set beside serviceAccount', got: serviceAccountName, remedy: 'set one of them' });
    }
  }
  for (const [mountPath, names] of Object.entries(configMaps)) {
    faults.push(...mountPathFaults('configMaps', names.join(', '), mountPath), ...names.flatMap((name) => dnsSubdomainFaults('configMaps', name)));
  }
  return [...faults, ...takenPathFaults(props)];
}

/** A folder holds one volume. */
function takenPathFaults({ engine, configMaps = {} }: ProductionStatefulSetProps): Fault[] {
  const { volumes, scratch = [] } = engine._options;
  const taken = [...volumes, ...scratch].map(({ mountPath }) => mountPath);
  return Object.keys(configMaps).filter((path) => taken.includes(path))
    .map((path) => ({ prop: 'configMaps', problem: `would hide a volume of ${engine.name}`, got: path, remedy: 'use a folder of its own' }));
}
