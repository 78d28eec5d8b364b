import { describe, expect, test } from 'vitest';
import { expressionOf } from '../../../src/facts/platforms/backend-code';
import { PLATFORMS, offeringOf } from '../../../src/facts/platforms/index';
import { inputsOrExamples, resolveInputs } from '../../../src/facts/platforms/inputs';
import { offeringFacts } from '../../../src/facts/platforms/offering-facts';
import type { SourcedText } from '../../../src/facts/platforms/platform-facts';
import { STORAGE_ROLES } from '../../../src/facts/platforms/platform-facts';
import * as lib from '../../../src/index';

const SOURCE = /^(https:\/\/\S+|[\w.-]+\/[\w.-]+|botocore )/;
const OFFERINGS = PLATFORMS.flatMap((platform) => platform.offerings.map((offering) => ({ name: [platform.id, offering.role, offering.variant].filter(Boolean).join(' '), offering })));

/** Evaluates what a person would paste into an app. */
function evaluate(code: string): lib.VolumeBackend {
  return new Function(...Object.keys(lib), `return ${code}`)(...Object.values(lib));
}

test.each(PLATFORMS)('$id answers for every role once', ({ offerings, gaps }) => {
  const roles = [...offerings.filter(({ variant }) => variant === undefined), ...gaps].map(({ role }) => role);
  expect(roles.sort()).toEqual([...STORAGE_ROLES].sort());
});

test.each(PLATFORMS)('$id says why it lacks a role and what to do', ({ gaps }) => {
  for (const gap of gaps) {
    expect(gap.source).toMatch(SOURCE);
    expect(gap.instead).not.toBe('');
  }
});

describe.each(OFFERINGS)('$name', ({ offering }) => {
  const inputs = inputsOrExamples(offering);
  const everything = Object.fromEntries(offering.inputs.map(({ name, example }) => [name, example]));

  test('its examples are inputs that it takes', () => {
    for (const given of [inputs, everything]) expect(resolveInputs(offering, given, 'test')).toEqual(given);
  });

  test('its code makes its backend', () => {
    for (const given of [inputs, everything]) {
      const [backend, fromCode] = [offering.backend(given), evaluate(expressionOf(offering.code(given)))];
      expect([fromCode.provisioner, fromCode.parameters]).toEqual([backend.provisioner, backend.parameters]);
    }
  });

  test('asks for the key where its class can name one and does not', () => {
    const { _driver: { encryption: { keyParameter } }, parameters } = offering.backend(inputs);
    const named = keyParameter === undefined || keyParameter in parameters;
    const optional = offering.inputs.filter((input) => input.optional);
    expect(optional).toHaveLength(named ? 0 : 1);
    for (const { name } of optional) expect(offering.backend(everything).parameters[keyParameter!]).toBe(everything[name]);
  });

  test('every answer has text and source', () => {
    const answers: SourcedText[] = [...Object.values(offeringFacts(offering, offering.backend(inputs))), ...offering.caveats];
    for (const { text, source } of answers) {
      expect(text.length).toBeGreaterThan(5);
      expect(source).toMatch(SOURCE);
    }
  });

  test('a shared role is shared, every other has one writer', () => {
    const modes = offering.backend(inputs).accessModes(lib.VolumeMode.FILESYSTEM);
    expect(modes).toContain(offering.role === 'shared-file' ? 'ReadWriteMany' : 'ReadWriteOncePod');
  });

  test('only the local role lies on one node', () => {
    expect(offering.backend(inputs).topology === lib.StorageTopology.NODE).toBe(offering.role === 'local-ephemeral');
  });
});

test('a backend that cannot do what its driver can says so', () => {
  const frozen = offeringFacts(offeringOf(PLATFORMS[0], 'local-ephemeral')!, lib.GceHyperdisk.ml({ multiZone: true }));
  expect(frozen.backup.text).toMatch(/^no CSI snapshots \(.+\): use /);
  expect(frozen.expansion.text).toMatch(/^cannot grow: /);
});

test('inputs are checked all at once', () => {
  const efs = offeringOf(PLATFORMS[0], 'shared-file')!;
  expect(() => resolveInputs(efs, { filesystem: 'fs-1' }, 'choose')).toThrow([
    '[choose] 2 problems:',
    '  - filesystem is no input of EFS access points, got "fs-1"; it takes fileSystemId',
    '  - fileSystemId is missing for EFS access points: the EFS file system, which the driver does not make: its encryption, throughput mode and mount targets were decided with it; such as "fs-0123456789abcdef0"',
  ].join('\n'));
  expect(() => resolveInputs(efs, { fileSystemId: 'orders' }, 'choose')).toThrow('[choose] fileSystemId is not the id of an EFS file system, got "orders"; such as "fs-0123456789abcdef0"');
});

test('facts of the driver are asked, not repeated', () => {
  const gp3 = offeringOf(PLATFORMS[0], 'zonal-ssd')!;
  const facts = offeringFacts(gp3, gp3.backend({}));
  expect(facts.backend.text).toBe('EBS gp3 (ebs.csi.aws.com)');
  expect(facts.accessModes.text).toBe('ReadWriteOnce, ReadWriteOncePod; raw block: ReadWriteOnce, ReadWriteOncePod');
  expect(facts.encryption.text).toBe('on at rest: volumes, their snapshots, and what travels between disk and instance; with the account\'s default key for EBS');
  expect(facts.backup.text).toBe('CSI snapshots');
  expect(facts.expansion.text).toBe('grows while pods run: four changes of a volume in 24 hours, each after the one before is completed');
});
