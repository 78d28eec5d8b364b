import { describe, expect, test } from 'vitest';
import { ALL_QUESTIONS, unanswered } from './engine-questions';
import type { EngineFacts } from '../../src/facts/engines/engine-facts';
import { ENGINES, engineOfImage } from '../../src/facts/engines/index';

/** Tags that people use, so that each entry of an engine's images is reached by one. */
const SAMPLE_TAGS = ['', ':8', ':17', ':17.6-trixie', ':17-alpine', ':17.6-alpine3.22', ':18', ':18-alpine', ':18.1-alpine3.22', ':latest',
  ':17-3.5', ':17-3.5-alpine', ':18-3.6', ':18-3.6-alpine', ':0.8.1-pg17', ':pg18-trixie'];

describe.each(ENGINES.map((engine) => ({ id: engine.id, engine })))('engine $id', ({ id, engine }) => {
  test('answers every question', () => {
    expect(unanswered(engine), `add what is missing to src/facts/engines/${id}.ts`).toEqual([]);
  });

  test.each(ALL_QUESTIONS)('would be missed without %s', (path) => {
    expect(unanswered(without(engine, path))).toContainEqual(expect.stringMatching(`^engine ${path === 'id' ? 'undefined' : id}: ${path.replace(/\./g, '\\.')} is missing: .+`));
  });

  test.each(['images', 'ports'] as const)('would be missed without the source of one of its %s', (list) => {
    expect(unanswered(without(engine, `${list}.0.source`))).toEqual([`engine ${id}: ${list}[0].source is missing: cite the upstream file or page`]);
  });

  test('has sources that can be opened', () => {
    for (const source of sourcesOf(engine)) {
      expect(source, `engine ${id}: cite repository@commit:path or the address of a page`).toMatch(/https:\/\/\S+\.\S+|[\w.-]+\/[\w.-]+@[\w./-]+/);
    }
  });

  test('has ports that a Service can have', () => {
    for (const { name, port } of engine.ports) {
      expect(name, `engine ${id}: a name of a port has at most 15 characters`).toMatch(/^[a-z0-9]([a-z0-9-]{0,13}[a-z0-9])?$/);
      expect(port, `engine ${id}: a port lies between 1 and 65535`).toSatisfy((number: number) => Number.isInteger(number) && number > 0 && number < 65_536);
    }
    expect(new Set(engine.ports.map(({ port }) => port)).size, `engine ${id}: name each port once`).toBe(engine.ports.length);
  });

  test('is given no less time to stop than it needs', () => {
    const { default: given, minimum } = engine.terminationGracePeriodSeconds;
    expect(minimum, `engine ${id}: the minimum is more than nothing`).toBeGreaterThan(0);
    expect(given, `engine ${id}: the default grace is shorter than its own minimum`).toBeGreaterThanOrEqual(minimum);
  });

  test('runs as an unprivileged user and keeps its data below the root', () => {
    for (const { repository, uid, gid, dataPath } of engine.images) {
      for (const number of [uid, gid]) expect(number, `engine ${id}: ${repository} must not need root`).toBeGreaterThan(0);
      expect(dataPath, `engine ${id}: ${repository} needs an absolute path`).toMatch(/^\/[^/].*[^/]$/);
    }
  });

  test('is recognised by each of its images, and each entry is reached', () => {
    const reached = engine.images.flatMap(({ repository }) => SAMPLE_TAGS.map((tag) => {
      const found = engineOfImage(`registry.example:5000/mirror/${repository}${tag}`);
      expect(found?.engine.id, `${repository}${tag} is an image of ${id}`).toBe(id);
      return found?.image;
    }));
    const never = engine.images.filter((image) => !reached.includes(image)).map(({ repository, tag }) => `${repository} ${tag}`);
    expect(never, `engine ${id}: these images stand behind one that always matches first, or need a tag in SAMPLE_TAGS`).toEqual([]);
  });
});

test('ids belong to one engine', () => {
  const ids = ENGINES.map(({ id }) => id);
  expect(ids).toEqual([...new Set(ids)]);
});

test('an image belongs to one engine', () => {
  const owners = new Map<string, string>();
  for (const { id, images } of ENGINES) {
    for (const { repository } of images) {
      expect(owners.get(repository) ?? id, `two engines claim ${repository}`).toBe(id);
      owners.set(repository, id);
    }
  }
});

/** Every `source` in the facts. */
function sourcesOf(facts: unknown): string[] {
  if (typeof facts !== 'object' || facts === null) return [];
  return Object.entries(facts).flatMap(([key, value]) => (key === 'source' ? [String(value)] : sourcesOf(value)));
}

/** A copy without the answer at a path. */
function without(engine: EngineFacts, path: string): EngineFacts {
  const copy = structuredClone(engine);
  const keys = path.split('.');
  const last = keys.pop()!;
  const parent = keys.reduce<any>((inner, key) => inner[key], copy);
  if (Array.isArray(parent)) parent.length = 0;
  else delete parent[last];
  return copy;
}
