import { ApiObject } from 'cdk8s';

/**
 * An object that belongs to no namespace. cdk8s gives every object the namespace of its chart; tools that compare what
 * they sent with what is stored trip over it.
 *
 * @see https://github.com/cdk8s-team/cdk8s/issues/1558
 */
export class ClusterScopedObject extends ApiObject {
  public toJson(): any {
    const json = super.toJson();
    if (json.metadata?.namespace === undefined) return json;
    const { namespace: _, ...metadata } = json.metadata;
    return { ...json, metadata };
  }
}
