import type { JsonPatchOperation, ObjectMetadata } from './cluster';

type Field = 'labels' | 'annotations';

/** Puts an annotation on the very object that was read. */
export function annotate(metadata: ObjectMetadata, key: string, value: string): JsonPatchOperation[] {
  return [{ op: 'test', path: '/metadata/uid', value: metadata.uid }, ...additions(metadata, 'annotations', { [key]: value })];
}

/** Takes an annotation away, as long as it says what it said. */
export function removeAnnotation({ uid, annotations }: ObjectMetadata, key: string): JsonPatchOperation[] {
  const path = metadataPath('annotations', key);
  return [
    { op: 'test', path: '/metadata/uid', value: uid },
    { op: 'test', path, value: annotations?.[key] },
    { op: 'remove', path },
  ];
}

/** Changes an annotation, or takes it away without a value, as long as it says what it said. */
export function changeAnnotation(metadata: ObjectMetadata, key: string, value: string | undefined): JsonPatchOperation[] {
  const said = metadata.annotations?.[key];
  if (value === undefined) return removeAnnotation(metadata, key);
  return [...said === undefined ? [] : [{ op: 'test' as const, path: metadataPath('annotations', key), value: said }], ...annotate(metadata, key, value)];
}

/** Puts labels or annotations beside those that an object has, or instead of them. */
export function additions(metadata: ObjectMetadata, field: Field, entries: { readonly [key: string]: string }): JsonPatchOperation[] {
  return [
    ...metadata[field] === undefined ? [{ op: 'add' as const, path: `/metadata/${field}`, value: {} }] : [],
    ...Object.entries(entries).map(([key, value]) => ({ op: 'add' as const, path: metadataPath(field, key), value })),
  ];
}

/** Where a label or an annotation is. https://www.rfc-editor.org/rfc/rfc6901#section-3 */
export function metadataPath(field: Field, key: string): string {
  return `/metadata/${field}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}
