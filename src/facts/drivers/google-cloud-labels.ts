import type { Fault } from '../../core/faults';

// kubernetes-sigs/gcp-compute-persistent-disk-csi-driver@b560165c pkg/common/utils.go ConvertLabelsStringToMap; the driver of Filestore has a copy of it
const LABEL_KEY = '\\p{Ll}[\\p{Ll}0-9_-]{0,62}';
const LABEL_VALUE = '[\\p{Ll}0-9_-]{0,63}';
// the same file, ConvertTagsStringToMap: https://cloud.google.com/resource-manager/docs/tags/tags-creating-and-managing
const TAG_PARENT = '(?:[1-9][0-9]{0,31}|[a-z][a-z0-9-]{4,28}[a-z0-9])';
const TAG_KEY = '[a-zA-Z0-9](?:[\\w.-]{0,61}[a-zA-Z0-9])?';
const TAG_VALUE = '[^/,]{1,63}';

/** How often labels may be given. */
const MAX_LABELS = 64;

/** The parameters, as a driver reads them. */
export const LABELS = { pattern: listOf(`${LABEL_KEY}\\s*=\\s*${LABEL_VALUE}`), form: 'key=value,key=value, in lower case, with digits, "_" and "-"' };
export const RESOURCE_TAGS = { pattern: listOf(`${TAG_PARENT}/${TAG_KEY}/${TAG_VALUE}`), form: 'parent/key/value,parent/key/value, the parent being the id of an organization or project' };

interface Pairs { readonly [key: string]: string }

interface GoogleLabels {
  readonly parameters: { readonly [name: string]: string | undefined };
  readonly faults: Fault[];
}

interface Labelled {
  readonly labels?: Pairs;
  readonly resourceTags?: Pairs;
}

/** Labels and tags of a Google Cloud resource as parameters, and what is wrong with them: one that holds a comma would be two. */
export function googleLabels({ labels, resourceTags }: Labelled): GoogleLabels {
  const faults = [
    ...pairFaults('labels', labels, new RegExp(`^${LABEL_KEY}=${LABEL_VALUE}$`, 'u'), '=', 'use lower-case letters, digits, "_" and "-", at most 63, the key beginning with a letter'),
    ...pairFaults('resourceTags', resourceTags, new RegExp(`^${TAG_PARENT}/${TAG_KEY}/${TAG_VALUE}$`), '/', 'use <id of an organization or project>/<key> and a value of at most 63 characters without "/" and ","'),
  ];
  if (Object.keys(labels ?? {}).length > MAX_LABELS) {
    faults.push({ prop: 'labels', problem: `are more than ${MAX_LABELS}`, got: Object.keys(labels!).length, remedy: 'use fewer' });
  }
  return { parameters: faults.length > 0 ? {} : { 'labels': joined(labels, '='), 'resource-tags': joined(resourceTags, '/') }, faults };
}

function pairFaults(prop: string, pairs: Pairs | undefined, pattern: RegExp, between: string, remedy: string): Fault[] {
  return Object.entries(pairs ?? {}).map((pair) => pair.join(between)).filter((pair) => !pattern.test(pair))
    .map((pair) => ({ prop, problem: 'hold one that the driver refuses', got: pair, remedy }));
}

function joined(pairs: Pairs | undefined, between: string): string | undefined {
  return Object.entries(pairs ?? {}).map((pair) => pair.join(between)).join(',') || undefined;
}

/** The driver trims what stands between commas. */
function listOf(item: string): RegExp {
  return new RegExp(`^\\s*${item}\\s*(?:,\\s*${item}\\s*)*$`, 'u');
}
