import { describe, expect, test } from 'vitest';
import { defaultOperationsImage } from '../../src/kube/operations-image';
import { readText } from '../support/repository';

interface Instruction {
  readonly word: string;
  readonly text: string;
}

const INSTRUCTIONS: Instruction[] = readText('Dockerfile').replace(/^#.*\n/gm, '').replace(/\\\n\s*/g, '').split('\n').filter(Boolean)
  .map((line) => ({ word: line.split(' ')[0], text: line.slice(line.indexOf(' ') + 1) }));

function textsOf(word: string): string[] {
  return INSTRUCTIONS.filter((instruction) => instruction.word === word).map(({ text }) => text);
}

describe('Dockerfile', () => {
  test('names its base with the whole version and the distribution, and lets it be replaced', () => {
    expect(textsOf('FROM')).toEqual(['${BASE}']);
    expect(textsOf('ARG')[0]).toMatch(/^BASE=node:\d+\.\d+\.\d+-\w+-slim$/);
  });

  test('takes an even major of Node.js, one of long-term support, that the package supports', () => {
    const major = Number(/node:(\d+)/.exec(textsOf('ARG')[0])?.[1]);
    const { engines } = JSON.parse(readText('package.json')) as { engines: { node: string } };
    expect(major % 2).toBe(0);
    expect(major).toBeGreaterThanOrEqual(Number(/\d+/.exec(engines.node)?.[0]));
  });

  test('ends as a numeric user without rights, who starts the command line', () => {
    expect(textsOf('USER')).toEqual([expect.stringMatching(/^[1-9]\d*:[1-9]\d*$/)]);
    expect(JSON.parse(textsOf('ENTRYPOINT')[0])).toEqual(['/usr/local/bin/node', '/opt/cdk8s-stateful/index.js']);
    expect(textsOf('CMD')).toEqual([]);
  });

  test('holds the bundle and the licences, nothing else', () => {
    expect(textsOf('COPY')).toEqual([
      'LICENSE assets/cli/main/THIRD-PARTY-LICENSES.txt /opt/cdk8s-stateful/',
      'assets/cli/main/index.js /opt/cdk8s-stateful/',
    ]);
  });

  test('runs and fetches nothing while it is built', () => {
    expect(INSTRUCTIONS.map(({ word }) => word).filter((word) => !['ARG', 'FROM', 'LABEL', 'COPY', 'USER', 'ENTRYPOINT'].includes(word))).toEqual([]);
  });

  test('says what it is', () => {
    for (const label of ['title', 'description', 'licenses', 'source', 'version']) {
      expect(textsOf('LABEL').join(' ')).toContain(`org.opencontainers.image.${label}="`);
    }
  });
});

test('.dockerignore lets through what is copied, nothing else', () => {
  const copied = textsOf('COPY').flatMap((text) => text.split(' ').slice(0, -1));
  const lines = readText('.dockerignore').split('\n').filter((line) => line && !line.startsWith('#'));
  expect(lines[0]).toBe('*');
  expect(lines.slice(1).sort()).toEqual(copied.map((path) => `!${path}`).sort());
});

describe('the release workflow', () => {
  const [, job] = readText('.github/workflows/release.yml').split(/^ {2}release_image:$/m);

  test('builds the image from the npm package of the release', () => {
    expect(job).toMatch(/tar .*dist\/js\/\*\.tgz -C package/);
    expect(job).toMatch(/version=\$\(cat dist\/version\.txt\)/);
    expect(job).toMatch(/--file Dockerfile package$/m);
  });

  test('publishes it under the name that CronJobs have', () => {
    const [repository] = defaultOperationsImage().split(':');
    expect(job).toContain(`name=${repository}:$version,push=$PUSH`);
    expect(job).toMatch(/permissions:\n {6}contents: read\n {6}packages: write\n/);
  });

  test('tags the release only when the image is out', () => {
    const [, github] = /^ {2}release_github:\n([\s\S]*?)\n {4}runs-on/m.exec(readText('.github/workflows/release.yml')) ?? [];
    expect(github).toContain('- release_image');
  });
});
