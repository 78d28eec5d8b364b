import { existsSync } from 'fs';
import { dirname, join } from 'path';
import { Yaml } from 'cdk8s';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { synthesize } from './example';
import type { Synthesized } from './example';
import { audit } from '../../src/audit/auditor';
import type { Manifest } from '../../src/audit/finding';
import { ROOT, readText } from '../support/repository';

const PAGE = 'docs/guide/mistakes-in-common-guides.md';
const INDEX = 'examples/seed-documents/README.md';

/** What the audit says of each document, whose objects lie in `as-written`, as if they were all there is. */
const FOUND: { readonly [document: string]: readonly string[] } = {
  'complete-guide': [
    'BKP-032 postgresql', 'OPS-035 data-postgresql-restored', 'OPS-035 postgresql', 'OPS-060 efs-shared', 'OPS-060 gp3-standard', 'OPS-060 io2-database',
    'SEC-039 postgresql', 'STO-003 postgresql', 'STO-004 io2-database', 'STO-080 gp3-standard', 'STS-010 postgresql', 'STS-013 postgresql', 'STS-014 postgresql', 'STS-023 postgresql',
    'STS-024 postgresql', 'STS-025 postgresql', 'STS-026 postgresql',
  ],
  'persistent-storage': [
    'BKP-032 postgres', 'OPS-029 postgres', 'OPS-038 postgres-master', 'OPS-060 fast-ssd', 'OPS-060 fast-ssd-gke', 'OPS-060 shared-storage',
    'OPS-060 ultra-fast-ssd', 'SEC-039 postgres', 'STO-004 ultra-fast-ssd', 'STO-049 shared-storage', 'STS-010 postgres', 'STS-012 postgres',
    'STS-014 postgres', 'STS-023 postgres', 'STS-026 postgres', 'STS-027 postgres',
  ],
  'persistent-volumes': [
    'BKP-032 postgres-cluster', 'OPS-035 postgres-cluster', 'SEC-039 postgres-cluster', 'STO-003 postgres-cluster', 'STO-006 fast-retain-storage', 'STO-007 postgres-cluster',
    'STS-009 postgres-cluster', 'STS-010 postgres-cluster', 'STS-012 postgres-cluster', 'STS-014 postgres-cluster', 'STS-023 postgres-cluster',
    'STS-025 postgres-cluster', 'STS-026 postgres-cluster',
  ],
  'stateful-boundaries': [
    'OPS-035 checkout-data', 'OPS-035 ledger', 'OPS-060 gp3-wait', 'OPS-060 managed-csi-wait', 'OPS-060 platform-zonal-ssd', 'STO-004 gp3-wait',
    'STS-009 ledger', 'STS-010 ledger', 'STS-013 ledger', 'STS-023 ledger',
  ],
  'patterns': [
    'BKP-032 postgres', 'BKP-036 postgres-0-snapshot-2026-05-09', 'OPS-035 postgres', 'OPS-060 efs', 'OPS-060 gp3', 'SEC-039 postgres', 'STO-049 efs', 'STO-049 gp3', 'STS-010 postgres', 'STS-013 postgres',
    'STS-014 postgres', 'STS-023 postgres',
  ],
};

const DOCUMENTS = Object.keys(FOUND);

/** Kinds of which the index names every object: those of the documents, not those that sets and policies bring. */
const KINDS = ['StorageClass', 'VolumeSnapshotClass', 'VolumeSnapshot', 'PersistentVolumeClaim', 'StatefulSet', 'Schedule'];

function asWritten(document: string): Manifest[] {
  return Yaml.load(join(__dirname, 'as-written', `${document}.yaml`));
}

function identities(objects: readonly Manifest[]): string[] {
  return objects.filter(({ kind }) => KINDS.includes(kind!)).map(({ kind, metadata }) => `${kind} ${metadata.name}`).sort();
}

describe.each(DOCUMENTS)('%s as it was written', (document) => {
  test('is judged by these rules; the page of mistakes tells of each', () => {
    const found = audit(asWritten(document), { closedWorld: true }).findings.map(({ rule, object }) => `${rule} ${object.metadata.name}`);
    expect([...new Set(found)].sort()).toEqual(FOUND[document]);
    for (const finding of FOUND[document]) expect(readText(PAGE)).toContain(`[${finding.split(' ')[0]}]`);
  });
});

