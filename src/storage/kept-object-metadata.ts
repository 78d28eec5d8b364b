import type { ApiObjectMetadata } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { Fault } from '../core/faults';
import { dnsSubdomainFaults, metadataFaults } from '../core/names';
import { StatefulSettings } from '../kube/settings';

/** What is wrong with the metadata of an object that holds data, if anything. */
export function keptObjectFaults(metadata: ApiObjectMetadata): Fault[] {
  const { name } = metadata;
  return [...name === undefined ? [] : dnsSubdomainFaults('metadata.name', name), ...metadataFaults(metadata)];
}

/** The metadata with the marks that keep delivery tools from pruning the object; what was said wins. */
export function keptObjectMetadata(construct: IConstruct, metadata: ApiObjectMetadata): ApiObjectMetadata {
  const marks = StatefulSettings.of(construct).neverPruneAnnotations;
  const annotations = metadata.annotations ? { ...marks, ...metadata.annotations } : marks;
  return Object.keys(annotations).length > 0 ? { ...metadata, annotations } : metadata;
}
