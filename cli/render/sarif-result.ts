import { fingerprint } from './identity';
import { printable } from './printable';
import { LEVELS } from './sarif-rules';
import { sarifUri } from './sarif-uri';
import type { Roots } from './sarif-uri';
import { pathText } from '../../src/audit/json';
import { describe } from '../../src/audit/manifests';
import type { PlacedFinding } from '../commands/report';
import type { Place } from '../manifests/document';

/** GitHub keeps 100 locations of a result: https://docs.github.com/en/code-security/code-scanning/troubleshooting-sarif-uploads/results-exceed-limit */
const MAX_RELATED = 99;

/** Numbers the findings that cannot be told apart, in the order in which they come. */
export type Occurrences = (key: string) => number;

export function occurrences(): Occurrences {
  const seen = new Map<string, number>();
  return (key) => {
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return count;
  };
}

/** A finding as a SARIF result. */
export function sarifResult(placed: PlacedFinding, ruleIndexes: ReadonlyMap<string, number>, roots: Roots, occurrence: Occurrences) {
  const { finding, place } = placed;
  const uri = sarifUri(place.file, roots);
  const related = relatedOf(placed).slice(0, MAX_RELATED);
  const print = fingerprint(finding);
  return {
    ruleId: finding.rule,
    ruleIndex: ruleIndexes.get(finding.rule),
    level: LEVELS[finding.severity],
    message: { text: messageOf(placed, related) },
    locations: [{
      physicalLocation: physicalLocation(place, uri),
      logicalLocations: [{ fullyQualifiedName: printable(`${describe(finding.object)} ${pathText(finding.path)}`.trim()), kind: 'resource' }],
    }],
    ...related.length > 0 ? { relatedLocations: related.map((each) => relatedLocation(each, roots)) } : {},
    ...place.template === undefined ? {} : { properties: { template: printable(place.template) } },
    // GitHub uses the first alone, and would compute it from the lines of a file, which a rendered one may not have in the repository
    partialFingerprints: {
      'primaryLocationLineHash': `${print}:${occurrence(`${uri} ${print}`)}`,
      'cdk8sStatefulFinding/v1': print,
    },
  };
}

interface Related {
  readonly id: number;
  readonly text: string;
  readonly place: Place;
}

function relatedOf({ finding, before, related }: PlacedFinding): Related[] {
  const places = [
    ...before ? [{ text: `${describe(finding.object)} before`, place: before }] : [],
    ...related.map(({ object, place }) => ({ text: describe(object), place })),
  ];
  return places.map((each, position) => ({ id: position + 1, ...each }));
}

function messageOf({ finding }: PlacedFinding, related: readonly Related[]): string {
  const text = `${plain(finding.message)}. Remedy: ${plain(finding.remedy)}`;
  return related.length === 0 ? text : `${text}. See ${related.map((each) => `[${plain(each.text)}](${each.id})`).join(', ')}`;
}

/** Brackets make links: https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/sarif-v2.1.0-errata01-os-complete.html#_Toc141790719 */
function plain(text: string): string {
  return printable(text).replace(/[\\[\]]/g, '\\$&');
}

function relatedLocation({ id, text, place }: Related, roots: Roots) {
  return { id, message: { text: plain(text) }, physicalLocation: physicalLocation(place, sarifUri(place.file, roots)) };
}

function physicalLocation({ line, column, length }: Place, uri: string) {
  return { artifactLocation: { uri }, region: { startLine: line, startColumn: column, endLine: line, endColumn: column + length } };
}
