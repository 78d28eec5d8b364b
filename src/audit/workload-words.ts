import { at, listAt, objectAt, stringAt, stringsAt } from './json';
import type { Workload } from './workload';

/** Where it shows who else has a hand in a workload: labels, annotations, and names, variables and commands of containers. */
export function wordsOf(workload: Workload): string[] {
  const containers = [...listAt(workload.podSpec, 'containers'), ...listAt(workload.podSpec, 'initContainers')];
  const template = workload.podSpecPath.slice(0, -1);
  return [
    ...[[], template].flatMap((place) => ['labels', 'annotations'].flatMap((map) => Object.keys(objectAt(workload.object, ...place, 'metadata', map)))),
    ...Object.values(stringsAt(workload.object, ...template, 'metadata', 'labels')),
    ...containers.flatMap((container) => [
      stringAt(container, 'name') ?? '',
      ...listAt(container, 'env').map((entry) => stringAt(entry, 'name') ?? ''),
      ...['command', 'args'].flatMap((list) => listAt(container, list).map(String)),
    ]),
    ...containers.flatMap((container) => listAt(container, 'envFrom').map((source) => String(at(source, 'prefix') ?? ''))),
  ];
}
