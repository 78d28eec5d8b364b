import { existsSync } from 'fs';
import { join } from 'path';
import { readText, ROOT } from './repository';

/** The parts of a jsii assembly (`.jsii`) that our tests read. */
export interface Assembly {
  readonly name: string;
  readonly types: { readonly [fqn: string]: ApiType };
}

export interface Documented {
  readonly docs?: { readonly summary?: string; readonly remarks?: string; readonly default?: string };
  readonly locationInModule?: { readonly filename: string; readonly line: number };
}

export interface ApiType extends Documented {
  readonly fqn: string;
  readonly name: string;
  readonly kind: 'class' | 'interface' | 'enum';
  /** A struct: an interface of values only. */
  readonly datatype?: boolean;
  readonly abstract?: boolean;
  readonly base?: string;
  readonly properties?: readonly ApiProperty[];
  readonly methods?: readonly ApiMethod[];
  readonly initializer?: Documented & { readonly parameters?: readonly ApiParameter[] };
  /** Of an enum. */
  readonly members?: readonly ApiMember[];
}

/** A property or method. */
export interface ApiMember extends Documented {
  readonly name: string;
  /** The type, of ours or of a peer, that declares it first. */
  readonly overrides?: string;
}

export interface ApiProperty extends ApiMember {
  readonly type: TypeReference;
  readonly optional?: boolean;
  readonly immutable?: boolean;
}

export interface ApiMethod extends ApiMember {
  readonly parameters?: readonly ApiParameter[];
  readonly returns?: { readonly type: TypeReference };
}

export interface ApiParameter extends Documented {
  readonly name: string;
  readonly type: TypeReference;
  readonly optional?: boolean;
}

export type TypeReference =
  | { readonly fqn: string }
  | { readonly primitive: string }
  | { readonly collection: { readonly elementtype: TypeReference; readonly kind: string } }
  | { readonly union: { readonly types: readonly TypeReference[] } }
  | { readonly intersection: { readonly types: readonly TypeReference[] } };

/** The assembly that the last compilation wrote. */
export function loadAssembly(): Assembly {
  if (!existsSync(join(ROOT, '.jsii'))) throw new Error('.jsii does not exist; run npx projen compile');
  return JSON.parse(readText('.jsii')) as Assembly;
}

// What a construct class of ours may extend outside this package.
const CONSTRUCT_BASES = ['constructs.Construct', 'cdk8s.ApiObject', 'cdk8s.Chart'];

/** Names of the construct classes that users can instantiate. */
export function constructClasses(assembly: Assembly): string[] {
  const isConstruct = (fqn?: string): boolean => fqn !== undefined && (CONSTRUCT_BASES.includes(fqn) || isConstruct(assembly.types[fqn]?.base));
  return Object.values(assembly.types).filter((type) => !type.abstract && isConstruct(type.base)).map((type) => type.name).sort();
}
