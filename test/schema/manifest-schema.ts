import Ajv from 'ajv';
import type { ErrorObject, ValidateFunction } from 'ajv';
import { definitionName } from './kinds';
import type { Definitions, Reduced } from './reduce';
import { Quantity } from '../../src/core/quantity';
import { KUBERNETES_ADDITIONS } from '../../src/facts/kubernetes';
import type { KubernetesAddition } from '../../src/facts/kubernetes';
import { readText } from '../support/repository';

/** An object as it is applied. */
export interface ManifestObject {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly metadata?: { readonly name?: string };
  readonly [field: string]: unknown;
}

export const OLDEST_MINOR = '1.28';
export const CURRENT_MINOR = '1.36';

/** https://spec.openapis.org/registry/format/; what is not here is a fault of the schema */
const FORMATS = {
  'quantity': (text: string) => Quantity.tryParse(text) !== undefined,
  'date-time': (text: string) => !Number.isNaN(Date.parse(text)),
  'byte': /^[A-Za-z0-9+/]*={0,2}$/,
  'int32': { type: 'number', validate: (value: number) => Number.isInteger(value) && Math.abs(value) < 2 ** 31 },
  'int64': { type: 'number', validate: (value: number) => Number.isSafeInteger(value) },
  'double': true,
} as const;

/** What people apply has a name and no status, and says what it is. */
const MANIFEST = {
  required: ['apiVersion', 'kind', 'metadata'],
  properties: { metadata: { required: ['name'] }, status: false },
};

/** What the API server of one minor version knows, and external-snapshotter beside it: unknown fields are errors, as with strict validation. */
export class ManifestSchema {
  /** A version as it was. */
  public static of(minor: string): ManifestSchema {
    return new ManifestSchema(minor, []);
  }

  /** An older version with what the table of additions says came later. */
  public static withAdditions(minor: string): ManifestSchema {
    return new ManifestSchema(minor, KUBERNETES_ADDITIONS);
  }

  private readonly validators = new Map<string, ValidateFunction>();
  private readonly ajv = new Ajv({ allErrors: true, verbose: true, strictTypes: false, formats: FORMATS });
  private readonly known: Reduced;

  private constructor(public readonly minor: string, private readonly additions: readonly KubernetesAddition[]) {
    const kubernetes = vendored(`kubernetes/${minor}.json`);
    const snapshotter = vendored('external-snapshotter/crds.json');
    this.known = { kinds: { ...kubernetes.kinds, ...snapshotter.kinds }, definitions: { ...kubernetes.definitions, ...snapshotter.definitions } };
    this.ajv.addSchema({ $id: 'kubernetes', $defs: withFields(this.known.definitions, additions) });
  }

  /** Does this version itself, without additions, have a kind or a field? */
  public has({ apiVersion, type, field }: Pick<KubernetesAddition, 'apiVersion' | 'type' | 'field'>): boolean {
    if (field === undefined) return `${apiVersion} ${type}` in this.known.kinds;
    const { properties = {} } = this.known.definitions[definitionName(apiVersion, type)] as { readonly properties?: object };
    return field in properties;
  }

  /** What is wrong with an object, each with object, version and path. */
  public problems(object: ManifestObject): string[] {
    const kind = `${object.apiVersion} ${object.kind}`;
    const said = (problem: string): string => `${object.kind} ${object.metadata?.name}, Kubernetes ${this.minor}: ${problem}`;
    const definition = this.known.kinds[kind];
    if (definition === undefined) {
      const later = this.additions.some(({ apiVersion, type, field }) => field === undefined && `${apiVersion} ${type}` === kind);
      return later ? [] : [said(`there is no ${kind}; list it in test/schema/kinds.ts and refresh, or in src/facts/kubernetes.ts if it came later`)];
    }
    const validate = this.validator(definition);
    validate(object);
    return [...new Set((validate.errors ?? []).map((error) => said(describe(error))))];
  }

  private validator(definition: string): ValidateFunction {
    const made = this.validators.get(definition) ?? this.ajv.compile({ allOf: [{ $ref: `kubernetes#/$defs/${definition}` }, MANIFEST] });
    this.validators.set(definition, made);
    return made;
  }
}

function vendored(file: string): Reduced {
  return JSON.parse(readText(`test/schema/${file}`)) as Reduced;
}

function withFields(definitions: Definitions, additions: readonly KubernetesAddition[]): Definitions {
  const extended = { ...definitions };
  for (const { apiVersion, type, field } of additions) {
    const name = definitionName(apiVersion, type);
    if (field !== undefined) extended[name] = { ...extended[name], properties: { ...extended[name].properties as object, [field]: {} } };
  }
  return extended;
}

function describe({ instancePath, keyword, params, message, data }: ErrorObject): string {
  const path = instancePath.slice(1).replaceAll('/', '.').replaceAll('~1', '/').replaceAll('~0', '~');
  const below = (field: string): string => (path === '' ? field : `${path}.${field}`);
  if (keyword === 'additionalProperties') return `${below(params.additionalProperty)} is not a field`;
  if (keyword === 'required') return `${below(params.missingProperty)} is missing`;
  if (keyword === 'false schema') return `${path} is not for manifests`;
  return `${path} ${message}${keyword === 'enum' ? ` ${params.allowedValues.join(', ')}` : ''}, got ${JSON.stringify(data)}`;
}
