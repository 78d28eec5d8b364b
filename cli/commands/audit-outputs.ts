import { resolve } from 'node:path';

/** The formats of a report. */
export const FORMATS = ['table', 'json', 'sarif', 'junit', 'markdown'] as const;
export type Format = typeof FORMATS[number];

/** A report to be written: into a file, or to standard output. */
export interface Output {
  readonly format: Format;
  readonly file?: string;
}

/** What stands for standard output where a file is named. */
const STDOUT = '-';

/**
 * Reads `-o FORMAT[=FILE]`, given any number of times; a table where it is not.
 *
 * @throws naming every fault: an unknown format, two for standard output, two for one file.
 */
export function parseOutputs(texts: readonly string[], workingDirectory: string): Output[] {
  const problems: string[] = [];
  const outputs = (texts.length === 0 ? ['table'] : texts).flatMap((text) => {
    const equals = text.indexOf('=');
    const [name, file] = equals < 0 ? [text, STDOUT] : [text.slice(0, equals), text.slice(equals + 1)];
    const format = FORMATS.find((each) => each === name);
    if (!format) problems.push(`--output "${text}": there is no format "${name}"; use one of ${FORMATS.join(', ')}, or FORMAT=FILE`);
    if (file === '') problems.push(`--output "${text}" names no file after "="; write ${name}=FILE, or ${name} for standard output`);
    return format ? [file === STDOUT ? { format } : { format, file }] : [];
  });
  problems.push(...collisions(outputs, workingDirectory));
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return outputs;
}

function collisions(outputs: readonly Output[], workingDirectory: string): string[] {
  const targets = new Map<string, Format[]>();
  for (const { format, file } of outputs) {
    const target = file === undefined ? '' : resolve(workingDirectory, file);
    targets.set(target, [...targets.get(target) ?? [], format]);
  }
  return [...targets].filter(([, formats]) => formats.length > 1).map(([target, formats]) => (target === ''
    ? `--output ${formats.join(' and ')} would both go to standard output; write all but one into a file: ${formats[1]}=FILE`
    : `--output ${formats.join(' and ')} would both be written to ${target}; name another file for one of them`));
}
