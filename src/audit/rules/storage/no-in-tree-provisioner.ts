import { inTreeProvisioner } from '../../../facts/drivers/in-tree-provisioners';
import { stringAt } from '../../json';
import { STORAGE_CLASS, describe } from '../../manifests';
import type { Rule } from '../../rule';

export const noInTreeProvisioner: Rule = {
  id: 'STO-005',
  slug: 'no-in-tree-provisioner',
  title: 'The provisioner is a CSI driver',
  checklist: [5],
  severity: 'error',
  why: 'The storage plugins inside Kubernetes are gone. Some of their names are still translated to a CSI driver when that is installed, with other parameters and without its newer abilities; otherwise claims stay Pending.',
  remedy: 'Name the CSI driver in a new class. `kubernetes.io/no-provisioner` is not meant: it is the documented value for local volumes.',
  links: ['https://kubernetes.io/docs/concepts/storage/volumes/#csi-migration', 'https://kubernetes.io/docs/concepts/storage/storage-classes/#local'],
  needs: ['document', 'drivers'],
  kinds: [STORAGE_CLASS],
  evaluate(object) {
    const old = inTreeProvisioner(stringAt(object, 'provisioner') ?? '');
    if (!old) return [];
    const when = old.removedIn ? `, removed in Kubernetes ${old.removedIn}` : '';
    return [{ message: `${describe(object)} names the in-tree provisioner ${old.name}${when}`, remedy: `use ${old.replacement}`, path: ['provisioner'] }];
  },
};
