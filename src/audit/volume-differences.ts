import { differences } from './differences';
import type { Difference } from './differences';
import { at, isObject, objectAt, pathText } from './json';
import type { JsonObject } from './json';
import { DEFAULT_VOLUME_MODE, RENAMED_NODE_LABELS, VOLUME_MUTABLE_FIELDS } from '../facts/immutable-fields';

/** Fields that may be set where they were not. */
const MAY_BE_ADDED: readonly string[] = ['spec.nodeAffinity', 'spec.csi.controllerExpandSecretRef'];

const AFFINITY = 'nodeAffinity';
const ATTRIBUTES_CLASS = 'volumeAttributesClassName';

/** Where two versions of a PersistentVolume differ that the API server does not let differ. */
export function volumeDifferences(before: unknown, now: unknown): Difference[] {
  const fixed = differences(fixedPart(before), fixedPart(now), ['spec'])
    .filter(({ path, before: was }) => was !== undefined || !MAY_BE_ADDED.includes(pathText(path)))
    .filter((difference) => !isRenamedLabel(difference));
  return [...fixed, ...droppedAttributes(before, now)];
}

/** One class of attributes gives way to another, and none to nothing. */
function droppedAttributes(before: unknown, now: unknown): Difference[] {
  const path = ['spec', ATTRIBUTES_CLASS];
  const [was, is] = [at(before, ...path), at(now, ...path)];
  return was && !is ? [{ path, before: was, now: is }] : [];
}

function fixedPart(volume: unknown): JsonObject {
  const spec: JsonObject = { volumeMode: DEFAULT_VOLUME_MODE, ...objectAt(volume, 'spec') };
  const fixed = Object.entries(spec).filter(([field]) => !VOLUME_MUTABLE_FIELDS.includes(field));
  return Object.fromEntries(fixed.map(([field, value]) => [field, field === AFFINITY ? value : withoutZeroes(value)]));
}

/** A field of a volume's source that says false, nothing or 0 is to Go as good as absent. */
function withoutZeroes(source: unknown): unknown {
  if (!isObject(source)) return source;
  return Object.fromEntries(Object.entries(source).filter(([, value]) => value !== false && value !== '' && value !== 0));
}

function isRenamedLabel({ path, before, now }: Difference): boolean {
  return path.includes(AFFINITY) && path.at(-1) === 'key' && typeof before === 'string' && RENAMED_NODE_LABELS[before] === now;
}
