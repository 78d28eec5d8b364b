import type { ErrorObject } from 'ajv';

/** What a policy has that its schema refuses, a line for each field: `retention.minReady must be >= 1, got 0`. */
export function policyProblems(errors: readonly ErrorObject[]): string[] {
  // that no branch of a choice fits says nothing; why the chosen one does not, says it all
  return errors.filter(({ keyword, params }) => keyword !== 'oneOf' && !isMissingTag(keyword, params)).map(describe);
}

/** A tag that is missing is reported as a required field as well. */
function isMissingTag(keyword: string, params: ErrorObject['params']): boolean {
  return keyword === 'discriminator' && params.tagValue === undefined;
}

function describe({ keyword, instancePath, params, message, data }: ErrorObject): string {
  const path = instancePath.split('/').slice(1);
  const at = (...field: string[]): string => [...path, ...field].join('.') || 'the document';
  const got = (value: unknown): string => `got ${JSON.stringify(value)}`;
  switch (keyword) {
    case 'additionalProperties': return `${at(params.additionalProperty)} is not known`;
    case 'required': return `${at(params.missingProperty)} is missing`;
    case 'const': return `${at()} must be "${params.allowedValue}", ${got(data)}`;
    case 'enum': return `${at()} must be one of ${params.allowedValues.join(', ')}, ${got(data)}`;
    case 'discriminator': return `${at(params.tag)} is not known, ${got(params.tagValue)}`;
    default: return `${at()} ${message}, ${got(data)}`;
  }
}
