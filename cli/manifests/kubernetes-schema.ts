import { CORE_SCHEMA, NOT_RESOLVED, boolYaml11Tag, defineScalarTag, mergeTag } from 'js-yaml';

/**
 * Kubernetes reads YAML by rules of its own, neither 1.1 nor 1.2: `0440` is 288, `yes` is true, `22:22` and dates are
 * strings. These scalars follow its decoder.
 *
 * @see https://github.com/kubernetes-sigs/yaml (goyaml.v2 resolve.go)
 */
const INTEGER = /^([-+]?)(?:0b([01_]+)|0x([0-9a-fA-F_]+)|0o([0-7_]+)|0([0-7_]+)|([1-9][0-9_]*|0))$/;
const FLOAT = /^[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?$/;

const integer = defineScalarTag<number>('tag:yaml.org,2002:int', {
  implicit: true,
  implicitFirstChars: [...'-+0123456789'],
  identify: () => false,
  resolve(text) {
    const match = INTEGER.exec(text);
    if (!match) return NOT_RESOLVED;
    const [, sign, binary, hexadecimal, octal, oldOctal, decimal] = match.map((part) => part?.replaceAll('_', ''));
    const value = [[binary, 2], [hexadecimal, 16], [octal, 8], [oldOctal, 8], [decimal, 10]] as const;
    const [digits, radix] = value.find(([found]) => found !== undefined)!;
    const magnitude = parseInt(digits, radix);
    if (Number.isNaN(magnitude)) return NOT_RESOLVED;
    return sign === '-' ? -magnitude : magnitude;
  },
});

const float = defineScalarTag<number>('tag:yaml.org,2002:float', {
  implicit: true,
  implicitFirstChars: [...'-+.0123456789'],
  identify: () => false,
  resolve(text) {
    const digits = text.replaceAll('_', '');
    return FLOAT.test(digits) ? Number(digits) : NOT_RESOLVED;
  },
});

export const KUBERNETES_SCHEMA = CORE_SCHEMA.withTags(boolYaml11Tag, integer, float, mergeTag);
