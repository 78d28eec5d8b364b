/** Lines of a report for people. */
export function lines(...text: readonly string[]): string {
  return `${text.join('\n')}\n`;
}

/** A report for programs. */
export function jsonText(value: object): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
