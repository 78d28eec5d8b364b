import type { ApiObjectMetadata } from 'cdk8s';
import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';

/**
 * A Lease without a `spec`: who holds it is the business of the programs that take it, and applying the manifest again must
 * not take it away from them.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/lease-v1/
 */
export function lease(scope: Construct, id: string, metadata: ApiObjectMetadata): ApiObject {
  return new ApiObject(scope, id, { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata });
}
