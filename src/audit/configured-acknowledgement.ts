import type { Acknowledgement, JsonPath, Manifest } from './finding';
import type { GivenAcknowledgement } from './given-acknowledgement';
import { kindOf, namespaceOf } from './manifests';
import { matchesPattern } from './name-pattern';

/** Objects by kind, namespace and name; what is absent may be anything. `*` stands for any characters, `?` for one. */
export interface ObjectPattern {
  /** As `StatefulSet`, or with its group as `StatefulSet.apps`. */
  readonly kind?: string;
  readonly namespace?: string;
  readonly name?: string;
}

/** An acknowledgement in the configuration of the audit. */
export interface ConfiguredAcknowledgement extends Acknowledgement {
  readonly rule: string;
  readonly objects: ObjectPattern;
}

/** @param configuration the file as an object, and where in it the acknowledgement is. */
export function configured({ rule, objects, ...written }: ConfiguredAcknowledgement, configuration: Manifest, path: JsonPath): GivenAcknowledgement {
  const { kind = '*', namespace = '*', name = '*' } = objects;
  const means = (object: Manifest): boolean => (matchesPattern(kind, object.kind) || matchesPattern(kind, kindOf(object)))
    && matchesPattern(namespace, String(namespaceOf(object)))
    && matchesPattern(name, String(object.metadata.name ?? ''));
  return { rule, written, in: 'configuration', object: configuration, path, means, covers: ({ object }) => means(object) };
}