/** What the audit finds once something else is corrected, or somebody uses what a document offers. */
const FOUND_LATER = ['STO-005', 'STO-030'];

test('the page names no rule that has nothing to say of them', () => {
  const named = new Set([...readText(PAGE).matchAll(/\[([A-Z]{3}-\d{3})\]/g)].map(([, rule]) => rule));
  const found = new Set([...Object.values(FOUND).flat().map((finding) => finding.split(' ')[0]), ...FOUND_LATER]);
  expect([...named].sort()).toEqual([...found].sort());
});

test('a claim that is too small for its class is found as soon as there is one', () => {
  const claim = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'small' }, spec: { storageClassName: 'ultra-fast-ssd', resources: { requests: { storage: '20Gi' } } } };
  const rules = audit([...asWritten('persistent-storage'), claim], { closedWorld: true }).findings.map(({ rule }) => rule);
  expect(rules).toContain('STO-030');
});

test('the in-tree provisioner is found as soon as the class is of an API that there is', () => {
  const objects = asWritten('persistent-volumes').map((object) => (object.kind === 'StorageClass' ? { ...object, apiVersion: 'storage.k8s.io/v1' } : object));
  const rules = audit(objects, { closedWorld: true }).findings.filter(({ object }) => object.kind === 'StorageClass').map(({ rule }) => rule);
  expect(rules).toContain('STO-005');
});

describe('the index', () => {
  const sections = new Map(readText(INDEX).split(/^## /m).slice(1).map((text) => [text.split('\n')[0], rowsOf(text)]));
  let example: Synthesized;
  beforeAll(() => {
    example = synthesize('seed-documents');
  });
  afterAll(() => example.remove());

  test('has a table for each document', () => {
    expect([...sections.keys()]).toEqual(DOCUMENTS);
  });

  test.each(DOCUMENTS)('names every object that %s has', (document) => {
    const has = sections.get(document)!.flatMap(([cell]) => objectsIn(cell));
    expect(has.sort()).toEqual(identities(asWritten(document)));
  });

  test.each(DOCUMENTS)('names every object that we emit for %s, and no other', (document) => {
    const emitted = sections.get(document)!.flatMap(([, cell]) => objectsIn(cell));
    expect(emitted.sort()).toEqual(identities(Yaml.load(join(example.folder, `${document}.k8s.yaml`))));
  });

  test.each(DOCUMENTS)('says why in every row of %s', (document) => {
    for (const row of sections.get(document)!) expect(row, row.join(' | ')).toEqual([expect.any(String), expect.any(String), expect.stringMatching(/\w{3}/)]);
  });
});

describe.each([PAGE, INDEX])('%s', (page) => {
  const links = [...readText(page).matchAll(/\]\(([^)]+)\)/g)].map(([, link]) => link).filter((link) => !link.startsWith('https://'));

  test('links to pages and headings that exist', () => {
    expect(links.length).toBeGreaterThan(0);
    for (const link of links) {
      const [path, anchor] = link.split('#');
      const target = path === '' ? page : join(dirname(page), path);
      expect(existsSync(join(ROOT, target)), link).toBe(true);
      if (anchor !== undefined) expect(anchorsOf(target), link).toContain(anchor);
    }
  });
});

function rowsOf(text: string): string[][] {
  return text.split('\n').filter((line) => line.startsWith('| ')).slice(2).map((line) => line.slice(2, -2).split(' | '));
}

function objectsIn(cell: string): string[] {
  return [...cell.matchAll(/`(\w+) ([a-z0-9.-]+)`/g)].filter(([, kind]) => KINDS.includes(kind)).map(([, kind, name]) => `${kind} ${name}`);
}

/** As GitHub makes them. */
function anchorsOf(path: string): string[] {
  return [...readText(path).matchAll(/^#+ (.*)$/gm)].map(([, heading]) => heading.toLowerCase().replace(/[^\w\- ]/g, '').replace(/ /g, '-'));
}
