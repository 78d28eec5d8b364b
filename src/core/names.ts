import { createHash } from 'crypto';
import type { Fault } from './faults';
import { shapeFaults, TEXT, TEXTS } from './shape';

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/names/ */
const DNS_LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const DNS_SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
// https://github.com/kubernetes/kubernetes/blob/v1.36.0/staging/src/k8s.io/apimachinery/pkg/api/validate/content/label.go
const KEY_NAME = /^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;
const LABEL_VALUE = /^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/;
const MAX_DNS_SUBDOMAIN = 253;
// https://github.com/kubernetes/kubernetes/blob/v1.36.0/staging/src/k8s.io/apimachinery/pkg/util/validation/validation.go (IsConfigMapKey)
const DATA_KEY = /^(?!\.\.)(?!\.$)[-._a-zA-Z0-9]{1,253}$/;

const MAX_PORT_NAME = 15;

/** Longest DNS label: names of Services and pods' host names. */
export const MAX_DNS_LABEL = 63;

/**
 * Longest name of a StatefulSet whose pods can be created: the pods carry it with a hash of 11 characters in the label
 * `controller-revision-hash`, which holds 63.
 *
 * @see https://github.com/kubernetes/kubernetes/issues/64023
 */
export const MAX_STATEFUL_SET_NAME = 52;

/** What is wrong with a name that must be a DNS label (RFC 1123), if anything. */
export function dnsLabelFaults(prop: string, name: string, maxLength: number = MAX_DNS_LABEL): Fault[] {
  const faults = shapeFaults(TEXT, prop, name);
  if (faults.length > 0) return faults;
  if (!DNS_LABEL.test(name)) {
    faults.push({ prop, problem: 'is not a DNS label (RFC 1123)', got: name, remedy: 'use lower-case letters, digits and "-", beginning and ending with a letter or digit' });
  }
  if (name.length > maxLength) {
    faults.push({ prop, problem: `is ${name.length} characters long`, got: name, remedy: `use at most ${maxLength}` });
  }
  return faults;
}

/** What is wrong with a name that must be a DNS subdomain (RFC 1123), if anything. */
export function dnsSubdomainFaults(prop: string, name: string): Fault[] {
  const faults = shapeFaults(TEXT, prop, name);
  if (faults.length > 0 || isDnsSubdomain(name)) return faults;
  return [{ prop, problem: 'is not a DNS subdomain (RFC 1123) of at most 253 characters', got: name, remedy: 'use lower-case letters, digits, "-" and "."' }];
}

function isDnsSubdomain(name: string): boolean {
  return DNS_SUBDOMAIN.test(name) && name.length <= MAX_DNS_SUBDOMAIN;
}

/** `[prefix/]name`, the prefix a DNS subdomain. */
function isQualifiedKey(key: string): boolean {
  const slash = key.indexOf('/');
  return KEY_NAME.test(key.slice(slash + 1)) && (slash < 0 || isDnsSubdomain(key.slice(0, slash)));
}

/** What is wrong with labels, if anything. */
export function labelFaults(prop: string, labels: { readonly [key: string]: string }): Fault[] {
  const faults = shapeFaults(TEXTS, prop, labels);
  if (faults.length > 0) return faults;
  for (const [key, value] of Object.entries(labels)) {
    faults.push(...keyFaults(prop, key));
    if (!LABEL_VALUE.test(value)) {
      faults.push({ prop, problem: `has a value for ${key} that Kubernetes refuses`, got: value, remedy: 'use at most 63 letters, digits, "-", "_" and "."' });
    }
  }
  return faults;
}

/** What is wrong with annotations, if anything: their values are any text. */
export function annotationFaults(prop: string, annotations: { readonly [key: string]: string }): Fault[] {
  // unlike those of labels, their keys may have upper case before the slash:
  // https://github.com/kubernetes/kubernetes/blob/v1.36.0/staging/src/k8s.io/apimachinery/pkg/api/validation/objectmeta.go
  return Object.keys(annotations).flatMap((key) => (isQualifiedKey(key.toLowerCase()) ? [] : keyFaults(prop, key)));
}

interface Metadata {
  readonly namespace?: string;
  readonly labels?: { readonly [key: string]: string };
  readonly annotations?: { readonly [key: string]: string };
}

/** What is wrong with namespace, labels and annotations of an object, if anything. */
export function metadataFaults({ namespace, labels, annotations }: Metadata = {}): Fault[] {
  return [
    ...namespace === undefined ? [] : dnsLabelFaults('metadata.namespace', namespace),
    ...labels === undefined ? [] : labelFaults('metadata.labels', labels),
    ...annotations === undefined ? [] : annotationFaults('metadata.annotations', annotations),
  ];
}

function keyFaults(prop: string, key: string): Fault[] {
  if (isQualifiedKey(key)) return [];
  return [{ prop, problem: 'has a key that Kubernetes refuses', got: key, remedy: 'use [prefix/]name with a name of at most 63 characters' }];
}

/** What is wrong with a key of a Secret or ConfigMap, if anything. */
export function dataKeyFaults(prop: string, key: string): Fault[] {
  const faults = shapeFaults(TEXT, prop, key);
  if (faults.length > 0 || DATA_KEY.test(key)) return faults;
  return [{ prop, problem: 'is no key that a Secret can have', got: key, remedy: 'use letters, digits, "-", "_" and "."' }];
}

/** What is wrong with the name of an environment variable, if anything: what every version takes. */
export function variableFaults(prop: string, name: string): Fault[] {
  // https://github.com/kubernetes/kubernetes/blob/v1.33.0/staging/src/k8s.io/apimachinery/pkg/util/validation/validation.go (IsEnvVarName)
  if (/^[-._a-zA-Z][-._a-zA-Z0-9]*$/.test(name) && !/^\.\.?$|^\.\./.test(name)) return [];
  return [{ prop, problem: 'is no name of an environment variable', got: name, remedy: 'use letters, digits and "_", beginning with a letter' }];
}

/** What is wrong with the name of a port, if anything (RFC 6335). */
export function portNameFaults(prop: string, name: string): Fault[] {
  const faults = dnsLabelFaults(prop, name, MAX_PORT_NAME);
  if (faults.length > 0 || (/[a-z]/.test(name) && !name.includes('--'))) return faults;
  return [{ prop, problem: 'is not the name of a port (RFC 6335)', got: name, remedy: 'use at least one letter, and never "-" twice in a row' }];
}

/** What is wrong with a folder in a container where something is mounted, if anything. */
export function mountPathFaults(prop: string, of: string, path: string): Fault[] {
  const problem = !path.startsWith('/') || path === '/' ? 'needs an absolute mountPath below the root' : path.includes(':') ? 'has a ":" in its mountPath' : undefined;
  return problem === undefined ? [] : [{ prop, problem: `"${of}" ${problem}`, got: path, remedy: 'use a path such as /data' }];
}

/** A name that fits, made from one that is too long: a readable beginning and a hash of the whole. */
export function shortenName(name: string, maxLength: number): string {
  if (name.length <= maxLength) return name;
  return `${name.slice(0, maxLength - 9).replace(/[-.]+$/, '')}-${hashOf(name)}`;
}

/** Eight characters that tell one text from another, and are always the same for it. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}

/** A number below `size` that is always the same for a text. */
export function stableHash(text: string, size: number): number {
  return createHash('sha256').update(text).digest().readUInt32BE(0) % size;
}
