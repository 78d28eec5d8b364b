import { describe, expect, test } from 'vitest';
import { PostgresDistribution, PostgresImage, PostgresVersion } from '../../../src/facts/engines/postgres-image';

const DIGEST = `sha256:${'a1'.repeat(32)}`;

describe('PostgresVersion', () => {
  test.each<[PostgresVersion, string, number]>([
    [PostgresVersion.V15, '15', 15],
    [PostgresVersion.V16, '16', 16],
    [PostgresVersion.V17, '17', 17],
    [PostgresVersion.V18, '18', 18],
    [PostgresVersion.of('17.6'), '17.6', 17],
    [PostgresVersion.of('19'), '19', 19],
  ])('%o', (version, text, major) => {
    expect(version).toMatchObject({ version: text, major });
  });

  test.each(['14', '9.6', '', '17-alpine', '17.6.1', 'latest', 'v17'])('refuses "%s"', (text) => {
    expect(() => PostgresVersion.of(text))
      .toThrow(`[PostgresVersion.of] version is not a supported version of PostgreSQL, got "${text}"; use 15 or newer, as "17" or "17.6"`);
  });
});

describe('PostgresImage.official', () => {
  test.each<[PostgresVersion, PostgresDistribution | undefined, string, number]>([
    [PostgresVersion.V17, undefined, 'postgres:17-trixie', 999],
    [PostgresVersion.of('16.10'), PostgresDistribution.BOOKWORM, 'postgres:16.10-bookworm', 999],
    [PostgresVersion.V17, PostgresDistribution.ALPINE, 'postgres:17-alpine', 70],
    [PostgresVersion.V18, PostgresDistribution.ALPINE, 'postgres:18-alpine', 70],
  ])('%o on %s', (version, distribution, image, id) => {
    expect(PostgresImage.official(version, { distribution })).toMatchObject({ image, user: id, group: id, stopsFast: true });
  });

  test('keeps a digest beside the tag', () => {
    expect(PostgresImage.official(PostgresVersion.V17, { digest: DIGEST }).image).toBe(`postgres:17-trixie@${DIGEST}`);
  });

  test.each(['sha256:abc', 'a1'.repeat(32), `${DIGEST}0`])('refuses the digest "%s"', (digest) => {
    expect(() => PostgresImage.official(PostgresVersion.V17, { digest }))
      .toThrow(`[PostgresImage.official] digest is not a digest, got "${digest}"; use sha256: and 64 hexadecimal digits`);
  });
});

describe('PostgresImage.custom', () => {
  test('knows the user of a mirror of a known image', () => {
    expect(PostgresImage.custom({ image: 'registry.example/mirror/postgres:17-alpine' })).toMatchObject({ user: 70, group: 70, stopsFast: true });
  });

  test('what is said comes before what is known; the group follows the user', () => {
    expect(PostgresImage.custom({ image: 'postgres:17', user: 1234 })).toMatchObject({ user: 1234, group: 1234 });
    expect(PostgresImage.custom({ image: 'registry.example/pg:1', user: 1, group: 2, stopsFast: false })).toMatchObject({ user: 1, group: 2, stopsFast: false });
  });

  test('refuses an image whose user nobody knows', () => {
    expect(() => PostgresImage.custom({ image: 'registry.example/pg:1' })).toThrow(
      '[PostgresImage.custom] user is needed for an image that is not known, got "registry.example/pg:1"; set user and group to the numeric ids that own its data directory',
    );
  });
});
