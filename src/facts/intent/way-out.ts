import { OUTLIVED } from './settings';
import { DataCriticality, FailureDomain, StorageProfile } from './storage-profile';

/** The larger, the less is lost with it. */
const DOMAINS: readonly FailureDomain[] = [FailureDomain.REGION, FailureDomain.ZONE, FailureDomain.NODE];

/**
 * What to do about a refusal: data that exists nowhere else needs copies; what can be made again may ask for less.
 *
 * @param forKept for data that is kept.
 * @param isRefused whether another profile would be refused too.
 */
export function wayOut(profile: StorageProfile, forKept: string, isRefused: (lesser: StorageProfile) => boolean): string {
  const { data, failureDomain } = profile;
  if (data === DataCriticality.AUTHORITATIVE) return forKept;
  const lesser = DOMAINS.slice(DOMAINS.indexOf(failureDomain) + 1);
  const enough = lesser.find((domain) => !isRefused(StorageProfile.of({ ...profile, failureDomain: domain })));
  return enough === undefined ? forKept : `${data} data need not outlive its ${OUTLIVED[failureDomain]}: failure domain ${enough} is enough`;
}
