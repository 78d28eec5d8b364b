/** Does a name match a pattern of `*` (any characters) and `?` (one)? */
export function matchesPattern(pattern: string, name: string): boolean {
  return matchesParts(pattern.split(''), name);
}

/**
 * The same for a pattern in its parts: `*`, `?`, or the characters of which one stands there. In time that grows with parts times
 * name: patterns come from manifests, and a regular expression made of one could run for ever.
 */
export function matchesParts(parts: readonly string[], name: string): boolean {
  let [inParts, inName] = [0, 0];
  let lastStar = -1;
  let resumeAt = 0;
  while (inName < name.length) {
    const part = parts[inParts];
    if (part === '*') {
      lastStar = inParts++;
      resumeAt = inName;
    } else if (part !== undefined && (part === '?' || part.includes(name[inName]))) {
      inParts += 1;
      inName += 1;
    } else if (lastStar >= 0) {
      inParts = lastStar + 1;
      inName = ++resumeAt;
    } else {
      return false;
    }
  }
  return parts.slice(inParts).every((rest) => rest === '*');
}
