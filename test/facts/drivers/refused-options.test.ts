import { expect, test } from 'vitest';
import { AwsFsxLustre } from '../../../src/facts/drivers/aws-fsx-lustre-backends';
import { AzureDisk } from '../../../src/facts/drivers/azure-disk-backends';
import { AzureFiles } from '../../../src/facts/drivers/azure-file-backends';
import { NfsServer } from '../../../src/facts/drivers/csi-nfs-backends';
import { GceHyperdisk } from '../../../src/facts/drivers/gce-pd-backends';
import { GcpFilestore } from '../../../src/facts/drivers/gcp-filestore-backends';
import { TopoLvm } from '../../../src/facts/drivers/topolvm-backends';

const LABELS = 'use lower-case letters, digits, "_" and "-", at most 63, the key beginning with a letter';
const TAGS = 'use <id of an organization or project>/<key> and a value of at most 63 characters without "/" and ","';
const FSX = { subnetId: 'subnet-0123456789abcdef0' };

/** What drivers refuse, or read as something else than was meant. */
test.each<[string, () => unknown, string]>([
  ['an empty server', () => NfsServer.share({ server: '', share: '' }),
    '[NfsServer.share] 2 problems:\n  - server is empty, got ""; say something\n  - share is empty, got ""; say something'],
  ['a server that is a path', () => NfsServer.share({ server: 'a b/c', share: '/exports' }),
    '[NfsServer.share] server is not in its form, got "a b/c"; use the name or IP address of a server'],
  ['a label that is two', () => GceHyperdisk.balanced({ labels: { team: 'a,b=c' } }), `[GceHyperdisk.balanced] labels hold one that the driver refuses, got "team=a,b=c"; ${LABELS}`],
  ['a label in upper case', () => GcpFilestore.regional({ labels: { Team: 'orders' } }), `[GcpFilestore.regional] labels hold one that the driver refuses, got "Team=orders"; ${LABELS}`],
  ['a value in upper case', () => GcpFilestore.regional({ labels: { team: 'Orders' } }), `[GcpFilestore.regional] labels hold one that the driver refuses, got "team=Orders"; ${LABELS}`],
  ['labels in upper case by their parameter', () => GcpFilestore.regional({ extraParameters: { labels: 'Team=orders' } }),
    '[GcpFilestore.regional] extraParameters.labels is not in its form, got "Team=orders"; use key=value,key=value, in lower case, with digits, "_" and "-"'],
  ['more labels than there may be', () => GceHyperdisk.balanced({ labels: Object.fromEntries(Array.from({ length: 65 }, (_, index) => [`a${index}`, 'b'])) }),
    '[GceHyperdisk.balanced] labels are more than 64, got "65"; use fewer'],
  ['a tag that is two', () => GceHyperdisk.balanced({ resourceTags: { 'shop-1/a': 'c,d/e/f' } }),
    `[GceHyperdisk.balanced] resourceTags hold one that the driver refuses, got "shop-1/a/c,d/e/f"; ${TAGS}`],
  ['a tag of no project', () => GcpFilestore.regional({ resourceTags: { 'a/b': 'c' } }), `[GcpFilestore.regional] resourceTags hold one that the driver refuses, got "a/b/c"; ${TAGS}`],
  ['a tag of Azure whose key would end early', () => AzureDisk.premium({ tags: { 'a=b': 'c' } }),
    '[AzureDisk.premium] tags have a key that the driver cannot read, got "a=b"; use a name without "="'],
  ['tags of Azure that nothing can separate', () => AzureFiles.smb({ tags: { a: ',;|' } }),
    '[AzureFiles.smb] tags hold each of , ; |, so that nothing can stand between them; do without one of them'],
  ['an empty device class', () => TopoLvm.deviceClass({ name: '' }), '[TopoLvm.deviceClass] name is empty, got ""; say something'],
  ['an item of a list that is two', () => AwsFsxLustre.scratch({ ...FSX, securityGroupIds: ['sg-0123456789abcdef0,sg-0fedcba9876543210'] }),
    '[AwsFsxLustre.scratch] securityGroupIds[0] holds a comma, which ends an item of the list, got "sg-0123456789abcdef0,sg-0fedcba9876543210"; give each item by itself'],
])('%s is refused', (_, attempt, message) => {
  expect(attempt).toThrow(new Error(message));
});

test.each<[string, () => { readonly parameters: { readonly [key: string]: string } }, object]>([
  ['labels of any language', () => GceHyperdisk.balanced({ labels: { größe: 'groß-1', leer: '' } }), { labels: 'größe=groß-1,leer=' }],
  ['a tag of an organization', () => GceHyperdisk.balanced({ resourceTags: { '123456789012/env': 'prod' } }), { 'resource-tags': '123456789012/env/prod' }],
  ['tags of Azure with a comma', () => AzureDisk.premium({ tags: { team: 'a,b', env: 'prod' } }), { tags: 'team=a,b;env=prod', tagValueDelimiter: ';' }],
])('%s are taken', (_, make, parameters) => {
  expect(make().parameters).toMatchObject(parameters);
});
