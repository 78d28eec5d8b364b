import { existsSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { ApiObject } from 'cdk8s';
import type { App } from 'cdk8s';
import { describe } from '../audit/manifests';

/** https://github.com/cdk8s-team/cdk8s-core/blob/2.x/src/app.ts writeConstructMetadata */
const FILE = 'construct-metadata.json';

interface ConstructMetadataFile {
  readonly version: string;
  readonly resources: { readonly [resourceName: string]: { readonly path: string } };
}

/** After each synth, adds to the map that cdk8s has written for its command line names with kind and namespace: `StatefulSet orders/db`. */
export function recordConstructPaths(app: App): void {
  const synth = app.synth.bind(app);
  app.synth = () => {
    synth();
    amend(join(app.outdir, FILE), app);
  };
}

function amend(path: string, app: App): void {
  // cdk8s writes it only when somebody is going to read it
  if (!existsSync(path)) return;
  const metadata = JSON.parse(readFileSync(path, 'utf8')) as ConstructMetadataFile;
  writeFileSync(path, JSON.stringify({ ...metadata, resources: { ...metadata.resources, ...pathsByIdentity(app) } }));
}

function pathsByIdentity(app: App): { [identity: string]: { path: string } } {
  const paths: { [identity: string]: { path: string } } = {};
  for (const apiObject of app.node.findAll().filter(ApiObject.isApiObject)) {
    const { apiVersion, kind, name, metadata: { namespace } } = apiObject;
    paths[describe({ apiVersion, kind, metadata: { name, namespace } })] = { path: apiObject.node.path };
  }
  return paths;
}
