import type { Content } from './content';
import { contentOfClaim } from './content-of-claim';
import { contentOfSnapshot } from './content-of-snapshot';
import type { IClaim } from './persistent-volume-claim';
import { CLAIM, SNAPSHOT } from './shapes';
import type { IVolumeSnapshot } from './snapshot';
import { checkValue } from '../core/shape';

/**
 * What a new volume is filled with, when it may be one thing or another. Volume and source are apart from then on: neither
 * sees what is written to the other.
 *
 * @see https://kubernetes.io/docs/concepts/storage/persistent-volumes/#volume-populators-and-data-sources
 */
export class ClaimSource {
  /** A snapshot in the claim's namespace. Sets `dataSource`. Throws when it is none. */
  public static snapshot(snapshot: IVolumeSnapshot): ClaimSource {
    checkValue('ClaimSource.snapshot', 'snapshot', SNAPSHOT, snapshot);
    return new ClaimSource(contentOfSnapshot(snapshot));
  }

  /** The volume of another claim in the claim's namespace, as it is when the claim is applied. Sets `dataSource`. Throws when it is none. */
  public static claim(claim: IClaim): ClaimSource {
    checkValue('ClaimSource.claim', 'claim', CLAIM, claim);
    return new ClaimSource(contentOfClaim(claim));
  }

  /** @internal */
  public readonly _content: Content;

  private constructor(content: Content) {
    this._content = content;
  }
}
