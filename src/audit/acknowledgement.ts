import type { AcknowledgedFinding, Manifest, RuleFinding } from './finding';
import { stringsAt } from './json';
import type { RuleDescription } from './rule';
import { ACKNOWLEDGE_PREFIX } from '../core/vocabulary';

/** Shortest reason that can say something. */
export const MIN_REASON_LENGTH = 10;

const LINKS = ['https://kubernetes.io/docs/concepts/overview/working-with-objects/annotations/'];

/** What can be wrong with an acknowledgement. These cannot be acknowledged themselves. */
export const ACKNOWLEDGEMENT_RULES = {
  reason: {
    id: 'ACK-001',
    slug: 'acknowledgement-with-reason',
    title: 'An acknowledgement says why',
    checklist: [],
    severity: 'warning',
    why: 'An accepted risk that nobody can explain a year later is a risk that nobody has accepted. Until there is a reason, the finding stands.',
    remedy: `Write why the finding does not matter here, in at least ${MIN_REASON_LENGTH} characters.`,
    links: LINKS,
  },
  unused: {
    id: 'ACK-002',
    slug: 'acknowledgement-in-use',
    title: 'An acknowledgement covers a finding',
    checklist: [],
    severity: 'warning',
    why: 'An acknowledgement that covers nothing will hide the next finding of that rule, which nobody has looked at.',
    remedy: 'Remove the acknowledgement.',
    links: LINKS,
  },
  unknown: {
    id: 'ACK-003',
    slug: 'acknowledgement-of-a-rule',
    title: 'An acknowledgement names a rule',
    checklist: [],
    severity: 'warning',
    why: 'A misspelt rule id acknowledges nothing.',
    remedy: 'Name a rule by its id, as STO-003.',
    links: LINKS,
  },
} as const satisfies { readonly [problem: string]: RuleDescription };

export interface Judgement {
  /** What stands: unacknowledged findings, and what is wrong with acknowledgements. */
  readonly findings: RuleFinding[];
  readonly acknowledged: AcknowledgedFinding[];
}

/**
 * Parts findings into those that an annotation of their object covers and those that stand.
 *
 * @param objects whose acknowledgements are judged themselves. Findings may be about others: what is gone is not.
 * @param known ids of all rules.
 * @param judged ids of the rules that were judged: of the others nobody knows whether an acknowledgement covers anything.
 */
export function applyAcknowledgements(
  objects: readonly Manifest[], found: readonly RuleFinding[], known: ReadonlySet<string>, judged: ReadonlySet<string>,
): Judgement {
  const reasons = new Map<Manifest, Map<string, string>>();
  for (const object of objects) {
    const onObject = reasonsOn(object);
    if (onObject.size > 0) reasons.set(object, onObject);
  }
  const used = new Map<Manifest, Set<string>>();
  const findings: RuleFinding[] = [];
  const acknowledged: AcknowledgedFinding[] = [];
  for (const finding of found) {
    const reason = (reasons.get(finding.object) ?? reasonsOn(finding.object)).get(finding.rule);
    if (reason === undefined) {
      findings.push(finding);
      continue;
    }
    used.set(finding.object, (used.get(finding.object) ?? new Set()).add(finding.rule));
    if (isReason(reason)) acknowledged.push({ ...finding, reason });
    else findings.push(finding);
  }
  for (const [object, onObject] of reasons) {
    for (const [id, reason] of onObject) {
      const isUsed = !judged.has(id) || (used.get(object)?.has(id) ?? false);
      findings.push(...faultsOf(object, id, reason, known, isUsed));
    }
  }
  return { findings, acknowledged };
}

export function isReason(text: string): boolean {
  return text.trim().length >= MIN_REASON_LENGTH;
}

function reasonsOn(object: Manifest): Map<string, string> {
  const annotations = Object.entries(stringsAt(object, 'metadata', 'annotations'));
  const ours = annotations.filter(([key]) => key.startsWith(ACKNOWLEDGE_PREFIX));
  return new Map(ours.map(([key, reason]) => [key.slice(ACKNOWLEDGE_PREFIX.length), reason]));
}

function faultsOf(object: Manifest, id: string, reason: string, known: ReadonlySet<string>, used: boolean): RuleFinding[] {
  if (!known.has(id)) return [fault('unknown', object, id, `acknowledges ${id}, which is no rule`)];
  if (!used) return [fault('unused', object, id, `acknowledges ${id}, which finds nothing here`)];
  if (!isReason(reason)) return [fault('reason', object, id, `acknowledges ${id} with "${reason}", shorter than ${MIN_REASON_LENGTH} characters`)];
  return [];
}

function fault(problem: keyof typeof ACKNOWLEDGEMENT_RULES, object: Manifest, id: string, message: string): RuleFinding {
  const rule = ACKNOWLEDGEMENT_RULES[problem];
  return {
    rule: rule.id,
    slug: rule.slug,
    checklist: rule.checklist,
    severity: rule.severity,
    message,
    remedy: rule.remedy,
    object,
    path: ['metadata', 'annotations', `${ACKNOWLEDGE_PREFIX}${id}`],
  };
}
