import { describe, expect, test } from 'vitest';
import { lintAssembly } from './assembly-rules';
import type { ApiMethod, ApiProperty, ApiType, Assembly, TypeReference } from '../../support/assembly';

const STRING: TypeReference = { primitive: 'string' };
const UNION: TypeReference = { union: { types: [STRING, { primitive: 'number' }] } };
const DOCS = { summary: 'Says something.' };

function assemblyOf(...types: Omit<ApiType, 'fqn'>[]): Assembly {
  return { name: 'lib', types: Object.fromEntries(types.map((type) => [`lib.${type.name}`, { ...type, fqn: `lib.${type.name}` }])) };
}

function structWith(property: Partial<ApiProperty>): Assembly {
  return assemblyOf({ name: 'Props', kind: 'interface', datatype: true, docs: DOCS, properties: [{ name: 'x', type: STRING, immutable: true, docs: DOCS, ...property }] });
}

/** A class whose property is declared first by an interface. */
function implementationOf(docs?: ApiProperty['docs']): Assembly {
  return assemblyOf(
    { name: 'IThing', kind: 'interface', docs: DOCS, properties: [{ name: 'x', type: STRING, immutable: true, docs }] },
    { name: 'Thing', kind: 'class', docs: DOCS, properties: [{ name: 'x', type: STRING, immutable: true, overrides: 'lib.IThing' }] },
  );
}

function classWith(method: Partial<ApiMethod>): Assembly {
  return assemblyOf(
    { name: 'Thing', kind: 'class', docs: DOCS, methods: [{ name: 'do', docs: DOCS, ...method }] },
    { name: 'Options', kind: 'interface', datatype: true, docs: DOCS },
  );
}

describe('a good assembly passes', () => {
  test.each<[string, Assembly]>([
    ['a documented property', structWith({})],
    ['an optional one with a default', structWith({ optional: true, docs: { ...DOCS, default: '- none' } })],
    ['types of ours and of peers', structWith({ type: { collection: { kind: 'array', elementtype: { fqn: 'cdk8s-plus-28.ISecret' } } } })],
    ['a property documented where it is declared first', implementationOf(DOCS)],
    ['a method documented by a peer', classWith({ docs: undefined, overrides: 'constructs.Construct' })],
    ['the key of a password', structWith({ name: 'passwordKey' })],
    ['the name of a secret', structWith({ name: 'secretName' })],
    ['a secret by reference', structWith({ name: 'secret', type: { fqn: 'cdk8s-plus-28.ISecret' } })],
    ['an optional struct as a parameter', classWith({ parameters: [{ name: 'options', type: { fqn: 'lib.Options' }, optional: true }] })],
    ['an optional parameter that says its default', classWith({ parameters: [{ name: 'port', type: STRING, optional: true, docs: { summary: 'The port. Default: 80.' } }] })],
  ])('%s', (_, assembly) => {
    expect(lintAssembly(assembly)).toEqual([]);
  });
});

describe('a bad assembly is caught', () => {
  test.each<[string, string, Assembly]>([
    ['no-union', 'Props.x', structWith({ type: UNION })],
    ['no-union', 'Props.x', structWith({ type: { collection: { kind: 'map', elementtype: UNION } } })],
    ['no-union', 'Props.x', structWith({ type: { intersection: { types: [{ fqn: 'lib.A' }, { fqn: 'lib.B' }] } } })],
    ['no-union', 'Thing.do parameter x', classWith({ parameters: [{ name: 'x', type: UNION }] })],
    ['no-union', 'Thing.do (its result)', classWith({ returns: { type: UNION } })],
    ['no-any', 'Props.x', structWith({ type: { primitive: 'any' } })],
    ['no-any', 'Props.x', structWith({ type: { primitive: 'json' } })],
    ['no-any', 'Props.x', structWith({ type: { collection: { kind: 'map', elementtype: { primitive: 'any' } } } })],
    ['known-types', 'Props.x', structWith({ type: { fqn: 'cdk8s-plus-34.ISecret' } })],
    ['documented', 'Props.x', structWith({ docs: undefined })],
    ['documented', 'Thing.do', classWith({ docs: {} })],
    ['documented', 'Mode', assemblyOf({ name: 'Mode', kind: 'enum' })],
    ['documented', 'Mode.A', assemblyOf({ name: 'Mode', kind: 'enum', docs: DOCS, members: [{ name: 'A' }] })],
    ['default-of-property', 'Props.x', structWith({ optional: true })],
    ['default-of-parameter', 'Thing.do parameter port', classWith({ parameters: [{ name: 'port', type: STRING, optional: true, docs: { summary: 'The port.' } }] })],
    ['default-of-parameter', 'Thing.constructor parameter port', assemblyOf({
      name: 'Thing', kind: 'class', docs: DOCS, initializer: { parameters: [{ name: 'port', type: STRING, optional: true }] },
    })],
    ['no-secret-text', 'Props.adminPassword', structWith({ name: 'adminPassword' })],
    ['no-secret-text', 'Props.tokens', structWith({ name: 'tokens', type: { collection: { kind: 'array', elementtype: STRING } } })],
    ['no-secret-text', 'Thing.do parameter clientSecret', classWith({ parameters: [{ name: 'clientSecret', type: STRING }] })],
    ['readonly-structs', 'Props.x', structWith({ immutable: false })],
  ])('%s: %s', (code, place, assembly) => {
    expect(lintAssembly(assembly)).toEqual([expect.stringContaining(`[${code}] ${place} `)]);
  });

  test('a property documented neither where it is declared first nor where it is implemented', () => {
    expect(lintAssembly(implementationOf())).toEqual([expect.stringContaining('IThing.x'), expect.stringContaining('Thing.x')]);
  });

  test('says where, and what to do', () => {
    expect(lintAssembly(structWith({ optional: true, locationInModule: { filename: 'src/a.ts', line: 7 } }))).toEqual([
      '[default-of-property] Props.x (src/a.ts:7) is optional and has no `@default`; say what happens when it is left out',
    ]);
  });
});
