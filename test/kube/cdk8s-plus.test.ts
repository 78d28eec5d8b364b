import { execFileSync } from 'child_process';
import { expect, test } from 'vitest';
import { envFromSecret, envFromText } from '../../src/kube/cdk8s-plus';
import { ROOT } from '../support/repository';

/** Packages that are loaded after this code was run. Looks at what was compiled, as the API lint does. */
function loadedAfter(code: string): string[] {
  const print = 'console.log(JSON.stringify(Object.keys(require.cache)))';
  const files = JSON.parse(execFileSync(process.execPath, ['-e', `${code}; ${print}`], { cwd: ROOT, encoding: 'utf8' })) as string[];
  return [...new Set(files.map((file) => file.split(/node_modules[\\/]/).at(-1)!.split(/[\\/]/)[0]))];
}

test('cdk8s-plus is loaded with the first variable, not with the package', () => {
  const load = 'const { PostgresCredentials } = require("./lib")';
  expect(loadedAfter(load)).not.toContain('cdk8s-plus-28');
  expect(loadedAfter(`${load}; PostgresCredentials.fromSecretName("login").usernameValue`)).toContain('cdk8s-plus-28');
});

test('variables are what cdk8s-plus makes', () => {
  expect(envFromText('info').value).toBe('info');
  expect(JSON.parse(JSON.stringify(envFromSecret('login', 'password').valueFrom))).toEqual({ secretKeyRef: { name: 'login', key: 'password' } });
});
