import { definitionName } from './kinds';

/** JSON Schema, as OpenAPI and CustomResourceDefinitions write it. */
export interface Schema { readonly [keyword: string]: unknown }
export interface Definitions { readonly [name: string]: Schema }

/** What is vendored: definitions, and which of them is a kind, by `apiVersion kind`. */
export interface Reduced {
  readonly kinds: { readonly [kind: string]: string };
  readonly definitions: Definitions;
}

/** A CustomResourceDefinition, as far as it is read. */
export interface ResourceDefinition {
  readonly spec: {
    readonly group: string;
    readonly names: { readonly kind: string };
    readonly versions: readonly { readonly name: string; readonly served: boolean; readonly schema: { readonly openAPIV3Schema: Schema } }[];
  };
}

const OBJECT_META = 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta';

/** What OpenAPI calls a string is more than that. */
const SCALARS: Definitions = {
  'io.k8s.apimachinery.pkg.api.resource.Quantity': { type: ['string', 'number'], format: 'quantity' },
  'io.k8s.apimachinery.pkg.util.intstr.IntOrString': { type: ['integer', 'string'] },
};

const KEPT_KEYWORDS = ['format', 'enum', 'required', 'pattern', 'minimum', 'maximum', 'minItems', 'maxItems', 'minLength', 'maxLength'];

/** Kinds that these definitions have, with all that they refer to. */
export function reduceDefinitions(all: Definitions, wanted: readonly string[]): Reduced {
  const kinds: { [kind: string]: string } = {};
  const definitions: { [name: string]: Schema } = {};
  const take = (name: string): void => {
    if (name in definitions) return;
    definitions[name] = SCALARS[name] ?? closed(all[name]);
    referencesOf(definitions[name]).forEach(take);
  };
  for (const kind of wanted) {
    const name = definitionName(...kind.split(' ') as [string, string]);
    if (!(name in all)) continue;
    kinds[kind] = name;
    take(name);
  }
  return { kinds, definitions: Object.fromEntries(Object.entries(definitions).sort(([a], [b]) => (a < b ? -1 : 1))) };
}

/** Every served version of custom resources. */
export function reduceResources(resources: readonly ResourceDefinition[]): Reduced {
  const kinds: { [kind: string]: string } = {};
  const definitions: { [name: string]: Schema } = {};
  for (const { group, names, versions } of resources.map(({ spec }) => spec)) {
    for (const { name, schema } of versions.filter(({ served }) => served)) {
      const definition = `${group}.${name}.${names.kind}`;
      kinds[`${group}/${name} ${names.kind}`] = definition;
      definitions[definition] = withMetadata(closed(schema.openAPIV3Schema));
    }
  }
  return { kinds, definitions };
}

/** A schema without prose and null, whose objects have no other fields than those that it lists. */
function closed(schema: Schema): Schema {
  if (typeof schema.$ref === 'string') return { $ref: `#/$defs/${schema.$ref.split('/').pop()}` };
  if (schema['x-kubernetes-int-or-string'] === true) return { type: ['integer', 'string'] };
  const kept: { [keyword: string]: unknown } = {};
  const types = [schema.type ?? []].flat().filter((type) => type !== 'null');
  if (types.length > 0) kept.type = types.length === 1 ? types[0] : types;
  for (const keyword of KEPT_KEYWORDS) {
    if (keyword in schema) kept[keyword] = schema[keyword];
  }
  if (schema.items) kept.items = closed(schema.items as Schema);
  if (schema.properties) {
    kept.properties = Object.fromEntries(Object.entries(schema.properties as Definitions).map(([name, each]) => [name, closed(each)]));
    kept.additionalProperties = false;
  } else if (typeof schema.additionalProperties === 'object') {
    kept.additionalProperties = closed(schema.additionalProperties as Schema);
  }
  return kept;
}

/** What a CustomResourceDefinition leaves to the API server. */
function withMetadata(schema: Schema): Schema {
  return { ...schema, properties: { ...schema.properties as Definitions, metadata: { $ref: `#/$defs/${OBJECT_META}` } } };
}

function referencesOf(schema: Schema): string[] {
  return [...JSON.stringify(schema).matchAll(/"\$ref":"#\/\$defs\/([^"]+)"/g)].map(([, name]) => name);
}
