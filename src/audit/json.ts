import type { JsonPath } from './finding';

/** Accessors into JSON of any shape: what is not of the expected type is as good as absent, so a rule never throws on odd input. */
export type JsonObject = { readonly [key: string]: unknown };

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value at a path, or undefined. */
export function at(value: unknown, ...path: JsonPath): unknown {
  let here = value;
  for (const step of path) {
    if (typeof step === 'number') here = Array.isArray(here) ? here[step] : undefined;
    else here = isObject(here) && Object.hasOwn(here, step) ? here[step] : undefined;
  }
  return here;
}

export function objectAt(value: unknown, ...path: JsonPath): JsonObject {
  const found = at(value, ...path);
  return isObject(found) ? found : {};
}

export function listAt(value: unknown, ...path: JsonPath): readonly unknown[] {
  const found = at(value, ...path);
  return Array.isArray(found) ? found : [];
}

/** A non-empty string. */
export function stringAt(value: unknown, ...path: JsonPath): string | undefined {
  const found = at(value, ...path);
  return typeof found === 'string' && found !== '' ? found : undefined;
}

export function numberAt(value: unknown, ...path: JsonPath): number | undefined {
  const found = at(value, ...path);
  return typeof found === 'number' ? found : undefined;
}

/** The entries of a map of strings; numbers and booleans that stand where strings belong are read as their text. */
export function stringsAt(value: unknown, ...path: JsonPath): { readonly [key: string]: string } {
  const strings: { [key: string]: string } = {};
  for (const [key, entry] of Object.entries(objectAt(value, ...path))) {
    if (entry !== null && typeof entry !== 'object') strings[key] = String(entry);
  }
  return strings;
}

/** `spec.template.spec.containers[0].image`, with keys quoted that hold a dot. */
export function pathText(path: JsonPath): string {
  return path.map((step, position) => {
    if (typeof step === 'number') return `[${step}]`;
    if (!/^[\w-]+$/.test(step)) return `[${JSON.stringify(step)}]`;
    return position === 0 ? step : `.${step}`;
  }).join('');
}
