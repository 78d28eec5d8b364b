import { choiceCode } from './choice-code';
import { className } from './class-name';
import type { StorageChoice, StorageRefusal } from '../../src/facts/intent/choose';
import type { ChooseArguments } from '../commands/choose-arguments';

/** A choice for programs. Its form is fixed: fields are added, never changed. */
export function choiceJson(asked: ChooseArguments, choice: StorageChoice): string {
  const { offering, backend, inputs, open, settings, warnings, why } = choice;
  return json({
    ...question(asked),
    role: offering.role,
    title: offering.title,
    why,
    storageClass: { name: className(choice), provisioner: backend.provisioner, parameters: backend.parameters },
    settings,
    warnings,
    inputs,
    openInputs: open.map(({ name, what, example }) => ({ name, what, example })),
    code: choiceCode(asked.profile, choice),
  });
}

/** A refusal for programs. */
export function refusalJson(asked: ChooseArguments, { refused, instead }: StorageRefusal): string {
  return json({ ...question(asked), refused, instead });
}

function question({ platform, profile }: ChooseArguments) {
  const { data, sharing, failureDomain, performance, environment } = profile;
  return { version: 1, platform: platform.id, profile: { data, sharing, failureDomain, performance, environment } };
}

function json(value: object): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
