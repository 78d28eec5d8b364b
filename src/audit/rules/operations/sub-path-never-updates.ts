import type { Finding, JsonPath, Manifest } from '../../finding';
import type { ManifestIndex } from '../../index-of-manifests';
import { at, listAt, objectAt, stringAt } from '../../json';
import { CONFIG_MAP, SECRET, SERVING_KINDS, describe } from '../../manifests';
import { NotApplicable } from '../../rule';
import type { Rule } from '../../rule';
import type { Workload } from '../../workload';

export const subPathNeverUpdates: Rule = {
  id: 'OPS-029',
  slug: 'sub-path-never-updates',
  title: 'A file mounted by subPath keeps what it had when the pod started',
  checklist: [29],
  severity: 'info',
  why: 'The kubelet updates ConfigMaps and Secrets in mounted folders, and never in files mounted by `subPath`. A new setting, certificate or password is there for all to see, and the server goes on with the old one until its pod is replaced. '
    + 'That is fine where a change replaces the pods: the name changes with the content (a generator of kustomize), the pod template carries a checksum of it, a controller restarts the pods, or it is `immutable`. '
    + 'It is fine, too, for what a server reads once at its first start.',
  remedy: 'Mount the whole ConfigMap or Secret as a folder and point the server at it, or let a change of the content change the pod template.',
  links: [
    'https://kubernetes.io/docs/concepts/configuration/configmap/#mounted-configmaps-are-updated-automatically',
    'https://kubernetes.io/docs/concepts/storage/volumes/#using-subpath',
  ],
  needs: ['set'],
  kinds: SERVING_KINDS,
  evaluate(object, index) {
    const workload = index.workload(object)!;
    if (workload.isControlled) return new NotApplicable('what makes it is judged');
    if (restartsOnChange(workload)) return new NotApplicable('its pods are replaced when what they mount changes');
    return workload.servingContainers().flatMap(({ container, path }) => listAt(container, 'volumeMounts').flatMap((mount, position): Finding[] => {
      const field = ['subPath', 'subPathExpr'].find((one) => stringAt(mount, one) !== undefined);
      const source = field && changingSource(workload, stringAt(mount, 'name') ?? '', index);
      if (!source) return [];
      const mountPath: JsonPath = [...path, 'volumeMounts', position, field];
      return [{
        message: `${describe(object)} mounts ${source.text} by ${field} at ${stringAt(mount, 'mountPath') ?? '(no path)'}: a change reaches no pod that runs`,
        remedy: 'mount it as a folder, or let its change change the pod template',
        path: mountPath,
        related: source.object && [source.object],
      }];
    }));
  },
};

/**
 * Annotations that change with the content, or make a controller replace the pods.
 * Helm: https://helm.sh/docs/howto/charts_tips_and_tricks/#automatically-roll-deployments
 * Reloader: https://github.com/stakater/Reloader#readme
 */
const RESTARTS = /^checksum\/|\/checksum|(^|[./-])(config|secret|configmap)[-.]?(hash|checksum|sha256)$|^(configmap\.|secret\.)?reloader\.stakater\.com\//i;

function restartsOnChange({ object, podSpecPath }: Workload): boolean {
  const places = [[], podSpecPath.slice(0, -1)];
  return places.some((place) => Object.keys(objectAt(object, ...place, 'metadata', 'annotations')).some((key) => RESTARTS.test(key)));
}

// ten characters of this alphabet: https://github.com/kubernetes-sigs/kustomize/blob/kustomize/v5.7.1/api/hasher/hasher.go (encode)
const GENERATED_NAME = /-[bcdfghkmt2456789]{10}$/;

interface ChangingSource {
  /** `ConfigMap settings` */
  readonly text: string;
  /** Where the input has it. */
  readonly object?: Manifest;
}

/** The ConfigMap or Secret behind a volume, if its content can change. */
function changingSource(workload: Workload, volume: string, index: ManifestIndex): ChangingSource | undefined {
  const found = listAt(workload.podSpec, 'volumes').find((entry) => at(entry, 'name') === volume);
  const sources = [found, ...listAt(found, 'projected', 'sources')].flatMap((source) => [
    { kind: CONFIG_MAP, name: stringAt(source, 'configMap', 'name') },
    // a volume of its own says secretName, a projected one name
    { kind: SECRET, name: stringAt(source, 'secret', 'secretName') ?? stringAt(source, 'secret', 'name') },
  ]);
  const named = sources.flatMap(({ kind, name }) => (name === undefined ? [] : [{ name, text: `${kind} ${name}`, object: index.named(kind, workload.namespace, name) }]));
  return named.find(({ name, object }) => !GENERATED_NAME.test(name) && at(object, 'immutable') !== true);
}
