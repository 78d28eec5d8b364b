import { applyAcknowledgements } from './apply-acknowledgements';
import { EarlierRender } from './earlier-render';
import type { AcknowledgedFinding, Finding, Manifest, RuleFinding } from './finding';
import type { GivenAcknowledgement } from './given-acknowledgement';
import { ManifestIndex } from './index-of-manifests';
import { kindOf } from './manifests';
import { NotApplicable } from './rule';
import type { Rule } from './rule';
import { RULES } from './rules/index';

export interface AuditOptions {
  /** The input is everything there is: a reference to an object outside it is as bad as the rule says, not just `info`. */
  readonly closedWorld?: boolean;
  /** Judge by these instead of all rules. */
  readonly rules?: readonly Rule[];
  /** What was rendered before. With it, what changed is judged, too. */
  readonly against?: readonly Manifest[];
  /** Objects that exist outside the input: references to them are resolved, and they are not judged. What the input has itself stands. */
  readonly assumed?: readonly Manifest[];
  /** Acknowledgements besides the annotations of the objects. */
  readonly acknowledgements?: readonly GivenAcknowledgement[];
  /** The day by which acknowledgements expire: `2027-01-31`. Without it none does. */
  readonly today?: string;
}

export interface AuditResult {
  readonly findings: readonly RuleFinding[];
  /** Found, and accepted by somebody with a reason. */
  readonly acknowledged: readonly AcknowledgedFinding[];
  /** How often which rule did not apply, by rule id and reason. */
  readonly notApplicable: ReadonlyMap<string, ReadonlyMap<string, number>>;
  readonly objects: number;
  readonly rules: number;
}

/** Judges a set of manifests. */
export function audit(objects: readonly Manifest[], options: AuditOptions = {}): AuditResult {
  const { found, notApplicable, judged } = evaluate(objects, options);
  const context = { known: options.rules ?? RULES, judged: idsOf(judged), today: options.today, configured: options.acknowledgements };
  return { ...applyAcknowledgements(objects, found, context), notApplicable, objects: objects.length, rules: judged.length };
}

/** What the rules find, before acknowledgements, and which rules were judged. */
export function evaluate(objects: readonly Manifest[], options: AuditOptions = {}) {
  const index = new ManifestIndex(objects, options.assumed);
  const earlier = options.against && new EarlierRender(options.against, objects, index, options.assumed);
  const judged = judgedRules(options.rules ?? RULES, earlier !== undefined);
  const found: RuleFinding[] = [];
  const notApplicable = new Map<string, Map<string, number>>();
  const judgeAll = (subjects: readonly Manifest[], rules: readonly Rule[]) => {
    const rulesByKind = groupByKind(rules);
    for (const object of subjects) {
      for (const rule of rulesByKind.get(kindOf(object)) ?? []) {
        const verdict = judge(rule, object, index, earlier);
        if (verdict instanceof NotApplicable) {
          const reasons = notApplicable.get(rule.id) ?? new Map<string, number>();
          notApplicable.set(rule.id, reasons.set(verdict.why, (reasons.get(verdict.why) ?? 0) + 1));
        } else {
          found.push(...verdict.map((finding) => attribute(finding, rule, object, options.closedWorld ?? false)));
        }
      }
    }
  };
  judgeAll(objects, judged.filter((rule) => !rule.judgesGone));
  judgeAll(earlier?.gone ?? [], judged.filter((rule) => rule.judgesGone));
  return { found, notApplicable, judged };
}

/** Those that need an earlier version only where there is one; there, those that only warn of what these see are silent. */
function judgedRules(rules: readonly Rule[], hasEarlier: boolean): readonly Rule[] {
  if (!hasEarlier) return rules.filter((rule) => !rule.needs.includes('versions'));
  const replaced = new Set(rules.flatMap((rule) => rule.replaces ?? []));
  return rules.filter((rule) => !replaced.has(rule.id));
}

function idsOf(rules: readonly Rule[]): ReadonlySet<string> {
  return new Set(rules.map((rule) => rule.id));
}

// A rule that breaks must not pass for one that is content.
function judge(rule: Rule, object: Manifest, index: ManifestIndex, earlier: EarlierRender | undefined) {
  try {
    return rule.evaluate(object, index, earlier);
  } catch (error) {
    const message = `could not be judged by ${rule.id}: ${error instanceof Error ? error.message : String(error)}`;
    return [{ message, remedy: 'This is a defect of the rule: please report it with the object.', path: [], severity: 'error' as const }];
  }
}

function attribute(finding: Finding, rule: Rule, object: Manifest, closedWorld: boolean): RuleFinding {
  const severity = finding.unresolved && !closedWorld ? 'info' : finding.severity ?? rule.severity;
  return { ...finding, rule: rule.id, slug: rule.slug, checklist: rule.checklist, severity, object };
}

function groupByKind(rules: readonly Rule[]): Map<string, Rule[]> {
  const byKind = new Map<string, Rule[]>();
  for (const rule of rules) {
    for (const kind of rule.kinds) byKind.set(kind, [...(byKind.get(kind) ?? []), rule]);
  }
  return byKind;
}
