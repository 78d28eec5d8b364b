import type { JsonPatchOperation, ObjectMetadata } from './cluster';

/** Puts an annotation on the very object that was read. */
export function annotate({ uid, annotations }: ObjectMetadata, key: string, value: string): JsonPatchOperation[] {
  return [
    { op: 'test', path: '/metadata/uid', value: uid },
    ...(annotations === undefined ? [{ op: 'add' as const, path: '/metadata/annotations', value: {} }] : []),
    { op: 'add', path: pathOf(key), value },
  ];
}

/** Takes an annotation away, as long as it says what it said. */
export function removeAnnotation({ uid, annotations }: ObjectMetadata, key: string): JsonPatchOperation[] {
  return [
    { op: 'test', path: '/metadata/uid', value: uid },
    { op: 'test', path: pathOf(key), value: annotations?.[key] },
    { op: 'remove', path: pathOf(key) },
  ];
}

/** Changes an annotation, or takes it away without a value, as long as it says what it said. */
export function changeAnnotation(metadata: ObjectMetadata, key: string, value: string | undefined): JsonPatchOperation[] {
  const said = metadata.annotations?.[key];
  if (value === undefined) return removeAnnotation(metadata, key);
  return [...said === undefined ? [] : [{ op: 'test' as const, path: pathOf(key), value: said }], ...annotate(metadata, key, value)];
}

/** https://www.rfc-editor.org/rfc/rfc6901#section-3 */
function pathOf(key: string): string {
  return `/metadata/annotations/${key.replace(/~/g, '~0').replace(/\//g, '~1')}`;
}
