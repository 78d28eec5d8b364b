import { describe, expect, test } from 'vitest';
import { engineOfImage } from '../../../src/facts/engines/index';

const DIGEST = `sha256:${'0'.repeat(64)}`;
const OLD = '/var/lib/postgresql/data';
const NEW = '/var/lib/postgresql/<major>/docker';

describe('engineOfImage', () => {
  test.each<[string, string, number, number, string]>([
    ['postgres', 'postgres', 999, 999, NEW],
    ['postgres:latest', 'postgres', 999, 999, NEW],
    ['registry.example:5000/postgres', 'postgres', 999, 999, NEW],
    ['postgres:trixie', 'postgres', 999, 999, NEW],
    ['postgres:17', 'postgres', 999, 999, OLD],
    ['postgres:17.6-trixie', 'postgres', 999, 999, OLD],
    ['postgres:17-alpine', 'postgres', 70, 70, OLD],
    ['postgres:17.6-alpine3.22', 'postgres', 70, 70, OLD],
    ['postgres:alpine', 'postgres', 70, 70, NEW],
    ['postgres:alpine3.22', 'postgres', 70, 70, NEW],
    ['postgres:18', 'postgres', 999, 999, NEW],
    ['postgres:18.1-bookworm', 'postgres', 999, 999, NEW],
    ['postgres:18-alpine', 'postgres', 70, 70, NEW],
    ['postgres:18.1-alpine3.22', 'postgres', 70, 70, NEW],
    ['postgres:19beta1', 'postgres', 999, 999, NEW],
    ['postgres:v18.1-alpine', 'postgres', 70, 70, NEW],
    ['postgres:v17', 'postgres', 999, 999, OLD],
    ['registry.example/team/postgres:1.2-pg18', 'postgres', 999, 999, NEW],
    [`postgres:18-alpine@${DIGEST}`, 'postgres', 70, 70, NEW],
    ['registry.example:5000/mirror/postgres:16-bookworm', 'postgres', 999, 999, OLD],
    ['ghcr.io/cloudnative-pg/postgresql:17.2', 'postgres', 26, 26, OLD],
    ['docker.io/bitnami/postgresql:17', 'postgres', 1001, 1001, '/bitnami/postgresql'],
    ['bitnamilegacy/postgresql:16', 'postgres', 1001, 1001, '/bitnami/postgresql'],
    ['redis:8', 'redis', 999, 999, '/data'],
    ['redis:8-alpine', 'redis', 999, 1000, '/data'],
    ['docker.io/bitnami/redis:8.0', 'redis', 1001, 1001, '/bitnami/redis/data'],
    ['registry.example/mirror/bitnamilegacy/redis:8.0.3-debian-12-r2', 'redis', 1001, 1001, '/bitnami/redis/data'],
  ])('%s is %s with %d:%d and %s', (image, engine, uid, gid, dataPath) => {
    const found = engineOfImage(image);
    expect(found?.engine.id).toBe(engine);
    expect(found?.image).toMatchObject({ uid, gid, dataPath });
  });

  test('is of no version by a digest alone', () => {
    const found = engineOfImage(`registry.example:5000/mirror/postgres@${DIGEST}`)!;
    expect([found.image, ...found.alternatives].map(({ uid, dataPath }) => [uid, dataPath])).toEqual([[999, OLD], [70, NEW], [999, NEW], [70, OLD]]);
    expect(engineOfImage(`postgres:17@${DIGEST}`)!.alternatives).toEqual([]);
  });

  test.each([
    ['production', 4], ['2026.11', 4], ['20261121', 4], ['1.4.2', 4], ['pg17', 1], ['2.1-pg17', 1], ['9.6', 1], ['v17.2', 1], ['v18', 1], ['17beta1', 1], ['bullseye', 1], ['alpine3.22', 1], ['latest', 1],
  ])('by the tag %s is one of %i images', (tag, count) => {
    const found = engineOfImage(`registry.example/team/postgres:${tag}`)!;
    expect([found.image, ...found.alternatives]).toHaveLength(count);
  });

  test.each(['nginx:1', 'registry.example/postgres-exporter:1', 'postgresql:17', 'quay.io/team/pgbouncer', 'postgres/pgadmin:9'])('%s is nothing that we know', (image) => {
    expect(engineOfImage(image)).toBeUndefined();
  });
});
