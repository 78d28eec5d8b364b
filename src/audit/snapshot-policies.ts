import { familyOfTemplate } from './claim';
import type { Manifest } from './finding';
import { at, isObject, listAt, objectAt, stringAt } from './json';
import type { JsonObject } from './json';
import { CONFIG_MAP, CRON_JOB, kindOf, namespaceOf } from './manifests';
import { COMPONENT_LABEL, POLICY_FILE, POLICY_LABEL, SNAPSHOT_RUNNER } from '../core/vocabulary';

/** Where the policy lies in its ConfigMap. */
export const POLICY_PATH = ['data', POLICY_FILE] as const;

/** A snapshot policy of this library as its ConfigMap carries it: JSON that anybody may have edited. */
export class SnapshotPolicyManifest {
  /** The policy of an object, if it holds one. */
  public static of(object: Manifest): SnapshotPolicyManifest | undefined {
    const text = kindOf(object) === CONFIG_MAP && policyKey(object) !== undefined ? at(object, ...POLICY_PATH) : undefined;
    return text === undefined ? undefined : new SnapshotPolicyManifest(object, text);
  }

  /** The policy itself; undefined when it is not a JSON object. */
  public readonly document?: JsonObject;
  public readonly snapshotClassName?: string;
  /** The claims of a set that are its members, as `data-db-*`. */
  public readonly families: readonly string[];
  /** The claims that it names one by one. */
  public readonly claimNames: readonly string[];

  private constructor(public readonly object: Manifest, text: unknown) {
    this.document = parse(text);
    this.snapshotClassName = stringAt(this.document, 'snapshotClass', 'name');
    const workload = objectAt(this.document, 'workload');
    const name = stringAt(workload, 'name') ?? '';
    const textsAt = (field: string): string[] => listAt(workload, field).filter((each) => typeof each === 'string');
    const isOfClaims = stringAt(workload, 'kind') === 'PersistentVolumeClaims';
    this.families = isOfClaims ? [] : textsAt('claimTemplates').map((template) => familyOfTemplate(template, name));
    this.claimNames = isOfClaims ? textsAt('claims') : [];
  }

  /** Why it takes no snapshots, given the CronJob that should. */
  public idle(runner: Manifest | undefined): string | undefined {
    if (!runner) return 'its CronJob is not among the manifests';
    return at(runner, 'spec', 'suspend') === true ? 'its CronJob is suspended' : undefined;
  }
}

/** Is it the CronJob that takes the snapshots of a policy? */
export function isRunner(object: Manifest): boolean {
  return kindOf(object) === CRON_JOB && stringAt(object, 'metadata', 'labels', COMPONENT_LABEL) === SNAPSHOT_RUNNER;
}

/** What the objects of one policy have in common: namespace and label. */
export function policyKey(object: Manifest): string | undefined {
  const label = stringAt(object, 'metadata', 'labels', POLICY_LABEL);
  return label && `${namespaceOf(object)}/${label}`;
}

function parse(text: unknown): JsonObject | undefined {
  if (typeof text !== 'string') return undefined;
  try {
    const parsed: unknown = JSON.parse(text);
    return isObject(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}
