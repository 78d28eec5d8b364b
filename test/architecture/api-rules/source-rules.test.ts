import * as ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { lintSource } from './source-rules';

/** Lints one file that exists in memory only. */
function lint(text: string): string[] {
  const file = ts.createSourceFile('/api.ts', text, ts.ScriptTarget.ES2022, true);
  const host: ts.CompilerHost = {
    fileExists: (path) => path === file.fileName,
    readFile: () => undefined,
    getSourceFile: (path) => (path === file.fileName ? file : undefined),
    getDefaultLibFileName: () => '/lib.d.ts',
    writeFile: () => undefined,
    getCurrentDirectory: () => '/',
    getCanonicalFileName: (path) => path,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => '\n',
  };
  return lintSource(ts.createProgram([file.fileName], { noLib: true, noResolve: true, strict: true, types: [] }, host), file.fileName);
}

describe('what jsii drops or blurs is refused', () => {
  test.each([
    ['only-types', 'f', 'export function f(): void {}'],
    ['only-types', 'LIMIT', 'export const LIMIT = 3;'],
    ['only-types', 'Mode', "export type Mode = 'a';"],
    ['no-generics', 'Box', 'export interface Box<T> { readonly x: T }'],
    ['no-generics', 'A.pick', 'export class A { public pick<T>(x: T): void {} }'],
    ['no-overloads', 'A.get', 'export class A { get(x: string): void; get(x: number): void; get(): void {} }'],
    ['no-overloads', 'A.get', 'export interface A { get(x: string): void; get(x: number): void }'],
    ['no-overloads', 'A.constructor', 'export class A { constructor(x: string); constructor(x: number); constructor() {} }'],
    ['no-functions', 'A.done', 'export interface A { readonly done: () => void }'],
    ['no-functions', 'A.done', 'type Done = () => void; export interface A { readonly done?: Done }'],
    ['no-functions', 'A.all', 'export interface A { readonly all: { [key: string]: () => void } }'],
    ['no-functions', 'A.run', 'export class A { static run(step: (n: number) => void): void {} }'],
    ['no-functions', 'A.f', 'export interface A { readonly f: Function }'],
    ['no-union', 'A.mode', "export interface A { readonly mode?: 'a' | 'b' }"],
    ['no-union', 'A.get', 'export class A { get(): string | number { return 1; } }'],
    ['no-union', 'A.constructor', 'export class A { constructor(x: string | number) {} }'],
    ['no-any', 'A.x', 'export interface A { readonly x: any }'],
    ['no-any', 'A.x', 'export interface A { readonly x: { [key: string]: unknown } }'],
    ['no-any', 'A.x', 'export class A { protected x: any; }'],
    ['no-any', 'A.x', 'export class A { get x(): any { return 1; } }'],
  ])('%s: %s in %s', (code, place, text) => {
    expect(lint(text)).toEqual([expect.stringMatching(`^\\[${code}\\] ${place.replace('.', '\\.')} \\(.*api\\.ts:1\\) `)]);
  });
});

test.each([
  'export enum Mode { A = "a" }',
  'export class A { get x(): string { return ""; } set x(value: string) {} }',
  'export class A { static get(): void {} get(): void {} }',
  'export interface A { readonly x: string | undefined }',
  'export class A { private x: any; #y: any; private pick<T>(x: T): void {} }',
  'export class A {\n/** @internal */ public _x(): string | number { return 1; } }',
  'interface Hidden<T> { x: T } export interface A { readonly x: string }',
])('takes %s', (text) => {
  expect(lint(text)).toEqual([]);
});

test('a file without exports is an error, not a pass', () => {
  expect(() => lint('const x = 1;')).toThrow('/api.ts exports nothing');
});
