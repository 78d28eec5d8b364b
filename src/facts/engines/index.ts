/**
 * The engines that we know. Adding one is a file beside this and a line here: constructs, audit rules and reference
 * pages follow from its facts.
 */
import type { EngineFacts, EngineImageFacts } from './engine-facts';
import { parseImage, repositoryEndsIn } from './image-reference';
import { mariadb } from './mariadb';
import { mongodb } from './mongodb';
import { mysql } from './mysql';
import { postgres } from './postgres';
import { redis } from './redis';
import { Memo } from '../../core/memo';

export const ENGINES: readonly EngineFacts[] = [postgres, mysql, mariadb, mongodb, redis];

/** An image that an engine runs from. */
export interface KnownImage {
  readonly engine: EngineFacts;
  readonly image: EngineImageFacts;
  /** What else it may be: a digest alone does not tell the version, nor does a tag of somebody's own. */
  readonly alternatives: readonly EngineImageFacts[];
}

/** Few images run in many pods. */
const KNOWN = new Memo<{ readonly known?: KnownImage }>();

/** The engine that an image runs, recognised by its repository, whatever the registry, mirror or tag. */
export function engineOfImage(image: string): KnownImage | undefined {
  return (KNOWN.get(image) ?? KNOWN.set(image, { known: recognise(image) })).known;
}

function recognise(image: string): KnownImage | undefined {
  const { repository, tag, digest } = parseImage(image);
  const candidates = ENGINES.flatMap((engine) => engine.images.map((facts) => ({ engine, image: facts })))
    .filter((candidate) => repositoryEndsIn(repository, candidate.image.repository));
  const longest = Math.max(...candidates.map((candidate) => candidate.image.repository.length));
  const closest = candidates.filter((candidate) => candidate.image.repository.length === longest);
  // https://github.com/distribution/reference/blob/main/normalize.go (TagNameOnly)
  const effectiveTag = tag ?? (digest === undefined ? 'latest' : '');
  const found = closest.find((candidate) => candidate.image.tag === undefined || candidate.image.tag.test(effectiveTag));
  if (!found) return undefined;
  const isOpen = effectiveTag === '' || found.engine.versionTags?.test(effectiveTag) === false;
  const alternatives = isOpen ? closest.map((candidate) => candidate.image).filter((facts) => facts !== found.image) : [];
  return { ...found, alternatives };
}
