/** How a value gives itself away as secret. Messages name it and never show the value. */
export type SecretSign = 'its name' | 'a password in a URL' | 'a private key';

const SECRET_NAMES = new RegExp(`(^|_)(${[
  '[A-Z0-9]*PASSWORD', '[A-Z0-9]*PASSWD', 'PASSPHRASE', 'REQUIREPASS', 'MASTERAUTH', 'PASS', '(?<=_)PWD',
  '(CLIENT|APP|APPLICATION|JWT|COOKIE|SHARED|WEBHOOK|SESSION|SIGNING|HMAC|AUTH|OAUTH|API)_SECRET',
  '(AUTH|ACCESS|REFRESH|BEARER|API|BOT|GITHUB|GITLAB|SLACK|VAULT|NPM)_TOKEN', 'TOKEN',
  '(API|SECRET|SECRET_ACCESS|ENCRYPTION|PRIVATE|MASTER|ACCOUNT|SIGNING)_KEY', 'APIKEY', 'CREDENTIALS?',
].join('|')})$`);

/** All of these names have one of these words, so most names need not be taken apart. */
const SECRET_WORD = /pass|pwd|masterauth|secret|token|key|credential/i;

const SWITCH = /^(yes|no|true|false|on|off|0|1|none|null|never|optional|required|enabled?|disabled?)$/i;

/** References to a secret that is kept elsewhere, and what a template puts in: `$(X)`, `${X}`, `{{ x }}`, `<password>`, `vault:...`, `arn:...`, a file. */
const REFERENCE = new RegExp([
  '[$][({]', '^[$][A-Za-z_][A-Za-z0-9_]*$', '\\{\\{', '^<[^>]*>$', '^[*x.]+$', '^%\\(', '^(/|\\./|file:)',
  '^(>>)?vault:', '^ref\\+', '^op://', '^arn:aws[a-z-]*:', '^projects/[^/]+/secrets/', '^(gcp|aws|azure|aws-?sm|gcp-?sm|azkv|secret|secretRef|sops):', '^ENC\\[', '^AgA',
  // what scripts of charts replace when the pod starts: bitnami/charts@0cd1434:bitnami/kafka, DandyDeveloper/charts:charts/redis-ha
  '-placeholder(-[0-9]+)?$', '^replace-default-',
].join('|'), 'i');

// lengths are bounded, so that no text takes more than a walk through it
const URL_PASSWORD = /\b[a-z][a-z0-9+.-]{0,30}:\/\/[^\s:/@?#"']{0,256}:([^\s/@"']{1,1024})@/gi;
const PRIVATE_KEY = /-----BEGIN ([A-Z0-9]+ )*PRIVATE KEY-----/;

/** Is a value secret, by its name or its form? */
export function secretSign(name: string, value: string): SecretSign | undefined {
  if (value.includes('PRIVATE KEY') && PRIVATE_KEY.test(value)) return 'a private key';
  if (value.includes('://') && [...value.matchAll(URL_PASSWORD)].some(([, password]) => isMaterial(password))) return 'a password in a URL';
  return isSecretName(name) && isMaterial(value.trim()) && !value.includes('\n') ? 'its name' : undefined;
}

/** `POSTGRES_PASSWORD`, `PGPASSWORD`, `spring.datasource.password`, `rootPassword`; not `PASSWORD_FILE`, `TOKEN_TTL` or `PASSWORD_ENCRYPTION`. */
export function isSecretName(name: string): boolean {
  if (!SECRET_WORD.test(name)) return false;
  const words = name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').replace(/[^A-Za-z0-9]+/g, '_');
  return SECRET_NAMES.test(words.toUpperCase());
}

/** May a text hold such a name at all? */
export function mayNameSecrets(text: string): boolean {
  return SECRET_WORD.test(text);
}

function isMaterial(value: string): boolean {
  return value !== '' && !SWITCH.test(value) && !REFERENCE.test(value);
}
