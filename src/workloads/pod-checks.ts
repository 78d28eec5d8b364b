import type { ProductionStatefulSetProps } from './stateful-set-props';
import type { Fault } from '../core/faults';
import { dnsSubdomainFaults, mountPathFaults, variableFaults } from '../core/names';

/** What is wrong with what a set adds to the pod of its engine: account, variables and files. */
export function podFaults(props: ProductionStatefulSetProps): Fault[] {
  const { serviceAccount, serviceAccountName, environment = {} } = props;
  const faults = Object.keys(environment).flatMap((name) => variableFaults('environment', name));
  if (serviceAccountName !== undefined) {
    faults.push(...dnsSubdomainFaults('serviceAccountName', serviceAccountName));
    if (serviceAccount !== undefined) {
      faults.push({ prop: 'serviceAccountName', problem: 'is set beside serviceAccount', got: serviceAccountName, remedy: 'set one of them' });
    }
  }
  for (const { prop, mountPath, names } of configFolders(props)) {
    faults.push(...mountPathFaults(prop, names.join(', '), mountPath), ...names.flatMap((name) => dnsSubdomainFaults(prop, name)));
  }
  return [...faults, ...takenPathFaults(props)];
}

function configFolders({ configMaps = {}, optionalConfigMaps = {} }: ProductionStatefulSetProps) {
  return Object.entries({ configMaps, optionalConfigMaps })
    .flatMap(([prop, folders]) => Object.entries(folders).map(([mountPath, names]) => ({ prop, mountPath, names })));
}

/** A folder holds one volume. */
function takenPathFaults(props: ProductionStatefulSetProps): Fault[] {
  const { engine, configMaps = {} } = props;
  const { volumes, scratch = [] } = engine._options;
  const taken = [...volumes, ...scratch].map(({ mountPath }) => mountPath);
  return configFolders(props).filter(({ prop, mountPath }) => taken.includes(mountPath) || (prop !== 'configMaps' && mountPath in configMaps))
    .map(({ prop, mountPath }) => ({ prop, problem: `would hide a volume of ${engine.name}`, got: mountPath, remedy: 'use a folder of its own' }));
}
