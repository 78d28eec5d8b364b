import type { DriverFacts, ExceptionFacts, ParameterCondition, ParameterFacts, SizeFacts, SurvivalFacts, VolumeKindFacts } from '../../src/facts/drivers/driver-facts';

/** The page about every driver, from nothing but the facts. */
export function driversPage(drivers: readonly DriverFacts[]): string {
  return [
    '# CSI drivers',
    '',
    'What the library knows of each driver, and from where. Made from `src/facts/drivers`; do not edit.',
    '',
    ...table(
      ['driver', 'provisioners', 'file system', 'raw block', 'reached from', 'outlives', 'binding', 'grows', 'snapshots', 'group snapshots', 'clones', 'attributes class', 'unknown parameters'],
      drivers.map(matrixRow),
    ),
    ...drivers.flatMap(chapter),
  ].join('\n');
}

function matrixRow(driver: DriverFacts): string[] {
  const { accessModes, topology, expansion, snapshots, clones } = driver;
  return [
    driver.title,
    driver.provisioners.map(({ name }) => code(name)).join(', '),
    modes(accessModes.Filesystem),
    modes(accessModes.Block),
    topology.scope,
    survival(driver.outlives),
    topology.volumeBindingMode,
    expansion.supported ? (expansion.online ? 'online' : 'offline') : 'no',
    yesNo(snapshots.supported),
    yesNo(driver.groupSnapshots.supported),
    yesNo(clones.supported),
    yesNo(driver.volumeAttributes.supported),
    driver.unknownParameter.behaviour,
  ];
}

function chapter(driver: DriverFacts): string[] {
  const { topology, expansion, snapshots, encryption, unknownParameter } = driver;
  return [
    '',
    `## ${driver.title}`,
    '',
    `Source: ${driver.source}.`,
    ...driver.notForProduction ? ['', `**Not for production:** ${driver.notForProduction}.`] : [],
    '',
    ...table(['question', 'answer', 'source'], [
      ...driver.provisioners.map(({ name, suffix, use, source }) => [suffix ? `${code(name)} (any ${code(`*${suffix}`)})` : code(name), use, source]),
      ...driver.inTree ? [[code(driver.inTree.name), `the in-tree provisioner it replaces, removed in ${driver.inTree.removedIn}`, driver.inTree.source]] : [],
      ['access modes', `file system: ${modes(driver.accessModes.Filesystem)}; raw block: ${modes(driver.accessModes.Block)}`, driver.accessModes.source],
      ['topology', `${topology.volumeBindingMode}: ${topology.why}; keys: ${topology.keys.map(code).join(', ') || 'none'}`, topology.source],
      ['outlives', `${survival(driver.outlives)}: ${driver.outlives.why}`, driver.outlives.source],
      ...(driver.outlives.variants ?? []).map((variant) => [`outlives with ${condition(variant.when)}`, `${survival(variant)}: ${variant.why}`, variant.source]),
      ['growth', [yesNo(expansion.supported), expansion.limit].filter(Boolean).join('; '), expansion.source],
      ...exceptions('growth', expansion.except),
      ['snapshots', snapshots.supported ? [noted(snapshots), ...snapshots.parameters.map(code)].join(', ') : `no; use ${snapshots.alternative}`, snapshots.source],
      ...exceptions('snapshots', snapshots.except),
      ...snapshots.cut ? [['snapshot is cut', `when ${code(`status.${snapshots.cut.signal}`)} is set`, snapshots.cut.source]] : [],
      ...(topology.variants ?? []).map(({ when, scope, volumeBindingMode, pinned, why, source }) => [
        `topology with ${condition(when)}`, `${scope}, ${volumeBindingMode}${pinned ? ', without allowedTopologies' : ''}: ${why}`, source,
      ]),
      ['group snapshots', [noted(driver.groupSnapshots), needs('its class', driver.groupSnapshots.required)].filter(Boolean).join('; '), driver.groupSnapshots.source],
      ['clones', [noted(driver.clones), ...cloneTerms(driver.clones)].join('; '), driver.clones.source],
      ...(driver.clones.except ?? []).map(({ from, to, why, source }) => [`clones of ${condition(from)}${to ? ` to ${condition(to)}` : ''}`, `no: ${why}`, source]),
      ['sizes are rounded up to', steps(driver.allocation), driver.allocation.source],
      ...driver.volumeHandle ? [['`csi.volumeHandle`', driver.volumeHandle.form, driver.volumeHandle.source]] : [],
      [
        'VolumeAttributesClass',
        [[noted(driver.volumeAttributes), needs('the StorageClass', driver.volumeAttributes.requires)].filter(Boolean).join('; '), ...driver.volumeAttributes.parameters.map(code)].join(', '),
        driver.volumeAttributes.source,
      ],
      ['volumes on a node', driver.attachLimit.text, driver.attachLimit.source],
      ['installation', driver.install.text, driver.install.source],
      ['encryption at rest', encryptionAtRest(driver), encryption.source],
      ['fsGroup', `${driver.fsGroup.applied ? 'applied' : 'not applied'} (${driver.fsGroup.policy})`, driver.fsGroup.source],
      ['unknown parameters', `${unknownParameter.behaviour}; keys compared ${driver.parameterKeyCase === 'exact' ? 'exactly' : 'in lower case'}`, unknownParameter.source],
    ]),
    ...driver.kinds.length > 0 ? ['', ...table(['kind', 'medium', 'size (GiB)', 'IOPS', 'MiB/s', 'note', 'source'], driver.kinds.map(kindRow))] : [],
    '',
    ...table(['parameter', 'type', 'allowed', 'default', 'note', 'source'], driver.parameters.map(parameterRow)),
  ];
}

