/** A member of an exported enum. */
interface EnumMember {
  readonly enum: string;
  readonly member: string;
}

type Value = string | number | EnumMember | CodeOptions;

interface CodeOptions {
  readonly [option: string]: Value | undefined;
}

/** How an app makes a backend: parts, so that nobody has to read them out of a text again. Options without a value are left out. */
export interface BackendCode {
  readonly class: string;
  readonly factory: string;
  readonly options?: CodeOptions;
}

/** The expression in TypeScript. */
export function expressionOf({ class: type, factory, options = {} }: BackendCode): string {
  return `${type}.${factory}(${Object.keys(given(options)).length > 0 ? object(options) : ''})`;
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
  return `{ ${Object.entries(given(options)).map(([name, value]) => `${name}: ${valueOf(value)}`).join(', ')} }`;
}

function given(options: CodeOptions): { readonly [option: string]: Value } {
  return Object.fromEntries(Object.entries(options).filter((option): option is [string, Value] => option[1] !== undefined));
}

function valueOf(value: Value): string {
  if (typeof value === 'string') return literal(value);
  if (typeof value === 'number') return String(value);
  return isMember(value) ? `${value.enum}.${value.member}` : object(value);
}

function enumsOf(options: CodeOptions): string[] {
  return Object.values(given(options)).flatMap((value) => {
    if (typeof value !== 'object') return [];
    return isMember(value) ? [value.enum] : enumsOf(value);
  });
}

function isMember(value: EnumMember | CodeOptions): value is EnumMember {
  return typeof value.enum === 'string' && typeof value.member === 'string';
}
