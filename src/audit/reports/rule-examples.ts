import type { Severity } from '../finding';

/** A line of a manifest that shows a rule. */
export interface ExampleLine {
  readonly text: string;
  /** What the rule finds here. */
  readonly found?: Severity;
}

/** A manifest that shows a rule. */
export interface ExampleFile {
  /** `old` or `new`, of a rule that compares two renders. */
  readonly render?: string;
  readonly lines: readonly ExampleLine[];
}

/** What a rule finds something in, and what it finds nothing in. */
export interface RuleExamples {
  readonly bad: readonly ExampleFile[];
  readonly good: readonly ExampleFile[];
}

const EXPECTATION = / ?# expect: [A-Z]{3}-\d{3} (error|warning|info)\s*$/;

/** Reads a fixture of a rule: its expectations become marks on their lines. */
export function exampleFile(fixture: string, render?: string): ExampleFile {
  const lines = fixture.trimEnd().split('\n').map((line) => {
    const [expectation, found] = EXPECTATION.exec(line) ?? [''];
    return { text: line.slice(0, line.length - expectation.length), ...found ? { found: found as Severity } : {} };
  });
  return { ...render === undefined ? {} : { render }, lines };
}

/** A line as people see it. */
export function exampleText({ text, found }: ExampleLine): string {
  return found ? `${text}  # <- ${found}` : text;
}
