/** One thing that is wrong with what a user gave us. */
export interface Fault {
  /** What was set, or should have been: a prop, a parameter, a field. */
  readonly prop: string;
  /** What is wrong with it, and whose rule says so. */
  readonly problem: string;
  /** The value received. */
  readonly got?: unknown;
  /** What is allowed, or the way out. */
  readonly remedy: string;
}

/** `prop problem, got "value"; remedy` */
export function describeFault(fault: Fault): string {
  const got = fault.got === undefined ? '' : `, got "${String(fault.got)}"`;
  return `${fault.prop} ${fault.problem}${got}; ${fault.remedy}`;
}

/** Where a fault is: the name of a factory (`AwsEbs.gp3`), or a construct, which is asked for its path (`orders/db`) when there is one. */
export interface Place {
  toString(): string;
}

/**
 * Collects every fault of one place and throws them in one message, so that nobody mends a file one error at a time.
 */
export class Faults {
  private readonly found: Fault[] = [];

  constructor(private readonly place: Place) {}

  public add(...faults: Fault[]): void {
    this.found.push(...faults);
  }

  /** Adds the fault when the condition does not hold. */
  public require(condition: boolean, fault: Fault): void {
    if (!condition) this.found.push(fault);
  }

  public throwIfAny(): void {
    if (this.found.length > 0) throw new Error(this.toString());
  }

  public toString(): string {
    const lines = this.found.map(describeFault);
    if (lines.length === 1) return `[${this.place}] ${lines[0]}`;
    return `[${this.place}] ${lines.length} problems:\n${lines.map((line) => `  - ${line}`).join('\n')}`;
  }
}

/** Throws one fault. */
export function fail(place: string, fault: Fault): never {
  throw new Error(`[${place}] ${describeFault(fault)}`);
}
