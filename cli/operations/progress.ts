/** What an operation says while it works. */
export interface Progress {
  /** A step is done, or a fact is known. `fields` are for programs that read the log. */
  step(step: string, message: string, fields?: { readonly [field: string]: unknown }): void;
  warn(step: string, message: string, fields?: { readonly [field: string]: unknown }): void;
}
