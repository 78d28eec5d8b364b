import { mkdirSync, readFileSync, writeFileSync } from 'fs';
import { dirname, join } from 'path';
import { Chart, Testing } from 'cdk8s';
import { describe, expect, test } from 'vitest';
import { BACKENDS, WITHOUT_FACTORY } from './backends';
import { contradictions, questionsTo, unanswered } from './driver-questions';
import { driversPage } from './drivers-page';
import type { DriverFacts } from '../../src/facts/drivers/driver-facts';
import { DRIVERS, driverOf } from '../../src/facts/drivers/index';
import { exceptionFor, parameterFaults, topologyOf } from '../../src/facts/drivers/volume-check';
import { StatefulSettings } from '../../src/kube/settings';
import { ProductionStorageClass } from '../../src/storage/production-storage-class';
import { VolumeAttributesClass } from '../../src/storage/volume-attributes-class';
import { VolumeGroupSnapshotClass } from '../../src/storage/volume-group-snapshot-class';
import { VolumeSnapshotClass } from '../../src/storage/volume-snapshot-class';

const PAGE = join(__dirname, '../../docs/reference/drivers.md');

describe.each(DRIVERS.map((driver) => ({ id: driver.id, driver })))('driver $id', ({ id, driver }) => {
  const backends = BACKENDS[id] ?? [];

  test('answers every question', () => {
    expect(unanswered(driver), 'add what is missing to the facts of the driver').toEqual([]);
  });

  test('does not contradict itself', () => {
    expect(contradictions(driver)).toEqual([]);
  });

  test.each(Object.keys(questionsTo(driver)))('would be missed without %s', (path) => {
    expect(unanswered(without(driver, path))).toContainEqual(expect.stringMatching(`^driver ${path === 'id' ? 'undefined' : id}: ${path.replace(/[.[\]]/g, '\\$&')} is missing: .+`));
  });

  test('has a typed factory for every kind and every provisioner', () => {
    const provisioners = backends.map(({ provisioner }) => provisioner);
    expect(driver.provisioners.map(({ name }) => name).filter((name) => !provisioners.includes(name)), `driver ${id}: add a factory that reaches these provisioners to ${id}-backends.ts, and to test/conformance/backends.ts`).toEqual([]);
    const made = backends.map(({ parameters }) => parameters[driver.kindParameter ?? '']);
    const unmade = driver.kinds.map(({ kind }) => kind).filter((kind) => !made.includes(kind) && !(kind in WITHOUT_FACTORY));
    expect(unmade, `driver ${id}: add a factory for these kinds, or say in test/conformance/backends.ts why there is none`).toEqual([]);
  });

  test('is found by each of its provisioners', () => {
    for (const { name } of driver.provisioners) {
      expect(driverOf(name)?.id).toBe(id);
      expect(driverOf(name)?.provisioners[0].name).toBe(name);
    }
  });

  test('its factories make legal parameters', () => {
    for (const backend of backends) expect(parameterFaults(backend._driver, backend.parameters)).toEqual([]);
  });

  test('its factories encrypt where the class decides', () => {
    const { decidedBy, parameter, on } = driver.encryption;
    for (const backend of backends) {
      expect(backend.encrypted, `driver ${id}: its factories must say whether volumes are encrypted`).toBe({ class: true, always: true, backend: undefined, nobody: false }[decidedBy]);
      if (decidedBy === 'class') expect(backend.parameters[parameter!], `driver ${id}: its factories must set ${parameter}`).toBe(on);
    }
  });

  test('its classes render what it can do', () => {
    for (const [index, backend] of backends.entries()) {
      const chart = new Chart(Testing.app(), 'test');
      new ProductionStorageClass(chart, 'class', { metadata: { name: `class-${index}` }, backend });
      const [object] = Testing.synth(chart);
      expect(object.allowVolumeExpansion).toBe(driver.expansion.supported && exceptionFor(driver, 'expansion', backend.parameters) === undefined);
      expect(object.volumeBindingMode).toBe(topologyOf(driver, backend.parameters).volumeBindingMode);
      const topology = driver.provisioners.find(({ name }) => name === backend.provisioner)!.allowedTopologies;
      expect(object.allowedTopologies).toEqual(topology && [{ matchLabelExpressions: topology }]);
    }
  });

  test.each(backends.map((backend, index) => ({ backend, index })))('its classes refuse what it cannot do: backend $index', ({ backend }) => {
    const props = { metadata: { name: 'class' }, backend };
    const grow = () => new ProductionStorageClass(new Chart(Testing.app(), 'test'), 'class', { ...props, allowVolumeExpansion: true });
    const snap = () => new VolumeSnapshotClass(new Chart(Testing.app(), 'test'), 'class', props);
    const [rigid, uncopied] = (['expansion', 'snapshots'] as const).map((ability) => exceptionFor(driver, ability, backend.parameters));
    if (driver.expansion.supported && !rigid) expect(grow).not.toThrow();
    else expect(grow).toThrow(`[test/class] allowVolumeExpansion is nothing that ${backend.provisioner} can do${rigid ? ` here: ${rigid.why}` : ''}`);
    if (driver.snapshots.supported && !uncopied) expect(snap).not.toThrow();
    else if (uncopied) expect(snap).toThrow(`[test/class] backend has volumes without CSI snapshots: ${uncopied.why}`);
    else expect(snap).toThrow(`takes no CSI snapshots, got "${backend.provisioner}"; use ${driver.snapshots.alternative}`);
  });

  test('has an example of each exception', () => {
    for (const ability of ['expansion', 'snapshots'] as const) {
      const met = backends.map((backend) => exceptionFor(driver, ability, backend.parameters)?.why);
      const unmet = (driver[ability].except ?? []).map(({ why }) => why).filter((why) => !met.includes(why));
      expect(unmet, `driver ${id}: add a backend to test/conformance/backends.ts that meets it`).toEqual([]);
    }
  });

  test('its group snapshots and attributes are what the facts say', () => {
    const backend = backends.find(({ snapshotDriver }) => snapshotDriver !== undefined) ?? backends[0];
    const copyGroup = () => new VolumeGroupSnapshotClass(new Chart(Testing.app(), 'test'), 'class', { metadata: { name: 'class' }, backend });
    if (driver.groupSnapshots.supported) expect(copyGroup).not.toThrow();
    else expect(copyGroup).toThrow(/^\[test\/class\] backend takes no (CSI snapshots|snapshots of several volumes at one moment), got /);

    const app = Testing.app();
    StatefulSettings.set(app, { kubernetesVersion: '1.34' });
    const change = () => new VolumeAttributesClass(new Chart(app, 'test'), 'class', { metadata: { name: 'class' }, backend, parameters: {} });
    if (driver.volumeAttributes.supported) expect(change).toThrow(`parameters are empty, which the API server refuses; use some of ${driver.volumeAttributes.parameters.join(', ')}`);
    else expect(change).toThrow(`[test/class] backend changes nothing of volumes that exist, got "${backend.provisioner}"`);
  });
});

