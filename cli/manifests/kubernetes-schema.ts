import { NOT_RESOLVED, Schema, boolYaml11Tag, defineMappingTag, defineScalarTag, defineSequenceTag, nullYaml11Tag, seqTag, strTag } from 'js-yaml';
import { keep } from './kept-strings';
import { floatOf, integerOf, nameOfKey } from './kubernetes-scalars';

/** What a plain `<<` is until it is known whether it stands where a key stands. */
const MERGE = Symbol('<<');

type Mapping = { [key: string]: unknown };

const integer = defineScalarTag<number>('tag:yaml.org,2002:int', {
  implicit: true,
  implicitFirstChars: [...'-+0123456789'],
  identify: () => false,
  resolve: (text) => integerOf(text) ?? NOT_RESOLVED,
});

const float = defineScalarTag<number>('tag:yaml.org,2002:float', {
  implicit: true,
  implicitFirstChars: [...'-+.0123456789'],
  identify: () => false,
  resolve: (text, isExplicit) => floatOf(text) ?? (isExplicit ? integerOf(text) : undefined) ?? NOT_RESOLVED,
});

// not under the name of !!merge: the parser's own merging goes by other rules
const merge = defineScalarTag<typeof MERGE>('tag:cdk8s-stateful.dev,2026:merge', {
  implicit: true,
  implicitFirstChars: ['<'],
  identify: () => false,
  resolve: (text) => (text === '<<' ? MERGE : NOT_RESOLVED),
});

/** Unknown tags change nothing: their scalars are strings. */
const unknown = defineScalarTag<string | typeof MERGE>('', {
  matchByTagPrefix: true,
  identify: () => false,
  resolve: (text, _, tag) => (tag === 'tag:yaml.org,2002:merge' && text === '<<' ? MERGE : keep(text)),
});

// https://github.com/yaml/go-yaml/blob/v2.4.4/resolve.go parseTimestamp
const timestamp = defineScalarTag<string>('tag:yaml.org,2002:timestamp', {
  identify: () => false,
  resolve: (text) => (/^\d{4}-\d\d?-\d\d?([Tt ].+)?$/.test(text) ? text : NOT_RESOLVED),
});

const binary = defineScalarTag<string>('tag:yaml.org,2002:binary', {
  identify: () => false,
  resolve: (text) => {
    const digits = text.replace(/[\r\n]/g, '');
    const isBase64 = digits.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(digits);
    return isBase64 ? Buffer.from(digits, 'base64').toString('utf8') : NOT_RESOLVED;
  },
});

const string = defineScalarTag<string>('tag:yaml.org,2002:str', { ...strTag, resolve: (text) => keep(text) });

/** The tags that a plain scalar may have by its looks alone, in the order in which they are tried. */
const IMPLICIT = [nullYaml11Tag, boolYaml11Tag, integer, float, merge];
const FIRST_OF_IMPLICIT = new Set(IMPLICIT.flatMap(({ implicitFirstChars }) => implicitFirstChars ?? []));

/** What a plain scalar is, to be asked with `isMerge` where it is a key. */
export function resolvePlainScalar(text: string): unknown {
  if (!FIRST_OF_IMPLICIT.has(text.charAt(0))) return keep(text);
  for (const tag of IMPLICIT) {
    const value = tag.resolve(text, false, tag.tagName);
    if (value !== NOT_RESOLVED) return value;
  }
  return keep(text);
}

/** How many keys may come from merges in one document. Written out, they would be as many lines. */
export const MAX_MERGED_KEYS = 100_000;

const sequence = {
  ...seqTag,
  addItem: (list: unknown[], item: unknown) => {
    list.push(asValue(item));
    return faultOf(item);
  },
};

/** Mappings of one document. Explicit keys and merges go by order, later wins: https://github.com/yaml/go-yaml/blob/v2.4.4/decode.go */
class Mappings {
  /** Keys that a mapping has from a merge alone: what it says itself may replace them. */
  private readonly merged = new WeakMap<Mapping, Set<string>>();
  private count = 0;

  public readonly tag = {
    create: (): Mapping => ({}),
    identify: () => false,
    has: (map: Mapping, key: unknown) => Object.hasOwn(map, String(key)),
    keys: (map: Mapping) => Object.keys(map),
    get: (map: Mapping, key: unknown) => map[String(key)],
    addPair: (map: Mapping, key: unknown, value: unknown) => (key === MERGE ? this.merge(map, value) : this.add(map, key, value)),
  };

  private add(map: Mapping, key: unknown, value: unknown): string {
    const name = nameOfKey(key);
    if (name === undefined) return `${describeKey(key)} cannot be a key; quote it`;
    if (Object.hasOwn(map, name) && !this.merged.get(map)?.delete(name)) return `the key ${JSON.stringify(name)} is there twice; keep one`;
    set(map, name, value);
    return faultOf(value);
  }

  private merge(map: Mapping, value: unknown): string {
    const sources: unknown[] = Array.isArray(value) ? [...value as unknown[]].reverse() : [value];
    if (!sources.every(isMapping)) return 'only mappings can be merged with <<';
    const merged = this.merged.get(map) ?? new Set();
    this.merged.set(map, merged);
    for (const source of sources) {
      for (const [name, entry] of Object.entries(source)) {
        this.count += 1;
        if (this.count > MAX_MERGED_KEYS) return `more than ${MAX_MERGED_KEYS} keys are merged with <<; write them out`;
        set(map, name, entry);
        merged.add(name);
      }
    }
    return '';
  }
}

function schemaWith({ tag }: Mappings): Schema {
  return new Schema([
    string, ...IMPLICIT, timestamp, binary,
    defineMappingTag('tag:yaml.org,2002:map', tag), defineSequenceTag('tag:yaml.org,2002:seq', sequence),
    unknown, defineMappingTag('', { ...tag, matchByTagPrefix: true }), defineSequenceTag('', { ...sequence, matchByTagPrefix: true }),
  ]);
}

const WITHOUT_MERGES = schemaWith(new Mappings());

/**
 * YAML as Kubernetes' decoder reads it, leniently, but for keys that are there twice. To be used with `json: true`: the
 * mappings look for these themselves.
 */
export function kubernetesSchema(text: string): Schema {
  return text.includes('<<') ? schemaWith(new Mappings()) : WITHOUT_MERGES;
}

/** Is it what a plain `<<` is until it is known whether it is a key? */
export function isMerge(value: unknown): boolean {
  return value === MERGE;
}

/** What a scalar is where it is no key. */
export function asValue(value: unknown): unknown {
  return value === MERGE ? '<<' : value;
}

/** The name of a plain scalar as a key; undefined for the key that merges. */
export function nameOfPlainKey(text: string): string | undefined {
  for (const tag of [boolYaml11Tag, integer, float]) {
    const value = tag.resolve(text, false, tag.tagName);
    if (value !== NOT_RESOLVED) return nameOfKey(value);
  }
  return text === '<<' ? undefined : text;
}

function set(map: Mapping, name: string, value: unknown): void {
  if (name === '__proto__') Object.defineProperty(map, name, { value, enumerable: true, configurable: true, writable: true });
  else map[name] = asValue(value);
}

function faultOf(value: unknown): string {
  return typeof value === 'number' && !Number.isFinite(value) ? '.inf and .nan are no values in JSON; quote them' : '';
}

function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function describeKey(key: unknown): string {
  if (typeof key === 'object' && key !== null) return Array.isArray(key) ? 'a list' : 'a mapping';
  return String(key);
}
