import type { Manifest } from './finding';
import { listAt, objectAt, stringAt } from './json';
import { CLAIM, STATEFUL_SET, kindOf, namespaceOf } from './manifests';

/**
 * The new object that what is gone has probably become: of the same kind, and like it in what a change of name or namespace
 * leaves as it is. A StatefulSet runs the same programs on the same claim templates, a claim asks for the same volume.
 */
export function successorOf(gone: Manifest, added: readonly Manifest[]): Manifest | undefined {
  const likeness = likenessOf(gone);
  if (likeness === undefined) return undefined;
  const alike = added.filter((object) => likenessOf(object) === likeness);
  return alike.find((object) => object.metadata.name === gone.metadata.name) ?? alike.find((object) => namespaceOf(object) === namespaceOf(gone));
}

function likenessOf(object: Manifest): string | undefined {
  switch (kindOf(object)) {
    case STATEFUL_SET: {
      const images = listAt(object, 'spec', 'template', 'spec', 'containers').map((container) => repositoryOf(stringAt(container, 'image') ?? ''));
      const templates = listAt(object, 'spec', 'volumeClaimTemplates').map((template) => stringAt(template, 'metadata', 'name'));
      return JSON.stringify([images, templates]);
    }
    case CLAIM:
      return JSON.stringify(Object.entries(objectAt(object, 'spec')).sort(([a], [b]) => (a < b ? -1 : 1)));
    default:
      return undefined;
  }
}

/** An image without its tag and digest: a rename and an upgrade may come together. */
function repositoryOf(image: string): string {
  return image.replace(/@.*$/, '').replace(/:[^/:]*$/, '');
}
