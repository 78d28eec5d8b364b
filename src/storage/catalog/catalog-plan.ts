import { CatalogClass } from './catalog-class';
import { CATALOG } from './catalog-entries';
import type { CatalogEntry } from './catalog-entries';
import { isDescribedBy, ownDescription, usualBackend } from './class-offering';
import { roleFaults } from './class-promise';
import type { CatalogClassOptions, StorageCatalogProps } from './storage-catalog-props';
import type { Fault } from '../../core/faults';
import { dnsLabelFaults, MAX_DNS_LABEL } from '../../core/names';
import type { VolumeBackend } from '../../facts/drivers/volume-backend';
import { expressionOf } from '../../facts/platforms/backend-code';
import { offeringOf } from '../../facts/platforms/index';
import { inputsOrExamples, openInputs } from '../../facts/platforms/inputs';
import type { DescribedStorage, PlatformFacts } from '../../facts/platforms/platform-facts';

/** A class that the catalogue has. */
export interface PlannedClass {
  readonly entry: CatalogEntry;
  readonly described: DescribedStorage;
  readonly backend: VolumeBackend;
  readonly owner: string;
  readonly recoveryRunbook: string;
  /** None: all may use it. */
  readonly allowedNamespaces?: readonly string[];
}

/** A class that it has not, and what to do. */
export interface AbsentClass {
  readonly entry: CatalogEntry;
  readonly why: string;
  /** For who makes the catalogue. */
  readonly remedy: string;
  /** For who would use the class, where the platform lacks it. */
  readonly instead?: string;
}

/** Which classes a catalogue has, and which it has not. */
export interface CatalogPlan {
  readonly classes: readonly PlannedClass[];
  readonly absent: readonly AbsentClass[];
  readonly faults: readonly Fault[];
}

const MAX_PREFIX = MAX_DNS_LABEL - Math.max(...CATALOG.map(({ catalogClass }) => `-${catalogClass}`.length));

export function planCatalog(platform: PlatformFacts, props: StorageCatalogProps): CatalogPlan {
  const classes: PlannedClass[] = [];
  const absent: AbsentClass[] = [];
  const faults: Fault[] = [];
  for (const entry of CATALOG) {
    const options = props[entry.member] ?? {};
    faults.push(...reasonFaults(entry, options));
    const missing = absence(platform, entry, options);
    if (missing) {
      absent.push({ entry, ...missing });
      continue;
    }
    const { owner = props.owner, recoveryRunbook = props.recoveryRunbook, allowedNamespaces = props.allowedNamespaces } = options;
    classes.push({ entry, ...volumesOf(platform, entry, options), owner, recoveryRunbook, allowedNamespaces });
    faults.push(...optionFaults(platform, entry, options));
  }
  return { classes, absent, faults: [...propFaults(props, classes, absent), ...faults] };
}

/** Why there is no such class, if there is none. */
function absence(platform: PlatformFacts, { member, role }: CatalogEntry, { backend, offered = true, notOfferedBecause }: CatalogClassOptions): Omit<AbsentClass, 'entry'> | undefined {
  if (!offered) return { why: notOfferedBecause ?? 'left out by the owner', remedy: `remove offered: false of ${member}` };
  if (backend) return undefined;
  const gap = platform.gaps.find((each) => each.role === role);
  if (gap) return { why: gap.why, remedy: gap.instead, instead: gap.instead };
  const offering = offeringOf(platform, role)!;
  const unknown = openInputs(offering, {});
  if (unknown.length === 0) return undefined;
  return {
    why: `the owner has not given ${unknown.map(({ name }) => name).join(' and ')} of ${offering.title}`,
    remedy: `set backend of ${member}, as ${expressionOf(offering.code(inputsOrExamples(offering)))}`,
  };
}

function reasonFaults({ member }: CatalogEntry, { offered = true, notOfferedBecause }: CatalogClassOptions): Fault[] {
  const prop = `${member}.notOfferedBecause`;
  if (notOfferedBecause === undefined || !offered) return textFaults(prop, notOfferedBecause);
  return [{ prop, problem: 'is given for a class that is offered', got: notOfferedBecause, remedy: 'set offered to false, or leave it out' }];
}

function volumesOf(platform: PlatformFacts, { role }: CatalogEntry, { backend, costModel }: CatalogClassOptions): Pick<PlannedClass, 'described' | 'backend'> {
  const usual = offeringOf(platform, role);
  const given = backend ?? usualBackend(usual!); // without a backend and a usual one, the class is absent
  const described = usual && isDescribedBy(usual, given) ? usual : ownDescription(given, costModel ?? '');
  return { backend: given, described: costModel === undefined ? described : { ...described, cost: { ...described.cost, text: costModel } } };
}

