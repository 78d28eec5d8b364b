import { exec } from 'child_process';
import { promisify } from 'util';

/** Runs a command with values in place of its `{names}` and returns what it printed; throws when it fails. */
export type ClusterCommand = (values?: { readonly [name: string]: string | number }) => Promise<string>;

/**
 * What only the cluster's owner can do to it, such as taking a node's power, is a shell command in an environment variable.
 * Undefined where the variable is not set or is empty: the tests that need it are skipped.
 */
export function commandFrom(variable: string): ClusterCommand | undefined {
  const command = process.env[variable];
  if (!command) return undefined;
  return async (values = {}) => {
    const filled = Object.entries(values).reduce((text, [name, value]) => text.replaceAll(`{${name}}`, String(value)), command);
    const { stdout } = await promisify(exec)(filled);
    return stdout.trim();
  };
}

/** Makes snapshots that are cut from now on ready `{seconds}` later; 0 for as fast as the driver can. */
export const SNAPSHOTS_READY_AFTER = commandFrom('SNAPSHOTS_READY_AFTER');

/** Prints how many snapshots the driver holds, whatever the cluster's objects say. */
export const DRIVER_SNAPSHOTS = commandFrom('DRIVER_SNAPSHOTS');

/** Path of the API server's audit log, with an event of at least level Metadata for each request. */
export const API_AUDIT_LOG = process.env.API_AUDIT_LOG || undefined;

/** The image of this working copy's command line, for `StatefulSettings`. The cluster's nodes have it. */
export const OPERATIONS_IMAGE = process.env.OPERATIONS_IMAGE || 'cdk8s-stateful:e2e';
