/** Where a command writes: results and everything else. */
export interface Streams {
  out(text: string): void;
  err(text: string): void;
}

/** What a command ends with. */
export const EXIT = { clean: 0, findings: 1, badInput: 2, nothingChecked: 3 } as const;
