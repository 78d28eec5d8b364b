import { ACKNOWLEDGEMENT_RULES, MIN_REASON_LENGTH, isReason } from './acknowledgement';
import type { AcknowledgedFinding, Manifest, RuleFinding, Severity } from './finding';
import { annotatedOn } from './given-acknowledgement';
import type { GivenAcknowledgement } from './given-acknowledgement';
import type { RuleDescription } from './rule';
import { addTo } from './selector-index';

export interface Judgement {
  /** What stands: unacknowledged findings, and what is wrong with acknowledgements. */
  readonly findings: RuleFinding[];
  readonly acknowledged: AcknowledgedFinding[];
}

export interface AcknowledgementContext {
  /** All rules that there are. */
  readonly known: readonly RuleDescription[];
  /** Ids of those that were judged: of the others nobody knows whether an acknowledgement covers anything. */
  readonly judged: ReadonlySet<string>;
  /** `2027-01-31`. Acknowledgements expire by it; without it none does. */
  readonly today?: string;
  /** Those of the configuration. */
  readonly configured?: readonly GivenAcknowledgement[];
}

type Problem = keyof typeof ACKNOWLEDGEMENT_RULES;

interface Idleness {
  readonly severity: Severity;
  readonly saying: string;
}

type Rules = ReadonlyMap<string, RuleDescription>;

/**
 * Parts findings into those that somebody has accepted and those that stand. Annotations speak before the configuration.
 *
 * @param objects whose acknowledgements are judged themselves. Findings may be about others: what is gone is not.
 */
export function applyAcknowledgements(objects: readonly Manifest[], found: readonly RuleFinding[], context: AcknowledgementContext): Judgement {
  const { configured = [] } = context;
  const annotated = new Map<Manifest, readonly GivenAcknowledgement[]>();
  for (const object of objects) {
    const given = annotatedOn(object);
    if (given.length > 0) annotated.set(object, given);
  }
  const configuredByRule = new Map<string, GivenAcknowledgement[]>();
  for (const given of configured) addTo(configuredByRule, given.rule, given);
  const rules = new Map(context.known.map((rule) => [rule.id, rule]));
  const used = new Set<GivenAcknowledgement>();
  const findings: RuleFinding[] = [];
  const acknowledged: AcknowledgedFinding[] = [];

  for (const finding of found) {
    const onObject = (annotated.get(finding.object) ?? annotatedOn(finding.object)).filter((given) => given.rule === finding.rule);
    const covering = [...onObject, ...configuredByRule.get(finding.rule) ?? []].filter((given) => given.covers(finding));
    for (const given of covering) used.add(given);
    const holding = covering.find((given) => problemOf(given, rules, context.today) === undefined);
    if (holding) acknowledged.push(accept(finding, holding));
    else findings.push(finding);
  }
  for (const given of [...[...annotated.values()].flat(), ...configured]) {
    const idle = context.judged.has(given.rule) && !used.has(given) ? idleness(given, objects) : undefined;
    findings.push(...faultOf(given, rules, idle, context.today));
  }
  return { findings, acknowledged };
}

function accept(finding: RuleFinding, { written, in: acknowledgedIn }: GivenAcknowledgement): AcknowledgedFinding {
  const { reason, expires, owner } = written;
  return { ...finding, reason, ...expires === undefined ? {} : { expires }, ...owner === undefined ? {} : { owner }, acknowledgedIn };
}

/** How it covers nothing. A configuration may be about more than what is audited this time, so there it is only worth knowing. */
function idleness(given: GivenAcknowledgement, objects: readonly Manifest[]): Idleness {
  if (objects.some((object) => given.means(object))) return { severity: 'warning', saying: ', which finds nothing here' };
  return { severity: 'info', saying: ' for objects that are not here' };
}

function faultOf(given: GivenAcknowledgement, rules: Rules, idle: Idleness | undefined, today: string | undefined): RuleFinding[] {
  const [problem, saying] = problemOf(given, rules, today) ?? [];
  // one that could never hold is told so, and not that it covers nothing
  if (idle && problem !== 'unknown' && problem !== 'refused') {
    return [{ ...fault('unused', given, `acknowledges ${given.rule}${idle.saying}`), severity: idle.severity }];
  }
  return problem === undefined ? [] : [fault(problem, given, `acknowledges ${given.rule}${saying}`)];
}

/** Why an acknowledgement does not hold, as the end of a sentence. */
function problemOf({ rule, written }: GivenAcknowledgement, rules: Rules, today: string | undefined): readonly [Problem, string] | undefined {
  const why = notAcknowledgeable(rule, rules);
  if (why !== undefined) return ['refused', `, which nobody can: ${why}`];
  if (!rules.has(rule)) return ['unknown', ', which is no rule'];
  if (written.problem !== undefined) return ['malformed', `, but ${written.problem}`];
  if (!isReason(written.reason)) return ['reason', ` with "${written.reason}", shorter than ${MIN_REASON_LENGTH} characters`];
  if (written.expires !== undefined && today !== undefined && written.expires < today) return ['expired', ` until ${written.expires}, which is past`];
  return undefined;
}

function notAcknowledgeable(id: string, rules: Rules): string | undefined {
  if (Object.values(ACKNOWLEDGEMENT_RULES).some((rule) => rule.id === id)) return 'acknowledgements are judged, not accepted.';
  return rules.get(id)?.notAcknowledgeable;
}

function fault(problem: Problem, { object, path, written }: GivenAcknowledgement, message: string): RuleFinding {
  const { id, slug, checklist, severity, remedy } = ACKNOWLEDGEMENT_RULES[problem];
  const asking = written.owner !== undefined && problem !== 'malformed' ? ` (owner: ${written.owner})` : '';
  return { rule: id, slug, checklist, severity, message: `${message}${asking}`, remedy, object, path };
}
