import { familyOf, familyOfTemplate } from '../../src/audit/claim';
import type { Manifest } from '../../src/audit/finding';
import { at, isObject, listAt, stringAt } from '../../src/audit/json';
import { CLAIM, CONFIG_MAP, STATEFUL_SET, kindOf, namespaceOf } from '../../src/audit/manifests';

/**
 * Controllers of Kubernetes itself. What they make is said by their own objects; what the operator of a database makes is not.
 * https://kubernetes.io/docs/concepts/workloads/controllers/
 */
const CONTROLLERS = new Set([
  'StatefulSet.apps', 'Deployment.apps', 'ReplicaSet.apps', 'DaemonSet.apps', 'Job.batch', 'CronJob.batch', 'ReplicationController', 'Pod', 'Node',
]);

/** The certificate that each namespace is given: https://kubernetes.io/docs/concepts/security/service-accounts/#bound-service-account-tokens */
const ROOT_CERTIFICATE = 'kube-root-ca.crt';

/** Leaves out what Kubernetes has made of other objects: pods of sets, Jobs of CronJobs, claims of templates. They would be counted and judged twice. */
export function withoutDerived(objects: readonly Manifest[]): Manifest[] {
  const families = new Set(objects.filter((object) => kindOf(object) === STATEFUL_SET).flatMap(familiesOf));
  return objects.filter((object) => !isControlled(object) && !isOfTemplate(object, families) && !isRootCertificate(object));
}

function isControlled(object: Manifest): boolean {
  return listAt(object, 'metadata', 'ownerReferences').some((owner) => isObject(owner) && at(owner, 'controller') === true
    && CONTROLLERS.has(kindOf({ apiVersion: stringAt(owner, 'apiVersion') ?? '', kind: stringAt(owner, 'kind') ?? '', metadata: {} })));
}

/** Claims of templates have no owner unless they go with their set. */
function isOfTemplate(object: Manifest, families: ReadonlySet<string>): boolean {
  return kindOf(object) === CLAIM && families.has(`${namespaceOf(object)}/${familyOf(object.metadata.name ?? '')}`);
}

function familiesOf(statefulSet: Manifest): string[] {
  return listAt(statefulSet, 'spec', 'volumeClaimTemplates')
    .map((template) => `${namespaceOf(statefulSet)}/${familyOfTemplate(stringAt(template, 'metadata', 'name') ?? '', statefulSet.metadata.name ?? '')}`);
}

function isRootCertificate(object: Manifest): boolean {
  return kindOf(object) === CONFIG_MAP && object.metadata.name === ROOT_CERTIFICATE;
}
