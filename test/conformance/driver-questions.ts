import type { DriverFacts } from '../../src/facts/drivers/driver-facts';

const LOSSES = ['nothing', 'pod', 'node', 'zone'];

const CITE = 'cite the upstream file or page';

/** Every question that a file of driver facts answers, by the path of the answer, and what to do when it is missing. */
const QUESTIONS: { readonly [path: string]: string } = {
  'id': 'give the driver its short name',
  'title': 'name the driver for people',
  'source': 'name the upstream repository, commit and version',
  'provisioners.0': 'name the provisioner of its classes',
  'storage': 'say whether volumes are disks or folders of a network file system',
  'accessModes.Filesystem': 'list the access modes of volumes with a file system; none is []',
  'accessModes.Block': 'list the access modes of raw block volumes; none is []',
  'accessModes.source': CITE,
  'topology.scope': 'say from where a volume can be reached',
  'topology.keys': 'list the node labels that its volumes follow; none is []',
  'topology.volumeBindingMode': 'say when claims should get their volumes',
  'topology.why': 'say why that binding mode',
  'topology.source': CITE,
  'outlives.surely': 'say what its data outlives: nothing, pod, node or zone',
  'outlives.why': 'say why',
  'outlives.source': CITE,
  'expansion.supported': 'say whether volumes can grow',
  'expansion.online': 'say whether volumes can grow under a running pod',
  'expansion.source': CITE,
  'snapshots.supported': 'say whether it takes CSI snapshots',
  'snapshots.parameters': 'list the parameters of snapshot classes; none is []',
  'snapshots.source': CITE,
  'groupSnapshots.supported': 'say whether it takes snapshots of several volumes at one moment',
  'groupSnapshots.source': CITE,
  'volumeAttributes.supported': 'say whether a VolumeAttributesClass changes its volumes',
  'volumeAttributes.parameters': 'list the parameters of its VolumeAttributesClasses; none is []',
  'volumeAttributes.source': CITE,
  'attachLimit.text': 'say how many of its volumes a node carries',
  'attachLimit.source': CITE,
  'install.text': 'say what has to be installed and how it is seen',
  'install.source': CITE,
  'clones.supported': 'say whether a claim can be made from another',
  'clones.source': CITE,
  'allocation.source': CITE,
  'encryption.decidedBy': 'say who decides on encryption at rest',
  'encryption.note': 'say what is encrypted and how, whoever has the key',
  'encryption.source': CITE,
  'parameters': 'list the parameters of its classes; none is []',
  'unknownParameter.behaviour': 'say what it does with a parameter that it does not know',
  'unknownParameter.source': CITE,
  'parameterKeyCase': 'say how it compares keys of parameters',
  'kinds': 'list the kinds of volume; none is []',
  'fsGroup.applied': 'say whether the kubelet changes the group of files',
  'fsGroup.policy': 'give the fsGroupPolicy of its CSIDriver object',
  'fsGroup.source': CITE,
};

/** Questions to a driver that takes snapshots. */
const SNAPSHOT_QUESTIONS: { readonly [path: string]: string } = {
  'snapshots.cut.signal': 'say which field of status proves that a snapshot is cut; readyToUse when you are not sure',
  'snapshots.cut.source': CITE,
};

/** Questions to a driver that makes clones. */
const CLONE_QUESTIONS: { readonly [path: string]: string } = {
  'clones.sameSize': 'say whether a clone must have the size of its source',
  'clones.sameParameters': 'list the parameters that must be those of the source; none is []',
};

const EXCEPTION = { 'when.parameter': 'name the parameter', 'why': 'say why', 'source': CITE };

/** Every question that this driver must answer. */
export function questionsTo(driver: DriverFacts): { readonly [path: string]: string } {
  return { ...QUESTIONS, ...driver.snapshots.supported ? SNAPSHOT_QUESTIONS : {}, ...driver.clones.supported ? CLONE_QUESTIONS : {} };
}

/** Answers that are missing, in the driver as a whole and in each entry of its lists. */
export function unanswered(driver: DriverFacts): string[] {
  const missing = Object.entries(questionsTo(driver)).filter(([path]) => isMissing(at(driver, path)))
    .map(([path, remedy]) => complaint(driver, path, remedy));
  const entries = (list: string, all: readonly object[] = [], questions: { readonly [field: string]: string }) => all.flatMap((entry, index) =>
    Object.entries(questions).filter(([field]) => isMissing(at(entry, field))).map(([field, remedy]) => complaint(driver, `${list}[${index}].${field}`, remedy)));
  return [
    ...missing,
    ...entries('provisioners', driver.provisioners, { name: 'name it', use: 'say who installs it', source: CITE }),
    ...entries('parameters', driver.parameters, { name: 'name it', type: 'say string, integer or boolean', source: CITE }),
    ...entries('kinds', driver.kinds, { kind: 'give the value of the kind parameter', medium: 'say ssd, hdd or unknown', source: CITE }),
    ...entries('exactlyOneOf', driver.exactlyOneOf, { 'parameters.0': 'list the parameters', 'source': CITE }),
    ...entries('expansion.except', driver.expansion.except, EXCEPTION),
    ...entries('snapshots.except', driver.snapshots.except, EXCEPTION),
    ...entries('outlives.variants', driver.outlives?.variants, { 'when.parameter': 'name the parameter', 'surely': 'say what such data outlives', 'why': 'say why', 'source': CITE }),
    ...entries('clones.except', driver.clones.except, { 'from.parameter': 'name the parameter', 'why': 'say why', 'source': CITE }),
    ...entries('topology.variants', driver.topology.variants, { 'when.parameter': 'name the parameter', 'why': 'say why', 'source': CITE }),
    ...driver.inTree ? entries('inTree', [driver.inTree], { name: 'name it', removedIn: 'say in which version', source: CITE }) : [],
  ];
}

