import type { Acknowledgement } from './finding';
import { isDate } from '../core/time';

/** An acknowledgement as it was written, or as much of it as can be told. */
export interface WrittenAcknowledgement extends Acknowledgement {
  /** Why it does not hold, whatever its reason. */
  readonly problem?: string;
}

const OPTIONS = ['expires', 'owner'] as const;
const OPTION = /^([A-Za-z][\w-]*)\s*=(.*)$/;
/** What was meant as an option and is none. */
const NEARLY = /^(expires|expiry|until|owner)\b/i;

/**
 * Reads `reason; expires=2027-01-31; owner=team-x`. The options come last and in any order; a semicolon before them belongs to
 * the reason. What looks like an option and cannot be read is a problem, because as a part of the reason it would be silent.
 */
export function readAcknowledgement(text: string): WrittenAcknowledgement {
  const parts = text.split(';');
  const read: { [option: string]: string } = {};
  const problems: string[] = [];
  while (parts.length > 1) {
    const last = parts.at(-1)!.trim();
    const [, name, untrimmed] = OPTION.exec(last) ?? [];
    const value = untrimmed?.trim();
    if (name === undefined && !NEARLY.test(last)) break;
    parts.pop();
    const problem = problemOf(last, name, value, read);
    if (problem === undefined) read[name] = value;
    else problems.push(problem);
  }
  return { ...read, reason: parts.join(';').trim(), ...problems.length > 0 ? { problem: problems.reverse().join(', ') } : {} };
}

/** The text of an acknowledgement, as an annotation holds it. */
export function writeAcknowledgement(acknowledgement: Acknowledgement): string {
  const options = OPTIONS.filter((option) => acknowledgement[option] !== undefined).map((option) => `${option}=${acknowledgement[option]}`);
  return [acknowledgement.reason, ...options].join('; ');
}

function problemOf(text: string, name: string | undefined, value: string, read: { readonly [option: string]: string }): string | undefined {
  if (name === undefined || !OPTIONS.some((option) => option === name)) return `"${text}" is none of ${OPTIONS.map((option) => `${option}=`).join(', ')}`;
  if (Object.hasOwn(read, name)) return `${name} is there twice`;
  if (value === '') return `${name} is empty`;
  return name === 'expires' && !isDate(value) ? `expires "${value}" is no date as 2027-01-31` : undefined;
}
