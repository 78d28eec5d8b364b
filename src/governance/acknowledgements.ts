import type { IConstruct } from 'constructs';
import { ACKNOWLEDGEMENT_RULES } from '../audit/acknowledgement';
import { writeAcknowledgement } from '../audit/acknowledgement-text';
import type { Acknowledgement, Manifest, RuleFinding } from '../audit/finding';
import { ACKNOWLEDGE_PREFIX } from '../core/vocabulary';

/** What a construct of the tree says of the findings of a rule. */
interface Given extends Acknowledgement {
  readonly id: string;
}

// on the construct, so that two copies of this library in one program read each other's
const GIVEN = Symbol.for('cdk8s-stateful.acknowledgements');

type Acknowledging = IConstruct & { [GIVEN]?: Given[] };

export function acknowledge(scope: IConstruct, given: Given): void {
  const construct: Acknowledging = scope;
  if (!construct[GIVEN]) Object.defineProperty(construct, GIVEN, { value: [] });
  construct[GIVEN]!.push(given);
}

/** Writes onto the object of a finding what the nearest construct above says that acknowledges its rule. */
export class AcknowledgementWriter {
  private readonly used = new Set<Given>();

  public write(construct: IConstruct, finding: RuleFinding): void {
    const given = construct.node.scopes.reverse()
      .flatMap((scope: Acknowledging) => (scope[GIVEN] ?? []).filter((candidate) => candidate.id === finding.rule));
    // one that covers the finding is in use, also where a nearer one speaks
    for (const one of given) this.used.add(one);
    if (given.length > 0) annotate(finding.object, `${ACKNOWLEDGE_PREFIX}${finding.rule}`, writeAcknowledgement(given[0]));
  }

  /** What was acknowledged somewhere in the tree and found nowhere below. */
  public unused(root: IConstruct): { readonly path: string; readonly message: string }[] {
    const rule = ACKNOWLEDGEMENT_RULES.unused;
    return root.node.findAll().flatMap((scope: Acknowledging) => (scope[GIVEN] ?? [])
      .filter((given) => !this.used.has(given))
      .map((given) => ({
        path: scope.node.path,
        message: `${rule.id} ${rule.slug}: acknowledges ${given.id}, which finds nothing here or below; ${rule.remedy}`,
      })));
  }
}

/** Adds an annotation where rendering would have put it; what the object says itself stands. */
function annotate(manifest: Manifest, key: string, value: string): void {
  const annotations = manifest.metadata.annotations ?? {};
  if (key in annotations) return;
  const metadata = { ...manifest.metadata, annotations: inOrder({ ...annotations, [key]: value }) };
  Object.assign(manifest, { metadata: inOrder(metadata) });
}

// https://github.com/cdk8s-team/cdk8s-core/blob/2.x/src/api-object.ts toJson
function inOrder<T extends object>(map: T): T {
  if (process.env.CDK8S_DISABLE_SORT) return map;
  return Object.fromEntries(Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1))) as T;
}
