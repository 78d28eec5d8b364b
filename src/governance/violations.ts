import type { PlacedManifest } from './manifest-reader';
import type { IValidationContext, ValidationViolation, ViolatingResource } from './validation-context';
import { ACKNOWLEDGEMENT_RULES } from '../audit/acknowledgement';
import type { Manifest, RuleFinding } from '../audit/finding';
import { pathText } from '../audit/json';
import { describe } from '../audit/manifests';
import type { RuleDescription } from '../audit/rule';
import { RULES } from '../audit/rules/index';

const RULES_BY_ID: ReadonlyMap<string, RuleDescription> = new Map([...RULES, ...Object.values(ACKNOWLEDGEMENT_RULES)].map((rule) => [rule.id, rule]));

/** Findings as cdk8s-cli prints them: by rule and severity, then by object. */
export function violationsOf(
  findings: readonly RuleFinding[], objects: readonly PlacedManifest[], metadata: IValidationContext['metadata'],
): ValidationViolation[] {
  const placed = new Map(objects.map((object) => [object.manifest, object]));
  const names = new ResourceNames(objects.map(({ manifest }) => manifest), metadata);
  return [...groupBy(findings, ({ rule, slug, severity }) => `${rule} ${slug} (${severity})`)].map(([ruleName, ofRule]) => ({
    ruleName,
    recommendation: RULES_BY_ID.get(ofRule[0].rule)?.why ?? '',
    fix: RULES_BY_ID.get(ofRule[0].rule)?.remedy ?? ofRule[0].remedy,
    violatingResources: [...groupBy(ofRule, ({ object }) => object)]
      .map(([object, ofObject]) => resourceOf(names.of(object), placed.get(object)!, ofObject)),
  }));
}

function resourceOf(resourceName: string, object: PlacedManifest, findings: readonly RuleFinding[]): ViolatingResource {
  const locations = findings.map(({ path, message, remedy }) => {
    const { line, column } = object.place(path);
    return `${line}:${column} ${pathText(path)}: ${message}; ${remedy}`;
  });
  return { resourceName, locations, manifestPath: object.place([]).file };
}

/**
 * Names under which cdk8s-cli finds the construct of an object. Its own map knows bare names, of which several objects may have
 * one, and the last stands for all. `recordConstructPaths` adds names with kind and namespace; a bare one is used where only one
 * object has it. No construct path is better than that of another object.
 */
class ResourceNames {
  private readonly users = new Map<string, number>();

  constructor(objects: readonly Manifest[], private readonly metadata: IValidationContext['metadata']) {
    for (const { metadata: { name = '' } } of objects) this.users.set(name, (this.users.get(name) ?? 0) + 1);
  }

  public of(object: Manifest): string {
    const name = object.metadata.name ?? '';
    const isTold = Object.hasOwn(this.metadata, describe(object));
    return !isTold && Object.hasOwn(this.metadata, name) && this.users.get(name) === 1 ? name : describe(object);
  }
}

function groupBy<K, V>(values: readonly V[], keyOf: (value: V) => K): Map<K, V[]> {
  const groups = new Map<K, V[]>();
  for (const value of values) groups.set(keyOf(value), [...groups.get(keyOf(value)) ?? [], value]);
  return groups;
}
