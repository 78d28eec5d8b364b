/**
 * The engines that we know. Adding one is a file beside this and a line here: constructs, audit rules and reference
 * pages follow from its facts.
 */
import type { EngineFacts, EngineImageFacts } from './engine-facts';
import { parseImage, repositoryEndsIn } from './image-reference';
import { postgres } from './postgres';
import { redis } from './redis';

export const ENGINES: readonly EngineFacts[] = [postgres, redis];

/** The engine that an image runs, recognised by its repository, whatever the registry, mirror or tag. */
export function engineOfImage(image: string): { readonly engine: EngineFacts; readonly image: EngineImageFacts } | undefined {
  const reference = parseImage(image);
  const candidates = ENGINES.flatMap((engine) => engine.images.map((facts) => ({ engine, image: facts })))
    .filter((candidate) => repositoryEndsIn(reference.repository, candidate.image.repository));
  const longest = Math.max(...candidates.map((candidate) => candidate.image.repository.length));
  return candidates
    .filter((candidate) => candidate.image.repository.length === longest)
    .find((candidate) => candidate.image.tag === undefined || candidate.image.tag.test(reference.tag ?? ''));
}
