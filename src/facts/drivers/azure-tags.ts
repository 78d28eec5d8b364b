const DELIMITERS = [',', ';', '|'];

/** `tags` of the Azure drivers, which read `key=value` pairs between commas, unless `tagValueDelimiter` names something else. */
export function tagParameters(tags: { readonly [key: string]: string } | undefined): { readonly tags?: string; readonly tagValueDelimiter?: string } {
  const pairs = Object.entries(tags ?? {}).map(([key, value]) => `${key}=${value}`);
  if (pairs.length === 0) return {};
  const delimiter = DELIMITERS.find((candidate) => !pairs.some((pair) => pair.includes(candidate))) ?? ',';
  return { tags: pairs.join(delimiter), ...delimiter === ',' ? {} : { tagValueDelimiter: delimiter } };
}
