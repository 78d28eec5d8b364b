import { cdk8s, github, javascript, JsonFile } from 'projen';
import { publishImage } from './projenrc/publish-image';

const project = new cdk8s.ConstructLibraryCdk8s({
  name: 'cdk8s-stateful',
  description: 'Stateful workloads and storage on Kubernetes, as code you can trust: cdk8s constructs, an audit and operations.',
  author: 'cdk8s-stateful maintainers',
  authorAddress: 'maintainers@cdk8s-stateful.dev',
  authorOrganization: true,
  repositoryUrl: 'https://github.com/cdk8s-stateful/cdk8s-stateful.git',
  license: 'Apache-2.0',
  copyrightOwner: 'The cdk8s-stateful authors',
  keywords: ['kubernetes', 'stateful', 'storage', 'postgresql', 'csi', 'backup', 'audit'],
  defaultReleaseBranch: 'main',
  packageManager: javascript.NodePackageManager.NPM,
  projenrcTs: true,
  jsiiVersion: '~6.0.0',
  cdk8sVersion: '2.70.0',
  constructsVersion: '10.5.0',
  minNodeVersion: '20.19.0',
  workflowNodeVersion: '22',
  peerDeps: ['cdk8s-plus-28@^2.5.6'],
  devDeps: [
    // 2.x needs Node 22
    '@kubernetes/client-node@1.4.0',
    // 10.x needs Node 22
    '@stryker-mutator/core@^9',
    '@stryker-mutator/vitest-runner@^9',
    '@types/js-yaml@^4',
    '@types/node@^20',
    '@types/pg@^8',
    '@actions/workflow-parser@^0.3.61',
    'ajv@^8',
    'ajv-formats@^3',
    'cdk8s-cli',
    'cdk8s-plus-34',
    'esbuild',
    'fast-check',
    'fast-xml-builder@^1.3.2',
    'fastest-levenshtein@^1',
    'js-yaml@^5.5.0',
    'libxml2-wasm@^0.7.2',
    'pg@^8',
    'tsx',
    'vite@^8',
    'vitest@^4',
  ],
  bin: { 'cdk8s-stateful': 'assets/cli/start/index.js' },
  bundlerOptions: {},
  tsconfigDevFile: 'tsconfig.dev.json',
  jest: false,
  integrationTestAutoDiscover: false,
  eslintOptions: { dirs: ['src', 'cli', 'test', 'examples'], fileExtensions: ['.ts'] },
  docgen: true,
  stability: 'experimental',
  githubOptions: { mergify: false, pullRequestLint: false },
  depsUpgrade: false,
  pullRequestTemplate: false,
  buildWorkflowOptions: { mutableBuild: false },
  publishToPypi: { distName: 'cdk8s-stateful', module: 'cdk8s_stateful' },
  publishToMaven: { javaPackage: 'dev.cdk8s.stateful', mavenGroupId: 'dev.cdk8s-stateful', mavenArtifactId: 'cdk8s-stateful' },
  publishToGo: { moduleName: 'github.com/cdk8s-stateful/cdk8s-stateful-go' },
  publishToNuget: { dotNetNamespace: 'Cdk8sStateful', packageId: 'Cdk8sStateful' },
  gitignore: ['/assets/', '/examples/*/dist/', '*.tgz'],
  npmIgnoreOptions: { ignorePatterns: ['/cli/', '/examples/', '/docs/', '/.ci/', '/projenrc/', '/Dockerfile', '/.dockerignore', '/action.yml', '/CONTRIBUTING.md', '/ARCHITECTURE.md', '/vitest*.config.ts', '/.cache/'] },
});

project.npmrc.addConfig('omit-lockfile-registry-resolved', 'true');

// Its bindings for other platforms are published later than itself; `npm ci` refuses a lock file that lacks one.
project.package.addField('overrides', { 'unrs-resolver': '1.12.2' });

const RULE_EXAMPLES = './assets/rule-examples.js';

// The command line is one file that needs no node_modules: it also runs in containers. So is its reader of manifests, by which the
// library judges files, since it has no parser of its own. Names are kept for what they say of errors.
const PROGRAM = { platform: 'node', target: 'node20', outfile: 'index.js', minify: true, keepNames: true, metafile: true };
const commandLine = project.bundler.addBundle('cli/main.ts', { ...PROGRAM, executable: true, inject: [RULE_EXAMPLES] });
// What starts it is a file of its own, so that help does not wait for all of it.
project.bundler.addBundle('cli/start.ts', { platform: 'node', target: 'node20', outfile: 'index.js', executable: true, minify: true });
const reader = project.bundler.addBundle('cli/reader.ts', PROGRAM);
// The command line shows rules by the manifests that test them, of which the package has no other copy.
for (const task of [commandLine.bundleTask, commandLine.watchTask]) task?.prependExec(`tsx projenrc/rule-examples.ts ${RULE_EXAMPLES}`);
// Whoever gets a copy of the packages in them gets their licences too.
for (const { bundleTask, outdir } of [commandLine, reader]) {
  bundleTask.exec(`tsx projenrc/third-party-licenses.ts ${outdir}/index.meta.json ${outdir}/THIRD-PARTY-LICENSES.txt`);
}
// Whoever reads reports finds their form in the package.
commandLine.bundleTask.exec(`node -e "fs.cpSync('cli/render/audit-report-1.schema.json','${commandLine.outdir}/audit-report-1.schema.json')"`);
project.npmignore?.addPatterns('/assets/**/*.meta.json', RULE_EXAMPLES.slice(1));

