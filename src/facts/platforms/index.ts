import { AKS } from './aks';
import { CEPH } from './ceph';
import { EKS } from './eks';
import { EKS_AUTO } from './eks-auto';
import { GKE } from './gke';
import { LONGHORN_PLATFORM } from './longhorn';
import { ON_PREMISES } from './on-premises';
import type { PlatformFacts, StorageOffering, StorageRole } from './platform-facts';

/** Every platform that we know. A new one is a file of facts and a line here. */
export const PLATFORMS: readonly PlatformFacts[] = [EKS, EKS_AUTO, AKS, GKE, CEPH, LONGHORN_PLATFORM, ON_PREMISES];

/** All ways in which a platform fills a role, the usual one first. */
export function offeringsOf(platform: PlatformFacts, role: StorageRole): StorageOffering[] {
  return platform.offerings.filter((offering) => offering.role === role);
}

/** How a platform usually fills a role, if it does. */
export function offeringOf(platform: PlatformFacts, role: StorageRole): StorageOffering | undefined {
  return platform.offerings.find((offering) => offering.role === role);
}
