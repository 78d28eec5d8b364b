import { isBuiltin } from 'module';
import type { Import } from '../support/imports';

/** What a folder may import: other folders, and names of packages (`*`: all of it). Its own files are always free. */
export interface Allowed {
  readonly folders: readonly string[];
  readonly packages: { readonly [name: string]: '*' | readonly string[] };
  /** Node's own modules. */
  readonly builtins: boolean;
}

const CONSTRUCT_PACKAGES: Allowed['packages'] = { cdk8s: '*', constructs: '*' };
const VALUES_OF_CDK8S: Allowed['packages'] = { cdk8s: ['Size', 'Duration'] };
const BELOW_WORKLOADS = ['src/core', 'src/facts', 'src/documents', 'src/kube', 'src/storage'];

function constructs(...folders: string[]): Allowed {
  return { folders, packages: CONSTRUCT_PACKAGES, builtins: true };
}

/** The arrows. ARCHITECTURE.md says why they run this way. */
export const ARROWS: { readonly [folder: string]: Allowed } = {
  'src/core': { folders: [], packages: VALUES_OF_CDK8S, builtins: true },
  'src/facts': { folders: ['src/core'], packages: VALUES_OF_CDK8S, builtins: false },
  'src/documents': { folders: ['src/core', 'src/facts'], packages: VALUES_OF_CDK8S, builtins: false },
  'src/kube': constructs('src/core'),
  'src/audit': { folders: ['src/core', 'src/facts'], packages: {}, builtins: false },
  'src/storage': constructs('src/core', 'src/facts', 'src/documents', 'src/kube'),
  'src/workloads': constructs(...BELOW_WORKLOADS),
  'src/protection': constructs(...BELOW_WORKLOADS, 'src/workloads'),
  'src/observability': constructs(...BELOW_WORKLOADS, 'src/workloads'),
  'src/governance': constructs('src/core', 'src/facts', 'src/kube', 'src/audit', 'src/storage', 'src/workloads'),
};

/** The one module that imports cdk8s-plus: moving to another version of it changes this file and package.json. */
export const CDK8S_PLUS_MODULE = 'src/kube/cdk8s-plus.ts';

/** The one module that reads package.json: how it gets into the command line's bundle is one place's concern. */
const VERSION_MODULE = 'src/core/version.ts';

/** The one module that looks for the folder of the package, where the reader of the command line lies beside the library. */
const READER_MODULE = 'src/governance/manifest-reader.ts';
const OWN_PACKAGE = 'cdk8s-stateful';

const CLI_FOLDERS = ['src/core', 'src/facts', 'src/documents', 'src/audit'];

/** The folder that an arrow begins or ends at: `src/core`, `cli`; `src/index.ts` for itself. */
export function folderOf(path: string): string {
  const parts = path.split('/');
  return parts[0] === 'src' ? parts.slice(0, 2).join('/') : parts[0];
}

/** What is wrong with an import, and what to do; undefined when nothing is. */
export function describeForbidden(edge: Import): string | undefined {
  const problem = edge.target ? forbiddenFolder(edge.from, edge.target) : forbiddenPackage(edge);
  return problem && `${edge.from}:${edge.line} imports "${edge.specifier}": ${problem}`;
}

function forbiddenFolder(from: string, target: string): string | undefined {
  const [source, destination] = [folderOf(from), folderOf(target)];
  if (source === destination) return undefined;
  if (destination === 'package.json') return from === VERSION_MODULE ? undefined : `only ${VERSION_MODULE} reads package.json; import packageVersion from it`;
  if (from === 'src/index.ts') return destination.startsWith('src/') ? undefined : 'src/index.ts exports only what is in src/';
  const folders = source === 'cli' ? CLI_FOLDERS : ARROWS[source]?.folders;
  if (!folders) return `${source} is not in the table of arrows; add it to ARROWS in test/architecture/arrows.ts and to ARCHITECTURE.md`;
  if (folders.includes(destination)) return undefined;
  return `${source} may import ${folders.join(', ') || 'no other folder'}, not ${destination}; `
    + `move what is shared into a folder below both, or declare an interface in ${source} that ${destination} implements`;
}

function forbiddenPackage({ from, specifier, names }: Import): string | undefined {
  const name = packageName(specifier);
  const builtin = isBuiltin(specifier);
  if (folderOf(from) === 'cli') {
    if (!isConstructPackage(name)) return undefined;
    return 'the command line runs where there is a cluster and no app; move what it needs into src/core, src/facts, src/documents or src/audit';
  }
  if (/^cdk8s-plus-\d+$/.test(name)) {
    return from === CDK8S_PLUS_MODULE ? undefined : `only ${CDK8S_PLUS_MODULE} imports cdk8s-plus; re-export the type there and import it from that module`;
  }
  if (name === OWN_PACKAGE) return from === READER_MODULE ? undefined : `only ${READER_MODULE} names the package itself; import the file`;
  const allowed = ARROWS[folderOf(from)];
  if (!allowed) return `${folderOf(from)} imports no package`;
  if (builtin) return allowed.builtins ? undefined : `${folderOf(from)} holds no code that touches the machine; move the call into src/core or above`;
  const allowedNames = allowed.packages[name];
  if (!allowedNames) {
    return `${folderOf(from)} may import ${Object.keys(allowed.packages).join(', ') || 'no package'}; the library has no dependencies of its own`;
  }
  const extra = allowedNames === '*' ? [] : names.filter((each) => !allowedNames.includes(each));
  return extra.length === 0 ? undefined : `${folderOf(from)} may import of ${name} only ${allowedNames}, not ${extra}; move the code into src/kube or above`;
}

function isConstructPackage(name: string): boolean {
  return name === 'cdk8s' || name === 'constructs' || /^cdk8s-plus-\d+$/.test(name);
}

function packageName(specifier: string): string {
  return specifier.split('/').slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
}
