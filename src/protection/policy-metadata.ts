import type { ApiObjectMetadata } from 'cdk8s';
import type { PolicyIdentity } from './policy-document';
import { NAME_LABEL, POLICY_LABEL, PROGRAM, WORKLOAD_LABEL } from '../core/vocabulary';

export interface ObjectMetadata {
  readonly name: string;
  readonly namespace: string;
  readonly labels: { readonly [label: string]: string };
  readonly annotations?: { readonly [annotation: string]: string };
}

/** Metadata of an object of a policy, by its name. */
export function objectMetadata(
  { name: policy, namespace }: PolicyIdentity, workload: string, { labels, annotations }: ApiObjectMetadata = {},
): (name: string) => ObjectMetadata {
  return (name) => ({
    name,
    namespace,
    labels: { [NAME_LABEL]: PROGRAM, [POLICY_LABEL]: policy, [WORKLOAD_LABEL]: workload, ...labels },
    ...(annotations ? { annotations } : {}),
  });
}
