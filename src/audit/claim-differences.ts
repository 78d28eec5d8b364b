import { differences } from './differences';
import type { Difference } from './differences';
import type { JsonPath } from './finding';
import { isObject, objectAt } from './json';
import type { JsonObject } from './json';
import { DEFAULT_VOLUME_MODE } from '../facts/immutable-fields';

const SOURCES: readonly unknown[] = ['dataSource', 'dataSourceRef'];

/** Where what two claims ask for differs, as the API server compares it. */
export function claimSpecDifferences(before: unknown, now: unknown, path: JsonPath): Difference[] {
  return differences(asCompared(before, now), asCompared(now, now), path).filter((difference) => !isSourceLeftOut(difference, path));
}

/** Where two lists of claim templates differ: the metadata of a template is compared, too. */
export function claimTemplateDifferences(before: unknown, now: unknown, path: JsonPath): Difference[] {
  if (!Array.isArray(before) || !Array.isArray(now) || before.length !== now.length) return differences(before, now, path);
  return before.flatMap((template, position) => differences(templateAsCompared(template), templateAsCompared(now[position]), [...path, position]));
}

/**
 * The API server fills in the volume mode, and of `dataSource` and `dataSourceRef` the one that is absent: both go by the
 * name that the new version uses. It does so for claims, not for claim templates.
 * https://github.com/kubernetes/kubernetes/blob/v1.36.0/pkg/api/persistentvolumeclaim/util.go (NormalizeDataSources)
 */
function asCompared(spec: unknown, now: unknown): JsonObject {
  const { dataSource, dataSourceRef, ...rest } = isObject(spec) ? spec : {};
  const name = isObject(now) && 'dataSourceRef' in now ? 'dataSourceRef' : 'dataSource';
  return { volumeMode: DEFAULT_VOLUME_MODE, ...rest, [name]: dataSourceRef ?? dataSource };
}

/** A source that is left out of a manifest is filled in again from its twin, which `apply` does not touch. */
function isSourceLeftOut({ path, now }: Difference, specPath: JsonPath): boolean {
  return now === undefined && path.length === specPath.length + 1 && SOURCES.includes(path[specPath.length]);
}

/** What may stand in a template and is not compared: `apiVersion`, `kind`, `status`, the creation time that many tools write as null. */
function templateAsCompared(template: unknown): JsonObject {
  const metadata = Object.entries(objectAt(template, 'metadata')).filter(([field]) => field !== 'creationTimestamp');
  return { metadata: Object.fromEntries(metadata), spec: { volumeMode: DEFAULT_VOLUME_MODE, ...objectAt(template, 'spec') } };
}