function optionFaults(platform: PlatformFacts, { member, role }: CatalogEntry, options: CatalogClassOptions): Fault[] {
  const { backend, costModel, owner, recoveryRunbook, allowedNamespaces } = options;
  const faults = Object.entries({ owner, recoveryRunbook, costModel }).flatMap(([prop, text]) => textFaults(`${member}.${prop}`, text));
  faults.push(...namespaceFaults(`${member}.allowedNamespaces`, allowedNamespaces));
  if (!backend) return faults;
  faults.push(...roleFaults(`${member}.backend`, role, backend));
  const usual = offeringOf(platform, role);
  if (costModel === undefined && !(usual && isDescribedBy(usual, backend))) {
    const unlike = usual ? `its volumes are not ${usual.title}` : `${platform.title} has no ${role} of its own`;
    faults.push({ prop: `${member}.costModel`, problem: `is missing: ${unlike}, and nothing is known of what they cost`, remedy: 'say what is paid for' });
  }
  return faults;
}

function propFaults(props: StorageCatalogProps, classes: readonly PlannedClass[], absent: readonly AbsentClass[]): Fault[] {
  const { prefix, owner, recoveryRunbook, allowedNamespaces, enforceAllowedNamespaces } = props;
  const faults = [...textFaults('owner', owner), ...textFaults('recoveryRunbook', recoveryRunbook), ...namespaceFaults('allowedNamespaces', allowedNamespaces)];
  if (prefix !== undefined) faults.push(...dnsLabelFaults('prefix', prefix, MAX_PREFIX));
  faults.push(...defaultFaults(props, classes, absent));
  if (classes.length === 0) {
    faults.push({ prop: 'platform', problem: 'leaves the catalogue without a class', got: props.platform, remedy: remedyOf(absent) });
  }
  if (enforceAllowedNamespaces && classes.length > 0 && classes.every((each) => each.allowedNamespaces === undefined)) {
    faults.push({ prop: 'enforceAllowedNamespaces', problem: 'enforces nothing: every namespace may use every class', got: true, remedy: 'name allowedNamespaces, or leave it out' });
  }
  return faults;
}

/** How a catalogue gets a class: of what the platform has, where it has anything. */
function remedyOf(absent: readonly AbsentClass[]): string {
  const possible = absent.filter(({ instead }) => instead === undefined);
  const [first, ...others] = possible.length > 0 ? possible : absent;
  return [first.remedy, ...others.length > 0 ? [`likewise ${others.map(({ entry }) => entry.member).join(', ')}`] : []].join('; ');
}

/** What speaks against a class for claims that name none: nobody who makes them chose it. */
function defaultFaults(
  { defaultClass, enforceAllowedNamespaces }: StorageCatalogProps, classes: readonly PlannedClass[], absent: readonly AbsentClass[],
): Fault[] {
  const prop = 'defaultClass';
  if (defaultClass === undefined) return [];
  if (!CHOOSABLE.includes(defaultClass)) {
    return [{ prop, problem: 'would put claims that name no class on a disk that is lost with its node and deleted with its claim', got: defaultClass, remedy: `use ${CHOOSABLE.join(', ')}` }];
  }
  const undone = absent.find(({ entry }) => entry.catalogClass === defaultClass);
  if (undone) return classes.length === 0 ? [] : [{ prop, problem: 'is not in this catalogue', got: defaultClass, remedy: `${undone.why}: ${undone.remedy}` }];
  const { entry, allowedNamespaces } = classes.find((each) => each.entry.catalogClass === defaultClass)!;
  if (!enforceAllowedNamespaces || allowedNamespaces === undefined) return [];
  return [{
    prop,
    problem: `is for claims in ${allowedNamespaces.join(', ')} alone: elsewhere claims that name no class would be refused`,
    got: defaultClass,
    remedy: `choose a class for all namespaces, or leave out allowedNamespaces of ${entry.member} and of the catalogue`,
  }];
}

/** Classes for claims whose makers chose none: what they write outlives its node. */
const CHOOSABLE: readonly CatalogClass[] = Object.values(CatalogClass).filter((each) => each !== CatalogClass.LOCAL_EPHEMERAL);

function textFaults(prop: string, text: string | undefined): Fault[] {
  return text === undefined || text.trim() !== '' ? [] : [{ prop, problem: 'says nothing', got: text, remedy: 'say it in a few words' }];
}

function namespaceFaults(prop: string, namespaces: readonly string[] | undefined): Fault[] {
  if (namespaces?.length === 0) return [{ prop, problem: 'names none, so nobody could use the class', remedy: 'name some, or leave it out for all' }];
  return (namespaces ?? []).flatMap((namespace) => dnsLabelFaults(prop, namespace));
}
