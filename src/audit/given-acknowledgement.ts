import { readAcknowledgement } from './acknowledgement-text';
import type { WrittenAcknowledgement } from './acknowledgement-text';
import type { AcknowledgedFinding, JsonPath, Manifest, RuleFinding } from './finding';
import { listAt, objectAt, stringsAt } from './json';
import { STATEFUL_SET, kindOf } from './manifests';
import { podTemplatePath } from './workload';
import { ACKNOWLEDGE_PREFIX } from '../core/vocabulary';

/** An acknowledgement with the place where somebody wrote it. */
export interface GivenAcknowledgement {
  /** Id of the rule that it names. */
  readonly rule: string;
  readonly written: WrittenAcknowledgement;
  readonly in: AcknowledgedFinding['acknowledgedIn'];
  readonly object: Manifest;
  readonly path: JsonPath;
  /** Is the finding, which is of its rule, one of those that it means? */
  covers(finding: RuleFinding): boolean;
  /** Is the object one of those that it means? */
  means(object: Manifest): boolean;
}

/**
 * Those that annotations of an object give, the nearest first: on a claim template for what lies in it, on the pod template
 * for what lies in that, on the object for all of it.
 */
export function annotatedOn(object: Manifest): GivenAcknowledgement[] {
  return placesOf(object).flatMap((place) => {
    const annotations = Object.entries(stringsAt(object, ...place, 'metadata', 'annotations'));
    return annotations.filter(([key]) => key.startsWith(ACKNOWLEDGE_PREFIX)).map(([key, text]) => ({
      rule: key.slice(ACKNOWLEDGE_PREFIX.length),
      written: readAcknowledgement(text),
      in: 'annotation',
      object,
      path: [...place, 'metadata', 'annotations', key],
      covers: (finding) => place.every((step, depth) => finding.path[depth] === step),
      means: (other) => other === object,
    }));
  });
}

/** Where an object has annotations: in the templates of what is made from it, and its own. */
function placesOf(object: Manifest): JsonPath[] {
  const kind = kindOf(object);
  const template = podTemplatePath(kind);
  if (!template) return [[]];
  const claims = kind === STATEFUL_SET ? listAt(object, 'spec', 'volumeClaimTemplates').map((_, position) => ['spec', 'volumeClaimTemplates', position]) : [];
  const volumes = [...template, 'spec', 'volumes'];
  const ephemeral = listAt(object, ...volumes).map((_, position) => [...volumes, position, 'ephemeral', 'volumeClaimTemplate']);
  const pods = template.length > 0 ? [template] : [];
  return [...claims, ...ephemeral.filter((path) => Object.keys(objectAt(object, ...path)).length > 0), ...pods, []];
}
