import { Duration } from 'cdk8s';
import { Faults } from '../../core/faults';
import type { Fault } from '../../core/faults';
import { MAX_INT32 } from '../../core/quantity';
import { checkProps, checkValue, DURATION, listOf, NUMBER, TEXT } from '../../core/shape';
import type { Shapes } from '../../core/shape';
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

const SHAPES: Shapes<EngineProbeOptions> = { period: DURATION, timeout: DURATION, failures: NUMBER };

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
   * @throws when there is no command, an argument holds `$(NAME)`, or a time or number of failures is less than 1: all faults in one message.
   */
  public static exec(command: string[], options: EngineProbeOptions): EngineProbe {
    checkValue('EngineProbe.exec', 'command', listOf(TEXT), command);
    const bare = command.find((word, at) => /\$\([A-Za-z_][A-Za-z0-9_]*\)/.test(word) && command[at - 1] !== '-c');
    const faults: Fault[] = bare === undefined ? [] : [{
      prop: 'command', problem: 'holds a variable that Kubernetes may leave empty', got: bare, remedy: 'use ["sh", "-c", "... \\"$NAME\\""]',
    }];
    if (command.length === 0) faults.push({ prop: 'command', problem: 'is empty', remedy: 'name the program to run' });
    return new EngineProbe('exec', { command }, options, faults);
  }

  /**
   * Whether a connection to a port is accepted.
   *
   * @throws when the port is none, or a time or number of failures is less than 1: all faults in one message.
   */
  public static tcpSocket(port: number, options: EngineProbeOptions): EngineProbe {
    return new EngineProbe('tcpSocket', { port }, options, portFaults(port));
  }

  /**
   * Whether an HTTP request to a port is answered with 200 to 399.
   *
   * @throws when the port is none, the path is empty, or a time or number of failures is less than 1: all faults in one message.
   */
  public static httpGet(path: string, port: number, options: EngineProbeOptions): EngineProbe {
    checkValue('EngineProbe.httpGet', 'path', TEXT, path);
    const faults = path === '' ? [{ prop: 'path', problem: 'is empty', remedy: 'use a path such as /ready' }] : [];
    return new EngineProbe('httpGet', { path, port }, options, [...faults, ...portFaults(port)]);
  }

  private constructor(
    private readonly kind: string,
    private readonly handler: { readonly [field: string]: unknown },
    private readonly options: EngineProbeOptions,
    found: readonly Fault[],
  ) {
    checkProps(`EngineProbe.${kind}`, SHAPES, options);
    const { period, timeout, failures } = options;
    const faults = new Faults(`EngineProbe.${kind}`);
    faults.add(...found, ...patienceFaults({ period: seconds(period), timeout: seconds(timeout), failures }));
    faults.throwIfAny();
  }

  /** How long it asks in vain until it has failed. @internal */
  public _budget(): Duration {
    return Duration.seconds(seconds(this.options.period) * this.options.failures);
  }

  /** The probe as Kubernetes spells it. @internal */
  public _render(): { readonly [field: string]: unknown } {
    return {
      [this.kind]: { ...this.handler },
      periodSeconds: seconds(this.options.period),
      timeoutSeconds: seconds(this.options.timeout),
      failureThreshold: this.options.failures,
    };
  }
}

function portFaults(port: number): Fault[] {
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return [];
  return [{ prop: 'port', problem: 'is not a port number', got: port, remedy: 'use 1 to 65535' }];
}

/** Kubernetes takes 0 for its own default, and refuses what does not fit 32 bits. */
function patienceFaults(numbers: { readonly [prop: string]: number }): Fault[] {
  return Object.entries(numbers).filter(([, got]) => !Number.isInteger(got) || got < 1 || got > MAX_INT32)
    .map(([prop, got]) => ({ prop, problem: 'is not a whole number that a probe takes', got, remedy: 'use 1 or more' }));
}
