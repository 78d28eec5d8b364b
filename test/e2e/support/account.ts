import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kubectl } from './kubectl';

/** kubectl, for the whole cluster, with a token of an account in the namespace of another kubectl. */
export async function kubectlAs(kubectl: Kubectl, account: string): Promise<Kubectl> {
  const token = (await kubectl.run(['create', 'token', account])).trim();
  const config = JSON.parse(await new Kubectl().run(['config', 'view', '--raw', '--minify', '--output=json']));
  const path = join(mkdtempSync(join(tmpdir(), 'account-')), 'kubeconfig');
  writeFileSync(path, JSON.stringify({ ...config, users: config.users.map((user: { name: string }) => ({ name: user.name, user: { token } })) }));
  return new Kubectl(undefined, path);
}
