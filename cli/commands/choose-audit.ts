import { audit } from '../../src/audit/auditor';
import type { Manifest } from '../../src/audit/finding';
import { reaches } from '../../src/audit/severity';
import { DATA_INTENT_ANNOTATION } from '../../src/core/vocabulary';
import type { StorageChoice } from '../../src/facts/intent/choose';
import type { StorageProfile } from '../../src/facts/intent/storage-profile';
import { className } from '../render/class-name';

/** What the audit will say of the class, so that nobody learns it from a synth that fails. */
export function auditWarnings(profile: StorageProfile, choice: StorageChoice): string[] {
  return audit([storageClass(profile, choice)]).findings
    .filter(({ severity }) => reaches(severity, 'warning'))
    .map(({ severity, rule, message, remedy }) => `the audit will report ${rule} (${severity}): ${message}; ${remedy}`);
}

/** The class as the code makes it, as far as rules look at it. */
function storageClass({ data }: StorageProfile, choice: StorageChoice): Manifest {
  const { backend, settings } = choice;
  const setting = (name: string) => settings.find((each) => each.name === name)!.value;
  return {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name: className(choice), annotations: { [DATA_INTENT_ANNOTATION]: data } },
    provisioner: backend.provisioner,
    parameters: backend.parameters,
    reclaimPolicy: setting('reclaimPolicy'),
    volumeBindingMode: setting('volumeBindingMode'),
    allowVolumeExpansion: setting('allowVolumeExpansion') === 'true',
  };
}
