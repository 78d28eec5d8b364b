import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { besideFaults } from './policy-checks';
import type { PolicyIdentity } from './policy-document';
import type { SnapshotPolicyOptions } from './snapshot-policy-props';
import type { Fault } from '../core/faults';
import { placeInSet } from '../facts/claims-of-sets';
import type { IClaim } from '../storage/persistent-volume-claim';
import type { IStatefulWorkload } from '../workloads/stateful-workload';

/** What is wrong with protecting these claims by this policy, apart from their driver. */
export function claimFaults(
  { quiesce, ordinals, primaryLabels, groupSnapshotClass }: SnapshotPolicyOptions, claims: readonly IClaim[], namespace: string | undefined,
): Fault[] {
  const names = claims.map(({ claimName }) => claimName);
  const faults: Fault[] = [];
  if (claims.length === 0) faults.push({ prop: 'claims', problem: 'are none', got: '[]', remedy: 'name one or more' });
  const twice = names.filter((name, at) => names.indexOf(name) !== at);
  if (twice.length > 0) faults.push({ prop: 'claims', problem: 'name one more than once', got: twice.join(', '), remedy: 'name each once' });
  for (const claim of claims) faults.push(...besideFaults(`claim ${claim.claimName}`, claim.claimNamespace, namespace));
  if (quiesce !== undefined && quiesce.strategy !== 'none') {
    const [what, remedy] = quiesce.strategy === 'exec' ? ['a container of a set', 'protect the StatefulSet'] : ['a server of PostgreSQL', 'protect its PostgresStatefulSet'];
    faults.push({ prop: 'quiesce', problem: `needs ${what}, and nobody knows which one writes to a claim`, got: quiesce.strategy, remedy: `${remedy}, or leave it out` });
  }
  if (groupSnapshotClass !== undefined) {
    faults.push({
      prop: 'groupSnapshotClass', problem: 'finds claims by the labels that a set puts on them', got: groupSnapshotClass.volumeGroupSnapshotClassName, remedy: 'use a snapshotClass',
    });
  }
  if (ordinals !== undefined) faults.push({ prop: 'ordinals', problem: 'are of pods of a set, and claims have none', got: ordinals.join(', '), remedy: 'leave them out' });
  if (primaryLabels !== undefined) {
    faults.push({ prop: 'primaryLabels', problem: 'are of pods of a set, and claims have none', got: Object.keys(primaryLabels).join(', '), remedy: 'leave them out' });
  }
  return faults;
}

/** A StatefulSet of the app, as far as its claims go. */
interface OwningSet {
  readonly name: string;
  readonly namespace?: string;
  readonly templates: readonly string[];
}

interface RenderedSet {
  readonly spec?: { readonly volumeClaimTemplates?: readonly { readonly metadata: { readonly name: string } }[] };
}

/** Which of these claims are made by a StatefulSet of the app: what protects one of several volumes, or of several pods, protects too little. */
export function ownedFaults(app: IConstruct, names: readonly string[], { namespace }: PolicyIdentity): Fault[] {
  const sets = setsIn(app).filter((set) => set.namespace === namespace);
  return names.flatMap((got) => {
    const owner = sets.find(({ name, templates }) => placeInSet(got, name, templates) !== undefined);
    return owner ? [{ prop: 'claims', problem: `has one that StatefulSet ${owner.name} makes`, got, remedy: 'call protect() with the set; ordinals name single pods' }] : [];
  });
}

/** Those that are rendered, by anybody, and those that are only named. */
function setsIn(app: IConstruct): OwningSet[] {
  return app.node.findAll().flatMap((construct) => {
    if (ApiObject.isApiObject(construct)) return construct.kind === 'StatefulSet' ? [ofManifest(construct)] : [];
    const { workloadName: name, workloadNamespace: namespace, volumes } = construct as Partial<IStatefulWorkload>;
    if (name === undefined || !Array.isArray(volumes)) return [];
    return [{ name, namespace, templates: volumes.map(({ claimTemplateName }) => claimTemplateName) }];
  });
}

function ofManifest(object: ApiObject): OwningSet {
  const { spec } = object.toJson() as RenderedSet;
  const templates = (spec?.volumeClaimTemplates ?? []).map(({ metadata }) => metadata.name);
  return { name: object.name, namespace: object.metadata.namespace, templates };
}
