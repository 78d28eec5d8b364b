import type { PolicyExecCommands } from '../documents/snapshot-policy';

/** A hold as a user describes it. */
export interface HoldScript {
  /** Name of the policy: its processes in the container are told apart by it. */
  readonly policy: string;
  readonly freeze: readonly string[];
  readonly thaw: readonly string[];
  readonly maxFreezeSeconds: number;
}

/** Nothing can be asked of the container now: sysexits EX_TEMPFAIL. */
const BUSY = 75;
/** As `timeout` of coreutils says it. */
const OUT_OF_TIME = 124;
/** Of a command that is not there: https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_08_02 */
const NOT_FOUND = 127;

/**
 * The commands that a runner may send into the container, and no others: an admission policy compares them letter by letter, so nothing
 * in them changes from run to run.
 *
 * `freeze` starts the dead man's switch before it touches the application: a process of its own session that sleeps as long as a freeze may last,
 * and then ends a freeze that is still under way and thaws. `thaw` answers `held` when that process was still asleep, `released` when it was
 * not; it ends it only after the application has thawed, and not while a freeze is under way that could not be ended: that would have no
 * switch any more. A freeze that comes late, when its thaw is at work already, is refused. All find each other by the first line of their
 * scripts in /proc: a container whose file system is read-only has nowhere else to write. No process of ours that outlives its parent ends by
 * a signal, which an application that runs as process 1, and inherits it, might take for a crash of one of its own.
 */
export function holdCommands({ policy, freeze, thaw, maxFreezeSeconds }: HoldScript): PolicyExecCommands {
  const script = (role: string, ...lines: readonly string[]): string => [`: cdk8s-stateful ${role} ${policy}`, ...lines].join('\n');
  const find = `pids() { for f in /proc/[0-9]*/cmdline; do l=; read -r l <"$f"; case $l in *": cdk8s-stateful $1 ${policy}") f=\${f#/proc/}; echo "\${f%/*}";; esac; done 2>/dev/null; }`;
  const busy = (problem: string): string => `{ echo "${problem}" >&2; exit ${BUSY}; }`;
  const endFreeze = 'for p in $(pids freeze); do kill "$p"; done; n=0; while [ "$(pids freeze)" ] && [ $n -lt 5 ]; do n=$((n+1)); sleep 1; done; f=$(pids freeze)';
  const release = script('release', find, `n=0; until ${endFreeze}; ${words(thaw)} && [ -z "$f" ]; do n=$((n+1)); [ $n -lt 30 ] || exit 1; sleep 2; done`);
  const hold = script(
    'hold',
    'trap \'\' HUP INT',
    'trap \'kill $s; wait $s; exit 0\' TERM',
    `sleep ${maxFreezeSeconds} & s=$!`,
    'wait $s',
    'exec sh -c "$1"',
  );
  const shell = (text: string): string[] => ['sh', '-c', text];
  return {
    check: shell(script(
      'check',
      find,
      `sleep 0 || exit ${NOT_FOUND}`,
      '[ "$(pids check)" ] || { echo "its shell cannot read /proc" >&2; exit 69; }',
      `for c in ${quote(freeze[0])} ${quote(thaw[0])}; do command -v "$c" >/dev/null || { echo "$c is not there" >&2; exit ${NOT_FOUND}; }; done`,
    )),
    freeze: shell(script(
      'freeze',
      find,
      `[ -z "$(pids hold)$(pids release)$(pids thaw)" ] || ${busy('an earlier hold is not over')}`,
      'S=$(command -v setsid)',
      `$S sh -c ${quote(hold)} sh ${quote(release)} </dev/null >/dev/null 2>&1 &`,
      `n=0; until [ "$(pids hold)" ]; do n=$((n+1)); [ $n -lt 200 ] || exit ${BUSY}; done`,
      // what the command has started shares its group, and the switch does not as long as it has a session of its own
      `trap 'trap "" TERM; [ "$S" ] && kill -s TERM -- -$$ || kill $c; sleep 1; kill -s KILL $c; wait $c; exit ${OUT_OF_TIME}' TERM`,
      `${words(freeze)} </dev/null >&2 & c=$!`,
      'wait $c',
    )),
    thaw: shell(script(
      'thaw',
      find,
      'h=$(pids hold)',
      endFreeze,
      `${words(thaw)} >&2 || exit`,
      `[ -z "$f" ] || ${busy('its freeze is still under way')}`,
      'for p in $(pids hold); do kill "$p"; done',
      '[ "$h" ] && echo held || echo released',
    )),
  };
}

function words(command: readonly string[]): string {
  return command.map(quote).join(' ');
}

/** https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_02_02 */
function quote(text: string): string {
  return `'${text.replaceAll('\'', '\'\\\'\'')}'`;
}
