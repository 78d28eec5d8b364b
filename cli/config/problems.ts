import { Ajv } from 'ajv';
import type { ErrorObject } from 'ajv';
import { CONFIG_SCHEMA } from './schema';
import type { JsonPath } from '../../src/audit/finding';
import { at } from '../../src/audit/json';
import { isDate } from '../../src/core/time';

/** Something in a configuration file that is not of its form. */
export interface ConfigProblem {
  readonly path: JsonPath;
  readonly problem: string;
  readonly got?: unknown;
  readonly remedy: string;
}

/** What keeps a value from being a configuration. */
export function configProblems(value: unknown): ConfigProblem[] {
  const validate = new Ajv({ allErrors: true, verbose: true, formats: { date: isDate } }).compile(CONFIG_SCHEMA);
  return validate(value) ? [] : (validate.errors ?? []).map((error) => describeError(error, value));
}

function describeError(error: ErrorObject, value: unknown): ConfigProblem {
  const path = pathOf(error.instancePath, value);
  const { params, data: got, parentSchema } = error;
  switch (error.keyword) {
    case 'additionalProperties': {
      const known = Object.keys(parentSchema?.properties as object);
      return { path: [...path, params.additionalProperty as string], problem: 'is not known', remedy: `use one of ${known.join(', ')}` };
    }
    case 'required':
      return { path, problem: `lacks ${String(params.missingProperty)}`, remedy: 'add it' };
    case 'enum':
      return { path, problem: 'is none of the choices', got, remedy: `use one of ${(params.allowedValues as string[]).join(', ')}` };
    case 'type':
      return { path, problem: `is no ${String(params.type)}`, got, remedy: String(parentSchema?.description ?? 'write one') };
    default:
      return { path, problem: error.message ?? error.keyword, got, remedy: String(parentSchema?.description ?? 'see the documentation') };
  }
}

/** https://datatracker.ietf.org/doc/html/rfc6901 */
function pathOf(pointer: string, value: unknown): JsonPath {
  const path: (string | number)[] = [];
  for (const step of pointer.split('/').slice(1)) {
    const key = step.replaceAll('~1', '/').replaceAll('~0', '~');
    path.push(Array.isArray(at(value, ...path)) ? Number(key) : key);
  }
  return path;
}
