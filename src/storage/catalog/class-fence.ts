import type { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { BETA_CLASS_ANNOTATION, NAME_LABEL, PROGRAM } from '../../core/vocabulary';
import { admissionPolicy } from '../../kube/admission';

/** A class, and who may use it. */
export interface FencedClass {
  readonly storageClassName: string;
  readonly namespaces: readonly string[];
}

/** CEL: name of the class of a claim, empty when it has none. */
function classOf(claim: string): string {
  const annotations = `${claim}.metadata.annotations`;
  const named = `(has(${claim}.spec.storageClassName) ? ${claim}.spec.storageClassName : '')`;
  return `(has(${annotations}) && '${BETA_CLASS_ANNOTATION}' in ${annotations} ? ${annotations}['${BETA_CLASS_ANNOTATION}'] : ${named})`;
}

/**
 * A ValidatingAdmissionPolicy that refuses claims of these classes outside their namespaces, whoever makes them. Claims that
 * name no class are judged by the default class, which they were given before. Updates count where they give a claim its
 * class: one that was made while there was no default class. Claims that exist may grow and go as before.
 *
 * @see https://kubernetes.io/docs/concepts/storage/persistent-volumes/#retroactive-default-storageclass-assignment
 */
export function classFence(scope: Construct, id: string, name: string, classes: readonly FencedClass[]): ApiObject {
  return admissionPolicy(scope, id, { name, labels: { [NAME_LABEL]: PROGRAM } }, ['CREATE', 'UPDATE'], {
    apiGroup: '',
    resource: 'persistentvolumeclaims',
    about: { name: 'class-given', expression: `request.operation == 'CREATE' || ${classOf('object')} != ${classOf('oldObject')}` },
    variables: [{ name: 'storageClass', expression: classOf('object') }],
    rules: classes.map(({ storageClassName, namespaces }) => ({
      expression: `variables.storageClass != '${storageClassName}' || request.namespace in [${namespaces.map((namespace) => `'${namespace}'`).join(', ')}]`,
      message: `StorageClass ${storageClassName} is for claims in ${namespaces.join(', ')} alone`,
    })),
  });
}
