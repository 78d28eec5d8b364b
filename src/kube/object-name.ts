import type { ApiObject, ApiObjectMetadata } from 'cdk8s';
import { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';

/** The name that was said, or the one that the chart makes from the construct's path. */
export function objectName(construct: IConstruct, metadata: ApiObjectMetadata | undefined): string {
  // A chart reads nothing but the path and the kind of what it names, and our objects are named before they exist:
  // their labels, Services and claims carry the name.
  return metadata?.name ?? Chart.of(construct).generateObjectName(construct as unknown as ApiObject);
}

/** The namespace that an object of this construct gets: what was said, or the chart's. */
export function objectNamespace(construct: IConstruct, metadata: ApiObjectMetadata | undefined): string | undefined {
  return metadata?.namespace ?? Chart.of(construct).namespace;
}
