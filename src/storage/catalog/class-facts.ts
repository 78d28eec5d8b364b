import type { PlannedClass } from './catalog-plan';
import { CLASS_FACTS, DOMAIN } from '../../core/vocabulary';
import type { ClassFact } from '../../core/vocabulary';
import { ParameterValues } from '../../facts/drivers/parameter-values';
import type { VolumeBackend } from '../../facts/drivers/volume-backend';
import { offeringFacts } from '../../facts/platforms/offering-facts';
import { ReclaimPolicy } from '../reclaim-policy';

/** What a class says of itself. */
export type ClassFacts = { readonly [fact in ClassFact]: string };

const RECLAIM: { readonly [policy in ReclaimPolicy]: string } = {
  [ReclaimPolicy.RETAIN]: 'Retain: the volume outlives its claim, until somebody deletes both by hand',
  [ReclaimPolicy.DELETE]: 'Delete: the volume and its data go with the claim',
};

/** The facts of a class: of its driver and its platform, and what the catalogue was told. */
export function classFacts({ entry, described, backend, owner, recoveryRunbook, allowedNamespaces }: PlannedClass): ClassFacts {
  const facts = offeringFacts(described, backend);
  return {
    'backend': facts.backend.text,
    'access-modes': facts.accessModes.text,
    'zones': facts.zones.text,
    'performance': [facts.performance.text, ...boughtPerformance(backend)].join('; '),
    'encryption': facts.encryption.text,
    'backup': facts.backup.text,
    'reclaim': RECLAIM[entry.reclaimPolicy],
    'expansion': facts.expansion.text,
    'cost': facts.cost.text,
    'allowed-namespaces': allowedNamespaces?.join(', ') ?? 'all',
    'owner': owner,
    'recovery-runbook': recoveryRunbook,
  };
}

/** Operations and throughput that the parameters ask for. */
function boughtPerformance({ _driver: driver, parameters }: VolumeBackend): string[] {
  const values = new ParameterValues(driver, parameters);
  const { iops, throughputMiBps: throughput } = values.kind() ?? {};
  const asked = [
    { amount: values.integer(iops?.parameter), unit: 'IOPS' },
    { amount: values.integer(iops?.perGiBParameter), unit: 'IOPS for each GiB' },
    { amount: values.integer(throughput?.parameter), unit: throughput?.unit ?? 'MiB/s' },
  ].filter(({ amount }) => amount !== undefined);
  return asked.length === 0 ? [] : [`this class asks for ${asked.map(({ amount, unit }) => `${amount!.toLocaleString('en')} ${unit}`).join(' and ')}`];
}

/** The facts as annotations. */
export function factAnnotations(facts: ClassFacts): { readonly [key: string]: string } {
  return Object.fromEntries(CLASS_FACTS.map((fact) => [`${DOMAIN}/${fact}`, facts[fact]]));
}
