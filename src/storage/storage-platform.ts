/** Kinds of clusters, by the storage that comes with them or is usually added to them. */
export enum StoragePlatform {
  /** Amazon EKS with nodes of one's own. */
  EKS = 'eks',
  /** Amazon EKS where AWS runs the nodes and the EBS driver. */
  EKS_AUTO_MODE = 'eks-auto',
  /** Azure Kubernetes Service. */
  AKS = 'aks',
  /** Google Kubernetes Engine. */
  GKE = 'gke',
  /** Ceph, run by Rook in the cluster or beside it. */
  CEPH = 'ceph',
  /** Longhorn, on the disks of the cluster's own nodes. */
  LONGHORN = 'longhorn',
  /** Disks of nodes and a file server, without anything that keeps copies. */
  ON_PREMISES = 'on-premises',
}