/** Facts that contradict one another. */
export function contradictions(driver: DriverFacts): string[] {
  const found: string[] = [];
  const complain = (holds: boolean, path: string, remedy: string) => {
    if (!holds) found.push(`driver ${driver.id}: ${path} ${remedy}`);
  };
  const names = driver.parameters.map(({ name }) => name);
  const kinds = driver.kinds.map(({ kind }) => kind);
  const { kindParameter, encryption } = driver;
  for (const { name, pattern, form } of driver.parameters) {
    complain((pattern === undefined) === (form === undefined), `parameters ${name}`, 'has a pattern or a form alone: give both, so that refusals can be read');
  }
  complain(new Set(names).size === names.length, 'parameters', 'names one twice: keep one');
  for (const { name, kinds: only = [], excludes = [], requires = [], requiredUnless = name } of driver.parameters) {
    complain(only.every((kind) => kinds.includes(kind)), `parameters ${name}`, `applies to kinds that are not listed: use ${kinds}`);
    complain([...excludes, ...requires, requiredUnless].every((other) => names.includes(other)), `parameters ${name}`, 'names a companion that is not listed: list it');
  }
  for (const { kind, iops, throughputMiBps } of driver.kinds) {
    const used = [iops?.parameter, iops?.perGiBParameter, iops?.raiseParameter, throughputMiBps?.parameter].filter((name) => name !== undefined);
    complain(used.every((name) => names.includes(name)), `kinds ${kind}`, `reads parameters that are not listed: list ${used}`);
  }
  complain((kinds.length > 0) === (kindParameter !== undefined), 'kindParameter', 'and kinds belong together: give both or neither');
  if (kindParameter) {
    const parameter = driver.parameters.find(({ name }) => name === kindParameter);
    const defaults = driver.kinds.filter((kind) => kind.default).map(({ kind }) => kind);
    const expected = parameter?.required ? [] : [parameter?.default];
    complain(String(defaults) === String(expected), 'kinds', `mark "${defaults}" as default, but the parameter ${kindParameter} says "${expected}": mark that one alone`);
    complain(String([...parameter?.values ?? []].sort()) === String([...kinds].sort()), `parameters ${kindParameter}`, `must list the kinds: ${kinds}`);
  }
  if (encryption.decidedBy === 'class') {
    complain(names.includes(encryption.parameter ?? '') && encryption.on !== undefined, 'encryption.parameter', 'is missing or not listed: name what switches encryption on, and its value');
  }
  complain((encryption.keyParameter === undefined) === (encryption.withoutKey === undefined), 'encryption.withoutKey', 'and keyParameter belong together: say whose key it is where a class names none');
  complain(driver.snapshots.supported || driver.snapshots.alternative !== undefined, 'snapshots.alternative', 'is missing: say how to copy data without snapshots');
  complain(driver.snapshots.supported || driver.snapshots.cut === undefined, 'snapshots.cut', 'is given for a driver that takes none: remove it');
  for (const { surely, atBest } of [driver.outlives, ...driver.outlives.variants ?? []]) {
    complain(atBest === undefined || LOSSES.indexOf(atBest) > LOSSES.indexOf(surely), 'outlives.atBest', `is no more than ${surely}: leave it out`);
  }
  const conditions = [
    ...driver.parameters.flatMap(({ requiredWhen, when, valuesWhen = [] }) => [requiredWhen, when, ...valuesWhen.flatMap((fewer) => fewer.when)]),
    ...(driver.topology.variants ?? []).map(({ when }) => when),
    ...(driver.outlives.variants ?? []).map(({ when }) => when),
    ...[...driver.accessModes.Filesystem, ...driver.accessModes.Block].map(({ when }) => when),
    ...[...driver.expansion.except ?? [], ...driver.snapshots.except ?? []].map(({ when }) => when),
    ...(driver.clones.except ?? []).flatMap(({ from, to }) => [from, to]),
    ...driver.kinds.flatMap(({ sizeGiB }) => (sizeGiB?.variants ?? []).map(({ when }) => when)),
  ];
  for (const condition of conditions) {
    if (condition) complain(names.includes(condition.parameter), `condition on ${condition.parameter}`, 'names a parameter that is not listed: list it');
  }
  complain(driver.volumeAttributes.supported || driver.volumeAttributes.parameters.length === 0, 'volumeAttributes.parameters', 'are given for a driver that changes nothing: remove them');
  const unlisted = (driver.volumeAttributes.requires ?? []).filter((name) => !names.includes(name));
  complain(unlisted.length === 0, 'volumeAttributes.requires', `names parameters that are not listed: list ${unlisted}`);
  const unknown = (driver.clones.sameParameters ?? []).filter((name) => !names.includes(name));
  complain(unknown.length === 0, 'clones.sameParameters', `names parameters that are not listed: list ${unknown}`);
  complain(driver.clones.supported || driver.clones.except === undefined, 'clones.except', 'is given where no volume can: remove it');
  for (const ability of ['expansion', 'snapshots'] as const) {
    complain(driver[ability].supported || driver[ability].except === undefined, `${ability}.except`, 'is given where no volume can: remove it');
  }
  complain(driver.expansion.supported || !driver.expansion.online, 'expansion.online', 'is true for a driver that cannot grow volumes: set it to false');
  return found;
}

function complaint(driver: DriverFacts, path: string, remedy: string): string {
  return `driver ${driver.id}: ${path} is missing: ${remedy}`;
}

function isMissing(value: unknown): boolean {
  return value === undefined || value === '';
}

function at(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((inner, key) => (inner as { [key: string]: unknown } | undefined)?.[key], value);
}
