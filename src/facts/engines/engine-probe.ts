import type { Duration } from 'cdk8s';
import { fail } from '../../core/faults';
import { seconds } from '../../core/time';

/** How often and how patiently to ask. */
export interface EngineProbeOptions {
  /** Sets `periodSeconds`. */
  readonly period: Duration;
  /** Sets `timeoutSeconds`: generous, since a timed-out command counts as a failure. */
  readonly timeout: Duration;
  /** Sets `failureThreshold`. */
  readonly failures: number;
}

/**
 * A question to a running engine.
 *
 * @see https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/
 */
export class EngineProbe {
  /**
   * A command whose exit code is the answer. Variables belong inside `sh -c`: Kubernetes expands `$(NAME)` in a probe
   * only for plain values, and to nothing for values from Secrets.
   *
   * @throws when an argument holds `$(NAME)`.
   */
  public static exec(command: string[], options: EngineProbeOptions): EngineProbe {
    const bare = command.find((word, at) => /\$\([A-Za-z_][A-Za-z0-9_]*\)/.test(word) && command[at - 1] !== '-c');
    if (bare !== undefined) {
      fail('EngineProbe.exec', { prop: 'command', problem: 'holds a variable that Kubernetes may leave empty', got: bare, remedy: 'use ["sh", "-c", "... \\"$NAME\\""]' });
    }
    return new EngineProbe({ exec: { command } }, options);
  }

  /** Whether a connection to a port is accepted. */
  public static tcpSocket(port: number, options: EngineProbeOptions): EngineProbe {
    return new EngineProbe({ tcpSocket: { port } }, options);
  }

  /** Whether an HTTP request to a port is answered with 200 to 399. */
  public static httpGet(path: string, port: number, options: EngineProbeOptions): EngineProbe {
    return new EngineProbe({ httpGet: { path, port } }, options);
  }

  private constructor(private readonly handler: { readonly [kind: string]: unknown }, private readonly options: EngineProbeOptions) {}

  /** The probe as Kubernetes spells it. @internal */
  public _render(): { readonly [field: string]: unknown } {
    return {
      ...this.handler,
      periodSeconds: seconds(this.options.period),
      timeoutSeconds: seconds(this.options.timeout),
      failureThreshold: this.options.failures,
    };
  }
}
