import type { ApiMember, ApiParameter, ApiProperty, ApiType, Assembly, Documented, TypeReference } from '../../support/assembly';

/** A rule over the compiled API. `check` says the places that break it. */
export interface AssemblyRule {
  readonly code: string;
  readonly message: string;
  readonly check: (assembly: Assembly) => string[];
}

/** Packages whose types may appear in our API; users have them as peers. */
const PEERS = ['cdk8s', 'constructs', 'cdk8s-plus-28'];
const SECRET = /password|secret|token|credential/i;
// imagePullSecrets is Kubernetes' own word for names of Secrets
const REFERENCE = /(Name|Key|Namespace)s?$|^imagePullSecrets$/;

/** Something with a type: a property, a parameter, a returned value. */
interface Typed {
  readonly place: string;
  readonly name: string;
  readonly type: TypeReference;
}

export const ASSEMBLY_RULES: readonly AssemblyRule[] = [
  {
    code: 'no-union',
    message: 'has a union or intersection type, which other languages see as any object; use a class with static factories, or an enum',
    check: (assembly) => typedOf(assembly).filter(({ type }) => anywhere(type, (each) => 'union' in each || 'intersection' in each)).map(({ place }) => place),
  },
  {
    code: 'no-any',
    message: 'is `any`, which no language can check; declare a struct, or a map of strings',
    check: (assembly) => typedOf(assembly)
      .filter(({ type }) => anywhere(type, (each) => 'primitive' in each && (each.primitive === 'any' || each.primitive === 'json')))
      .map(({ place }) => place),
  },
  {
    code: 'known-types',
    message: `has a type of a package other than ${PEERS.join(', ')}; wrap it in a type of ours`,
    check: (assembly) => typedOf(assembly)
      .filter(({ type }) => anywhere(type, (each) => 'fqn' in each && ![assembly.name, ...PEERS].includes(each.fqn.split('.')[0])))
      .map(({ place }) => place),
  },
  {
    code: 'documented',
    message: 'has no doc comment; say what it is, why or when to use it, and which field it sets',
    check: (assembly) => Object.values(assembly.types).flatMap((type) => [
      ...(type.docs?.summary ? [] : [placeOf(type)]),
      ...membersOf(type).filter((member) => !isDocumented(assembly, member)).map((member) => placeOf(type, member)),
    ]),
  },
  {
    code: 'default-of-property',
    message: 'is optional and has no `@default`; say what happens when it is left out',
    check: (assembly) => structPropertiesThat(assembly, ({ optional, docs }) => optional === true && !docs?.default),
  },
  {
    code: 'default-of-parameter',
    message: 'is optional and its `@param` does not say the default; write "Default: ..." there, or take a struct',
    check: (assembly) => parametersOf(assembly)
      .filter(({ item }) => item.optional && !isStruct(assembly, item.type) && !/default/i.test(`${item.docs?.summary} ${item.docs?.remarks}`))
      .map(({ place }) => place),
  },
  {
    code: 'no-secret-text',
    message: 'holds a secret as plain text; take a Secret by reference, or end the name in Name, Namespace or Key if that is what it holds',
    check: (assembly) => typedOf(assembly)
      .filter(({ name, type }) => SECRET.test(name) && !REFERENCE.test(name) && anywhere(type, (each) => 'primitive' in each && each.primitive === 'string'))
      .map(({ place }) => place),
  },
  {
    code: 'readonly-structs',
    message: 'is a property of a struct and can be set; add `readonly`, since other languages pass structs by value',
    check: (assembly) => structPropertiesThat(assembly, ({ immutable }) => !immutable),
  },
];

/** `[code] Type.member (src/file.ts:1) message`, for every place that breaks a rule. */
export function lintAssembly(assembly: Assembly): string[] {
  return ASSEMBLY_RULES.flatMap(({ code, message, check }) => check(assembly).map((place) => `[${code}] ${place} ${message}`));
}

function structPropertiesThat(assembly: Assembly, test: (property: ApiProperty) => boolean): string[] {
  return Object.values(assembly.types).filter((type) => type.datatype)
    .flatMap((type) => (type.properties ?? []).filter(test).map((property) => placeOf(type, property)));
}

function isStruct(assembly: Assembly, type: TypeReference): boolean {
  return 'fqn' in type && assembly.types[type.fqn]?.datatype === true;
}

/** Does a type, or one inside it, satisfy the test? */
function anywhere(type: TypeReference, test: (type: TypeReference) => boolean): boolean {
  if (test(type)) return true;
  if ('collection' in type) return anywhere(type.collection.elementtype, test);
  if ('union' in type) return type.union.types.some((each) => anywhere(each, test));
  if ('intersection' in type) return type.intersection.types.some((each) => anywhere(each, test));
  return false;
}

function membersOf(type: ApiType): ApiMember[] {
  return [...type.properties ?? [], ...type.methods ?? [], ...type.members ?? []];
}

/** By itself, or where it is declared first. */
function isDocumented(assembly: Assembly, member: ApiMember): boolean {
  if (member.docs?.summary || !member.overrides) return Boolean(member.docs?.summary);
  const first = assembly.types[member.overrides];
  return !first || membersOf(first).some((each) => each.name === member.name && isDocumented(assembly, each));
}

function typedOf(assembly: Assembly): Typed[] {
  const properties = Object.values(assembly.types).flatMap((type) => (type.properties ?? []).map((property: ApiProperty) => ({
    place: placeOf(type, property), name: property.name, type: property.type,
  })));
  const returned = Object.values(assembly.types).flatMap((type) => (type.methods ?? []).flatMap(({ name, returns, locationInModule }) => (
    returns ? [{ place: `${placeOf(type, { name, locationInModule })} (its result)`, name, type: returns.type }] : []
  )));
  return [...properties, ...returned, ...parametersOf(assembly).map(({ place, item }) => ({ place, name: item.name, type: item.type }))];
}

function parametersOf(assembly: Assembly): { place: string; item: ApiParameter }[] {
  return Object.values(assembly.types).flatMap((type) => [
    ...(type.initializer ? [{ ...type.initializer, name: 'constructor' }] : []),
    ...type.methods ?? [],
  ].flatMap((method) => (method.parameters ?? []).map((item) => ({ place: `${placeOf(type, method)} parameter ${item.name}`, item }))));
}

function placeOf(type: ApiType, member?: Documented & { readonly name: string }): string {
  const at = (member ?? type).locationInModule;
  return `${type.name}${member ? `.${member.name}` : ''}${at ? ` (${at.filename}:${at.line})` : ''}`;
}
