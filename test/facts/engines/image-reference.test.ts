import { describe, expect, test } from 'vitest';
import { parseImage, repositoryEndsIn } from '../../../src/facts/engines/image-reference';

const DIGEST = `sha256:${'0'.repeat(64)}`;

describe('parseImage', () => {
  test.each([
    ['postgres', { repository: 'postgres' }],
    ['postgres:17-trixie', { repository: 'postgres', tag: '17-trixie' }],
    ['library/postgres:17', { repository: 'library/postgres', tag: '17' }],
    ['registry.example/mirror/postgres:17', { registry: 'registry.example', repository: 'mirror/postgres', tag: '17' }],
    ['registry.example:5000/postgres', { registry: 'registry.example:5000', repository: 'postgres' }],
    ['registry:5000/postgres:17', { registry: 'registry:5000', repository: 'postgres', tag: '17' }],
    ['localhost/postgres:17', { registry: 'localhost', repository: 'postgres', tag: '17' }],
    [`postgres@${DIGEST}`, { repository: 'postgres', digest: DIGEST }],
    [`registry.example:5000/a/b/postgres:17@${DIGEST}`, { registry: 'registry.example:5000', repository: 'a/b/postgres', tag: '17', digest: DIGEST }],
  ])('%s', (image, parts) => {
    expect(parseImage(image)).toEqual({ registry: undefined, tag: undefined, digest: undefined, ...parts });
  });
});

describe('repositoryEndsIn', () => {
  test.each([
    ['postgres', 'postgres', true],
    ['mirror/library/postgres', 'postgres', true],
    ['cloudnative-pg/postgresql', 'cloudnative-pg/postgresql', true],
    ['prometheuscommunity/my-postgres', 'postgres', false],
    ['postgres/tools', 'postgres', false],
    ['postgresql', 'cloudnative-pg/postgresql', false],
  ])('%s in %s: %s', (repository, suffix, ends) => {
    expect(repositoryEndsIn(repository, suffix)).toBe(ends);
  });
});
