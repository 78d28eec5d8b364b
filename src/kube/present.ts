/** The fields that have a value, in their order: cdk8s would resolve the others too, one by one, and then leave them out. */
export function present<T extends object>(fields: T): T {
  const kept: Partial<T> = {};
  for (const field of Object.keys(fields) as (keyof T)[]) {
    if (fields[field] !== undefined) kept[field] = fields[field];
  }
  return kept as T;
}
