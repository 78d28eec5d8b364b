/** Rows of text in aligned columns, under their titles; the last column is as wide as it needs to be. */
export function columns(titles: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const all = [titles, ...rows];
  const widths = titles.map((_, column) => Math.max(...all.map((row) => row[column].length)));
  return all.map((row) => row.map((cell, column) => cell.padEnd(widths[column])).join('  ').trimEnd());
}

/** An instant as Kubernetes writes it. */
export function instant(date: Date): string {
  return date.toISOString().replace(/\.\d+Z$/, 'Z');
}
