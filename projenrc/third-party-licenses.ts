import { readdirSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';

/** https://esbuild.github.io/api/#metafile */
export interface Metafile {
  readonly outputs: { readonly [file: string]: { readonly inputs: { readonly [path: string]: { readonly bytesInOutput: number } } } };
}

/** Folders of the packages whose code is in the bundle: `node_modules/a`, `node_modules/a/node_modules/@b/c`. */
export function bundledPackages(metafile: Metafile): string[] {
  const inputs = Object.values(metafile.outputs).flatMap((output) => Object.entries(output.inputs));
  const folders = inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .flatMap(([path]) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []);
  return [...new Set(folders)].sort();
}

/** The licences of packages, as they ask to be kept with every copy. Throws for one that does not state any. */
export function licenseTexts(folders: readonly string[]): string {
  return folders.map((folder) => {
    const { name, version, license, author, repository } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    if (typeof license !== 'string') throw new Error(`${name} states no license in its package.json; find out its terms before it is bundled`);
    const files = readdirSync(folder).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file)).sort();
    const texts = files.map((file) => readFileSync(join(folder, file), 'utf8').trim());
    // some state their terms in package.json alone
    const stated = `Author: ${author?.name ?? author ?? 'see the repository'}\nRepository: ${repository?.url ?? repository}`;
    return [`${name} ${version} (${license})`, ...(texts.length > 0 ? texts : [stated])].join('\n\n');
  }).join(`\n\n${'-'.repeat(80)}\n\n`);
}

if (require.main === module) {
  const [metafile, target] = process.argv.slice(2);
  writeFileSync(target, `This program contains the following packages.\n\n${licenseTexts(bundledPackages(JSON.parse(readFileSync(metafile, 'utf8'))))}\n`);
}
