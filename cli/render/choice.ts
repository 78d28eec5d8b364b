import { choiceCode } from './choice-code';
import { className } from './class-name';
import type { StorageChoice, StorageRefusal } from '../../src/facts/intent/choose';
import type { ChooseArguments } from '../commands/choose-arguments';

/** Settings that are fields of the class; the others are advice for what goes with it. */
const FIELDS: readonly string[] = ['reclaimPolicy', 'volumeBindingMode', 'allowVolumeExpansion'];

/** A choice for people: the class, why, what to mind, and the code. */
export function renderChoice({ profile, platform }: ChooseArguments, choice: StorageChoice): string {
  const { offering, backend, settings, open, optional, warnings, why } = choice;
  const parameters = Object.entries(backend.parameters);
  return [
    `${platform.title}: ${offering.title} (${offering.role})`,
    `  ${why}`,
    '',
    `StorageClass ${className(choice)}`,
    `  provisioner: ${backend.provisioner}`,
    ...parameters.length > 0 ? ['  parameters:', ...parameters.map(([name, value]) => `    ${name}: ${JSON.stringify(value)}`)] : [],
    ...settings.filter(({ name }) => FIELDS.includes(name)).flatMap(entry),
    '',
    'With it',
    ...settings.filter(({ name }) => !FIELDS.includes(name)).flatMap(entry),
    `  cost: ${offering.cost.text}`,
    `  performance: ${offering.performance.text}`,
    '',
    ...section('Find out, and give as --input NAME=VALUE', open.map(({ name, what, example }) => `${name}: ${what}; "${example}" stands for it`)),
    ...section('May be given as --input NAME=VALUE', optional.map(({ name, what, example }) => `${name}: ${what}; such as "${example}"`)),
    ...section('Mind', warnings),
    'Code',
    ...choiceCode(profile, choice).split('\n').map((line) => (line === '' ? '' : `  ${line}`)),
    '',
  ].join('\n');
}

/** Why there is nothing, and what to do. */
export function renderRefusal({ refused, instead }: StorageRefusal): string {
  return `refused: ${refused}\ninstead: ${instead}\n`;
}

function entry({ name, value, why }: StorageChoice['settings'][number]): string[] {
  return [`  ${name}: ${value}`, `    # ${why}`];
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length > 0 ? [title, ...lines.map((line) => `  - ${line}`), ''] : [];
}