test('every entry of a list needs its source', () => {
  const [driver] = DRIVERS;
  for (const list of ['provisioners', 'parameters', 'kinds'] as const) {
    expect(unanswered(without(driver, `${list}.0.source`))).toEqual([`driver ${driver.id}: ${list}[0].source is missing: cite the upstream file or page`]);
  }
});

test('ids and provisioners belong to one driver', () => {
  const names = DRIVERS.flatMap((driver) => [driver.id, ...driver.provisioners.map(({ name }) => name)]);
  expect(names).toEqual([...new Set(names)]);
});

test('the page about drivers says what the facts say', () => {
  const page = driversPage(DRIVERS) + '\n';
  if (process.env.UPDATE_PAGES) {
    mkdirSync(dirname(PAGE), { recursive: true });
    writeFileSync(PAGE, page);
  }
  expect(readFileSync(PAGE, 'utf8'), 'docs/reference/drivers.md is out of date: run UPDATE_PAGES=1 npx vitest run test/conformance').toBe(page);
});

/** A copy without the answer at a path. */
function without(driver: DriverFacts, path: string): DriverFacts {
  const copy = structuredClone(driver);
  const keys = path.split('.');
  const last = keys.pop()!;
  const parent = keys.reduce<any>((inner, key) => inner[key], copy);
  if (Array.isArray(parent)) parent.length = 0;
  else delete parent[last];
  return copy;
}
