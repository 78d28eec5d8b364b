import { Chart, Testing } from 'cdk8s';
import { describe, expect, test } from 'vitest';
import { StatefulSettings } from '../../src/kube/settings';

describe('StatefulSettings', () => {
  test('have defaults', () => {
    const settings = StatefulSettings.of(new Chart(Testing.app(), 'orders'));
    expect(settings).toMatchObject({ kubernetesVersion: '1.29', imagePullSecrets: [] });
    expect(settings.imageOf('postgres:17')).toBe('postgres:17');
    expect(settings.neverPruneAnnotations).toEqual({
      'argocd.argoproj.io/sync-options': 'Prune=false', 'kustomize.toolkit.fluxcd.io/prune': 'disabled', 'helm.sh/resource-policy': 'keep',
    });
  });

  test('hold for everything below the scope they are set on', () => {
    const app = Testing.app();
    StatefulSettings.set(app, { kubernetesVersion: 'v1.33.2', imageRegistry: 'registry.example/mirror//', imagePullSecrets: ['pull'], neverPruneMarks: false });
    const settings = StatefulSettings.of(new Chart(app, 'orders'));
    expect(settings).toMatchObject({ kubernetesVersion: '1.33', imagePullSecrets: ['pull'], neverPruneAnnotations: {} });
    expect(settings.imageOf('postgres:17')).toBe('registry.example/mirror/postgres:17');
  });

  test('can come from the context of the app', () => {
    const app = Testing.app();
    app.node.setContext('cdk8s-stateful.dev/settings', { imageRegistry: 'registry.example' });
    expect(StatefulSettings.of(new Chart(app, 'orders')).imageOf('postgres:17')).toBe('registry.example/postgres:17');
  });

  test('are set once', () => {
    const app = Testing.app();
    StatefulSettings.set(app, {});
    expect(() => StatefulSettings.set(app, {})).toThrow('[App] StatefulSettings are set a second time; set them once, at the root of the app');
  });

  test('are set before the first construct', () => {
    const app = Testing.app();
    new Chart(app, 'orders');
    expect(() => StatefulSettings.set(app, {})).toThrow('[App] StatefulSettings come after the first construct, which was built without them; set them right after the app is made');
  });

  test.each(['1.28', '2.0', 'latest', ''])('refuse Kubernetes "%s"', (kubernetesVersion) => {
    expect(() => StatefulSettings.set(Testing.app(), { kubernetesVersion }))
      .toThrow(`[App] kubernetesVersion is not supported, got "${kubernetesVersion}"; use 1.29 or newer, as "1.29"`);
  });
});

test.each(['', 'https://registry.example', 'Registry Example'])('a registry %j is refused', (imageRegistry) => {
  expect(() => StatefulSettings.set(Testing.app(), { imageRegistry })).toThrow(`[App] imageRegistry cannot stand before the name of an image, got "${imageRegistry}"`);
});

test('a pull Secret must be a name', () => {
  expect(() => StatefulSettings.set(Testing.app(), { imagePullSecrets: ['A b'] })).toThrow('[App] imagePullSecrets is not a DNS subdomain (RFC 1123)');
});
