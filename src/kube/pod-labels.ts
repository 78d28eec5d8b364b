import { ApiObject, Chart } from 'cdk8s';
import type { ApiObjectMetadataDefinition } from 'cdk8s';
import type { IConstruct } from 'constructs';

interface Labels { readonly [label: string]: string }

/** What workloads of ours and of cdk8s-plus, of any of its versions, say about their pods without being rendered. */
interface Workload {
  readonly matchLabels?: Labels;
  readonly podMetadata?: ApiObjectMetadataDefinition;
  readonly metadata?: ApiObjectMetadataDefinition;
  readonly workloadNamespace?: string;
}

/**
 * Labels that select the pods of a construct: a workload of this library or of cdk8s-plus, or a raw object.
 *
 * A workload of cdk8s-plus is asked, never rendered: each rendering of it may add terms.
 */
export function podLabelsOf(construct: IConstruct): Labels {
  const { matchLabels, podMetadata } = construct as unknown as Workload;
  if (matchLabels === undefined && podMetadata === undefined) return { ...rawPodLabels(construct) };
  // A Job of cdk8s-plus selects nothing; its pods have labels all the same.
  const selects = matchLabels !== undefined && Object.keys(matchLabels).length > 0;
  return { ...(selects ? matchLabels : podMetadata?.toJson()?.labels) };
}

/** Namespace of the pods of a construct: its own, or its chart's; undefined when the one who applies the YAML decides. */
export function podNamespaceOf(construct: IConstruct): string | undefined {
  const { workloadNamespace, metadata } = construct as unknown as Workload;
  return workloadNamespace ?? metadata?.namespace ?? apiObjectOf(construct)?.metadata.namespace ?? Chart.of(construct).namespace;
}

function apiObjectOf(construct: IConstruct): ApiObject | undefined {
  const found = ApiObject.isApiObject(construct) ? construct : construct.node.defaultChild;
  return found !== undefined && ApiObject.isApiObject(found) ? found : undefined;
}

function rawPodLabels(construct: IConstruct): Labels | undefined {
  const found = apiObjectOf(construct);
  if (found === undefined) return undefined;
  const json = found.toJson();
  if (found.kind === 'Pod') return json.metadata?.labels;
  const template = found.kind === 'CronJob' ? json.spec?.jobTemplate?.spec?.template : json.spec?.template;
  return json.spec?.selector?.matchLabels ?? template?.metadata?.labels;
}
