import { Chart, Testing } from 'cdk8s';
import { describe, expect, test } from 'vitest';
import { CLASS_FACTS } from '../../../src/core/vocabulary';
import { CatalogClass } from '../../../src/storage/catalog/catalog-class';
import { StorageCatalog } from '../../../src/storage/catalog/storage-catalog';
import type { StorageCatalogProps } from '../../../src/storage/catalog/storage-catalog-props';
import { StoragePlatform } from '../../../src/storage/storage-platform';

function make(props: Partial<StorageCatalogProps> = {}) {
  const chart = new Chart(Testing.app(), 'platform');
  const catalog = new StorageCatalog(chart, 'storage', { platform: StoragePlatform.EKS, owner: 'storage team', recoveryRunbook: 'https://runbooks.example', ...props });
  return { chart, catalog, page: catalog.toMarkdown() };
}

/** Cells of the table under the heading of a class. */
function answers(page: string, name: string): string[] {
  const [, section] = page.split(`## ${name}\n`);
  return section.split('\n## ')[0].split('\n').filter((line) => line.startsWith('| ')).slice(2).map((line) => line.slice(2, -2).split(' | ')[1]);
}

describe('the page of a catalogue', () => {
  test('lists each class with what it is for', () => {
    const { catalog, page } = make();
    expect(page).toMatch(/^# Storage classes: Amazon EKS\n/);
    for (const { storageClassName } of catalog.storageClasses) expect(page).toMatch(new RegExp(`^\\| \\[\`${storageClassName}\`\\]\\(#${storageClassName}\\) \\| \\S.* \\|$`, 'm'));
  });

  test('says of a class what its annotations say', () => {
    const { chart, catalog, page } = make();
    const rendered: any[] = Testing.synth(chart);
    for (const { storageClassName: name } of catalog.storageClasses) {
      const { annotations } = rendered.find(({ metadata }) => metadata.name === name).metadata;
      expect(answers(page, name)).toEqual(CLASS_FACTS.map((fact) => annotations[`cdk8s-stateful.dev/${fact}`]));
    }
  });

  test('says which class claims get that name none', () => {
    expect(make().page).toContain('none of these is the default');
    expect(make({ defaultClass: CatalogClass.ZONAL_SSD_RETAIN }).page).toContain('Claims that name no class get `platform-zonal-ssd-retain`.');
  });

  test('says what is not offered and why, whoever decided it', () => {
    const { page } = make({ localEphemeral: { offered: false, notOfferedBecause: 'no node has an instance store' }, highIopsRetain: { offered: false } });
    expect(page.split('## Not offered here\n\n')[1]).toBe([
      '- `regional-ssd-retain`: an EBS volume lives in one availability zone. Instead: let the database replicate itself over zonal disks in several zones; for files, share EFS (sharing read-write).',
      '- `high-iops-retain`: left out by the owner.',
      '- `shared-file`: the owner has not given fileSystemId of EFS access points.',
      '- `local-ephemeral`: no node has an instance store.',
      '',
    ].join('\n'));
    expect(make({ platform: StoragePlatform.AKS }).page).not.toContain('Not offered here');
  });

  test('says what to know before', () => {
    expect(make({ platform: StoragePlatform.EKS_AUTO_MODE }).page).toContain('Know before:\n\n- volumes of ebs.csi.aws.com cannot be taken over, nor these by it: moving is by snapshot\n');
  });

  test('is the same for whatever people write into it', () => {
    const { page } = make({ owner: 'a|b\n<c> *d* _e_ `f` [g]' });
    expect(answers(page.replaceAll('\\|', '/'), 'platform-zonal-ssd-retain')[10]).toBe('a/b &lt;c> \\*d\\* \\_e\\_ \\`f\\` \\[g\\]');
  });
});