function encryptionAtRest({ encryption: { decidedBy, parameter, on, note, keyParameter, withoutKey } }: DriverFacts): string {
  const who = parameter === undefined ? decidedBy : `${decidedBy} (${code(`${parameter}: "${on}"`)})`;
  return [`decided by: ${who}`, note, ...keyParameter === undefined ? [] : [`key: ${code(keyParameter)}, else ${withoutKey}`]].join('; ');
}

/** What data outlives for sure, and what it can. */
function survival({ surely, atBest }: SurvivalFacts): string {
  return atBest === undefined ? surely : `${surely}, at best ${atBest}`;
}

function exceptions(question: string, except: readonly ExceptionFacts[] = []): string[][] {
  return except.map(({ when, why, source }) => [`${question} with ${condition(when)}`, `no: ${why}`, source]);
}

function cloneTerms({ sameSize, sameParameters = [] }: DriverFacts['clones']): string[] {
  return [...sameSize ? ['of the same size'] : [], ...sameParameters.length > 0 ? [`with the same ${sameParameters.map(code).join(', ')}`] : []];
}

function steps({ steps: all }: DriverFacts['allocation']): string {
  if (all === undefined) return 'unverified';
  return all.map(({ below, step }) => (below ? `whole ${step} below ${below}` : `whole ${step}`)).join(', ') || 'nothing';
}

function needs(what: string, parameters: readonly string[] | undefined): string | undefined {
  return parameters && `${what} needs ${parameters.map(code).join(', ')}`;
}

function kindRow({ kind, default: isDefault, medium, soldForIops, sizeGiB, iops, throughputMiBps, note, source }: VolumeKindFacts): string[] {
  return [
    code(kind) + (isDefault ? ' (default)' : ''),
    soldForIops ? `${medium}, sold for IOPS` : medium,
    [limits(sizeGiB), ...(sizeGiB?.variants ?? []).map((variant) => `${limits(variant)} with ${condition(variant.when)}`)].join('; '),
    [limits(iops), iops?.maxPerGiB && `at most ${iops.maxPerGiB} per GiB${iops.maxPerGiBUnverified ? ' (unverified)' : ''}`].filter(Boolean).join(', '),
    [limits(throughputMiBps), throughputMiBps?.unit, throughputMiBps?.maxPerIops && `at most ${throughputMiBps.maxPerIops} per IOPS`].filter(Boolean).join(', '),
    note ?? '',
    source,
  ];
}

function parameterRow(facts: ParameterFacts): string[] {
  const allowed = [facts.values?.map(code).join(', '), facts.type === 'integer' ? range(facts) : '', facts.form];
  const conditions = [
    facts.required && 'required',
    facts.requiredUnless && `required without ${code(facts.requiredUnless)}`,
    facts.requiredWhen && `required with ${condition(facts.requiredWhen)}`,
    facts.aliases && `also ${facts.aliases.map(code).join(', ')}`,
    facts.kinds && `only ${facts.kinds.join(', ')}`,
    facts.fsTypes && `only ${facts.fsTypes.join(', ')}`,
    facts.when && `only with ${condition(facts.when)}`,
    ...(facts.valuesWhen ?? []).map(({ when, values }) => `${values.map(code).join(' or ')} with ${when.map(condition).join(' and ')}`),
    facts.excludes && `not with ${facts.excludes.map(code).join(', ')}`,
    facts.requires && `only with ${facts.requires.map(code).join(', ')}`,
    facts.anyCase && 'in any case',
    facts.quantityIn !== undefined && `a Kubernetes quantity${facts.quantityIn && `, counted in ${facts.quantityIn}`}`,
    facts.unverified && 'unverified',
    facts.note,
  ];
  return [
    code(facts.prefix ? `${facts.name}*` : facts.name), facts.type, allowed.filter(Boolean).join(' '), facts.default ?? '',
    conditions.filter(Boolean).join('; '), facts.source,
  ];
}

function modes(all: DriverFacts['accessModes']['Block']): string {
  return all.map(({ mode, kinds, when, note }) => {
    const only = [kinds?.join(', '), when && `with ${condition(when)}`, note].filter(Boolean);
    return only.length > 0 ? `${mode} (${only.join('; ')})` : mode;
  }).join(', ') || 'none';
}

function condition({ parameter, values, min }: ParameterCondition): string {
  if (values) return `${code(parameter)} ${values.map(code).join(' or ')}`;
  return min === undefined ? code(parameter) : `${code(parameter)} of ${min} or more`;
}

function noted({ supported, note }: { readonly supported: boolean; readonly note?: string }): string {
  return [yesNo(supported), note].filter(Boolean).join('; ');
}

function limits(facts: (SizeFacts & { readonly minUnverified?: boolean }) | undefined): string {
  return [range(facts), facts?.unverified && 'unverified', facts?.minUnverified && 'minimum unverified'].filter(Boolean).join(', ');
}

function range(facts: { readonly min?: number; readonly max?: number; readonly gap?: SizeFacts['gap'] } | undefined): string {
  if (facts?.min === undefined && facts?.max === undefined) return '';
  if (facts.gap) return `${facts.min} to ${facts.gap.after} or ${facts.gap.before} to ${facts.max}`;
  return facts.max === undefined ? `${facts.min} or more` : `${facts.min ?? 0} to ${facts.max}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replace(/\|/g, '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)];
}

function code(text: string): string {
  return `\`${text}\``;
}

function yesNo(yes: boolean): string {
  return yes ? 'yes' : 'no';
}
