import { CatalogClass } from './catalog-class';
import type { StorageRole } from '../../facts/platforms/platform-facts';
import { ReclaimPolicy } from '../reclaim-policy';

/** Props and members of a catalogue that are about one class. */
export type CatalogMember = 'zonalSsdDelete' | 'zonalSsdRetain' | 'regionalSsdRetain' | 'highIopsRetain' | 'sharedFile' | 'localEphemeral';

export interface CatalogEntry {
  readonly catalogClass: CatalogClass;
  readonly member: CatalogMember;
  /** Id of the construct, which is for ever. */
  readonly id: string;
  readonly role: StorageRole;
  readonly reclaimPolicy: ReclaimPolicy;
  readonly use: string;
}

const { RETAIN, DELETE } = ReclaimPolicy;

/** Every class that a platform can have, in the order in which people choose. */
export const CATALOG: readonly CatalogEntry[] = [
  {
    catalogClass: CatalogClass.ZONAL_SSD_RETAIN,
    member: 'zonalSsdRetain',
    id: 'ZonalSsdRetain',
    role: 'zonal-ssd',
    reclaimPolicy: RETAIN,
    use: 'production state with one writer: databases',
  },
  {
    catalogClass: CatalogClass.ZONAL_SSD_DELETE,
    member: 'zonalSsdDelete',
    id: 'ZonalSsdDelete',
    role: 'zonal-ssd',
    reclaimPolicy: DELETE,
    use: 'state of development and tests, and what can be made again',
  },
  {
    catalogClass: CatalogClass.REGIONAL_SSD_RETAIN,
    member: 'regionalSsdRetain',
    id: 'RegionalSsdRetain',
    role: 'regional-ssd',
    reclaimPolicy: RETAIN,
    use: 'production state with one writer that must outlive a zone and does not replicate itself',
  },
  {
    catalogClass: CatalogClass.HIGH_IOPS_RETAIN,
    member: 'highIopsRetain',
    id: 'HighIopsRetain',
    role: 'high-iops',
    reclaimPolicy: RETAIN,
    use: 'production state with one writer that was measured to need more operations',
  },
  {
    catalogClass: CatalogClass.SHARED_FILE,
    member: 'sharedFile',
    id: 'SharedFile',
    role: 'shared-file',
    reclaimPolicy: RETAIN,
    use: 'files that pods of several nodes write; measure before use, and keep databases off it',
  },
  {
    catalogClass: CatalogClass.LOCAL_EPHEMERAL,
    member: 'localEphemeral',
    id: 'LocalEphemeral',
    role: 'local-ephemeral',
    reclaimPolicy: DELETE,
    use: 'caches and scratch space, whose loss is expected',
  },
];
