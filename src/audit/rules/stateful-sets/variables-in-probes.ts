import type { Finding, JsonPath, Severity } from '../../finding';
import { at, listAt, stringAt } from '../../json';
import type { JsonObject } from '../../json';
import { WORKLOAD_KINDS, describe } from '../../manifests';
import { NotApplicable } from '../../rule';
import type { Rule } from '../../rule';
import { isShell } from '../../server-container';
import { referencesIn } from '../../variable-references';
import type { PlacedContainer } from '../../workload';

const PROBES = ['startupProbe', 'livenessProbe', 'readinessProbe'] as const;
const HOOKS = ['postStart', 'preStop'] as const;

export const variablesInProbes: Rule = {
  id: 'STS-027',
  slug: 'variables-in-probes',
  title: 'A probe or hook does not hope for $(VAR)',
  checklist: [27],
  severity: 'warning',
  why: 'In the command of an exec probe the kubelet expands `$(VAR)` only from `env` entries with a plain `value`. From an entry with `valueFrom` it makes the empty text, so that `pg_isready -U $(POSTGRES_USER)` asks with the user left out; '
    + 'a variable of `envFrom` or of the image stays `$(VAR)`, letter by letter. In `httpGet` and in lifecycle hooks nothing is expanded, ever.',
  remedy: 'Let a shell read its environment: `["sh", "-c", "exec pg_isready -U \\"$POSTGRES_USER\\""]`. In `httpGet` write the value itself.',
  links: [
    'https://github.com/kubernetes/kubernetes/blob/v1.36.0/pkg/kubelet/prober/prober.go',
    'https://github.com/kubernetes/kubernetes/issues/128900',
    'https://github.com/kubernetes/kubernetes/issues/129502',
  ],
  needs: ['document'],
  kinds: WORKLOAD_KINDS,
  evaluate(object, index) {
    const workload = index.workload(object)!;
    if (workload.isControlled) return new NotApplicable('what makes it is judged');
    return workload.containers().flatMap((placed) => [
      ...PROBES.filter((probe) => probe in placed.container).flatMap((probe) => inProbe(placed, probe)),
      ...('lifecycle' in placed.container ? HOOKS.flatMap((hook) => inHook(placed, hook)) : []),
    ]).map((found) => ({ ...found, message: `${describe(object)}: ${found.message}` }));
  },
};

function inProbe({ container, path }: PlacedContainer, probe: typeof PROBES[number]): Finding[] {
  const place = [...path, probe];
  return [
    ...wordsOf(container, [probe, 'exec', 'command']).flatMap(({ text, position, isScript }) => referencesIn(text).flatMap((name) => {
      const problem = problemInProbe(container, name, isScript);
      return problem === undefined ? [] : [finding(`${probe} has $(${name}), ${problem}`, SHELL_REMEDY, [...place, 'exec', 'command', position])];
    })),
    ...inHttpGet(container, [probe], path, `${probe} asks by httpGet for $(NAME), which is never expanded there`, 'error'),
  ];
}

function inHook({ container, path }: PlacedContainer, hook: typeof HOOKS[number]): Finding[] {
  const place = ['lifecycle', hook];
  const words = wordsOf(container, [...place, 'exec', 'command']);
  return [
    ...words.flatMap(({ text, position, isScript }) => referencesIn(text).filter((name) => !isScript || looksLikeVariable(name)).map((name) => (
      finding(`${hook} has $(${name}), which is never expanded in a hook`, SHELL_REMEDY, [...path, ...place, 'exec', 'command', position])
    ))),
    ...inHttpGet(container, place, path, `${hook} asks by httpGet for $(NAME), which is never expanded there`, 'warning'),
  ];
}

const SHELL_REMEDY = 'use ["sh", "-c", "... \\"$NAME\\""]';

/** What becomes of `$(name)` in the command of a probe, if that is not what was meant. */
function problemInProbe(container: JsonObject, name: string, isScript: boolean): string | undefined {
  // of several entries with one name the last one counts
  const entry = listAt(container, 'env').filter((one) => at(one, 'name') === name).pop();
  if (entry !== undefined) return at(entry, 'valueFrom') === undefined ? undefined : 'which the kubelet expands to nothing: its value comes from valueFrom';
  // in a script it may be meant for the shell, which runs it as a command
  if (isScript) return looksLikeVariable(name) ? 'which the shell runs as a command: no env entry has the name' : undefined;
  return 'which stays as it is: no env entry has the name (envFrom and the image\'s own variables do not count)';
}

function inHttpGet(container: JsonObject, probe: JsonPath, path: JsonPath, problem: string, severity: Severity): Finding[] {
  const get = [...probe, 'httpGet'];
  if (at(container, ...get) === undefined) return [];
  const texts: JsonPath[] = [['path'], ['host'], ...listAt(container, ...get, 'httpHeaders').map((_, position) => ['httpHeaders', position, 'value'])];
  return texts.flatMap((field) => {
    const [name] = referencesIn(stringAt(container, ...get, ...field) ?? '');
    return name === undefined ? [] : [{ ...finding(problem.replace('NAME', name), 'write the value itself', [...path, ...get, ...field]), severity }];
  });
}

/** The words of a command; a script is the text that a shell is given to run. */
function wordsOf(container: JsonObject, command: JsonPath) {
  const words = listAt(container, ...command);
  const shell = words.findIndex((word) => typeof word === 'string' && isShell(word));
  return words.flatMap((text, position) => (typeof text === 'string' ? [{ text, position, isScript: shell >= 0 && position > shell }] : []));
}

/** Commands are written in small letters, variables in capitals. */
function looksLikeVariable(name: string): boolean {
  return /^[A-Z][A-Z0-9_]*$/.test(name);
}

function finding(message: string, remedy: string, path: JsonPath): Finding {
  return { message, remedy, path };
}
