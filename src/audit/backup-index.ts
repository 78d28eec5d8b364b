import { BACKUP_TOOLS } from './backup-tools';
import { familyOf } from './claim';
import type { Claim } from './claim';
import type { Manifest } from './finding';
import { kindOf, namespaceOf } from './manifests';
import { SelectorIndex, addTo } from './selector-index';
import { SnapshotPolicyManifest, isRunner, policyKey } from './snapshot-policies';

/** Something in the input that copies claims on a schedule. */
export interface BackupSchedule {
  readonly object: Manifest;
  /** What carries it out, when that is another object of the input. */
  readonly runner?: Manifest;
  /** Why it copies nothing for now. */
  readonly idle?: string;
}

/** A claim that no schedule copies. */
export interface Uncovered {
  readonly claimName: string;
  /** Schedules that would copy it. */
  readonly idle: readonly BackupSchedule[];
}

interface Filed extends BackupSchedule {
  leavesOut?(claim: Claim): boolean;
}

const TOOLS = new Map(BACKUP_TOOLS.map((tool) => [tool.kind, tool]));

/** Which claims are copied on a schedule, by whom. */
export class BackupIndex {
  private readonly byClaimName = new Map<string, Filed[]>();
  private readonly bySelector = new SelectorIndex<Filed, never>();
  private readonly elsewhere: { readonly filed: Filed; readonly copies: (claim: Claim) => boolean }[] = [];
  private readonly byNamespace = new Map<string, Manifest[]>();
  private readonly policies = new Map<Manifest, SnapshotPolicyManifest>();
  private readonly policiesByFamily = new Map<string, SnapshotPolicyManifest[]>();
  private readonly policiesByClaim = new Map<string, SnapshotPolicyManifest[]>();
  private readonly runners = new Map<string | undefined, Manifest>();

  /** Several rules ask for the same claim, after all is filed. */
  private readonly found = new Map<Claim, readonly BackupSchedule[]>();

  public file(object: Manifest): void {
    this.fileSchedule(object);
    if (isRunner(object)) this.runners.set(policyKey(object), object);
    const policy = SnapshotPolicyManifest.of(object);
    if (!policy) return;
    this.policies.set(object, policy);
    for (const family of policy.families) addTo(this.policiesByFamily, `${namespaceOf(object)}/${family}`, policy);
    for (const claim of policy.claimNames) addTo(this.policiesByClaim, `${namespaceOf(object)}/${claim}`, policy);
  }

  /** The snapshot policy in a ConfigMap. */
  public policy(configMap: Manifest): SnapshotPolicyManifest | undefined {
    return this.policies.get(configMap);
  }

  /** Schedules of one kind in a namespace. */
  public schedules(kind: string, namespace: string): readonly Manifest[] {
    return this.byNamespace.get(`${kind} ${namespace}`) ?? [];
  }

  /** The first of a claim, or of the claims of a template, that nothing copies. */
  public uncovered(claim: Claim): Uncovered | undefined {
    const family = this.copiesOfFamily(claim);
    if (family.some(isAtWork)) return undefined;
    for (const claimName of claim.claimNames()) {
      const named = this.copiesOfName(claim, claimName);
      if (!named.some(isAtWork)) return { claimName, idle: [...family, ...named] };
    }
    return undefined;
  }

  /** Schedules that copy a claim, or claims of a template. */
  public schedulesOf(claim: Claim): readonly BackupSchedule[] {
    const schedules = [...this.copiesOfFamily(claim)];
    for (const claimName of claim.claimNames()) {
      const named = this.copiesOfName(claim, claimName);
      // those that are named are named one by one, from the first
      if (named.length === 0) break;
      schedules.push(...named);
    }
    return schedules.filter(isAtWork);
  }

  private copiesOfFamily(claim: Claim): readonly BackupSchedule[] {
    const known = this.found.get(claim) ?? this.findCopies(claim);
    this.found.set(claim, known);
    return known;
  }

  private findCopies(claim: Claim): readonly BackupSchedule[] {
    const policies = this.policiesByFamily.get(`${claim.namespace}/${familyOf(claim.nameOrFamily)}`) ?? [];
    return [
      ...policies.map((policy) => this.scheduleOf(policy)),
      ...this.bySelector.selectorsOf(claim.namespace, claim.labels),
      ...this.elsewhere.filter(({ copies }) => copies(claim)).map(({ filed }) => filed),
    ].filter((filed: Filed) => !filed.leavesOut?.(claim));
  }

  /** Schedules that name a claim. */
  private copiesOfName({ namespace }: Claim, claimName: string): BackupSchedule[] {
    const key = `${namespace}/${claimName}`;
    return [...(this.policiesByClaim.get(key) ?? []).map((policy) => this.scheduleOf(policy)), ...this.byClaimName.get(key) ?? []];
  }

  private scheduleOf(policy: SnapshotPolicyManifest): BackupSchedule {
    const runner = this.runners.get(policyKey(policy.object));
    return { object: policy.object, runner, idle: policy.idle(runner) };
  }

  private fileSchedule(object: Manifest): void {
    const tool = TOOLS.get(kindOf(object));
    if (!tool) return;
    const namespace = namespaceOf(object);
    addTo(this.byNamespace, `${tool.kind} ${namespace}`, object);
    const filed: Filed = { object, idle: tool.idle(object), leavesOut: tool.leavesOut };
    const reach = tool.reach(object);
    if ('claim' in reach) addTo(this.byClaimName, `${namespace}/${reach.claim}`, filed);
    else if ('copies' in reach) this.elsewhere.push({ filed, copies: reach.copies });
    else for (const selector of reach.selectors) this.bySelector.addSelecting(namespace, selector, filed);
  }
}

function isAtWork({ idle }: BackupSchedule): boolean {
  return idle === undefined;
}
