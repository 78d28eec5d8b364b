import { existsSync } from 'fs';
import { join, posix } from 'path';
import * as ts from 'typescript';
import { readText, ROOT } from './repository';

/** One import of a file, of whatever kind: static, type-only, re-export, dynamic, `require`, `import('x').Y`. */
export interface Import {
  readonly from: string;
  readonly line: number;
  /** As written. */
  readonly specifier: string;
  /** The imported file, as a path from the top; undefined for packages and node's own modules. */
  readonly target?: string;
  /** What is taken from it, by its exported name; `*` for everything. */
  readonly names: readonly string[];
}

/** The imports of files given by their paths from the top. */
export function importsOfFiles(paths: readonly string[]): Import[] {
  return paths.flatMap((path) => importsOf(path, readText(path)));
}

/** The imports in a source text. */
export function importsOf(path: string, text: string, fileExists: (path: string) => boolean = onDisk): Import[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const found: Import[] = [];
  const visit = (node: ts.Node): void => {
    const imported = importedBy(node);
    if (imported) {
      const specifier = imported.module.text;
      const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
      found.push({ from: path, line, specifier, names: imported.names, target: resolveRelative(path, specifier, fileExists) });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function importedBy(node: ts.Node): { module: ts.StringLiteralLike; names: string[] } | undefined {
  if (ts.isImportDeclaration(node) && ts.isStringLiteralLike(node.moduleSpecifier)) {
    return { module: node.moduleSpecifier, names: namesOfClause(node.importClause) };
  }
  if (ts.isExportDeclaration(node) && node.moduleSpecifier && ts.isStringLiteralLike(node.moduleSpecifier)) {
    const clause = node.exportClause;
    return { module: node.moduleSpecifier, names: clause && ts.isNamedExports(clause) ? namesOf(clause.elements) : ['*'] };
  }
  if (ts.isImportEqualsDeclaration(node) && ts.isExternalModuleReference(node.moduleReference)) {
    return asModule(node.moduleReference.expression);
  }
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
    return asModule(node.argument.literal);
  }
  if (ts.isCallExpression(node) && (node.expression.kind === ts.SyntaxKind.ImportKeyword || isRequire(node.expression))) {
    return asModule(node.arguments[0]);
  }
  return undefined;
}

function asModule(node: ts.Node | undefined): { module: ts.StringLiteralLike; names: string[] } | undefined {
  return node && ts.isStringLiteralLike(node) ? { module: node, names: ['*'] } : undefined;
}

/** `require(...)` and `require.resolve(...)`. */
function isRequire(callee: ts.Expression): boolean {
  const name = ts.isPropertyAccessExpression(callee) ? callee.expression : callee;
  return ts.isIdentifier(name) && name.text === 'require';
}

function namesOfClause(clause: ts.ImportClause | undefined): string[] {
  if (!clause) return [];
  const bindings = clause.namedBindings;
  return [
    ...(clause.name ? ['default'] : []),
    ...(!bindings ? [] : ts.isNamespaceImport(bindings) ? ['*'] : namesOf(bindings.elements)),
  ];
}

function namesOf(elements: ts.NodeArray<ts.ImportSpecifier | ts.ExportSpecifier>): string[] {
  return elements.map((element) => (element.propertyName ?? element.name).text);
}

function resolveRelative(from: string, specifier: string, fileExists: (path: string) => boolean): string | undefined {
  if (!specifier.startsWith('.')) return undefined;
  const base = posix.join(posix.dirname(from), specifier);
  const target = [base, `${base}.ts`, `${base}/index.ts`, base.replace(/\.js$/, '.ts')].find((path) => /\.\w+$/.test(path) && fileExists(path));
  if (!target) throw new Error(`${from} imports "${specifier}", which is no file; correct the path`);
  return target;
}

function onDisk(path: string): boolean {
  return existsSync(join(ROOT, path));
}
