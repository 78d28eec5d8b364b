import { App } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { AcknowledgementWriter, acknowledge } from './acknowledgements';
import { recordConstructPaths } from './construct-paths';
import { RenderOnce } from './render-once';
import type { RenderedObject } from './render-once';
import { MIN_REASON_LENGTH, isReason } from '../audit/acknowledgement';
import { readAcknowledgement } from '../audit/acknowledgement-text';
import { applyAcknowledgements } from '../audit/apply-acknowledgements';
import { evaluate } from '../audit/auditor';
import type { RuleFinding } from '../audit/finding';
import { RULES } from '../audit/rules/index';
import { reaches } from '../audit/severity';
import { Faults } from '../core/faults';
import { checkProps, oneOf, optional, SWITCH, TEXT } from '../core/shape';
import type { Shapes } from '../core/shape';
import { dayOf, isDate } from '../core/time';

/** Those of what one version of the app can tell: at synth there is no other. */
const JUDGED = RULES.filter((rule) => !rule.needs.includes('versions'));
const JUDGED_IDS: ReadonlySet<string> = new Set(JUDGED.map((rule) => rule.id));
const ACKNOWLEDGEABLE_IDS: ReadonlySet<string> = new Set(JUDGED.filter((rule) => rule.notAcknowledgeable === undefined).map((rule) => rule.id));

/** From which severity on findings of the audit fail the synth. */
export enum AuditSeverity {
  /** Data can be lost, or the object does not run. */
  ERROR = 'error',
  /** Production will regret it. */
  WARNING = 'warning',
  /** Worth knowing. */
  INFO = 'info',
  /** Findings never fail the synth; acknowledgements are still written. */
  NEVER = 'never',
}

/** Options for `StorageAudit.enforce`. */
export interface StorageAuditOptions {
  /**
   * Findings of this severity or above fail the synth.
   *
   * @default AuditSeverity.WARNING
   */
  readonly failOn?: AuditSeverity;
  /**
   * The app is everything there is: a reference to an object outside it is judged as its rule says. Otherwise it is
   * reported as `info`, because the object may be in the cluster.
   *
   * @default false
   */
  readonly closedWorld?: boolean;
  /**
   * The day by which acknowledgements expire, as `2027-01-31`. Give one where the same commit must synthesize for ever.
   *
   * @default - the day of the synth, in UTC
   */
  readonly today?: string;
}

/** A finding that does not matter in its place, and why. */
export interface Acknowledgement {
  /**
   * Id of the rule: `STO-003`.
   *
   * @see https://github.com/cdk8s-stateful/cdk8s-stateful/blob/main/docs/reference/rules.md
   */
  readonly id: string;
  /** Why its findings do not matter here, in at least 10 characters. It is written into the manifests and into every report. */
  readonly reason: string;
  /**
   * The last day on which it holds, as `2027-01-31`. From the next day on (in UTC) the finding stands again, with a warning
   * (`ACK-004`) that tells of it.
   *
   * @default - it holds for ever
   */
  readonly expires?: string;
  /**
   * Who has accepted the risk: a team, a person.
   *
   * @default - nobody is named
   */
  readonly owner?: string;
}

const OPTIONS: Shapes<StorageAuditOptions> = { failOn: optional(oneOf(AuditSeverity)), closedWorld: optional(SWITCH), today: optional(TEXT) };
const ACKNOWLEDGEMENT: Shapes<Acknowledgement> = { id: TEXT, reason: TEXT, expires: optional(TEXT), owner: optional(TEXT) };

/**
 * Judges what an app renders by the rules that `cdk8s-stateful audit` applies to files.
 *
 * @see https://github.com/cdk8s-stateful/cdk8s-stateful/blob/main/docs/reference/rules.md
 */
export class StorageAudit {
  /**
   * Audits all objects of the app at each synth: what is really written, JSON patches included. The YAML is the same
   * as without it, but for annotations `audit.cdk8s-stateful.dev/<rule>` on objects with acknowledged findings.
   *
   * The synth then fails with one line for each finding at or above `failOn`: construct path, rule, what is wrong, remedy.
   *
   * @param app the whole app; charts and objects may be added afterwards.
   */
  public static enforce(app: App, options: StorageAuditOptions = {}): void {
    checkProps('StorageAudit.enforce', OPTIONS, options);
    enforcedOn(app).push(options);
    recordConstructPaths(app);
  }

