import { readdirSync } from 'fs';
import { join } from 'path';
import { App, Chart } from 'cdk8s';
import { loadAll } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import { CURRENT_MINOR, ManifestSchema, OLDEST_MINOR } from './manifest-schema';
import type { ManifestObject } from './manifest-schema';
import { readText, ROOT } from '../support/repository';
import type { Sample } from '../support/samples';
import { SAMPLES } from '../support/samples';

/** What the examples render, as it was reviewed: a test of the examples holds the two together. */
const REVIEWED = 'test/examples/__snapshots__';
const EXAMPLES = readdirSync(join(ROOT, REVIEWED), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.yaml')).sort();

/** Objects that examples make of other projects' kinds, as raw `ApiObject`; their CRDs are those projects'. */
const OF_OTHERS = ['velero.io/v1 Schedule'];

const SCHEMAS = [ManifestSchema.withAdditions(OLDEST_MINOR), ManifestSchema.of(CURRENT_MINOR)];

function objectsOf(sample: Sample): ManifestObject[] {
  const app = new App();
  sample(new Chart(app, 'chart', { namespace: 'orders' }));
  return app.node.children.filter(Chart.isChart).flatMap((chart) => (chart as Chart).toJson());
}

describe.each(SCHEMAS)('Kubernetes $minor knows every field of', (schema) => {
  test.each(Object.entries(SAMPLES))('a %s', (_, sample) => {
    expect(objectsOf(sample).flatMap((object) => schema.problems(object))).toEqual([]);
  });

  test.each(EXAMPLES)('example %s', (file) => {
    const objects = loadAll(readText(join(REVIEWED, file))) as ManifestObject[];
    expect(objects.length).toBeGreaterThan(0);
    const ours = objects.filter(({ apiVersion, kind }) => !OF_OTHERS.includes(`${apiVersion} ${kind}`));
    expect(ours.flatMap((object) => schema.problems(object))).toEqual([]);
  });
});
