import { choiceCode } from './choice-code';
import { className } from './class-name';
import type { StorageChoice, StorageRefusal } from '../../src/facts/intent/choose';
import type { ChooseArguments } from '../commands/choose-arguments';

/** A choice for programs. Its form is fixed: fields are added, never changed. */
export function choiceJson(question: ChooseArguments, choice: StorageChoice): string {
  const { offering, backend, inputs, open, optional, settings, warnings, why } = choice;
  return json({
    ...asJson(question),
    role: offering.role,
    title: offering.title,
    why,
    storageClass: { name: className(choice), provisioner: backend.provisioner, parameters: backend.parameters },
    settings,
    warnings,
    inputs,
    openInputs: open.map(asked),
    optionalInputs: optional.map(asked),
    code: choiceCode(question.profile, choice),
  });
}

/** A refusal for programs. */
export function refusalJson(question: ChooseArguments, { refused, instead }: StorageRefusal): string {
  return json({ ...asJson(question), refused, instead });
}

function asked({ name, what, example }: StorageChoice['open'][number]) {
  return { name, what, example };
}

function asJson({ platform, profile }: ChooseArguments) {
  const { data, sharing, failureDomain, performance, environment } = profile;
  return { version: 1, platform: platform.id, profile: { data, sharing, failureDomain, performance, environment } };
}

function json(value: object): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
