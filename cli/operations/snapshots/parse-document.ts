import type { ValidateFunction } from 'ajv';
import { policyProblems } from './policy-problems';

/** A form of JSON that constructs write and programs read. */
export interface DocumentForm<T> {
  readonly version: string;
  /** `policy`, for the error. */
  readonly called: string;
  readonly validate: ValidateFunction<T>;
}

/**
 * Reads a document. What is not understood is refused as a whole: a program that ignored a field would do less than the document
 * promises.
 *
 * @param place where the text is from, for the error.
 */
export function parseDocument<T>({ version, called, validate }: DocumentForm<T>, text: string, place: string): T {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    throw new Error(`${place} is not JSON: ${(error as Error).message}`, { cause: error });
  }
  const schema = (document as { schema?: unknown } | null)?.schema;
  if (schema !== version) {
    const said = schema === undefined ? 'names no schema' : `has schema ${JSON.stringify(schema)}`;
    throw new Error(`${place} ${said}, and this program knows ${version}; use the program of the version that rendered the ${called}`);
  }
  if (validate(document)) return document;
  const problems = policyProblems(validate.errors ?? []);
  throw new Error(`${place} is not a ${called} that this program understands: ${problems.join('; ')}; render it anew, or use the program of the version that rendered it`);
}
