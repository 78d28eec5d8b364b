import type { Finding, JsonPath, Manifest } from '../../finding';
import type { ManifestIndex } from '../../index-of-manifests';
import { at, listAt, stringAt, stringsAt } from '../../json';
import { CONFIG_MAP, WORKLOAD_KINDS, describe, kindOf } from '../../manifests';
import { NotApplicable } from '../../rule';
import type { Rule, Verdict } from '../../rule';
import { isSecretName, mayNameSecrets, secretSign } from '../../secret-material';
import type { SecretSign } from '../../secret-material';

export const noPlainSecrets: Rule = {
  id: 'SEC-028',
  slug: 'no-plain-secrets',
  title: 'Secrets are in Secrets',
  checklist: [28],
  severity: 'warning',
  why: 'A password in a manifest is read by everybody who reads the repository, the release or the pod, and stays in the history of all three. Roles that may not read Secrets may read pods and ConfigMaps, '
    + 'and encryption at rest covers Secrets alone in most clusters.',
  remedy: 'Put the value into a Secret that does not come from the repository (or comes encrypted), refer to it by `secretKeyRef` or a mounted file, and change the value: it has been read.',
  links: ['https://kubernetes.io/docs/concepts/security/secrets-good-practices/', 'https://kubernetes.io/docs/concepts/configuration/secret/'],
  needs: ['document'],
  kinds: [...WORKLOAD_KINDS, CONFIG_MAP],
  evaluate(object, index) {
    return kindOf(object) === CONFIG_MAP ? judgeConfigMap(object) : judgeContainers(object, index);
  },
};

function judgeContainers(object: Manifest, index: ManifestIndex): Verdict {
  const workload = index.workload(object)!;
  if (workload.isControlled) return new NotApplicable('what makes it is judged');
  return workload.containers().flatMap(({ container, path }) => [
    ...listAt(container, 'env').flatMap((entry, position): Finding[] => {
      const name = stringAt(entry, 'name') ?? '';
      const sign = secretSign(name, String(at(entry, 'value') ?? ''));
      return sign === undefined ? [] : [finding(object, `variable ${name}`, sign, [...path, 'env', position])];
    }),
    ...['command', 'args'].flatMap((list) => judgeWords(object, listAt(container, list).map(String), [...path, list])),
  ]);
}

const OPTION = /^--?([A-Za-z][\w.-]*)(?:=([^]*))?$/;

/** `--password=value`, `--requirepass value`, and addresses with a password. What a script does with its words is not followed. */
function judgeWords(object: Manifest, words: readonly string[], path: JsonPath): Finding[] {
  return words.flatMap((word, position): Finding[] => {
    const [, name = '', value] = OPTION.exec(word) ?? [];
    const next = words[position + 1] ?? '-';
    if (value === undefined && isSecretName(name)) {
      const sign = next.startsWith('-') ? undefined : secretSign(name, next);
      // the line that is hidden is that of the value
      return sign === undefined ? [] : [finding(object, `option ${name}`, sign, [...path, position + 1])];
    }
    const sign = value === undefined ? secretSign('', word) : secretSign(name, value);
    return sign === undefined ? [] : [finding(object, name === '' ? 'an argument' : `option ${name}`, sign, [...path, position])];
  });
}

function judgeConfigMap(object: Manifest): Finding[] {
  return Object.entries(stringsAt(object, 'data')).flatMap(([key, value]) => {
    const sign = secretSign(key, value);
    if (sign !== undefined) return [finding(object, `key ${key}`, sign, ['data', key])];
    const setting = secretSetting(key, value);
    return setting === undefined ? [] : [finding(object, `setting ${setting} in ${key}`, 'its name', ['data', key])];
  });
}

const CONFIGURATION_FILE = /\.(properties|env|ini|cnf|conf|cfg|toml|ya?ml|json)$/;
/** `name = value`, `name: value`, `"name": "value",`, and the two settings of Redis that have no sign between. */
const SETTING = /^[ \t]*(?:export )?["']?([\w.-]+)["']?(?:[ \t]*[:=][ \t]*|(?<=requirepass|masterauth)[ \t]+)(?:"([^"\n]*)"|'([^'\n]*)'|([^\s,;#]+))(?:[ \t]*[,;])?[ \t\r]*$/gm;

/** The name of the first setting with secret material in a file of settings. */
function secretSetting(key: string, text: string): string | undefined {
  if (!CONFIGURATION_FILE.test(key) || !mayNameSecrets(text)) return undefined;
  for (const [, name, ...values] of text.matchAll(SETTING)) {
    if (isSecretName(name) && secretSign(name, values.find((value) => value !== undefined) ?? '') !== undefined) return name;
  }
  return undefined;
}

function finding(object: Manifest, what: string, sign: SecretSign, path: JsonPath): Finding {
  const reason = sign === 'its name' ? 'as its name says' : `as it holds ${sign}`;
  return { message: `${describe(object)}: ${what} is secret, ${reason}, and stands in the manifest`, remedy: 'refer to a Secret, and change the value', path, isSecret: true };
}
