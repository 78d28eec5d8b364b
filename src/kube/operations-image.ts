import type { Fault } from '../core/faults';
import { packageVersion } from '../core/version';

/** Where the release of this library publishes the image of its command line. */
const REPOSITORY = 'ghcr.io/cdk8s-stateful/cdk8s-stateful';

/** The image that belongs to this version of the library: what it renders, that program understands. */
export function defaultOperationsImage(): string {
  return `${REPOSITORY}:${packageVersion()}`;
}

/** https://github.com/distribution/reference/blob/main/reference.go */
export function operationsImageFaults(image: string | undefined): Fault[] {
  const path = '[a-z0-9]+([._-]+[a-z0-9]+)*';
  const reference = new RegExp(`^([a-zA-Z0-9.-]+(:\\d+)?/)?${path}(/${path})*(:[\\w][\\w.-]{0,127})?(@sha256:[0-9a-f]{64})?$`);
  if (image === undefined || reference.test(image)) return [];
  return [{ prop: 'operationsImage', problem: 'is not the name of an image', got: image, remedy: 'use registry.example/team/cdk8s-stateful:1.2.3, with a digest if you like' }];
}
