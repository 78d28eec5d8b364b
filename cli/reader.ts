/** What the library needs of the command line to judge files: bundled by itself, since the library has no parser. */
export { readConfig } from './config/read-config';
export { readInputs } from './manifests/files';
