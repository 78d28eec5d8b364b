/** A class of a `StorageCatalog`: what stands in its name after the prefix. */
export enum CatalogClass {
  /** A disk of one zone, deleted with its claim: state of development and tests. */
  ZONAL_SSD_DELETE = 'zonal-ssd-delete',
  /** A disk of one zone that outlives its claim: production state with one writer. */
  ZONAL_SSD_RETAIN = 'zonal-ssd-retain',
  /** A disk of several zones that outlives its claim. */
  REGIONAL_SSD_RETAIN = 'regional-ssd-retain',
  /** A fast disk of one zone that outlives its claim. */
  HIGH_IOPS_RETAIN = 'high-iops-retain',
  /** A file system for many writers that outlives its claim. */
  SHARED_FILE = 'shared-file',
  /** A disk of one node: caches and scratch space. */
  LOCAL_EPHEMERAL = 'local-ephemeral',
}
