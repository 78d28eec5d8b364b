import type { ApiObjectMetadata } from 'cdk8s';
import * as fc from 'fast-check';
import { annotations, labelName, labels, mostly, props, subdomainName } from './values';

/** Of a class: a name, and only by mistake a namespace. */
export const classMetadata: fc.Arbitrary<ApiObjectMetadata> = mostly<ApiObjectMetadata>(
  props({ name: subdomainName, labels, annotations }, ['name']),
  fc.constantFrom<ApiObjectMetadata>({}, { name: 'kept', namespace: 'orders' }),
);

/** Of an object in the chart's namespace, whose name is given or made. */
export function objectMetadata(longestName = 40): fc.Arbitrary<ApiObjectMetadata> {
  return props({ name: labelName(longestName), labels, annotations });
}
