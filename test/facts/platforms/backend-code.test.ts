import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { expressionOf, importsOf, literal } from '../../../src/facts/platforms/backend-code';

/** What JavaScript reads. */
function read(expression: string): unknown {
  return new Function(`return ${expression}`)();
}

describe('a literal', () => {
  test.each([
    ["it's", "'it\\'s'"],
    ['"quoted"', '\'"quoted"\''],
    ['back\\slash', "'back\\\\slash'"],
    ['two\nlines', "'two\\nlines'"],
    ['${x} `y`', "'${x} `y`'"],
  ])('of %j', (text, expected) => {
    expect(literal(text)).toBe(expected);
  });

  test('is read as what was written, whatever that is', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom('\\', "'", '"', '\n', '\u2028', '`', '$', '{', 'a') }), (text) => {
      expect(read(literal(text))).toBe(text);
    }));
  });
});

describe('the code of a backend', () => {
  test('is an expression, and what it needs', () => {
    const code = {
      class: 'Longhorn',
      factory: 'replicated',
      options: { replicas: 2, dataEngine: { enum: 'LonghornDataEngine', member: 'V2' }, extraParameters: { nodeSelector: 'AwsEbs.gp3()' } },
    };
    expect(expressionOf(code)).toBe("Longhorn.replicated({ replicas: 2, dataEngine: LonghornDataEngine.V2, extraParameters: { nodeSelector: 'AwsEbs.gp3()' } })");
    expect(importsOf(code)).toEqual(['Longhorn', 'LonghornDataEngine']);
  });

  test('may have no options', () => {
    expect(expressionOf({ class: 'AwsEbs', factory: 'gp3' })).toBe('AwsEbs.gp3()');
    expect(importsOf({ class: 'AwsEbs', factory: 'gp3' })).toEqual(['AwsEbs']);
  });
});
