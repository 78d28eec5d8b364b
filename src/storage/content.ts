import type { Size } from 'cdk8s';
import type { IStorageClass } from './storage-class';
import type { Fault } from '../core/faults';
import { Quantity } from '../core/quantity';
import type { VolumeMode } from '../facts/drivers/volume-modes';
import type { ClaimDataSource } from '../kube/core';

/** What a new volume is filled with. */
export interface Content {
  readonly dataSource: ClaimDataSource;
  /** The least that a claim on this class asks for, as far as it is known. */
  readonly sizeIn: (storageClass: IStorageClass) => Size | undefined;
  readonly volumeMode?: VolumeMode;
  /** Why the volume would never be made; nobody else says it before a pod waits for it. */
  readonly faults: (claim: FilledClaim) => Fault[];
}

/** A claim that is to be filled. */
export interface FilledClaim {
  readonly storageClass: IStorageClass;
  readonly size?: Size;
  readonly volumeMode: VolumeMode;
  /** What was said; a name that the chart makes is nobody else's. */
  readonly name?: string;
  readonly namespace?: string;
}

/** Is a size that was asked for less than one that is known? What is no size is refused as such elsewhere. */
export function isSmaller(size: Size, known: Size | undefined): boolean {
  const [asked, least] = [size, known].map((each) => each && Quantity.tryParse(each.asString()));
  return asked !== undefined && least !== undefined && asked.compare(least) < 0;
}

/** Are they known, and different? */
export function differ(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && other !== undefined && one !== other;
}
