import { describe, expect, test } from 'vitest';
import { labelFaults } from '../../src/core/names';
import * as vocabulary from '../../src/core/vocabulary';

describe('keys that objects in clusters already carry', () => {
  test('our own never change', () => {
    expect(vocabulary.DOMAIN).toBe('cdk8s-stateful.dev');
    expect(vocabulary.WORKLOAD_LABEL).toBe('cdk8s-stateful.dev/workload');
    expect(vocabulary.ACKNOWLEDGE_PREFIX).toBe('audit.cdk8s-stateful.dev/');
    expect(vocabulary.DATA_INTENT_ANNOTATION).toBe('cdk8s-stateful.dev/data');
    expect(vocabulary.CLASS_FACTS).toEqual([
      'backend', 'access-modes', 'zones', 'performance', 'encryption', 'backup', 'reclaim', 'expansion', 'cost', 'allowed-namespaces', 'owner', 'recovery-runbook',
    ]);
  });

  test('never-prune marks are those of Argo CD, Flux and Helm', () => {
    expect(vocabulary.NEVER_PRUNE_ANNOTATIONS).toEqual({
      'argocd.argoproj.io/sync-options': 'Prune=false',
      'kustomize.toolkit.fluxcd.io/prune': 'disabled',
      'helm.sh/resource-policy': 'keep',
    });
  });

  const keys = Object.entries(vocabulary).filter(([name]) => /_(LABEL|ANNOTATION)$/.test(name)) as [string, string][];
  test.each(keys)('%s is a key that Kubernetes takes', (_, key) => {
    expect(labelFaults('labels', { [key]: 'x' })).toEqual([]);
  });
});
