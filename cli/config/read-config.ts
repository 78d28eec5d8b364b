import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { assumedManifests } from './assumed';
import { NO_CONFIG } from './config';
import type { AuditConfig, ConfigDocument } from './config';
import { configured } from '../../src/audit/configured-acknowledgement';
import type { JsonPath, Manifest } from '../../src/audit/finding';
import { pathText } from '../../src/audit/json';
import { CONFIG_FILES } from '../manifests/config-files';
import { OpenedDocument } from '../manifests/opened-document';
import { parseDocument } from '../manifests/parse';
import { placeIn } from '../manifests/place';
import type { Place } from '../manifests/place';

/** A configuration that cannot be used. The message names each place, the value and the way out. */
export class ConfigError extends Error {}

/**
 * The configuration in a file, or in the one of the folder that has its name; without one, nothing is configured.
 * Throws a ConfigError for a file that is not there, cannot be read, or is not of the published form.
 */
export async function readConfig(file: string | undefined, folder: string): Promise<AuditConfig> {
  const path = file ?? findConfig(folder);
  return path === undefined ? NO_CONFIG : parseConfig(path, textOf(path));
}

function findConfig(folder: string): string | undefined {
  const found = CONFIG_FILES.map((name) => join(folder, name)).filter((path) => existsSync(path));
  if (found.length > 1) throw new ConfigError(`${found.join(' and ')} are both there; keep one, or name one with --config`);
  return found[0];
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    throw new ConfigError(`cannot read the configuration ${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Reads the text of a configuration file. */
export async function parseConfig(file: string, text: string): Promise<AuditConfig> {
  const value = parse(file, text);
  const opened = new OpenedDocument(text);
  const place = (path: JsonPath): Place => {
    const { start, end } = opened.locate(path);
    return placeIn({ source: { file }, linesBefore: 0 }, text, start, end, opened.lineOf(start));
  };
  const { audit = {} } = await checked(value, place);
  const object: Manifest = { apiVersion: 'cdk8s-stateful.dev/v1', kind: 'Configuration', metadata: { name: file } };
  return {
    failOn: audit.failOn,
    closedWorld: audit.closedWorld,
    acknowledgements: (audit.acknowledgements ?? []).map((each, position) => configured(each, object, ['audit', 'acknowledgements', position])),
    assumed: assumedManifests(audit.assume ?? {}),
    sources: [{ manifest: object, place }],
  };
}

function parse(file: string, text: string): unknown {
  const { value, fault } = parseDocument(text);
  if (!fault) return value;
  const line = text.slice(0, fault.position).split('\n').length;
  if (value !== undefined) throw new ConfigError(`${file}:${line}: another YAML document begins; a configuration is one`);
  throw new ConfigError(`cannot read the configuration ${file}:${line}: ${fault.reason}`);
}

async function checked(value: unknown, place: (path: JsonPath) => Place): Promise<ConfigDocument> {
  // the validator is loaded where there is something to validate
  const { configProblems } = await import('./problems');
  const problems = configProblems(value).map(({ path, problem, got, remedy }) => {
    const { file, line } = place(path);
    const what = path.length > 0 ? pathText(path) : 'the configuration';
    return `${file}:${line}: ${what} ${problem}${got === undefined ? '' : `, got ${JSON.stringify(got)}`}; ${remedy}`;
  });
  if (problems.length > 0) throw new ConfigError(problems.join('\n'));
  return value as ConfigDocument;
}