  /**
   * Lets `StorageAuditValidation` name the construct of each finding. What `cdk8s synth` knows of constructs it knows by the
   * bare name, which a StatefulSet and its Service share; this adds their kinds and namespaces to `construct-metadata.json`.
   * `enforce` does the same.
   */
  public static recordConstructPaths(app: App): void {
    recordConstructPaths(app);
  }

  /** The audit as it concerns a construct and everything below it. */
  public static of(scope: IConstruct): StorageAudit {
    return new StorageAudit(scope);
  }

  private constructor(private readonly scope: IConstruct) {}

  /**
   * Accepts the findings of a rule for this construct and everything below it. Sets the annotation
   * `audit.cdk8s-stateful.dev/<id>` on objects (never on claim or pod templates) for which the rule finds something,
   * so that an audit of the written files agrees, with or without `StorageAudit.enforce`. With it, one that covers nothing is
   * itself a warning (`ACK-002`).
   *
   * @throws when there is no such rule, nobody can acknowledge it, the reason is shorter than 10 characters, or the date is none.
   */
  public acknowledge(acknowledgement: Acknowledgement): void {
    checkProps(this.scope.node.path, ACKNOWLEDGEMENT, acknowledgement);
    const { id, reason, expires, owner } = acknowledgement;
    const faults = new Faults(this.scope.node.path);
    faults.require(ACKNOWLEDGEABLE_IDS.has(id), { prop: 'id', problem: 'is no rule that can be acknowledged', got: id, remedy: `use one of ${[...ACKNOWLEDGEABLE_IDS].join(', ')}` });
    faults.require(isReason(reason), { prop: 'reason', problem: 'says too little', got: reason, remedy: `write at least ${MIN_REASON_LENGTH} characters` });
    faults.require(expires === undefined || isDate(expires), { prop: 'expires', problem: 'is no date', got: expires, remedy: 'write it as 2027-01-31' });
    faults.require(isPlain(owner ?? 'nobody'), { prop: 'owner', problem: 'cannot be written into an annotation', got: owner, remedy: 'leave out semicolons, line breaks and spaces around it' });
    faults.require(readAcknowledgement(reason).reason === reason.trim(), {
      prop: 'reason', problem: 'cannot be told from what follows it in an annotation', got: reason, remedy: 'do not end it in "; name=value"',
    });
    faults.throwIfAny();
    acknowledge(this.scope, { id, reason: reason.trim(), expires, owner });
    const { root } = this.scope.node;
    if (root instanceof App) enforcedOn(root);
  }
}

/** Can it be the value of an option of an acknowledgement? */
function isPlain(owner: string): boolean {
  return /^[^\s;]([^;\r\n]*[^\s;])?$/.test(owner);
}

const ENFORCED = new WeakMap<App, StorageAuditOptions[]>();

/** What is enforced on an app. From the first question on, what was acknowledged is written at each synth. */
function enforcedOn(app: App): StorageAuditOptions[] {
  const known = ENFORCED.get(app);
  if (known) return known;
  const enforced: StorageAuditOptions[] = [];
  ENFORCED.set(app, enforced);
  new RenderOnce(app, (objects) => {
    const all = enforced.length > 0 ? enforced : [{ failOn: AuditSeverity.NEVER }];
    for (const options of all) look(app, objects, options);
  });
  return enforced;
}

function look(app: App, objects: readonly RenderedObject[], options: StorageAuditOptions): void {
  const constructs = new Map(objects.map(({ apiObject, manifest }) => [manifest, apiObject]));
  const { found } = evaluate([...constructs.keys()], { closedWorld: options.closedWorld });
  const writer = new AcknowledgementWriter();
  for (const finding of found) writer.write(constructs.get(finding.object)!, finding);

  const failOn = options.failOn ?? AuditSeverity.WARNING;
  const today = options.today ?? dayOf(new Date());
  const { findings } = applyAcknowledgements([...constructs.keys()], found, { known: RULES, judged: JUDGED_IDS, today });
  const lines = findings
    .filter(({ severity }) => reaches(severity, failOn))
    .map((finding) => `[${constructs.get(finding.object)!.node.path}] ${sentence(finding)}`);
  if (reaches('warning', failOn)) lines.push(...writer.unused(app).map(({ path, message }) => `[${path}] ${message}`));
  if (lines.length > 0) throw new Error(`StorageAudit: ${lines.length} of severity ${failOn} or above\n  ${lines.join('\n  ')}`);
}

function sentence({ rule, slug, severity, message, remedy }: RuleFinding): string {
  return `${severity} ${rule} ${slug}: ${message}; ${remedy}`;
}
