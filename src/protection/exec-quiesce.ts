import { Duration } from 'cdk8s';
import { QuiesceFailure } from './exec-quiesce-options';
import type { ExecQuiesceOptions } from './exec-quiesce-options';
import type { HoldScript } from './hold-commands';
import type { Fault } from '../core/faults';
import { Faults } from '../core/faults';
import { dnsLabelFaults } from '../core/names';
import { checkProps, DURATION, listOf, oneOf, optional, TEXT, WORDS } from '../core/shape';
import type { Shapes } from '../core/shape';
import { humanSeconds, seconds } from '../core/time';
import type { IStatefulWorkload } from '../workloads/stateful-workload';

const MAX_FREEZE = Duration.seconds(30);
/** An application that writes nothing for longer is one that is down: its clients give up before. */
const LONGEST_FREEZE = Duration.minutes(10);

const EXEC: Shapes<ExecQuiesceOptions> = {
  container: WORDS, freeze: listOf(TEXT), thaw: listOf(TEXT), maxFreeze: optional(DURATION), onFailure: optional(oneOf(QuiesceFailure)),
};

/** What `Quiesce.exec` was given. */
export interface ExecQuiesce extends Omit<HoldScript, 'policy'> {
  readonly container: string;
  readonly onFailure: QuiesceFailure;
}

/** Throws when a command is missing, and for times that are none to stand still: all faults in one message. */
export function execQuiesce(options: ExecQuiesceOptions): ExecQuiesce {
  checkProps('Quiesce.exec', EXEC, options);
  const { container, freeze, thaw, maxFreeze = MAX_FREEZE, onFailure = QuiesceFailure.ABORT } = options;
  const faults = new Faults('Quiesce.exec');
  faults.add(...dnsLabelFaults('container', container), ...commandFaults('freeze', freeze), ...commandFaults('thaw', thaw), ...freezeFaults(maxFreeze));
  faults.throwIfAny();
  return { container, freeze: [...freeze], thaw: [...thaw], maxFreezeSeconds: seconds(maxFreeze), onFailure };
}

/** What is wrong with freezing the pods of this workload. */
export function holdFaults({ container, maxFreezeSeconds, onFailure }: ExecQuiesce, workload: IStatefulWorkload): Fault[] {
  const { workloadName, volumes, snapshotAccess, container: known } = workload;
  const faults: Fault[] = [];
  if (snapshotAccess !== undefined) {
    faults.push({ prop: 'quiesce', problem: `freezes ${workloadName}, a PostgreSQL that can be copied while it takes writes`, got: 'exec', remedy: 'leave it out' });
  }
  if (volumes.length > 1 && onFailure === QuiesceFailure.CRASH_CONSISTENT) {
    faults.push({
      prop: 'quiesce.onFailure',
      problem: `would keep the volumes ${volumes.map(({ role }) => role).join(' and ')} of a pod that was not frozen, cut one after the other: they do not fit each other`,
      got: onFailure,
      remedy: 'use QuiesceFailure.ABORT',
    });
  }
  if (known === undefined) return faults;
  if (container !== known.name) {
    faults.push({ prop: 'quiesce.container', problem: `is not that of ${workloadName}`, got: container, remedy: `use "${known.name}"` });
  }
  if (known.livenessBudget !== undefined && maxFreezeSeconds >= seconds(known.livenessBudget)) {
    faults.push({
      prop: 'quiesce.maxFreeze',
      problem: `is as long as the liveness probe of ${known.name} waits: an application that does not answer it while it is frozen is killed`,
      got: humanSeconds(maxFreezeSeconds),
      remedy: `use less than ${humanSeconds(seconds(known.livenessBudget))}, or a probe of more patience`,
    });
  }
  return faults;
}

function commandFaults(prop: string, command: readonly string[]): Fault[] {
  if (command.length === 0 || command[0] === '') return [{ prop, problem: 'names no program', remedy: 'use the words of a command, as [\'touch\', \'/run/app/frozen\']' }];
  // it would end the line by which the processes of a hold are told apart, or the command
  const odd = command.find((word) => word.includes('\0'));
  return odd === undefined ? [] : [{ prop, problem: 'holds a character that no command can', got: JSON.stringify(odd), remedy: 'leave it out' }];
}

function freezeFaults(maxFreeze: Duration): Fault[] {
  const prop = 'maxFreeze';
  const milliseconds = maxFreeze.toMilliseconds();
  if (milliseconds < 1000) return [{ prop, problem: 'is shorter than any cut', got: `${milliseconds}ms`, remedy: 'use a second or more' }];
  if (milliseconds % 1000 !== 0) return [{ prop, problem: 'is no number of whole seconds, which is what sleep takes', got: `${milliseconds}ms`, remedy: 'use whole seconds' }];
  if (milliseconds <= LONGEST_FREEZE.toMilliseconds()) return [];
  const got = humanSeconds(milliseconds / 1000);
  return [{ prop, problem: 'is longer than clients wait for an application', got, remedy: 'use ten minutes or less; a driver that needs longer for a cut suits no freeze' }];
}
