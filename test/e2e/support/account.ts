import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kubectl } from './kubectl';

/** Path of a kubeconfig with a token of a ServiceAccount of the namespace. */
export async function kubeconfigOf(kubectl: Kubectl, account: string): Promise<string> {
  const token = (await kubectl.run(['create', 'token', account])).trim();
  const config = JSON.parse(await new Kubectl().run(['config', 'view', '--raw', '--minify', '--output=json']));
  const path = join(mkdtempSync(join(tmpdir(), 'account-')), 'kubeconfig');
  writeFileSync(path, JSON.stringify({ ...config, users: config.users.map((user: { name: string }) => ({ name: user.name, user: { token } })) }));
  return path;
}
