import { describe, expect, test } from 'vitest';
import { isSecretName, secretSign } from '../../src/audit/secret-material';

describe('the name of a secret', () => {
  test.each([
    'PASSWORD', 'PGPASSWORD', 'POSTGRES_PASSWORD', 'mysql-root-password', 'spring.datasource.password', 'rootPassword', 'DB_PASS', 'DB_PWD', 'requirepass', 'masterauth',
    'passphrase', 'CLIENT_SECRET', 'clientSecret', 'JWT_SECRET', 'TOKEN', 'GITHUB_TOKEN', 'apiKey', 'API_KEY', 'AWS_SECRET_ACCESS_KEY', 'SECRET_KEY', 'DJANGO_SECRET_KEY',
    'ENCRYPTION_KEY', 'CREDENTIALS',
  ])('%s', (name) => expect(isSecretName(name)).toBe(true));
});

describe('the name of something else', () => {
  test.each([
    'PASSWORD_FILE', 'PASSWORD_ENCRYPTION', 'password.min.length', 'TOKEN_TTL', 'SECRET_NAME', 'TLS_SECRET', 'existingSecret', 'PUBLIC_KEY', 'AWS_ACCESS_KEY_ID', 'PWD',
    'BYPASS', 'COMPASS', 'KEY', 'PRIMARY_KEY', 'tokens', 'PASSWORDS_PER_USER',
  ])('%s', (name) => expect(isSecretName(name)).toBe(false));
});

describe('a secret value', () => {
  test.each<[string, string, string]>([
    ['PASSWORD', 'hunter2', 'its name'],
    ['PASSWORD', 'pa$sword', 'its name'],
    ['PASSWORD', ' hunter2 ', 'its name'],
    ['URL', 'postgres://app:hunter2@db:5432/orders', 'a password in a URL'],
    ['URLS', 'redis://a:$(PASSWORD)@one,redis://a:hunter2@two', 'a password in a URL'],
    ['PASSWORD', 'postgres://app:hunter2@db/orders', 'a password in a URL'],
    ['tls.key', '-----BEGIN PRIVATE KEY-----\nMIIE', 'a private key'],
    ['ssh', '-----BEGIN OPENSSH PRIVATE KEY-----', 'a private key'],
  ])('%s=%j, by %s', (name, value, sign) => expect(secretSign(name, value)).toBe(sign));
});

describe('no secret value', () => {
  test.each([
    ['PASSWORD', ''], ['PASSWORD', '  '], ['PASSWORD', 'true'], ['PASSWORD', 'No'], ['PASSWORD', '0'], ['PASSWORD', '$(OTHER)'], ['PASSWORD', 'prefix-${OTHER}'],
    ['PASSWORD', '$OTHER'], ['PASSWORD', '/run/secrets/password'], ['PASSWORD', './password'], ['PASSWORD', 'file:/run/password'], ['PASSWORD', '{{ .Values.password }}'],
    ['PASSWORD', '<password>'], ['PASSWORD', '*****'], ['PASSWORD', 'xxxx'], ['PASSWORD', '%(ENV)s'], ['PASSWORD', 'vault:secret/data/db#password'], ['PASSWORD', '>>vault:x'],
    ['PASSWORD', 'ref+awsssm://x'], ['PASSWORD', 'op://vault/item/field'], ['PASSWORD', 'arn:aws:secretsmanager:eu-west-1:1:secret:x'],
    ['PASSWORD', 'projects/x/secrets/y'], ['PASSWORD', 'gcp:secretmanager:x'], ['PASSWORD', 'ENC[AES256_GCM,data:x]'], ['PASSWORD', 'AgAEncrypted'], ['PASSWORD', 'one\ntwo'],
    ['NAME', 'hunter2'], ['URL', 'postgres://app@db/orders'], ['URL', 'https://example.com:8443/x@y'], ['URL', 'postgres://app:${PASSWORD}@db/orders'],
    ['cert', '-----BEGIN CERTIFICATE-----\nMIIE'], ['key', '-----BEGIN PUBLIC KEY-----'],
  ])('%s=%j', (name, value) => expect(secretSign(name, value)).toBeUndefined());
});

test.each(['a.', 'a://', 'a://b:', 'x:', '$(', '-----BEGIN A ', 'PASSWORD_', 'password = '])('a megabyte of %j is looked through at once', (text) => {
  const before = performance.now();
  secretSign('URL', text.repeat(1_000_000 / text.length));
  isSecretName(text.repeat(100_000 / text.length));
  expect(performance.now() - before).toBeLessThan(1_000);
});
