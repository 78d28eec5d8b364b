/**
 * Does a name match a pattern of `*` (any characters) and `?` (one)? In time that grows with pattern times name: patterns
 * come from manifests, and a regular expression made of one could run for ever.
 */
export function matchesPattern(pattern: string, name: string): boolean {
  let [inPattern, inName] = [0, 0];
  let lastStar = -1;
  let resumeAt = 0;
  while (inName < name.length) {
    if (pattern[inPattern] === '*') {
      lastStar = inPattern++;
      resumeAt = inName;
    } else if (inPattern < pattern.length && (pattern[inPattern] === '?' || pattern[inPattern] === name[inName])) {
      inPattern += 1;
      inName += 1;
    } else if (lastStar >= 0) {
      inPattern = lastStar + 1;
      inName = ++resumeAt;
    } else {
      return false;
    }
  }
  return [...pattern.slice(inPattern)].every((rest) => rest === '*');
}
