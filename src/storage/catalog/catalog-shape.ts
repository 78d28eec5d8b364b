import { CatalogClass } from './catalog-class';
import type { CatalogClassOptions, StorageCatalogProps } from './storage-catalog-props';
import { listOf, oneOf, optional, struct, SWITCH, TEXT } from '../../core/shape';
import type { Shapes } from '../../core/shape';
import { BACKEND } from '../../facts/drivers/backend-shape';
import { StoragePlatform } from '../storage-platform';

const NAMESPACES = optional(listOf(TEXT));
const CLASS_OPTIONS = optional(struct<CatalogClassOptions>({
  backend: optional(BACKEND),
  costModel: optional(TEXT),
  offered: optional(SWITCH),
  notOfferedBecause: optional(TEXT),
  allowedNamespaces: NAMESPACES,
  owner: optional(TEXT),
  recoveryRunbook: optional(TEXT),
}));

/** What a catalogue is made from. */
export const CATALOG_PROPS: Shapes<StorageCatalogProps> = {
  platform: oneOf(StoragePlatform),
  owner: TEXT,
  recoveryRunbook: TEXT,
  prefix: optional(TEXT),
  allowedNamespaces: NAMESPACES,
  enforceAllowedNamespaces: optional(SWITCH),
  defaultClass: optional(oneOf(CatalogClass)),
  volumeSnapshotClasses: optional(SWITCH),
  zonalSsdRetain: CLASS_OPTIONS,
  zonalSsdDelete: CLASS_OPTIONS,
  regionalSsdRetain: CLASS_OPTIONS,
  highIopsRetain: CLASS_OPTIONS,
  sharedFile: CLASS_OPTIONS,
  localEphemeral: CLASS_OPTIONS,
};
