import type { Acknowledgement, JsonPath, Manifest } from './finding';
import type { GivenAcknowledgement } from './given-acknowledgement';
import { kindOf } from './manifests';

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
  const kind = glob(objects.kind);
  const namespace = glob(objects.namespace);
  const name = glob(objects.name);
  const means = (object: Manifest): boolean => (kind(object.kind) || kind(kindOf(object)))
    && namespace(object.metadata.namespace ?? '')
    && name(object.metadata.name ?? '');
  return { rule, written, in: 'configuration', object: configuration, path, means, covers: ({ object }) => means(object) };
}

/** Matches whole texts, as a shell does without classes of characters. */
export function glob(pattern: string = '*'): (text: string) => boolean {
  const wildcards: { readonly [sign: string]: string } = { '*': '.*', '?': '.' };
  const source = pattern.replace(/[\\^$.|+()[\]{}*?]/g, (sign) => wildcards[sign] ?? `\\${sign}`);
  const expression = new RegExp(`^${source}$`, 's');
  return (text) => expression.test(text);
}
