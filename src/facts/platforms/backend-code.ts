/** A member of an exported enum. */
interface EnumMember {
  readonly enum: string;
  readonly member: string;
}

interface CodeOptions {
  readonly [option: string]: string | number | EnumMember | CodeOptions;
}

/** How an app makes a backend: parts, so that nobody has to read them out of a text again. */
export interface BackendCode {
  readonly class: string;
  readonly factory: string;
  readonly options?: CodeOptions;
}

/** The expression in TypeScript. */
export function expressionOf({ class: type, factory, options }: BackendCode): string {
  return `${type}.${factory}(${options ? object(options) : ''})`;
}

/** What the expression needs to be imported. */
export function importsOf({ class: type, options = {} }: BackendCode): string[] {
  return [type, ...enumsOf(options)];
}

/** A text as a literal in single quotes, whatever it holds. */
export function literal(text: string): string {
  // JSON escapes all that a literal cannot hold, and each double quote, which this one can
  const escaped = JSON.stringify(text).slice(1, -1).replace(/\\"/g, '"').replace(/'/g, "\\'");
  return `'${escaped}'`;
}

function object(options: CodeOptions): string {
  return `{ ${Object.entries(options).map(([name, value]) => `${name}: ${valueOf(value)}`).join(', ')} }`;
}

function valueOf(value: CodeOptions[string]): string {
  if (typeof value === 'string') return literal(value);
  if (typeof value === 'number') return String(value);
  return isMember(value) ? `${value.enum}.${value.member}` : object(value);
}

function enumsOf(options: CodeOptions): string[] {
  return Object.values(options).flatMap((value) => {
    if (typeof value !== 'object') return [];
    return isMember(value) ? [value.enum] : enumsOf(value);
  });
}

function isMember(value: EnumMember | CodeOptions): value is EnumMember {
  return typeof value.enum === 'string' && typeof value.member === 'string';
}
