import { parseImage } from '../../../facts/engines/image-reference';
import { at, isObject, listAt, stringAt } from '../../json';
import type { JsonObject } from '../../json';
import type { DatabaseContainer, Workload } from '../../workload';

/** Where a database writes its data; undefined when that cannot be read from the manifest. */
export function dataPathOf(database: DatabaseContainer): string | undefined {
  return dataPathsOf(database)[0];
}

/** Where a database may write its data: several places when its image is known by a digest alone, none when the manifest does not tell. */
export function dataPathsOf(database: DatabaseContainer): string[] {
  const variable = database.engine.dataPathVariable?.name;
  const set = listAt(database.container, 'env').find((entry) => variable !== undefined && stringAt(entry, 'name') === variable);
  if (isObject(set)) return fixedPath(stringAt(set, 'value'));
  const told = toldPath(database);
  if (told !== undefined) return fixedPath(told);
  const paths = imagePathsOf(database);
  // a file of settings may name another folder, unless a volume lies where the image keeps its data
  return mayBeToldByFile(database) && !paths.some((path) => mountOf(database, path)) ? [] : paths;
}

function fixedPath(value: string | undefined): string[] {
  return value?.startsWith('/') && !value.includes('$(') ? [withoutTrailingSlash(value)] : [];
}

/** The path that an option of the command names: `--datadir=/data`, `--datadir /data`. */
function toldPath({ container, engine }: DatabaseContainer): string | undefined {
  const words = commandOf(container);
  const names = engine.dataPathOptions?.names ?? [];
  for (const [position, word] of words.entries()) {
    if (names.includes(word)) return words[position + 1];
    const name = names.find((candidate) => word.startsWith(`${candidate}=`));
    if (name !== undefined) return word.slice(name.length + 1);
  }
  return undefined;
}

function mayBeToldByFile(database: DatabaseContainer): boolean {
  const options = database.engine.dataPathOptions;
  if (options === undefined) return false;
  const named = commandOf(database.container).some((word) => options.files.some((option) => word === option || word.startsWith(`${option}=`)));
  return named || mountsOf(database).some(({ mountPath }) => options.folders.some((folder) => isAtOrBelow(mountPath, folder)));
}

/** The words of a command; those of a script too, as a shell would part them. */
function commandOf(container: JsonObject): string[] {
  return ['command', 'args'].flatMap((field) => listAt(container, field)).flatMap((word) => String(word).split(/\s+/));
}

/** Of `17.6-trixie`, and of `0.8.1-pg17`, where another version comes first. */
function majorOf(tag: string): string | undefined {
  return (/(?:^|-)pg(\d+)/.exec(tag) ?? /^v?(\d+)/.exec(tag))?.[1];
}

function imagePathsOf({ container, image, alternatives }: DatabaseContainer): string[] {
  const major = majorOf(parseImage(stringAt(container, 'image') ?? '').tag ?? '');
  return [...new Set([image, ...alternatives].map(({ dataPath }) => (major === undefined ? dataPath : dataPath.replace('<major>', major))))];
}

/** A mount of a container: its volume, where in the container, and where in the list. */
export interface Mount {
  readonly volume: string;
  readonly mountPath: string;
  readonly position: number;
}

export function mountsOf(database: DatabaseContainer): Mount[] {
  return listAt(database.container, 'volumeMounts').map((mount, position) => ({
    volume: stringAt(mount, 'name') ?? '', mountPath: withoutTrailingSlash(stringAt(mount, 'mountPath') ?? ''), position,
  }));
}

/** The mount at or above a path that is closest to it. */
export function mountOf(database: DatabaseContainer, path: string): Mount | undefined {
  return mountsOf(database).filter(({ mountPath }) => isAtOrBelow(path, mountPath))
    .reduce<Mount | undefined>((best, mount) => (best && best.mountPath.length > mount.mountPath.length ? best : mount), undefined);
}

/** Is a path a folder, or somewhere in it? */
export function isAtOrBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

/** What keeps the content of a volume of a pod: `claim` for anything that outlives the pod. */
export function sourceOf(workload: Workload, volume: string): 'claim' | 'emptyDir' | 'ephemeral' | 'missing' {
  if (workload.claimTemplates().some((template) => at(template, 'metadata', 'name') === volume)) return 'claim';
  const found = listAt(workload.podSpec, 'volumes').find((entry): entry is JsonObject => isObject(entry) && entry.name === volume);
  if (!found) return 'missing';
  if ('emptyDir' in found) return 'emptyDir';
  return 'ephemeral' in found ? 'ephemeral' : 'claim';
}

function withoutTrailingSlash(path: string): string {
  return path.replace(/\/+$/, '');
}
