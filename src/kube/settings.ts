import type { IConstruct } from 'constructs';
import { AlertRuleKind } from './alert-rule-kind';
import { parseKubernetesVersion } from './kubernetes-version';
import { defaultOperationsImage, operationsImageFaults } from './operations-image';
import type { Fault } from '../core/faults';
import { fail, Faults } from '../core/faults';
import { dnsSubdomainFaults, labelFaults } from '../core/names';
import { checkProps, listOf, oneOf, optional, SWITCH, TEXT, TEXTS } from '../core/shape';
import type { Shapes } from '../core/shape';
import { DOMAIN, NEVER_PRUNE_ANNOTATIONS } from '../core/vocabulary';

/** Context key that holds the settings: also settable as context of the app. */
const CONTEXT_KEY = `${DOMAIN}/settings`;
const UNSET: StatefulSettingsOptions = {};

/** The host before a repository: what has a dot or a port. https://github.com/distribution/reference/blob/main/normalize.go */
const REGISTRY = /^[^/]*[.:][^/]*\//;

/** What holds for a whole app. */
export interface StatefulSettingsOptions {
  /**
   * The oldest Kubernetes version that the YAML is applied to, `1.29` at the least. One that lacks what is rendered is
   * refused; what came later is not rendered.
   *
   * @default "1.30", the first with ValidatingAdmissionPolicy for everyone
   */
  readonly kubernetesVersion?: string;
  /**
   * Put in front of the repository of every image that this library chooses, instead of its registry: `registry.example/mirror`
   * makes `registry.example/mirror/postgres:17-trixie` and `registry.example/mirror/cdk8s-stateful/cdk8s-stateful:1.2.3`.
   * Images that you name yourself stay as they are.
   *
   * @default - images are named as their publishers do
   */
  readonly imageRegistry?: string;
  /**
   * Image of the program that CronJobs of this library run. It is used as it is; set it where nothing is pulled from
   * `ghcr.io` and there is no mirror, or to try a build of your own.
   *
   * @default "ghcr.io/cdk8s-stateful/cdk8s-stateful:<version of this library>", or the same repository behind `imageRegistry`
   */
  readonly operationsImage?: string;
  /**
   * Names of Secrets with registry credentials. Sets `imagePullSecrets` of every pod.
   *
   * @default - none
   */
  readonly imagePullSecrets?: string[];
  /**
   * Mark claim templates so that Argo CD, Flux and Helm never prune the claims made from them.
   * The marks are part of a claim template and so cannot change for a set that runs.
   *
   * @default true
   */
  readonly neverPruneMarks?: boolean;
  /**
   * What alerts are rendered as. A ConfigMap breaks no `kubectl apply`; where Prometheus Operator runs, say so.
   *
   * @default AlertRuleKind.CONFIG_MAP
   */
  readonly alertRules?: AlertRuleKind;
  /**
   * Labels of these objects besides their own: those by which your Prometheus selects its rules (`ruleSelector`), such as
   * `release: monitoring`.
   *
   * @see https://prometheus-operator.dev/docs/api-reference/api/#monitoring.coreos.com/v1.PrometheusSpec
   * @default - none
   */
  readonly alertRuleLabels?: { readonly [label: string]: string };
}

const SHAPES: Shapes<StatefulSettingsOptions> = {
  kubernetesVersion: optional(TEXT),
  imageRegistry: optional(TEXT),
  operationsImage: optional(TEXT),
  imagePullSecrets: optional(listOf(TEXT)),
  neverPruneMarks: optional(SWITCH),
  alertRules: optional(oneOf(AlertRuleKind)),
  alertRuleLabels: optional(TEXTS),
};

/**
 * Settings of an app, set once at its root and read by everything below.
 *
 * ```ts
 * const app = new App();
 * StatefulSettings.set(app, { imageRegistry: 'registry.example/mirror' });
 * ```
 *
 * Objects of its own it has none: it writes construct context (`cdk8s-stateful.dev/settings`).
 */
