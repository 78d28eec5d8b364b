import { Chart, Testing } from 'cdk8s';
import { describe, expect, test } from 'vitest';
import { packageVersion } from '../../src/core/version';
import type { StatefulSettingsOptions } from '../../src/kube/settings';
import { StatefulSettings } from '../../src/kube/settings';

describe('StatefulSettings', () => {
  test('have defaults', () => {
    const settings = StatefulSettings.of(new Chart(Testing.app(), 'orders'));
    expect(settings).toMatchObject({ kubernetesVersion: '1.30', imagePullSecrets: [] });
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

  test.each([['1.29', '1.29'], ['v1.36.3', '1.36']])('take Kubernetes "%s" as %s', (kubernetesVersion, version) => {
    const app = Testing.app();
    StatefulSettings.set(app, { kubernetesVersion });
    expect(StatefulSettings.of(app)).toMatchObject({ kubernetesVersion: version });
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

describe('the image of the operations', () => {
  const of = (options: StatefulSettingsOptions) => {
    const app = Testing.app();
    StatefulSettings.set(app, options);
    return StatefulSettings.of(new Chart(app, 'orders')).operationsImage;
  };

  test('is the one that was published with this version', () => {
    expect(of({})).toBe(`ghcr.io/cdk8s-stateful/cdk8s-stateful:${packageVersion()}`);
  });

  test('comes from the mirror, which takes the place of its registry', () => {
    expect(of({ imageRegistry: 'registry.example:5000/mirror' })).toBe(`registry.example:5000/mirror/cdk8s-stateful/cdk8s-stateful:${packageVersion()}`);
  });

  test.each([
    'cdk8s-stateful:e2e', 'localhost:5000/team/cdk8s-stateful', `registry.example/team/stateful:1.2.3@sha256:${'0'.repeat(64)}`,
  ])('is %s where that is set, mirror or not', (operationsImage) => {
    expect(of({ operationsImage, imageRegistry: 'registry.example/mirror' })).toBe(operationsImage);
  });

  test.each(['', 'cdk8s-stateful: e2e', 'https://registry.example/stateful:1', 'Stateful:1', 'stateful:', 'stateful@sha256:12'])('cannot be %j', (operationsImage) => {
    expect(() => of({ operationsImage })).toThrow(`[App] operationsImage is not the name of an image, got "${operationsImage}"; use registry.example/team/cdk8s-stateful:1.2.3`);
  });
});
