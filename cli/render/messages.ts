import type { ReadError } from '../manifests/document';

export const HELP = `cdk8s-stateful: judges Kubernetes manifests by production rules for data

Usage:
  cdk8s-stateful audit [options] [files|folders|-]...   judge manifests; - is standard input, . is the default
  cdk8s-stateful explain RULE                           why a rule is there and what to do

Options of audit:
  -o, --output table|json                  how to report; table by default
      --fail-on error|warning|info|never   exit with 1 from this severity on; warning by default
      --closed-world                       the input is everything there is: references out of it are faults
  -h, --help

Exit codes: 0 nothing at or above --fail-on, 1 something, 2 wrong usage or unreadable input, 3 nothing was checked
`;

export function usageError(problem: string): string {
  return `${problem}\nsee cdk8s-stateful --help\n`;
}

export function unreadable({ file, line, reason }: ReadError): string {
  return `cannot read ${file}${line === undefined ? '' : `:${line}`}: ${reason}\n`;
}

export function notAnObject(place: string): string {
  return `skipped ${place}: no Kubernetes object (apiVersion, kind and metadata)\n`;
}

export function nothingChecked(inputs: readonly string[]): string {
  return `nothing was checked: no Kubernetes object in ${inputs.join(', ')}\n`;
}

export function unknownRule(id: string, known: readonly string[]): string {
  return `there is no rule ${id}; known are ${known.join(', ')}\n`;
}