export class StatefulSettings {
  /**
   * Sets what holds for everything below a scope.
   *
   * @throws when they were set before, when the scope already has children (they would have been built without
   * them), or when a version or the name of an image cannot be read.
   */
  public static set(scope: IConstruct, options: StatefulSettingsOptions): void {
    const place = scope.node.path || 'App';
    if (scope.node.tryGetContext(CONTEXT_KEY) !== undefined) {
      fail(place, { prop: 'StatefulSettings', problem: 'are set a second time', remedy: 'set them once, at the root of the app' });
    }
    if (scope.node.children.length > 0) {
      fail(place, { prop: 'StatefulSettings', problem: 'come after the first construct, which was built without them', remedy: 'set them right after the app is made' });
    }
    checkProps(place, SHAPES, options);
    parseKubernetesVersion(place, options.kubernetesVersion);
    const faults = new Faults(place);
    faults.add(...registryFaults(options.imageRegistry), ...operationsImageFaults(options.operationsImage));
    faults.add(...(options.imagePullSecrets ?? []).flatMap((name) => dnsSubdomainFaults('imagePullSecrets', name)));
    faults.add(...labelFaults('alertRuleLabels', options.alertRuleLabels ?? {}));
    faults.throwIfAny();
    scope.node.setContext(CONTEXT_KEY, options);
  }

  /** The settings that hold for a scope: what was set above it, or the defaults. */
  public static of(scope: IConstruct): StatefulSettings {
    const options: StatefulSettingsOptions = scope.node.tryGetContext(CONTEXT_KEY) ?? UNSET;
    const known = StatefulSettings.read.get(options);
    if (known) return known;
    const settings = new StatefulSettings(scope.node.path, options);
    StatefulSettings.read.set(options, settings);
    return settings;
  }

  /** What was read before: every construct asks. */
  private static readonly read = new WeakMap<StatefulSettingsOptions, StatefulSettings>();

  /** The oldest Kubernetes version that the YAML is applied to. */
  public readonly kubernetesVersion: string;
  /** Names of Secrets with registry credentials. */
  public readonly imagePullSecrets: string[];
  /** Image of the program that CronJobs of this library run: the one that was set, or that of this version, from the mirror if there is one. */
  public readonly operationsImage: string;
  /** What alerts are rendered as. */
  public readonly alertRules: AlertRuleKind;
  /** Labels of what alerts are rendered as. */
  public readonly alertRuleLabels: { readonly [label: string]: string };
  private readonly imageRegistry?: string;
  private readonly neverPruneMarks: boolean;

  private constructor(place: string, options: StatefulSettingsOptions) {
    this.kubernetesVersion = parseKubernetesVersion(place, options.kubernetesVersion);
    this.imagePullSecrets = [...options.imagePullSecrets ?? []];
    this.imageRegistry = options.imageRegistry?.replace(/\/+$/, '');
    this.operationsImage = options.operationsImage ?? this.imageOf(defaultOperationsImage());
    this.neverPruneMarks = options.neverPruneMarks ?? true;
    this.alertRules = options.alertRules ?? AlertRuleKind.CONFIG_MAP;
    this.alertRuleLabels = { ...options.alertRuleLabels };
  }

  /** An image that this library chooses, with the mirror in front of its repository. */
  public imageOf(image: string): string {
    return this.imageRegistry === undefined ? image : `${this.imageRegistry}/${image.replace(REGISTRY, '')}`;
  }

  /** Annotations that keep delivery tools from pruning what carries them. */
  public get neverPruneAnnotations(): { [key: string]: string } {
    return this.neverPruneMarks ? { ...NEVER_PRUNE_ANNOTATIONS } : {};
  }
}

/** https://github.com/distribution/reference/blob/main/reference.go */
function registryFaults(registry: string | undefined): Fault[] {
  if (registry === undefined || /^[a-z0-9][a-z0-9.-]*(:\d+)?(\/[a-z0-9]+([._-][a-z0-9]+)*)*\/*$/.test(registry)) return [];
  return [{ prop: 'imageRegistry', problem: 'cannot stand before the name of an image', got: registry, remedy: 'use a host with an optional path, as registry.example/mirror' }];
}
