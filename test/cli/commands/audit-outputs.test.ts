import { describe, expect, test } from 'vitest';
import { parseOutputs } from '../../../cli/commands/audit-outputs';

describe('-o', () => {
  test.each([
    [[], [{ format: 'table' }]],
    [['json'], [{ format: 'json' }]],
    [['json=-'], [{ format: 'json' }]],
    [['sarif=audit.sarif', 'table'], [{ format: 'sarif', file: 'audit.sarif' }, { format: 'table' }]],
    [['junit=a=b.xml', 'markdown=a.md'], [{ format: 'junit', file: 'a=b.xml' }, { format: 'markdown', file: 'a.md' }]],
    [['json=a.json', 'json=b.json'], [{ format: 'json', file: 'a.json' }, { format: 'json', file: 'b.json' }]],
  ])('%j is %j', (texts, outputs) => {
    expect(parseOutputs(texts, '/folder')).toEqual(outputs);
  });

  test.each([
    [['xml'], '--output "xml": there is no format "xml"; use one of table, json, sarif, junit, markdown, or FORMAT=FILE'],
    [['constructor'], 'there is no format "constructor"'],
    [['=a.json'], 'there is no format ""'],
    [['json='], '--output "json=" names no file after "="; write json=FILE, or json for standard output'],
    [['table', 'json'], '--output table and json would both go to standard output; write all but one into a file: json=FILE'],
    [['json=a', 'sarif=./a'], '--output json and sarif would both be written to /folder/a; name another file for one of them'],
    [['xml', 'json='], 'no format "xml"; use one of table, json, sarif, junit, markdown, or FORMAT=FILE\n--output "json=" names no file'],
  ])('%j is refused', (texts, message) => {
    expect(() => parseOutputs(texts, '/folder')).toThrow(message);
  });
});
