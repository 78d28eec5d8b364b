import { relative } from 'path';
import * as ts from 'typescript';

/** What jsii drops without a word, or turns into `any`: found in the TypeScript of what a package exports. */
const MESSAGES = {
  'only-types': 'is exported and is no class, interface or enum; jsii drops it, so put it on a class as a static member',
  'no-generics': 'has type parameters, which jsii drops; write the types out',
  'no-overloads': 'has overloads, of which jsii keeps one; use a static factory for each form',
  'no-functions': 'has a function in its type, which other languages cannot pass; declare an interface with one method (I prefix)',
  'no-union': 'has a union in its type; use a class with static factories, or an enum',
  'no-any': 'is `any` or `unknown`; declare a struct, or a map of strings',
} as const;

type Code = keyof typeof MESSAGES;

/** Every fault in the public declarations that an entry file exports. */
export function lintSource(program: ts.Program, entry: string): string[] {
  const checker = program.getTypeChecker();
  const file = program.getSourceFile(entry);
  const module = file && checker.getSymbolAtLocation(file);
  if (!module) throw new Error(`${entry} exports nothing; export the public types there`);
  return checker.getExportsOfModule(module)
    .map((symbol) => ({ name: symbol.name, symbol: resolveAlias(checker, symbol) }))
    .flatMap(({ name, symbol }) => (symbol.declarations ?? []).flatMap((declaration) => lintDeclaration(name, declaration, checker)));
}

function resolveAlias(checker: ts.TypeChecker, symbol: ts.Symbol): ts.Symbol {
  // eslint-disable-next-line no-bitwise
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

function lintDeclaration(name: string, declaration: ts.Declaration, checker: ts.TypeChecker): string[] {
  if (declaration.getSourceFile().isDeclarationFile || ts.isEnumDeclaration(declaration)) return [];
  if (!ts.isClassDeclaration(declaration) && !ts.isInterfaceDeclaration(declaration)) return [say('only-types', name, declaration)];
  const members = [...declaration.members].filter(isPublic);
  return [
    ...(declaration.typeParameters ? [say('no-generics', name, declaration)] : []),
    ...overloaded(members).map((member) => say('no-overloads', `${name}.${memberName(member)}`, member)),
    ...members.flatMap((member) => lintMember(`${name}.${memberName(member)}`, member, checker)),
  ];
}

function lintMember(place: string, member: ts.ClassElement | ts.TypeElement, checker: ts.TypeChecker): string[] {
  const signature = ts.isFunctionLike(member) ? member : undefined;
  const own = ts.isPropertyDeclaration(member) || ts.isPropertySignature(member) ? member.type : signature?.type;
  const types = [own, ...(signature?.parameters ?? []).map((parameter) => parameter.type)].filter((type) => type !== undefined);
  const codes = new Set(types.flatMap((type) => typeFaults(type, checker)));
  if (signature?.typeParameters) codes.add('no-generics');
  return [...codes].map((code) => say(code, place, member));
}

function typeFaults(type: ts.TypeNode, checker: ts.TypeChecker): Code[] {
  const codes: Code[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionTypeNode(node) || ts.isConstructorTypeNode(node)) codes.push('no-functions');
    if (ts.isTypeReferenceNode(node) && isCallable(node, checker)) codes.push('no-functions');
    if (ts.isUnionTypeNode(node) && node.types.filter((each) => each.kind !== ts.SyntaxKind.UndefinedKeyword).length > 1) codes.push('no-union');
    if (node.kind === ts.SyntaxKind.AnyKeyword || node.kind === ts.SyntaxKind.UnknownKeyword) codes.push('no-any');
    ts.forEachChild(node, visit);
  };
  visit(type);
  return codes;
}

function isCallable(node: ts.TypeReferenceNode, checker: ts.TypeChecker): boolean {
  return node.typeName.getText() === 'Function' || checker.getTypeFromTypeNode(node).getCallSignatures().length > 0;
}

function isPublic(member: ts.ClassElement | ts.TypeElement): boolean {
  // eslint-disable-next-line no-bitwise
  const hidden = (ts.getCombinedModifierFlags(member) & ts.ModifierFlags.Private) !== 0 || (member.name && ts.isPrivateIdentifier(member.name));
  return !hidden && !ts.getJSDocTags(member).some((tag) => tag.tagName.text === 'internal');
}

/** The second declaration of each name that has several without being a getter and a setter. */
function overloaded(members: readonly (ts.ClassElement | ts.TypeElement)[]): (ts.ClassElement | ts.TypeElement)[] {
  const isMethod = (member: ts.Node) => ts.isMethodDeclaration(member) || ts.isMethodSignature(member) || ts.isConstructorDeclaration(member);
  const keys = members.map((member) => (isMethod(member) ? memberKey(member) : undefined));
  return members.filter((_, index) => keys[index] !== undefined && keys.slice(0, index).filter((key) => key === keys[index]).length === 1);
}

function memberKey(member: ts.ClassElement | ts.TypeElement): string {
  // eslint-disable-next-line no-bitwise
  const isStatic = (ts.getCombinedModifierFlags(member) & ts.ModifierFlags.Static) !== 0;
  return `${isStatic ? 'static ' : ''}${memberName(member)}`;
}

function memberName(member: ts.ClassElement | ts.TypeElement): string {
  return member.name?.getText() ?? 'constructor';
}

function say(code: Code, place: string, node: ts.Node): string {
  const file = node.getSourceFile();
  const line = file.getLineAndCharacterOfPosition(node.getStart()).line + 1;
  return `[${code}] ${place} (${relative(process.cwd(), file.fileName)}:${line}) ${MESSAGES[code]}`;
}
