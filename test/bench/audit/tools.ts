import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './processes';
import { PLANTED } from './shapes';
import { ROOT } from '../../support/repository';

/** A program that judges manifests. */
export interface Tool {
  readonly name: string;
  /** How it is asked, as documented beside its time. */
  readonly work: string;
  version(): string;
  command(folder: string): readonly string[];
  /** Does what it printed report the planted fault? */
  reports(output: string): boolean;
}

/** The command line as it is published. */
export const BUNDLE = join(ROOT, 'assets/cli/start/index.js');

const OURS: Tool = {
  name: 'cdk8s-stateful',
  work: 'all its rules',
  version: () => `Node.js ${process.version}`,
  command: (folder) => [process.execPath, BUNDLE, 'audit', '-o', 'json', folder],
  reports: (output) => {
    const { findings } = JSON.parse(output) as { findings: { rule: string; object: { name: string } }[] };
    return findings.some(({ rule, object }) => rule === 'SEC-039' && object.name === PLANTED);
  },
};

// https://github.com/zegl/kube-score/blob/v1.20.0/README_CHECKS.md
const KUBE_SCORE_CHECK = 'pod-networkpolicy';

function kubeScore(installed: string, isOneCheck: boolean): Tool {
  const program = join(installed, 'bin/kube-score');
  const ignored = () => run([program, 'list']).stdout.split('\n').map((line) => line.split(',')[0]).filter((id) => id !== '' && id !== KUBE_SCORE_CHECK);
  return {
    name: 'kube-score',
    work: isOneCheck ? `${KUBE_SCORE_CHECK} alone` : 'its default checks',
    version: () => /kube-score\s+(v\S+)/.exec(run(['go', 'version', '-m', program]).stdout)?.[1] ?? 'unknown',
    command: (folder) => [program, 'score', '-o', 'ci', ...(isOneCheck ? ignored().flatMap((id) => ['--ignore-test', id]) : []), ...filesOf(folder)],
    reports: (output) => new RegExp(`^\\[CRITICAL\\] ${PLANTED}/.*NetworkPolicy`, 'm').test(output),
  };
}

// https://www.checkov.io/5.Policy%20Index/kubernetes.html
const CHECKOV_CHECK = 'CKV2_K8S_6';

function checkov(installed: string, isOneCheck: boolean): Tool {
  const program = join(installed, 'checkov/bin/checkov');
  return {
    name: 'checkov',
    work: isOneCheck ? `${CHECKOV_CHECK} alone` : 'its default checks',
    version: () => run([program, '--version']).stdout.trim(),
    command: (folder) => [
      program, '--directory', folder, '--framework', 'kubernetes', '--quiet', '--compact', '--skip-download', '--output', 'json',
      ...(isOneCheck ? ['--check', CHECKOV_CHECK] : []),
    ],
    reports: (output) => {
      const { results } = JSON.parse(output) as { results?: { failed_checks: { check_id: string; resource: string }[] } };
      return results?.failed_checks.some(({ check_id: id, resource }) => id === CHECKOV_CHECK && resource.includes(PLANTED)) ?? false;
    },
  };
}

/** All of them, installed by install-tools.sh in a folder. */
export function toolsIn(installed: string): Tool[] {
  return [OURS, kubeScore(installed, true), kubeScore(installed, false), checkov(installed, true), checkov(installed, false)];
}

function filesOf(folder: string): string[] {
  return readdirSync(folder).map((file) => join(folder, file));
}