// Only what the package root exports is API; deep imports would freeze the folder layout.
project.package.addField('exports', {
  '.': './lib/index.js',
  './package.json': './package.json',
  './.jsii': './.jsii',
  './.warnings.jsii.js': './.warnings.jsii.js',
  './audit-report-1.schema.json': './assets/cli/main/audit-report-1.schema.json',
});

// ESLint's project service and the editor look for the nearest tsconfig.json.
for (const folder of ['test', 'cli', 'examples']) {
  new JsonFile(project, `${folder}/tsconfig.json`, {
    obj: {
      extends: '../tsconfig.dev.json',
      compilerOptions: { noEmit: true, rootDir: '..', module: 'esnext', moduleResolution: 'bundler', skipLibCheck: true },
      include: ['**/*.ts'],
    },
  });
  project.eslint?.allowDevDeps(`${folder}/**`);
}

// projen silences reserved words here; a member called `from` or `range` breaks other languages, so nothing is silenced.
project.compileTask.reset('jsii --fail-on-warnings');
// One file loads a third faster than two hundred with their source maps; the types stay where jsii put them.
project.compileTask.exec('esbuild lib/index.js --bundle --platform=node --target=node20 --packages=external --allow-overwrite --outfile=lib/index.js --log-level=warning');
project.npmignore?.addPatterns('/lib/**/*.js', '!/lib/index.js');
project.preCompileTask.prependExec('node -e "fs.rmSync(\'lib\',{recursive:true,force:true})"');

// Users of Node 20 know what they run; forty lines in every compilation hide what matters.
project.tasks.addEnvironment('JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION', '20');

const typecheck = project.addTask('typecheck', { description: 'Type-check tests, examples, the command line and the build' });
for (const folder of ['test', 'cli', 'examples', 'projenrc']) typecheck.exec(`tsc --noEmit -p ${folder}`);

const lint = project.addTask('lint', {
  description: 'ESLint, without changing a file',
  env: { ESLINT_USE_FLAT_CONFIG: 'false' },
  exec: 'eslint --ext .ts --no-error-on-unmatched-pattern --max-warnings 0 src cli test examples projenrc .projenrc.ts',
});

// `npm test` compiles first, so that the API lint reads today's .jsii, and changes no tracked file.
project.testTask.reset();
project.testTask.spawn(project.preCompileTask);
project.testTask.spawn(project.compileTask);
project.testTask.spawn(typecheck);
project.testTask.spawn(lint);
project.testTask.exec('vitest run');

project.addTask('e2e', { description: 'Tests against the cluster that KUBECONFIG names', exec: 'vitest run --config vitest.e2e.config.ts' });
project.addTask('bench:synth', {
  description: 'Loading the package and synthesizing claims, against cdk8s-plus and raw objects',
  steps: [{ spawn: 'compile' }, { exec: 'tsx test/bench/synth.ts', receiveArgs: true }],
});
project.addTask('bench:audit', {
  description: 'The audit against parsing alone, and beside other tools: --rounds, --tools, --documents, --json',
  steps: [{ spawn: 'bundle' }, { exec: 'tsx test/bench/audit/run.ts', receiveArgs: true }],
});
project.addTask('bench:freeze', {
  description: 'How long something is held beyond the cut of its snapshots: --rounds, --pods, --json',
  exec: 'tsx test/bench/freeze/run.ts',
  receiveArgs: true,
});
const MUTATE = 'stryker run test/mutation/stryker.config.mjs';
project.addTask('mutate', { description: 'Mutation tests of the audit', exec: MUTATE });
project.addTask('fuzz:audit', { description: 'Any bytes through the whole audit: --runs, --seed', exec: 'tsx test/fuzz/audit/run.ts', receiveArgs: true });
project.addTask('e2e:fuzz', { description: 'Random apps against the API server of KUBECONFIG: --apps, --seed', exec: 'tsx test/fuzz/run.ts', receiveArgs: true });
project.addTask('quickstart', { description: 'Synthesize and audit the main example', exec: 'tsx examples/run.ts quickstart' });
project.addTask('examples', { description: 'Synthesize and audit every example', exec: 'tsx examples/run.ts' });

// The build runs on one version of Node.js; users run on more.
const tests = project.github?.addWorkflow('test');
tests?.on({ pullRequest: {}, push: { branches: ['main'] } });
tests?.addJob('test', {
  runsOn: ['ubuntu-latest'],
  permissions: { contents: github.workflows.JobPermission.READ },
  strategy: { matrix: { domain: { node: ['22', '24'] } } },
  steps: [
    { name: 'Checkout', uses: 'actions/checkout@v5' },
    { name: 'Setup Node.js', uses: 'actions/setup-node@v5', with: { 'node-version': '${{ matrix.node }}' } },
    { name: 'Test', run: 'npm ci && npm test' },
  ],
});

// CronJobs of a version of the library run the image of that version.
publishImage(project);

// The scripts that people type call the tools directly, without the banner of a task runner.
project.addScripts({ quickstart: 'tsx examples/run.ts quickstart', examples: 'tsx examples/run.ts' });
// A task's shell would expand the patterns of --mutate.
project.addScripts({ mutate: MUTATE });

// Needs Go, so it is no part of the tests: whether the charts still render to the files that the audit is tested with.
project.addScripts({ 'fixtures:charts': 'go run -C test/audit/charts/render .' });

project.synth();
