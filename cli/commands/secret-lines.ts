import type { JsonPath } from '../../src/audit/finding';
import { objectAt } from '../../src/audit/json';
import { SECRET, kindOf } from '../../src/audit/manifests';
import type { ReadObject } from '../manifests/document';
import type { Place } from '../manifests/place';

/** Fields of a Secret that hold its material: https://kubernetes.io/docs/reference/kubernetes-api/config-and-storage-resources/secret-v1/ */
const MATERIAL = ['data', 'stringData'] as const;
/** Only on lines of flow style and of JSON lies one thing beside another. */
const FLOW = /[{[]/;

/** Lines that no report shows, whatever the finding there is about. */
export class SecretLines {
  private readonly lines: ReadonlySet<string>;

  /**
   * @param found where findings say that a secret lies, those that somebody has accepted among them.
   * @param shown where anything is found.
   * @param objects whose Secrets are kept from sight, too.
   */
  constructor(found: readonly Place[], shown: readonly Place[], objects: readonly ReadObject[]) {
    const isAnythingBeside = shown.some(({ source }) => FLOW.test(source));
    this.lines = new Set([...found, ...isAnythingBeside ? objects.flatMap(placesOfMaterial) : []].map(lineKey));
  }

  public hide(place: Place): Place {
    return this.lines.has(lineKey(place)) ? { ...place, source: '', isHidden: true } : place;
  }
}

function placesOfMaterial(object: ReadObject): Place[] {
  if (kindOf(object.manifest) !== SECRET) return [];
  const paths: JsonPath[] = MATERIAL.flatMap((field) => Object.keys(objectAt(object.manifest, field)).map((key) => [field, key]));
  return paths.map((path) => object.place(path));
}

function lineKey({ file, line, path }: Place): string {
  return `${file}:${path ?? line}`;
}
