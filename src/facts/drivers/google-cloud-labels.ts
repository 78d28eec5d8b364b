/** Labels of a Google Cloud resource, as the drivers read them: `key=value,key=value`. */
export function labelList(labels: { readonly [key: string]: string } | undefined): string | undefined {
  return joined(labels, '=');
}

/** Tags of a Google Cloud resource, as the drivers read them: `parent/key/value,parent/key/value`. */
export function tagList(tags: { readonly [parentAndKey: string]: string } | undefined): string | undefined {
  return joined(tags, '/');
}

function joined(pairs: { readonly [key: string]: string } | undefined, between: string): string | undefined {
  return Object.entries(pairs ?? {}).map((pair) => pair.join(between)).join(',') || undefined;
}
