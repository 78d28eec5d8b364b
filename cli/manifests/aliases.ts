/**
 * Values that a document with aliases may come to when each alias is written out. Kubernetes itself gets suspicious there.
 *
 * @see https://github.com/yaml/go-yaml/blob/v2.4.4/decode.go (alias_ratio_range_low)
 */
export const MAX_VALUES = 400_000;

/** Says why a value whose parts are shared is too large, or endless; undefined when it is neither. */
export function faultOfSharing(root: unknown): string | undefined {
  const known = new Map<object, number>();
  const open = new Set<object>();
  let isEndless = false;
  const count = (value: unknown): number => {
    if (typeof value !== 'object' || value === null) return 1;
    if (open.has(value)) isEndless = true;
    if (isEndless) return 1;
    const before = known.get(value);
    if (before !== undefined) return before;
    open.add(value);
    let sum = 1;
    for (const part of Object.values(value)) sum += count(part);
    open.delete(value);
    known.set(value, sum);
    return sum;
  };
  const values = count(root);
  if (isEndless) return 'an anchor holds itself; write out what is meant';
  if (values > MAX_VALUES) return `its aliases stand for more than ${MAX_VALUES} values; write out what is meant`;
  return undefined;
}
